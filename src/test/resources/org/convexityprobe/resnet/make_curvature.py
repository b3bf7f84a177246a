"""Second derivatives of the loss of a ResNet-8 along a line, by nested forward mode of PyTorch in double precision.

Run in this folder; it writes curvature.json. Parameters, direction and images are sines and cosines of their place, in single
precision, so that nothing else is needed to make them again: tensors are in the order of their names.
"""
import json
import math
import torch
from torch.autograd.functional import jvp
from torch.nn import functional as F

CLASSES, IMAGES, LABELS = 10, 4, [0, 3, 7, 9]


def shapes():
    named = {"conv1.weight": (16, 3, 3, 3), "linear.weight": (CLASSES, 64), "linear.bias": (CLASSES,)}
    norms = {"bn1": 16}
    for layer, (i, o) in {1: (16, 16), 2: (16, 32), 3: (32, 64)}.items():
        block = f"layer{layer}.0"
        named[block + ".conv1.weight"] = (o, i, 3, 3)
        named[block + ".conv2.weight"] = (o, o, 3, 3)
        norms[block + ".bn1"] = norms[block + ".bn2"] = o
        if i != o:
            named[block + ".shortcut.0.weight"] = (o, i, 1, 1)
            norms[block + ".shortcut.1"] = o
    for norm, channels in norms.items():
        for part in ("weight", "bias", "running_mean", "running_var"):
            named[f"{norm}.{part}"] = (channels,)
    return dict(sorted(named.items()))


def values(name, shape, wave):
    """Returns a tensor of a wave's values: around 1 for scales and variances, around 0 otherwise."""
    if len(shape) > 1:
        size = 2 / math.sqrt(math.prod(shape[1:]))
        return [size * v for v in wave], [size * v for v in wave]
    one = name.endswith("running_var") or (name.endswith("weight") and not name.startswith("linear"))
    return [(1 if one else 0) + 0.3 * v for v in wave], [0 if "running" in name else 0.3 * v for v in wave]


def tensors():
    start, direction, n = {}, {}, 0
    for name, shape in shapes().items():
        count = math.prod(shape)
        places = range(n + 1, n + count + 1)
        n += count
        point = values(name, shape, [math.sin(i) for i in places])[0]
        move = values(name, shape, [math.cos(i) for i in places])[1]
        start[name] = torch.tensor(point, dtype=torch.float32).view(shape)
        direction[name] = torch.tensor(move, dtype=torch.float32).view(shape)
    return start, direction


def logits(w, x):
    def norm(x, name):
        def channel(part):
            return w[f"{name}.{part}"].view(1, -1, 1, 1)
        return (x - channel("running_mean")) / torch.sqrt(channel("running_var") + 1e-5) * channel("weight") + channel("bias")

    def conv(x, name, stride=1):
        weight = w[name + ".weight"]
        return F.conv2d(x, weight, stride=stride, padding=weight.shape[-1] // 2)
    x = F.relu(norm(conv(x, "conv1"), "bn1"))
    for layer in (1, 2, 3):
        block, stride = f"layer{layer}.0", 1 if layer == 1 else 2
        y = F.relu(norm(conv(x, block + ".conv1", stride), block + ".bn1"))
        y = norm(conv(y, block + ".conv2"), block + ".bn2")
        if layer > 1:
            x = norm(conv(x, block + ".shortcut.0", stride), block + ".shortcut.1")
        x = F.relu(x + y)
    return F.linear(x.mean((2, 3)), w["linear.weight"], w["linear.bias"])


def at(offset):
    start, direction = tensors()
    # The point is rounded to single precision, as the program rounds it; from there on all is double.
    point = {k: (v.double() + offset * direction[k].double()).float().double() for k, v in start.items()}
    move = {k: v.double() for k, v in direction.items()}
    pixels = torch.tensor([math.sin(0.37 * i) for i in range(1, IMAGES * 3 * 32 * 32 + 1)], dtype=torch.float32)
    x, y = pixels.double().view(IMAGES, 3, 32, 32), torch.tensor(LABELS)

    def line(t):
        return logits({k: v + t * move[k] for k, v in point.items()}, x)

    def slope(f):
        one = torch.ones((), dtype=torch.float64)
        return lambda t: jvp(f, t, one, create_graph=True)[1]
    zero = torch.zeros((), dtype=torch.float64)
    z, dz, ddz = (f(zero).detach() for f in (line, slope(line), slope(slope(line))))
    p = z.softmax(1)
    gauss_newton = ((p * dz ** 2).sum(1) - (p * dz).sum(1) ** 2).mean().item()
    rest = ((p * ddz).sum(1) - ddz[range(IMAGES), y]).mean().item()
    t = torch.zeros((), dtype=torch.float64, requires_grad=True)
    loss = F.cross_entropy(line(t), y)
    first, = torch.autograd.grad(loss, t, create_graph=True)
    second, = torch.autograd.grad(first, t)
    assert abs(second.item() - gauss_newton - rest) < 1e-9 * (1 + gauss_newton + abs(rest))
    return {"lambda": offset, "loss": loss.item(), "slope": first.item(), "curvature": second.item(),
            "gauss_newton": gauss_newton, "rest": rest}


if __name__ == "__main__":
    with open("curvature.json", "w") as out:
        json.dump([at(offset) for offset in (-0.25, 0.0, 0.25)], out, indent=1)
        out.write("\n")
