"""Whether Benchmarks/import/onnx_layers.py finds a model's convolutions, and phibench takes its file.

    test_onnx_layers.py PHIBENCH
"""

import math
import pathlib
import subprocess
import sys
import tempfile
import unittest

import onnx
from onnx import TensorProto, helper

SCRIPT = pathlib.Path(__file__).parents[2] / "Benchmarks" / "import" / "onnx_layers.py"
sys.path.insert(0, str(SCRIPT.parent))
import onnx_layers  # noqa: E402

PHIBENCH = sys.argv.pop(1)


class Builder:
    """A model that grows node by node; its weights have sizes and no values."""

    def __init__(self, *sizes):
        self.nodes, self.weights, self.channels = [], [], sizes[0]
        self.inputs = [helper.make_tensor_value_info("image", TensorProto.FLOAT, ["batch", *sizes])]
        self.top = "image"

    def weight(self, *sizes):
        tensor = TensorProto(
            name=f"weight{len(self.weights)}", data_type=TensorProto.FLOAT, dims=sizes,
            data_location=TensorProto.EXTERNAL)
        tensor.external_data.add(key="location", value="weights.bin")
        self.weights.append(tensor)
        return tensor.name

    def add(self, operator, *inputs, below=None, **attributes):
        name = f"{operator}{len(self.nodes)}"
        self.nodes.append(
            helper.make_node(operator, [below or self.top, *inputs], [name], name, **attributes))
        self.top = name
        return name

    def conv(self, outputs, h, stride=1, groups=1, relu="Relu", below=None, channels=None):
        """Convolution, batch normalisation, and ReLU or what stands for it."""
        filters = self.weight(outputs, (channels or self.channels) // groups, h, h)
        self.add("Conv", filters, below=below, strides=[stride] * 2, pads=[h // 2] * 4, group=groups)
        self.channels = outputs
        self.add("BatchNormalization", *(self.weight(outputs) for _ in range(4)))
        if relu == "Clip":
            self.add("Clip", "zero", "six")
        elif relu:
            self.add(relu)
        return self.top

    def classifier(self, classes):
        self.add("GlobalAveragePool")
        self.add("Flatten")
        self.add("Gemm", self.weight(classes, self.channels), self.weight(classes), transB=1)

    def proto(self):
        ends = [helper.make_tensor("zero", TensorProto.FLOAT, [], [0]),
                helper.make_tensor("six", TensorProto.FLOAT, [], [6])]
        output = helper.make_tensor_value_info(self.top, TensorProto.FLOAT, None)
        return helper.make_model(
            helper.make_graph(self.nodes, "model", self.inputs, [output], [*ends, *self.weights]),
            opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("own", 1)])


def resnet50():
    """He et al. 2016, with the stride in the 3x3 convolution, as torchvision has it."""
    model = Builder(3, 224, 224)
    model.conv(64, 7, 2)
    model.add("MaxPool", kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1])
    for width, blocks, stride in ((64, 3, 1), (128, 4, 2), (256, 6, 2), (512, 3, 2)):
        for block in range(blocks):
            step = stride if block == 0 else 1
            shortcut, channels = model.top, model.channels
            model.conv(width, 1)
            model.conv(width, 3, step)
            top = model.conv(4 * width, 1, relu=None)
            if block == 0:
                shortcut = model.conv(4 * width, 1, step, relu=None, below=shortcut, channels=channels)
            model.add("Add", shortcut, below=top)
            model.add("Relu")
    model.classifier(1000)
    return model.proto()


def mobilenet_v2():
    """Sandler et al. 2018."""
    model = Builder(3, 224, 224)
    model.conv(32, 3, 2, relu="Clip")
    for factor, outputs, blocks, stride in (
            (1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2),
            (6, 320, 1, 1)):
        for block in range(blocks):
            step = stride if block == 0 else 1
            shortcut, inputs = model.top, model.channels
            if factor > 1:
                model.conv(factor * inputs, 1, relu="Clip")
            model.conv(model.channels, 3, step, groups=model.channels, relu="Clip")
            model.conv(outputs, 1, relu=None)
            if step == 1 and inputs == outputs:
                model.add("Add", shortcut)
    model.conv(1280, 1, relu="Clip")
    model.classifier(1000)
    return model.proto()


def parameters(proto, convolutions):
    """Filters as the importer has them, and all else that is learnt: what batch normalisation scales and
    shifts by, but not its mean and variance, and the classifier."""
    apart = {name for node in proto.graph.node for name in {
        "Conv": node.input[1:2], "BatchNormalization": node.input[3:]}.get(node.op_type, ())}
    return sum(math.prod(convolution.filters) for convolution in convolutions) + sum(
        math.prod(tensor.dims) for tensor in proto.graph.initializer
        if tensor.name not in apart and tensor.dims)


def multiply_adds(proto, convolutions):
    """Those of the convolutions and of the classifier."""
    classifier = next(tensor for tensor in proto.graph.initializer if tensor.dims[:1] == [1000])
    return math.prod(classifier.dims) + sum(
        math.prod(convolution.filters) * math.prod(convolution.output) for convolution in convolutions)


def convolutions(proto, sizes=None):
    copy = onnx.ModelProto()
    copy.CopyFrom(proto)
    return onnx_layers.Model(copy, sizes).convolutions()


def single(d=4, d_out=6, filter=(3, 3), size=(9, 8), group=1, **attributes):
    """A model of one convolution."""
    model = Builder(d, *size)
    model.add("Conv", model.weight(d_out, d // group, *filter), group=group, **attributes)
    return model


class PublishedModels(unittest.TestCase):
    def test_resnet50(self):
        proto = resnet50()
        found = convolutions(proto)
        self.assertEqual(len(found), 53)
        self.assertEqual({convolution.reason for convolution in found}, {""})
        self.assertEqual(parameters(proto, found), 25_557_032)
        self.assertEqual(round(multiply_adds(proto, found) / 1e9, 3), 4.089)
        self.assertEqual(sum(convolution.has_bias for convolution in found), 53)
        # Of each of the 16 blocks two, and the first; the third's follows the sum.
        self.assertEqual(sum(convolution.has_relu for convolution in found), 33)
        layers = list(onnx_layers.layers(found))
        self.assertEqual(sum(count for _, count, _ in layers), 53)
        self.assertEqual(
            sum(count * sizes["h"]**2 * sizes["d"] * sizes["d_out"] for _, count, sizes in layers),
            sum(math.prod(convolution.filters) for convolution in found))
        self.assertEqual(
            layers[0], ("Conv0", 1, {"d": 3, "a": 224, "b": 224, "d_out": 64, "h": 7, "stride": 2,
                                     "padding": 3, "pool": 1, "input_gradient": False}))
        self.assertTrue(all(sizes["input_gradient"] for _, _, sizes in layers[1:]))
        third = [count for _, count, sizes in layers if (sizes["h"], sizes["d"], sizes["a"]) == (3, 256, 14)]
        self.assertEqual(third, [5])

    def test_mobilenet_v2(self):
        proto = mobilenet_v2()
        found = convolutions(proto)
        self.assertEqual(len(found), 52)
        self.assertEqual(parameters(proto, found), 3_504_872)
        self.assertEqual(round(multiply_adds(proto, found) / 1e9, 3), 0.301)
        left_out = [convolution.reason for convolution in found if convolution.reason]
        self.assertEqual((len(left_out), left_out[0], left_out[-1]), (17, "32 groups", "960 groups"))
        self.assertFalse(any(convolution.has_relu for convolution in found))


class Reasons(unittest.TestCase):
    def reason(self, model):
        return convolutions(model.proto())[0].reason

    def test_what_is_left_out_has_a_reason(self):
        self.assertEqual(self.reason(single()), "")
        self.assertEqual(self.reason(single(group=2)), "2 groups")
        self.assertEqual(self.reason(single(dilations=[2, 2])), "dilation 2x2")
        self.assertEqual(self.reason(single(filter=(3, 5))), "a filter of 3x5")
        self.assertEqual(self.reason(single(strides=[2, 1])), "a stride of 2x1")
        self.assertEqual(self.reason(single(pads=[0, 1, 0, 1])), "a padding of 0, 1, 0, 1")
        self.assertEqual(
            self.reason(single(strides=[2, 1], group=2)), "2 groups, a stride of 2x1")
        self.assertEqual(self.reason(single(filter=(3,), size=(9,))), "1-dimensional")
        self.assertEqual(self.reason(single(strides=[2, 2, 2])), "attributes that do not fit")
        self.assertEqual(self.reason(single(strides=[0, 0])), "attributes that do not fit")
        self.assertEqual(self.reason(single(pads=[1])), "attributes that do not fit")
        strange = Builder(4, 9, 8)
        strange.add("Strange", domain="own")
        strange.add("Conv", strange.weight(6, 4, 3, 3))
        self.assertEqual(self.reason(strange), "sizes that cannot be inferred")

    def test_automatic_padding_counts_by_its_zeros(self):
        def found(**attributes):
            convolution, = convolutions(single(**attributes).proto())
            return convolution.reason, convolution.layer["padding"], convolution.output
        self.assertEqual(found(auto_pad="SAME_UPPER"), ("", 1, (9, 8)))
        self.assertEqual(found(auto_pad="VALID"), ("", 0, (7, 6)))
        # Along 9 one zero on each side at stride 2, along 8 one behind.
        self.assertEqual(
            found(auto_pad="SAME_UPPER", strides=[2, 2]), ("a padding of 1, 0, 1, 1", 1, (5, 4)))
        self.assertEqual(
            found(auto_pad="SAME_LOWER", strides=[2, 2]), ("a padding of 1, 1, 1, 0", 1, (5, 4)))

    def test_inner_graphs_and_quantised_convolutions_are_named(self):
        branch = helper.make_graph(
            single().nodes, "then", [], [helper.make_tensor_value_info("Conv0", TensorProto.FLOAT, None)])
        model = single()
        model.nodes.append(
            helper.make_node("If", ["flag"], ["either"], then_branch=branch, else_branch=branch))
        model.inputs.append(helper.make_tensor_value_info("flag", TensorProto.BOOL, []))
        model.nodes.append(helper.make_node("ConvInteger", ["bytes", "filters"], ["sums"]))
        reasons = [convolution.reason for convolution in convolutions(model.proto())]
        self.assertEqual(reasons, ["", *["inside a branch or a loop"] * 2, "quantised"])


class Surroundings(unittest.TestCase):
    def pool(self, model, **attributes):
        model.add("Relu")
        model.add("MaxPool", **attributes)
        return model

    def window(self, model):
        return convolutions(model.proto())[0].layer["pool"]

    def test_pooling_is_the_layers_own_where_it_fits(self):
        even = {"kernel_shape": [2, 2], "strides": [2, 2]}
        self.assertEqual(self.window(self.pool(single(size=(9, 8)), **even)), 2)
        # 7 by 6 are pooled to 4 by 3, phibench's to 3 by 3.
        self.assertEqual(self.window(self.pool(single(size=(9, 8)), ceil_mode=1, **even)), 1)
        self.assertEqual(
            self.window(self.pool(single(), kernel_shape=[3, 3], strides=[2, 2])), 1)
        shared = self.pool(single(), **even)
        shared.add("Sigmoid", below="Conv0")
        self.assertEqual(self.window(shared), 1)

    def test_bias_and_relu_are_the_models_own(self):
        model = single()
        plain, = convolutions(model.proto())
        self.assertEqual((plain.has_bias, plain.has_relu), (False, False))
        model.add("Add", model.weight(1, 6, 1, 1))
        model.add("Relu")
        added, = convolutions(model.proto())
        self.assertEqual((added.has_bias, added.has_relu), (True, True))

    def test_only_what_learns_below_wants_a_gradient(self):
        model = Builder(3, 9, 8)
        model.add("Mul", model.weight(1))
        model.add("Conv", model.weight(3, 3, 3, 3))
        model.add("Relu")
        model.add("Conv", model.weight(3, 3, 3, 3))
        wanted = [convolution.layer["input_gradient"] for convolution in convolutions(model.proto())]
        self.assertEqual(wanted, [False, True])

    def test_computed_sizes_are_followed(self):
        model = Builder(4, 9, 8)
        model.add("Conv", model.weight(6, 4, 1, 1))
        for name, values in (("two", [2]), ("three", [3]), ("rest", [-1, 4])):
            model.weights.append(helper.make_tensor(name, TensorProto.INT64, [len(values)], values))
        model.nodes += [
            helper.make_node("Shape", ["Conv0"], ["sizes"]),
            helper.make_node("Slice", ["sizes", "two", "three"], ["height"]),
            helper.make_node("Cast", ["height"], ["cast"], to=TensorProto.INT64),
            helper.make_node("Concat", ["one", "cast", "rest"], ["wanted"], axis=0)]
        model.weights.append(helper.make_tensor("one", TensorProto.INT64, [1], [1]))
        model.add("Reshape", "wanted", below="Conv0")
        model.add("Conv", model.weight(5, 9, 1, 1))
        found = convolutions(model.proto())
        # 6 · 9 · 8 = 9 · 12 · 4.
        self.assertEqual([found[1].layer[size] for size in ("d", "a", "b", "d_out")], [9, 12, 4, 5])


class CommandLine(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def save(self, proto, name="model.onnx"):
        path = self.folder / name
        path.write_bytes(proto.SerializeToString())
        return path

    def run_script(self, *arguments, stdout=subprocess.PIPE):
        result = subprocess.run(
            [sys.executable, SCRIPT, *map(str, arguments)], stdout=stdout, stderr=subprocess.PIPE, text=True)
        return result.returncode, result.stderr, result.stdout

    def test_phibench_takes_the_file(self):
        model = single(filter=(3, 3), size=("height", "width"))
        model.add("Relu")
        model.add("Conv", model.weight(6, 3, 3, 3), group=2)
        model.add("Conv", model.weight(6, 6, 3, 3), pads=[1, 1, 1, 1])
        model.add("Conv", model.weight(6, 6, 3, 3), pads=[1, 1, 1, 1])
        model.nodes[0].name = 'layer "1"\nlayers: []'
        path = self.save(model.proto())
        status, complaint, text = self.run_script(path, "--input", "4x19x18", "--batch", "2")
        self.assertEqual(status, 0, complaint)
        self.assertEqual(complaint.splitlines(), [
            "3 of the 4 convolutions of model.onnx at 4x19x18, equal ones once, with their count.",
            "Each is measured with bias and ReLU; in the model 3 of the 3 have no bias and 2 no ReLU of "
            "their own.",
            "Left out, since phibench does not measure them: 1.",
            "  Conv2: 2 groups"])
        self.assertEqual([f"# {line}" for line in complaint.splitlines()], text.splitlines()[:4])
        definition = self.folder / "model.yaml"
        definition.write_text(text)
        points = subprocess.run(
            [PHIBENCH, "sweep", definition, "--dry-run"], check=True, stdout=subprocess.PIPE, text=True
        ).stdout.splitlines()
        self.assertEqual(len(points), 2)
        self.assertIn("l=2 d=4 a=19 b=18 d_out=6 h=3 stride=1 padding=0 pool=1 input_gradient=false", points[0])
        self.assertTrue(points[0].startswith('layer "1"'))
        self.assertTrue(points[1].startswith("Conv3 count=2 l=2 d=6 a=15 b=14 "), points[1])

    def test_an_output_gives_way_only_where_that_is_wanted(self):
        path, output = self.save(single().proto()), self.folder / "model.yaml"
        output.write_text("precious")
        status, complaint, _ = self.run_script(path, "--output", output)
        self.assertEqual(status, 73)
        self.assertIn(f"{output} exists already; --force overwrites it\n", complaint)
        self.assertEqual(output.read_text(), "precious")
        self.assertEqual(self.run_script(path, "--output", output, "--force")[0], 0)
        self.assertIn("name: Conv0, d: 4", output.read_text())

    def test_what_is_refused_gets_a_sentence(self):
        good = self.save(single().proto(), "good.onnx")
        free = self.save(single(size=("height", "width")).proto(), "free.onnx")
        text = self.folder / "text.onnx"
        text.write_text("no model")
        empty = self.folder / "empty.onnx"
        empty.write_text("")
        none = Builder(3, 9, 8)
        none.add("Relu")
        none = self.save(none.proto(), "none.onnx")
        grouped = self.save(single(group=2).proto(), "grouped.onnx")
        endless = single().proto()
        endless.functions.append(helper.make_function(
            "own", "endless", ["x"], ["y"], [helper.make_node("endless", ["x"], ["y"], domain="own")],
            [helper.make_opsetid("own", 1)]))
        endless.graph.node.append(helper.make_node("endless", ["Conv0"], ["end"], domain="own"))
        endless = self.save(endless, "endless.onnx")
        for status, words, arguments in [
                (66, "it cannot be read: No such file", [self.folder / "absent.onnx"]),
                (66, "it cannot be read: Is a directory", [self.folder]),
                (65, "it is no ONNX file", [text]), (65, "it is no ONNX file", [empty]),
                (65, "it has no convolutions", [none]),
                (65, "none of its convolutions can be measured", [grouped]),
                (65, "its graph cannot be followed", [endless]),
                (64, "'image' has the sizes 4x?x?: say the free ones with --input, as in "
                     "--input 3x224x224", [free]),
                (64, "--input 9x9 does not fit its input, which as 'image' has the sizes 4x?x?",
                 [free, "--input", "9x9"]),
                (64, "--input 3x9x8 does not fit its input", [good, "--input", "3x9x8"]),
                (64, "argument --input: invalid sizes value: '4x0x8'", [good, "--input", "4x0x8"]),
                (64, "argument --batch: invalid count value: 'two'", [good, "--batch", "two"]),
                (64, "the following arguments are required: MODEL.onnx", []),
                (73, "cannot be created: No such file", [good, "--output", self.folder / "no" / "x.yaml"]),
                (74, "/dev/full cannot be written: No space left", [
                    good, "--output", "/dev/full", "--force"])]:
            found, complaint, output = self.run_script(*arguments)
            self.assertEqual(found, status, complaint)
            self.assertIn(words, complaint.splitlines()[-1])
            self.assertNotIn("Traceback", complaint)
            self.assertEqual(output, "")
        with open("/dev/full", "w") as full:
            found, complaint, _ = self.run_script(good, stdout=full)
        self.assertEqual(found, 74)
        self.assertIn("standard output cannot be written", complaint)
        self.assertNotIn("Exception", complaint)


unittest.main()
