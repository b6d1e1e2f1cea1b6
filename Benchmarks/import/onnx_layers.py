"""Writes the convolutions of an ONNX model as layers that `phibench sweep` measures.

    onnx_layers.py MODEL.onnx [--input 3x224x224] [--batch N] [--output FILE.yaml [--force]]

Sizes are those that shape inference finds. Equal convolutions stand once, under the name of the first,
with how often they occur. Those that phibench does not measure are left out, and named with the reason
on standard error and in the file's head. Max pooling that follows is the layer's own where window and
stride are equal and nothing else reads what it pools.

Exit status: 64 bad arguments, 65 no such model in the file, 66 no file, 73 and 74 no output.
"""

import argparse
import collections
import dataclasses
import math
import pathlib
import re
import sys


class Refusal(Exception):
    """What is refused: a sentence, and the exit status that it comes with."""

    def __init__(self, status, sentence):
        super().__init__(sentence)
        self.status = status


try:
    import google.protobuf.message
    import numpy
    import onnx
    import onnx.inliner
    import onnx.reference
    import onnx.shape_inference
except ImportError as problem:
    print(f"onnx_layers.py: {problem}; `make layers` installs what this needs", file=sys.stderr)
    sys.exit(66)

# A tensor of more elements is neither a list of sizes nor a bias.
MOST_ELEMENTS = 4096
QUANTISED = ("ConvInteger", "QLinearConv")
# A gradient goes no further down than the lowest of these.
LEARNING = ("Conv", "ConvTranspose", *QUANTISED, "Gemm", "MatMul", "BatchNormalization",
            "InstanceNormalization", "LayerNormalization", "PRelu", "LSTM", "GRU", "RNN")
# Not even where all that they read is known.
NOT_COMPUTED = (*LEARNING, "If", "Loop", "Scan", "Bernoulli", "Multinomial", "RandomNormal", "RandomUniform",
                "RandomNormalLike", "RandomUniformLike")


@dataclasses.dataclass
class Convolution:
    """A convolution of a model."""
    name: str
    # Why phibench does not measure it; empty if it does.
    reason: str = ""
    # Of its filters: outputs, inputs of a group, height, width.
    filters: tuple = ()
    # Height and width of what it computes.
    output: tuple = ()
    has_bias: bool = False
    has_relu: bool = False
    # By phibench's names.
    layer: dict = dataclasses.field(default_factory=dict)


class Model:
    """A model's graph with the sizes of its tensors."""

    def __init__(self, proto, sizes=None):
        self.batch = sized(proto.graph, sizes)
        try:
            proto = onnx.inliner.inline_local_functions(proto)
            self.shapes = {}
            while len(known := inferred(proto)) > len(self.shapes):
                self.shapes = known
                compute_constants(proto, known)
        except Exception as problem:
            # The package has errors of many kinds for what it cannot follow.
            raise Refusal(65, "its graph cannot be followed: " + printable(str(problem))) from None
        self.graph = proto.graph
        self.constants = {tensor.name: tuple(tensor.dims) for tensor in self.graph.initializer}
        self.readers = collections.defaultdict(list)
        for node in self.graph.node:
            for name in node.input:
                self.readers[name].append(node)
        for value in self.graph.output:
            self.readers[value.name].append(None)

    def convolutions(self):
        """All convolutions, in the graph's order."""
        learnt = set()
        found = []
        for node in self.graph.node:
            above = any(name in learnt for name in node.input)
            if node.op_type == "Conv" or node.op_type in QUANTISED:
                found.append(self.convolution(node, above))
            for attribute in node.attribute:
                found += inner_convolutions(attribute)
            if above or node.op_type in LEARNING:
                learnt.update(node.output)
        return found

    def convolution(self, node, input_gradient):
        name = node.name or node.output[0]
        if node.op_type in QUANTISED:
            return Convolution(name, "quantised")
        image, filters = (self.shapes.get(tensor) for tensor in node.input[:2])
        if not image or not filters:
            return Convolution(name, "sizes that cannot be inferred")
        if len(filters) != 4:
            return Convolution(name, f"{len(filters) - 2}-dimensional")
        (_, d, *axes), (d_out, inputs, *window) = image, filters
        values = attributes(node)
        groups = values.get("group", 1)
        strides, dilations = (tuple(values.get(key, (1, 1))) for key in ("strides", "dilations"))
        pads = tuple(values.get("pads", (0, 0, 0, 0)))
        if d != inputs * groups or (len(strides), len(dilations), len(pads)) != (2, 2, 4) or min(
                *strides, *dilations, *(zeros + 1 for zeros in pads)) < 1:
            return Convolution(name, "attributes that do not fit")
        automatic = values.get("auto_pad", b"NOTSET")
        if automatic != b"NOTSET":
            pads = automatic_padding(automatic, axes, window, strides, dilations)
        reasons = [
            (groups != 1, f"{groups} groups"),
            (set(dilations) != {1}, f"dilation {times(dilations)}"),
            (len(set(window)) > 1, f"a filter of {times(window)}"),
            (len(set(strides)) > 1, f"a stride of {times(strides)}"),
            (len(set(pads)) > 1, f"a padding of {', '.join(map(str, pads))}"),
            (image[0] != self.batch, "a batch of its own"),
        ]
        bias, relu, pool = self.following(node, d_out)
        output = tuple(
            (size + before + after - (filter - 1) * dilation - 1) // step + 1
            for size, before, after, filter, dilation, step in zip(
                axes, pads[:2], pads[2:], window, dilations, strides))
        return Convolution(
            name, ", ".join(words for holds, words in reasons if holds), filters, output, bias, relu,
            {"d": d, "a": axes[0], "b": axes[1], "d_out": d_out, "h": window[0], "stride": strides[0],
             "padding": pads[0], "pool": pool, "input_gradient": input_gradient})

    def following(self, node, channels):
        """Whether bias and ReLU follow in the graph, or belong to it, and the window of its pooling."""
        bias, relu, pool = len(node.input) > 2 and node.input[2] != "", False, 1
        while len(readers := self.readers[node.output[0]]) == 1 and (after := readers[0]) is not None:
            if not relu and pool == 1 and self.shifts(after, channels):
                bias = True
            elif not relu and after.op_type == "Relu":
                relu = True
            elif pool == 1 and after.op_type == "MaxPool" and self.window(after) > 1:
                pool = self.window(after)
            else:
                break
            node = after
        return bias, relu, pool

    def shifts(self, node, channels):
        """Whether a node adds a number to each channel."""
        if node.op_type == "BatchNormalization":
            return True
        shapes = [self.constants[name] for name in node.input if name in self.constants]
        return node.op_type == "Add" and any(s and math.prod(s) == channels for s in shapes)

    def window(self, node):
        """The window of a max pooling that phibench's is the same as; else 1."""
        values = attributes(node)
        window = values.get("kernel_shape", ())
        before, after = self.shapes.get(node.input[0]), self.shapes.get(node.output[0])
        fits = (
            len(node.output) == 1 and len(window) == 2 and len({*window, *values.get("strides", (1, 1))}) == 1
            and not any(values.get("pads", ())) and set(values.get("dilations", (1,))) == {1}
            and before and after and after[2:] == tuple(size // window[0] for size in before[2:]))
        return window[0] if fits else 1


def sized(graph, sizes):
    """Gives the model's image its sizes, and every batch that is free one image.

    Returns the images of a batch; what was inferred before is forgotten.
    """
    constants = {tensor.name for tensor in graph.initializer}
    inputs = [value for value in graph.input if value.name not in constants]
    images = [value for value in inputs if len(shape(value) or ()) == 4] or inputs
    if not images:
        raise Refusal(65, "it has no input")
    image = images[0]
    known = shape(image) or (None,) * (1 + len(sizes or ()))
    given = sizes or known[1:]
    words = times("?" if size is None else size for size in known[1:])
    said = f"{printable(image.name)!r} has the sizes {words}"
    if None in given:
        raise Refusal(64, f"its input {said}: say the free ones with --input, as in --input 3x224x224")
    if len(given) != len(known) - 1 or any(
            size not in (None, wanted) for size, wanted in zip(known[1:], given)):
        raise Refusal(64, f"--input {times(given)} does not fit its input, which as {said}")
    del graph.value_info[:]
    for value in inputs:
        if value is not image and shape(value) and shape(value)[0] is None:
            value.type.tensor_type.shape.dim[0].dim_value = 1
    dims = image.type.tensor_type.shape.dim
    del dims[:]
    for size in (known[0] or 1, *given):
        dims.add().dim_value = size
    for value in graph.output:
        value.type.tensor_type.ClearField("shape")
    return known[0] or 1


def inferred(proto):
    """The shapes of the tensors all of whose sizes can be told."""
    proto.CopyFrom(onnx.shape_inference.infer_shapes(proto, data_prop=True))
    graph = proto.graph
    shapes = {value.name: shape(value) for value in [*graph.input, *graph.value_info, *graph.output]}
    shapes |= {tensor.name: tuple(tensor.dims) for tensor in graph.initializer}
    return {name: sizes for name, sizes in shapes.items() if sizes is not None and None not in sizes}


def compute_constants(proto, shapes):
    """Puts constants in the place of nodes that compute them from others: sizes above all, which shape
    inference then follows further."""
    opsets = {entry.domain: entry.version for entry in proto.opset_import}
    small = {tensor.name: onnx.numpy_helper.to_array(tensor) for tensor in proto.graph.initializer
             if math.prod(tensor.dims) <= MOST_ELEMENTS and not tensor.external_data}
    computed = []
    for place, node in enumerate(proto.graph.node):
        inputs = {name: small.get(name) for name in node.input if name}
        if node.op_type == "Shape" and node.input[0] in shapes:
            inputs = {node.input[0]: numpy.broadcast_to(numpy.float32(0), shapes[node.input[0]])}
        if node.op_type in NOT_COMPUTED or any(value is None for value in inputs.values()):
            continue
        try:
            values = onnx.reference.ReferenceEvaluator(node, opsets=opsets).run(None, inputs)
            tensors = [onnx.numpy_helper.from_array(*pair) for pair in zip(values, node.output)]
        except Exception:
            # What the package cannot compute stays as it is.
            continue
        computed.append(place)
        proto.graph.initializer.extend(tensors)
        small |= {name: value for name, value in zip(node.output, values) if value.size <= MOST_ELEMENTS}
    for place in reversed(computed):
        del proto.graph.node[place]


def shape(value):
    """The sizes of a tensor, `None` for one that is free; `None` if not even their number is known."""
    kind = value.type.tensor_type
    if not kind.HasField("shape"):
        return None
    return tuple(dim.dim_value if dim.dim_value > 0 else None for dim in kind.shape.dim)


def attributes(node):
    return {entry.name: onnx.helper.get_attribute_value(entry) for entry in node.attribute}


def automatic_padding(kind, axes, filter, strides, dilations):
    """Zeros before both axes, then behind them."""
    if kind == b"VALID":
        return (0, 0, 0, 0)
    sums = [
        max(0, (-(-size // stride) - 1) * stride + (taps - 1) * dilation + 1 - size)
        for size, taps, stride, dilation in zip(axes, filter, strides, dilations)]
    less, more = [size // 2 for size in sums], [size - size // 2 for size in sums]
    return (*less, *more) if kind == b"SAME_UPPER" else (*more, *less)


def inner_convolutions(attribute):
    """Those of a node's own graphs."""
    graphs = [*attribute.graphs, *([attribute.g] if attribute.HasField("g") else [])]
    found = []
    for node in (node for graph in graphs for node in graph.node):
        if node.op_type == "Conv" or node.op_type in QUANTISED:
            found.append(Convolution(node.name or node.output[0], "inside a branch or a loop"))
        for inner in node.attribute:
            found += inner_convolutions(inner)
    return found


def times(sizes):
    return "x".join(map(str, sizes))


def printable(text):
    return "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in text)


def quoted(name):
    """A name in YAML."""
    if re.fullmatch(r"[A-Za-z_/][A-Za-z0-9_./@-]*", name):
        return name
    return '"' + printable(name.replace("\\", "\\\\").replace('"', '\\"')) + '"'


def layers(convolutions):
    """Each layer once: the names of its convolutions, and its sizes."""
    alike = {}
    for convolution in convolutions:
        if not convolution.reason:
            key = tuple(convolution.layer.items())
            alike.setdefault(key, []).append(convolution.name)
    # A name tells a layer from others.
    taken = collections.Counter()
    for sizes, names in alike.items():
        name = names[0]
        taken[name] += 1
        yield name if taken[name] == 1 else f"{name} {taken[name]}", len(names), dict(sizes)


def head(convolutions, source):
    """What a reader of the layers has to know, line by line."""
    measured = [convolution for convolution in convolutions if not convolution.reason]
    left_out = [convolution for convolution in convolutions if convolution.reason]
    no_bias = sum(not convolution.has_bias for convolution in measured)
    no_relu = sum(not convolution.has_relu for convolution in measured)
    yield (f"{len(measured)} of the {len(convolutions)} convolutions of {source}, equal ones once, with their "
           "count.")
    yield (f"Each is measured with bias and ReLU; in the model {no_bias} of the {len(measured)} have no bias "
           f"and {no_relu} no ReLU of their own.")
    if left_out:
        yield f"Left out, since phibench does not measure them: {len(left_out)}."
    for convolution in left_out:
        yield f"  {printable(convolution.name)}: {convolution.reason}"


def definition(convolutions, source, batch):
    """The sweep's definition in YAML."""
    usual = {"stride": 1, "padding": 0, "pool": 1, "input_gradient": True, "count": 1}
    lines = [f"# {line}" for line in head(convolutions, source)]
    lines += ["", f"base: {{l: {batch}, stride: 1, padding: 0, pool: 1}}", "layers:"]
    for name, count, sizes in layers(convolutions):
        values = {"name": quoted(name), "count": count} | sizes
        words = (f"{key}: {str(value).lower() if value is False else value}"
                 for key, value in values.items() if usual.get(key) != value)
        lines.append(f"  - {{{', '.join(words)}}}")
    return "\n".join(lines) + "\n"


def load(path):
    try:
        content = pathlib.Path(path).read_bytes()
    except OSError as problem:
        raise Refusal(66, f"it cannot be read: {problem.strerror}") from None
    try:
        model = onnx.load_model_from_string(content)
    except google.protobuf.message.DecodeError:
        raise Refusal(65, "it is no ONNX file") from None
    if not model.ir_version or not model.HasField("graph"):
        raise Refusal(65, "it is no ONNX file")
    return model


def arguments(words=None):
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.error = lambda problem: sys.exit(refuse(64, problem))
    parser.add_argument("model", metavar="MODEL.onnx")
    parser.add_argument(
        "--input", type=sizes, metavar="3x224x224",
        help="sizes of an image in the order of the model's input")
    parser.add_argument("--batch", type=count, metavar="N", help="images; else the model's, or one")
    parser.add_argument("--output", metavar="FILE.yaml", help="else standard output")
    parser.add_argument("--force", action="store_true", help="overwrite an output that exists")
    return parser.parse_args(words)


def count(text):
    value = int(text)
    if not 1 <= value < 2**31:
        raise ValueError
    return value


def sizes(text):
    return tuple(count(word) for word in text.split("x"))


def refuse(status, sentence):
    print(f"onnx_layers.py: {sentence}", file=sys.stderr)
    return status


def write(text, path, overwrites):
    if path is None:
        try:
            sys.stdout.write(text)
            sys.stdout.flush()
        except OSError as problem:
            # The interpreter would try, and complain, once more at its end.
            sys.stdout = None
            raise Refusal(74, f"standard output cannot be written: {problem.strerror}") from None
        return
    try:
        file = open(path, "w" if overwrites else "x", encoding="utf-8")
    except FileExistsError:
        raise Refusal(73, f"{path} exists already; --force overwrites it") from None
    except OSError as problem:
        raise Refusal(73, f"{path} cannot be created: {problem.strerror}") from None
    try:
        with file:
            file.write(text)
    except OSError as problem:
        raise Refusal(74, f"{path} cannot be written: {problem.strerror}") from None


def main():
    options = arguments()
    try:
        try:
            model = Model(load(options.model), options.input)
            convolutions = model.convolutions()
            if not convolutions:
                raise Refusal(65, "it has no convolutions")
            at = f" at {times(options.input)}" if options.input else ""
            source = printable(pathlib.Path(options.model).name) + at
            for line in head(convolutions, source):
                print(line, file=sys.stderr)
            if all(convolution.reason for convolution in convolutions):
                raise Refusal(65, "none of its convolutions can be measured")
        except Refusal as refusal:
            raise Refusal(refusal.status, f"{options.model}: {refusal}") from None
        text = definition(convolutions, source, options.batch or model.batch)
        write(text, options.output, options.force)
    except Refusal as refusal:
        return refuse(refusal.status, refusal)
    return 0


if __name__ == "__main__":
    sys.exit(main())
