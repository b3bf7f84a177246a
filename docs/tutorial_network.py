import os
import numpy, torch
from torch import nn
from torch.nn import functional as F

class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.shortcut = nn.Sequential() if inputs == outputs else nn.Sequential(
            nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(y + self.shortcut(x))

class ResNet8(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(16)
        self.layer1 = nn.Sequential(Block(16, 16, 1))
        self.layer2 = nn.Sequential(Block(16, 32, 2))
        self.layer3 = nn.Sequential(Block(32, 64, 2))
        self.linear = nn.Linear(64, 10)

    def forward(self, x):
        x = self.layer3(self.layer2(self.layer1(F.relu(self.bn1(self.conv1(x))))))
        return self.linear(x.mean((2, 3)))

def images(file, count):
    raw = numpy.fromfile(file, numpy.uint8).reshape(-1, 3073)[:count]
    pixels = torch.from_numpy(raw[:, 1:].reshape(-1, 3, 32, 32).astype("float32"))
    mean = torch.tensor([125.3, 123.0, 113.9]).view(3, 1, 1)
    std = torch.tensor([63.0, 62.1, 66.7]).view(3, 1, 1)
    return (pixels - mean) / std, torch.from_numpy(raw[:, 0].astype("int64"))

torch.manual_seed(1)
model = ResNet8()
x, y = images("data/cifar10/data_batch_1.bin", 2000)
optimizer = torch.optim.SGD(model.parameters(), 0.05, 0.9, weight_decay=5e-4)
for epoch in range(3):
    for batch in torch.randperm(len(x)).split(128):
        optimizer.zero_grad()
        F.cross_entropy(model(x[batch]), y[batch]).backward()
        optimizer.step()
model.eval()
with torch.no_grad():
    x, y = images("data/cifar10/test_batch.bin", 1000)
    logits = model(x)
    print("accuracy %.2f %%, cross-entropy %.6f" % (
        100 * (logits.argmax(1) == y).float().mean(), F.cross_entropy(logits.double(), y)))
os.makedirs("runs", exist_ok=True)
torch.jit.trace(model, x[:2]).save("runs/mine.pt")      # any network, with its code
torch.save(model.state_dict(), "runs/mine-weights.pt")  # the weights alone, of a CIFAR ResNet
