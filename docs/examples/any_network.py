"""Four small networks of different kinds, trained for seconds and saved as TorchScript, and a data set for them.

python3 any_network.py FOLDER writes vgg.pt, mlp.pt, transformer.pt and resnet.pt, each before training as well
(vgg-start.pt), images.npz and golden.json: the losses along one line of each network as PyTorch computes them in double
precision.
"""
import json
import os
import sys

import numpy
import torch
from torch import nn
from torch.nn import functional as F

SIDE, CLASSES, IMAGES = 8, 3, 24


class Vgg(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(4, 6, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2))
        self.classifier = nn.Sequential(nn.Dropout(0.5), nn.Linear(24, 8), nn.ReLU(), nn.Dropout(0.5), nn.Linear(8, CLASSES))

    def forward(self, x):
        return self.classifier(self.features(x).flatten(1))


class Mlp(nn.Module):
    """Its second layer is used twice: tied weights."""

    def __init__(self):
        super().__init__()
        self.first = nn.Linear(SIDE * SIDE, 10)
        self.second = nn.Linear(10, 10)
        self.again = nn.Linear(10, 10)
        self.again.weight = self.second.weight
        self.last = nn.Linear(10, CLASSES)

    def forward(self, x):
        x = torch.tanh(self.first(x.flatten(1)))
        return self.last(torch.tanh(self.again(torch.tanh(self.second(x)))))


class Transformer(nn.Module):
    """Rows of the image are the words; one layer of attention with two heads. Returns a dictionary."""

    def __init__(self, width=8, heads=2):
        super().__init__()
        self.heads = heads
        self.embed = nn.Linear(SIDE, width)
        self.place = nn.Parameter(0.1 * torch.randn(SIDE, width))
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.project = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.mlp = nn.Sequential(nn.Linear(width, 16), nn.GELU(), nn.Linear(16, width))
        self.head = nn.Linear(width, CLASSES)

    def forward(self, x):
        x = self.embed(x[:, 0]) + self.place
        b, n, w = x.shape
        q, k, v = self.qkv(self.norm1(x)).view(b, n, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        attention = F.softmax(q @ k.transpose(-1, -2) / (w // self.heads) ** 0.5, -1)
        x = x + self.project((attention @ v).transpose(1, 2).reshape(b, n, w))
        x = x + self.mlp(self.norm2(x))
        return {"logits": self.head(x.mean(1))}


class Block(nn.Module):
    """Pre-activation: batch-norm and ReLU come before each convolution (He et al. 2016, Identity mappings)."""

    def __init__(self, channels, out, stride):
        super().__init__()
        self.norm1, self.norm2 = nn.BatchNorm2d(channels), nn.BatchNorm2d(out)
        self.conv1 = nn.Conv2d(channels, out, 3, stride, 1, bias=False)
        self.conv2 = nn.Conv2d(out, out, 3, 1, 1, bias=False)
        self.shortcut = nn.Conv2d(channels, out, 1, stride, bias=False) if stride > 1 else None

    def forward(self, x):
        active = F.relu(self.norm1(x))
        way = x if self.shortcut is None else self.shortcut(active)
        return way + self.conv2(F.relu(self.norm2(self.conv1(active))))


class PreActivationResNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 3, padding=1, bias=False)
        self.blocks = nn.Sequential(Block(4, 4, 1), Block(4, 8, 2))
        self.norm, self.dense = nn.BatchNorm2d(8), nn.Linear(8, CLASSES)

    def forward(self, x):
        return self.dense(F.relu(self.norm(self.blocks(self.conv(x)))).mean((2, 3)))


def images():
    """Stripes across, stripes down and noise."""
    random = numpy.random.RandomState(1)
    y = numpy.arange(IMAGES) % CLASSES
    x = random.randint(0, 120, (IMAGES, 1, SIDE, SIDE)).astype("uint8")
    for image, label in zip(x, y):
        if label == 0:
            image[0, ::2] += 120
        elif label == 1:
            image[0, :, ::2] += 120
    return x, y


def logits(model, x):
    result = model(x)
    return result["logits"] if isinstance(result, dict) else result


def train(model, x, y):
    optimizer = torch.optim.Adam(model.parameters(), 0.01)
    for _ in range(60):
        optimizer.zero_grad()
        F.cross_entropy(logits(model, x), y).backward()
        optimizer.step()
    return model.eval()


def line(model, x, y, lambdas):
    """Losses of each image at w + lambda r, r_i = sin(i + 1) / 10 rounded to single precision, as directions are."""
    parameters = list(model.parameters())
    w = torch.cat([p.detach().flatten() for p in parameters]).double()
    r = (torch.sin(torch.arange(1, len(w) + 1, dtype=torch.float64)) / 10).float().double()
    model = model.double()
    losses = []
    for value in lambdas:
        point, offset = w + value * r, 0
        with torch.no_grad():
            for p in parameters:
                p.copy_(point[offset:offset + p.numel()].view(p.shape))
                offset += p.numel()
            losses.append(F.cross_entropy(logits(model, x.double()), y, reduction="none").tolist())
    return losses


def main(folder):
    os.makedirs(folder, exist_ok=True)
    pixels, labels = images()
    numpy.savez(os.path.join(folder, "images.npz"), x=pixels, y=labels)
    x = (torch.from_numpy(pixels).float() / 255 - 0.5) / 0.25
    y = torch.from_numpy(labels)
    lambdas = [-0.5, -0.1, 0.0, 0.3, 1.0]
    golden = {"lambdas": lambdas}
    for name, model in (("vgg", Vgg), ("mlp", Mlp), ("transformer", Transformer), ("resnet", PreActivationResNet)):
        torch.manual_seed(1)
        network = model()
        torch.jit.trace(network.eval(), x[:2], strict=False).save(os.path.join(folder, name + "-start.pt"))
        network = train(network.train(), x, y)
        torch.jit.trace(network, x[:2], strict=False).save(os.path.join(folder, name + ".pt"))
        golden[name] = line(network, x, y, lambdas)
    with open(os.path.join(folder, "golden.json"), "w") as file:
        json.dump(golden, file, indent=1)


if __name__ == "__main__":
    main(sys.argv[1])
