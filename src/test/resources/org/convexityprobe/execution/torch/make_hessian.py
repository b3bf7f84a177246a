"""Writes hessian.json beside this file: the dense Hessian's eigenvalues, trace, norm, traces of its blocks and
one product of a tiny residual network, from torch.autograd.functional.hessian in double precision.

Made with PyTorch 1.13 and NumPy 1.24.2 (Debian's python3-torch). The network, its parameters, images and labels
are those of TorchHessianTest: numbers come from a linear congruential generator, and are the same in Java.
"""
import json
import os

import numpy
import torch
import torch.nn.functional as functional

LENGTH = 318
IMAGES = 6
CLASSES = 4
EPSILON = 1e-5
# name, offset, shape; batch-norm's statistics are not learnt
LEARNT = [
    ("conv1", 0, (3, 2, 3, 3)),
    ("gamma1", 54, (3,)),
    ("beta1", 57, (3,)),
    ("conv2", 66, (3, 3, 3, 3)),
    ("gamma2", 147, (3,)),
    ("beta2", 150, (3,)),
    ("conv3", 159, (5, 3, 3, 3)),
    ("weights", 294, (4, 5)),
    ("bias", 314, (4,)),
]


class Numbers:
    def __init__(self, state):
        self.state = state

    def next(self):
        self.state = (1103515245 * self.state + 12345) % 2**31
        return self.state / 2.0**31


def parameters():
    numbers = Numbers(12345)
    values = numpy.array([0.8 * (numbers.next() - 0.5) for _ in range(LENGTH)])
    for start in (54, 147):
        values[start : start + 3] = [0.5 + numbers.next() for _ in range(3)]
        values[start + 9 : start + 12] = [0.5 + 2 * numbers.next() for _ in range(3)]
    return torch.tensor(values, dtype=torch.float64)


def images():
    numbers = Numbers(54321)
    values = [numpy.float32(3.4 * (numbers.next() - 0.5)) for _ in range(IMAGES * 2 * 5 * 5)]
    return torch.tensor(numpy.array(values).reshape(IMAGES, 2, 5, 5)).to(torch.float64)


def vector():
    numbers = Numbers(999)
    return torch.tensor([numbers.next() - 0.5 for _ in range(LENGTH)], dtype=torch.float64)


def learnt_places():
    places = []
    for _, offset, shape in LEARNT:
        places += range(offset, offset + int(numpy.prod(shape)))
    return places


def loss(learnt, flat, pixels, own_statistics):
    tensors, start = {}, 0
    for name, _, shape in LEARNT:
        count = int(numpy.prod(shape))
        tensors[name] = learnt[start : start + count].reshape(shape)
        start += count

    def normalized(x, number, offset):
        mean = None if own_statistics else flat[offset + 6 : offset + 9]
        variance = None if own_statistics else flat[offset + 9 : offset + 12]
        return functional.batch_norm(
            x, mean, variance, tensors["gamma%d" % number], tensors["beta%d" % number], own_statistics, 0.0, EPSILON
        )

    first = functional.relu(normalized(functional.conv2d(pixels, tensors["conv1"], padding=1), 1, 54))
    second = normalized(functional.conv2d(first, tensors["conv2"], padding=1), 2, 147)
    joined = functional.relu(second + first)
    shortcut = functional.pad(joined[:, :, ::2, ::2], (0, 0, 0, 0, 1, 1))
    third = functional.conv2d(joined, tensors["conv3"], padding=1, stride=2)
    last = functional.relu(third + shortcut).mean((2, 3))
    logits = last @ tensors["weights"].T + tensors["bias"]
    labels = torch.tensor([(3 * i + 1) % CLASSES for i in range(IMAGES)])
    return functional.cross_entropy(logits, labels)


def golden(own_statistics):
    flat, pixels, places = parameters(), images(), learnt_places()
    learnt = flat[places]
    hessian = torch.autograd.functional.hessian(lambda p: loss(p, flat, pixels, own_statistics), learnt)
    blocks, start = {}, 0
    for name, _, shape in LEARNT:
        count = int(numpy.prod(shape))
        blocks[name] = hessian[start : start + count, start : start + count].trace().item()
        start += count
    product = torch.zeros(LENGTH, dtype=torch.float64)
    product[places] = hessian @ vector()[places]
    return {
        "loss": loss(learnt, flat, pixels, own_statistics).item(),
        "eigenvalues": numpy.linalg.eigvalsh(hessian.numpy()).tolist(),
        "trace": hessian.trace().item(),
        "frobenius": hessian.norm().item(),
        "blocks": blocks,
        "product": product.tolist(),
    }


if __name__ == "__main__":
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "hessian.json")
    with open(path, "w") as file:
        json.dump({"frozen": golden(False), "batch": golden(True)}, file, indent=1)
        file.write("\n")
