"""Losses with batch-norm on the statistics of batches of 7, and networks for it; run in the root with the folder."""
import json, sys, torch
from torch import nn
from torch.nn import functional as F
sys.path.insert(0, 'docs/examples')
import any_network as a

folder = sys.argv[1]
pixels, labels = a.images()
x = (torch.from_numpy(pixels).float() / 255 - 0.5) / 0.25
y = torch.from_numpy(labels)

# Scripted, with dropout: its modules can be put into training mode one by one.
torch.manual_seed(1)
torch.jit.script(a.train(a.Vgg().train(), x, y)).save(folder + "/scripted-vgg.pt")
# Traced in training mode, without dropout: batch-norm always uses the statistics of the batch.
torch.manual_seed(1)
resnet = a.train(a.PreActivationResNet().train(), x, y)
torch.jit.trace(resnet.train(), x[:4], check_trace=False).save(folder + "/trained-trace.pt")


def line(net, lambdas):
    """Losses of each image at w + lambda r, r_i = sin(i + 1) / 10 in single precision."""
    net = net.double().eval()
    norms = [m for m in net.modules() if hasattr(m, "running_mean")]
    for m in norms:
        m.train()
    parameters = list(net.parameters())
    w = torch.cat([p.detach().flatten() for p in parameters])
    r = (torch.sin(torch.arange(1, len(w) + 1, dtype=torch.float64)) / 10).float().double()
    losses = []
    for value in lambdas:
        point, offset = w + value * r, 0
        with torch.no_grad():
            for p in parameters:
                p.copy_(point[offset:offset + p.numel()].view(p.shape))
                offset += p.numel()
            each = []
            for i in range(0, len(y), 7):
                each += F.cross_entropy(net(x[i:i + 7].double()), y[i:i + 7], reduction="none").tolist()
            losses.append(each)
    return losses


lambdas = [-0.5, -0.1, 0.0, 0.3, 1.0]
golden = {"lambdas": lambdas}
for name in ("scripted-vgg", "trained-trace"):
    golden[name] = line(torch.jit.load(f"{folder}/{name}.pt"), lambdas)
with open(folder + "/batch-norm.json", "w") as file:
    json.dump(golden, file, indent=1)


class Indexed(nn.Module):
    """Integers that are indices, as relative positions of attention are, and a weight that is another's transpose."""

    def __init__(self):
        super().__init__()
        self.encode = nn.Linear(64, 5, bias=False)
        self.decode = nn.Linear(5, 64, bias=False)
        self.decode.weight = nn.Parameter(self.encode.weight.t())
        self.head = nn.Linear(64, 3)
        self.register_buffer("index", torch.arange(63, -1, -1))

    def forward(self, x):
        return self.head(self.decode(self.encode(x.flatten(1)))[:, self.index])


torch.manual_seed(1)
torch.jit.script(Indexed()).save(folder + "/indexed.pt")
net = torch.jit.load(folder + "/indexed.pt").double()
print("indexed:", F.cross_entropy(net(x.double()), y).item())
net = torch.jit.load(folder + "/indexed.pt")
print("tied on loading:", net.encode.weight.data_ptr() == net.decode.weight.data_ptr())


class Vectors(nn.Module):
    """Batch-norm of vectors, which one image alone has no variance for."""

    def __init__(self):
        super().__init__()
        self.norm = nn.BatchNorm1d(64)
        self.head = nn.Linear(64, 3)

    def forward(self, x):
        return self.head(self.norm(x.flatten(1)))


torch.jit.script(Vectors().eval()).save(folder + "/vectors.pt")
