"""The peer of bench/scan.sh: a scan of random lines of a CIFAR ResNet, written plainly in PyTorch.

usage: pytorch_scan.py DEPTH WIDTH LINES POINTS IMAGES [DEVICE [BATCH]]

For each line, a filter-normalised Gaussian direction; for each point on it, the parameters are set
and the cross-entropy of all images is computed in eval mode, in batches of 128 or BATCH, with logits
in double precision. Prints one JSON line for each memory layout, and on a GPU one for each with
torch.compile too: seconds of a line.
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


def loss(net, images, labels, batch):
    # The sum stays on the device, which is waited for once a point.
    total = sum(
        functional.cross_entropy(net(some).double(), truth, reduction="sum")
        for some, truth in zip(images.split(batch), labels.split(batch))
    )
    return total.item() / len(images)


def scan(net, parameters, images, labels, points, batch):
    centre = [weights.clone() for weights in parameters]
    line = direction(centre)
    losses = []
    for i in range(points):
        for weights, start, step in zip(parameters, centre, line):
            weights.copy_(start + (i / (points - 1) - 0.5) * step)
        losses.append(loss(net, images, labels, batch))
    for weights, start in zip(parameters, centre):
        weights.copy_(start)
    return losses


def measure(layout, compiled, sizes, device, batch):
    depth, width, lines, points, images = sizes
    torch.manual_seed(0)
    net = resnet(depth, width).to(device, memory_format=layout).eval()
    parameters = list(net.parameters())
    call = torch.compile(net) if compiled else net
    pixels = torch.randn(images, 3, 32, 32).to(device).contiguous(memory_format=layout)
    labels = (torch.arange(images) % 10).to(device)
    with torch.no_grad():
        scan(call, parameters, pixels, labels, min(points, 3), batch)
        start = time.perf_counter()
        for _ in range(lines):
            scan(call, parameters, pixels, labels, points, batch)
    seconds = (time.perf_counter() - start) / lines
    print(json.dumps({"layout": str(layout), "compiled": compiled, "seconds_per_line": seconds}))


def main():
    sizes = list(map(int, sys.argv[1:6]))
    device = sys.argv[6] if len(sys.argv) > 6 else "cpu"
    batch = int(sys.argv[7]) if len(sys.argv) > 7 else 128
    torch.set_num_threads(THREADS)
    for compiled in (False,) if device == "cpu" else (False, True):
        for layout in (torch.contiguous_format, torch.channels_last):
            measure(layout, compiled, sizes, device, batch)


main()
