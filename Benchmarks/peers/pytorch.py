"""Times convolution layers by PyTorch: a peer of phibench's strategies, for `make peers`.

    echo 16 64 56 56 64 3 1 1 1 5 | python3 pytorch.py        (Debian: python3-torch)

Input and answers are those of onednn.cpp: a line of a layer and a number of steps; for each step
the seconds of forward, of backward, and of the ReLU mask that is a part of backward. The setting is
the kindest to PyTorch: its operators are called without autograd's bookkeeping, and each layer is in
the memory format (NCHW or channels last) that is faster.
"""

import sys
import time

import torch

torch.set_num_threads(1)


class Step:
    """One layer with all that its operators read."""

    def __init__(self, layer, memory_format):
        l, d, a, b, d_out, h, stride, padding, self.input_gradient = layer
        self.stride, self.padding, self.d_out = [stride] * 2, [padding] * 2, d_out
        a_conv = (a + 2 * padding - h) // stride + 1
        b_conv = (b + 2 * padding - h) // stride + 1

        def tensor(*sizes):
            return (torch.rand(sizes) - 0.5).to(memory_format=memory_format)

        self.z = tensor(l, d, a, b)
        self.w = tensor(d_out, d, h, h)
        self.bias = torch.rand(d_out) - 0.5
        self.delta = tensor(l, d_out, a_conv, b_conv)

    def run(self):
        start = time.perf_counter()
        s = torch.nn.functional.conv2d(
            self.z, self.w, self.bias, stride=self.stride, padding=self.padding)
        torch.relu_(s)
        forward = time.perf_counter()
        gradient, _, _ = torch.ops.aten.convolution_backward(
            self.delta, self.z, self.w, [self.d_out], self.stride, self.padding, [1, 1], False,
            [0, 0], 1, [bool(self.input_gradient), True, True])
        gradients = time.perf_counter()
        if self.input_gradient:
            torch.ops.aten.threshold_backward(gradient, self.z, 0)
        end = time.perf_counter()
        return forward - start, end - forward, end - gradients


def faster(layer):
    """The layer in the format whose step, after one that warms up, takes less time."""
    steps = [Step(layer, f) for f in (torch.contiguous_format, torch.channels_last)]
    for step in steps:
        step.run()
    return min(steps, key=lambda step: min(sum(step.run()[:2]) for _ in range(2)))


def main():
    if sys.argv[1:] == ["--version"]:
        print("PyTorch", torch.__version__)
        return
    layer, step = None, None
    with torch.inference_mode():
        for line in sys.stdin:
            *asked, steps = map(int, line.split())
            if asked != layer:
                layer, step = asked, faster(asked)
            step.run()  # warms up
            for _ in range(steps):
                print("%.9f %.9f %.9f" % step.run())
            sys.stdout.flush()


main()
