"""The peer of bench/scan.sh: a scan of random lines of a CIFAR ResNet, written plainly in PyTorch.

usage: pytorch_scan.py DEPTH WIDTH LINES POINTS IMAGES [DEVICE [BATCH [PRECISION]]]

For each line, a filter-normalised Gaussian direction; for each point on it, the parameters are set
and the cross-entropy of all images is computed in eval mode, in batches of 128 or BATCH, with logits
in double precision. PRECISION is float32, float64, or bfloat16 for convolutions (autocast). TF32 is
off. Prints one JSON line for each memory layout, and on a GPU one for each with torch.compile too,
where that works: seconds of a line. On the processor, OMP_NUM_THREADS says on how many threads, two
by default.
"""
import json
import sys
import time

import torch
from pytorch_resnet import THREADS, resnet
from torch.nn import functional


def direction(parameters):
    result = []
    for weights in parameters:
        if weights.dim() == 1:
            result.append(torch.zeros_like(weights))
            continue
        draw = torch.randn_like(weights).flatten(1)
        scale = weights.flatten(1).norm(dim=1, keepdim=True) / draw.norm(dim=1, keepdim=True)
        result.append((draw * scale).reshape(weights.shape))
    return result


def loss(net, images, labels, batch, half):
    # The sum stays on the device, which is waited for once a point.
    total = 0
    for some, truth in zip(images.split(batch), labels.split(batch)):
        with torch.autocast(images.device.type, dtype=torch.bfloat16, enabled=half):
            logits = net(some)
        total += functional.cross_entropy(logits.double(), truth, reduction="sum")
    return total.item() / len(images)


def scan(net, parameters, images, labels, points, batch, half):
    centre = [weights.clone() for weights in parameters]
    line = direction(centre)
    losses = []
    for i in range(points):
        for weights, start, step in zip(parameters, centre, line):
            weights.copy_(start + (i / (points - 1) - 0.5) * step)
        losses.append(loss(net, images, labels, batch, half))
    for weights, start in zip(parameters, centre):
        weights.copy_(start)
    return losses


def measure(layout, compiled, sizes, device, batch, precision):
    depth, width, lines, points, images = sizes
    torch.manual_seed(0)
    number = torch.float64 if precision == "float64" else torch.float32
    half = precision == "bfloat16"
    net = resnet(depth, width).to(device, number, memory_format=layout).eval()
    parameters = list(net.parameters())
    call = torch.compile(net) if compiled else net
    pixels = torch.randn(images, 3, 32, 32, dtype=number).to(device).contiguous(memory_format=layout)
    labels = (torch.arange(images) % 10).to(device)
    with torch.no_grad():
        scan(call, parameters, pixels, labels, min(points, 3), batch, half)
        start = time.perf_counter()
        for _ in range(lines):
            scan(call, parameters, pixels, labels, points, batch, half)
    seconds = (time.perf_counter() - start) / lines
    print(json.dumps({"layout": str(layout), "compiled": compiled, "seconds_per_line": seconds}))


def main():
    sizes = list(map(int, sys.argv[1:6]))
    device = sys.argv[6] if len(sys.argv) > 6 else "cpu"
    batch = int(sys.argv[7]) if len(sys.argv) > 7 else 128
    precision = sys.argv[8] if len(sys.argv) > 8 and sys.argv[8] else "float32"
    torch.set_num_threads(THREADS)
    # As in this program, products in single precision are of single precision.
    torch.backends.cudnn.allow_tf32 = False
    torch.backends.cuda.matmul.allow_tf32 = False
    compiles = device != "cpu" and hasattr(torch, "compile")
    for compiled in (False, True) if compiles else (False,):
        for layout in (torch.contiguous_format, torch.channels_last):
            try:
                measure(layout, compiled, sizes, device, batch, precision)
            except Exception as problem:
                if not compiled:
                    raise
                # It needs a compiler and Triton, which not every installation has.
                print(f"torch.compile does not work here: {problem}", file=sys.stderr)


main()
