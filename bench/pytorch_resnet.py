"""The peer of bench/resnet.sh: images per second of a CIFAR ResNet in PyTorch.

usage: pytorch_resnet.py DEPTH WIDTH BATCH REPEATS [DEVICE [PRECISION [compile]]]

DEVICE is cpu, cuda or cuda:N. PRECISION is float32, float64, or bfloat16 for convolutions of
training steps (autocast). compile runs the network through torch.compile. Prints one JSON line with the better of
PyTorch's two memory layouts, contiguous (NCHW) and channels_last. A training step is forward, cross-entropy, backward and SGD with momentum 0.9 and
weight decay 5e-4; an evaluation is a forward pass in eval mode and the cross-entropy of the logits
in double precision. On the processor, both run on as many threads as OMP_NUM_THREADS says, or two.
"""
import json
import os
import sys
import time

import torch
from torch import nn
from torch.nn import functional

THREADS = int(os.environ.get("OMP_NUM_THREADS") or 2)
WARM_UP = 3


def conv_norm(inputs, outputs, kernel, stride):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(outputs)
    )


class BasicBlock(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.first = conv_norm(inputs, outputs, 3, stride)
        self.second = conv_norm(outputs, outputs, 3, 1)
        same = inputs == outputs and stride == 1
        self.shortcut = nn.Identity() if same else conv_norm(inputs, outputs, 1, stride)

    def forward(self, x):
        return functional.relu(self.second(functional.relu(self.first(x))) + self.shortcut(x))


def resnet(depth, width):
    channels = 16 * width
    layers = [conv_norm(3, channels, 3, 1), nn.ReLU()]
    for segment in range(3):
        outputs = 16 * width << segment
        for block in range((depth - 2) // 6):
            stride = 2 if segment > 0 and block == 0 else 1
            layers.append(BasicBlock(channels, outputs, stride))
            channels = outputs
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, 10))


def images_per_second(action, batch, repeats, device):
    wait = torch.cuda.synchronize if device.startswith("cuda") else lambda: None
    for _ in range(WARM_UP):
        action()
    wait()
    start = time.perf_counter()
    for _ in range(repeats):
        action()
    wait()
    return batch * repeats / (time.perf_counter() - start)


def measure(layout, depth, width, batch, repeats, device="cpu", precision="float32", how=""):
    torch.manual_seed(0)
    number = torch.float64 if precision == "float64" else torch.float32
    net = resnet(depth, width).to(device, number, memory_format=layout)
    forward = torch.compile(net) if how == "compile" else net
    host = torch.randn(batch, 3, 32, 32, dtype=number).contiguous(memory_format=layout)
    if device.startswith("cuda"):
        host = host.pin_memory()
    labels = (torch.arange(batch) % 10).to(device)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9, weight_decay=5e-4)
    half = precision == "bfloat16"

    def step():
        optimizer.zero_grad()
        with torch.autocast(device.split(":")[0], dtype=torch.bfloat16, enabled=half):
            logits = forward(host.to(device, non_blocking=True))
        functional.cross_entropy(logits.float() if half else logits, labels).backward()
        optimizer.step()

    train = images_per_second(step, batch, repeats, device)
    net.eval()
    images = host.to(device)
    with torch.no_grad():
        evaluate = images_per_second(
            lambda: functional.cross_entropy(net(images).double(), labels), batch, repeats, device
        )
    return train, evaluate


def main():
    depth, width, batch, repeats = map(int, sys.argv[1:5])
    torch.set_num_threads(THREADS)
    torch.backends.cudnn.allow_tf32 = False
    layouts = (torch.contiguous_format, torch.channels_last)
    rates = [measure(layout, depth, width, batch, repeats, *sys.argv[5:8]) for layout in layouts]
    print(
        json.dumps(
            {
                "peer": " ".join(["pytorch", torch.__version__, *sys.argv[7:8]]),
                "depth": depth,
                "width": width,
                "batch": batch,
                "train_images_per_s": max(train for train, _ in rates),
                "evaluate_images_per_s": max(evaluate for _, evaluate in rates),
            }
        )
    )


if __name__ == "__main__":
    main()
