"""The peer of bench/scan.sh: a scan of random lines of a CIFAR ResNet, written plainly in PyTorch.

usage: pytorch_scan.py DEPTH WIDTH LINES POINTS IMAGES

For each line, a filter-normalised Gaussian direction; for each point on it, the parameters are set
and the cross-entropy of all images is computed in eval mode, in batches of 128, with logits in
double precision. Prints one JSON line for each memory layout: seconds of a line.
"""
import json
import sys
import time

import torch
from pytorch_resnet import THREADS, resnet
from torch.nn import functional

BATCH = 128


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


def loss(net, images, labels):
    return sum(
        functional.cross_entropy(net(batch).double(), truth, reduction="sum").item()
        for batch, truth in zip(images.split(BATCH), labels.split(BATCH))
    ) / len(images)


def scan(net, images, labels, points):
    parameters = list(net.parameters())
    centre = [weights.clone() for weights in parameters]
    line = direction(centre)
    losses = []
    for i in range(points):
        for weights, start, step in zip(parameters, centre, line):
            weights.copy_(start + (i / (points - 1) - 0.5) * step)
        losses.append(loss(net, images, labels))
    for weights, start in zip(parameters, centre):
        weights.copy_(start)
    return losses


def main():
    depth, width, lines, points, images = map(int, sys.argv[1:])
    torch.set_num_threads(THREADS)
    for layout in (torch.contiguous_format, torch.channels_last):
        torch.manual_seed(0)
        net = resnet(depth, width).to(memory_format=layout).eval()
        pixels = torch.randn(images, 3, 32, 32).contiguous(memory_format=layout)
        labels = torch.arange(images) % 10
        with torch.no_grad():
            scan(net, pixels, labels, 3)
            start = time.perf_counter()
            for _ in range(lines):
                scan(net, pixels, labels, points)
        seconds = (time.perf_counter() - start) / lines
        print(json.dumps({"layout": str(layout), "seconds_per_line": seconds}))


main()
