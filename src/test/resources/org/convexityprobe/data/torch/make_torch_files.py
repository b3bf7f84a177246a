"""Writes what PyTorch saves, and the same numbers as NumPy does: python3 make_torch_files.py

Needs torch (1.13 was used) and numpy.
"""
import argparse, collections, io, os, pathlib, pickle, sys, zipfile
import numpy as np, torch

os.chdir(pathlib.Path(__file__).parent)
torch.manual_seed(7)
base = torch.randn(6, 4)
deep = torch.randn(2, 3, 4, 5)
tagged = torch.randn(3)
tagged.remark = "an attribute"
STATE = collections.OrderedDict(
    [
        ("double.weight", torch.randn(3, 2, dtype=torch.float64)),
        ("single.weight", torch.randn(2, 3)),
        ("half.weight", torch.randn(5).half()),
        ("bfloat.weight", torch.randn(2, 2).bfloat16()),
        ("transposed", base.t()),
        ("every.second", base[1::2, ::3]),
        ("shared", base),
        ("column", base[:, 2]),
        ("permuted", deep.permute(3, 1, 0, 2)[1:, :2]),
        ("last", deep.contiguous(memory_format=torch.channels_last)),
        ("expanded", torch.randn(3, 1).expand(3, 4)),
        ("single.number", torch.tensor(2.5)),
        ("empty", torch.zeros(0, 3)),
        ("parameter", torch.nn.Parameter(torch.randn(2, 2))),
        ("tagged", tagged),
        ("num_batches_tracked", torch.tensor(391)),
    ]
)
WANTED = {k: v.detach().float().numpy() for k, v in STATE.items() if k != "num_batches_tracked"}
np.savez("expected.npz", **WANTED)
torch.save(STATE, "zip.pt")
torch.save(STATE, "legacy.pt", _use_new_zipfile_serialization=False)
torch.save(dict(STATE), "protocol-4.pth", pickle_protocol=4)
torch.save(STATE, "legacy-protocol-4.pth", pickle_protocol=4, _use_new_zipfile_serialization=False)


def repacked(source, target, change=lambda name, data: data, method=zipfile.ZIP_STORED, extra=()):
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", method) as new:
        for name, data in extra:
            new.writestr(name, data)
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))


repacked("zip.pt", "deflated.pt", method=zipfile.ZIP_DEFLATED, extra=[("zip/", b"")])
STEP = {"double": 8, "single": 4, "half": 2}
plain = {"double.weight": STATE["double.weight"], "single.weight": STATE["single.weight"]}
torch.save(plain, "swapped.pt")
sizes = {"0": 8, "1": 4}


def swap(name, data):
    key = name.split("/data/")[-1]
    return np.frombuffer(data, "u%d" % sizes[key]).byteswap().tobytes() if key in sizes else data


repacked("swapped.pt", "big-endian.pt", swap, extra=[("swapped/byteorder", b"big")])
os.remove("swapped.pt")

net = torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.BatchNorm1d(2))
optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)
net(torch.randn(4, 3)).sum().backward()
optimizer.step()
scheduler = torch.optim.lr_scheduler.MultiStepLR(optimizer, [2, 3])
small = {"0.weight": torch.ones(2, 3)}
torch.save(
    {
        "epoch": 200,
        "arch": "resnet20",
        "state_dict": net.state_dict(),
        "optimizer": optimizer.state_dict(),
        "scheduler": scheduler.state_dict(),
        "best": np.float64(93.5),
        "history": [np.arange(3), (1, 2.5, None, True)],
        "args": argparse.Namespace(lr=0.1, out=pathlib.Path("runs")),
        "device": torch.device("cpu"),
        "size": torch.Size([2, 3]),
        "seen": {1, 2},
        "seed": 2**70,
        "default": collections.defaultdict(list, a=[1]),
    },
    "checkpoint.pth.tar",
)
np.savez("checkpoint.npz", **{k: v.numpy() for k, v in net.state_dict().items() if "num_batches" not in k})
torch.save({"model": {"net": small}, "ema": {"shadow": {"0.weight": 2 * torch.ones(2, 3)}}}, "several.pt")
torch.save({"0.weight": torch.ones(2, 3), "ema": {"0.weight": 2 * torch.ones(2, 3)}}, "around.pt")
torch.save({"model": small, "ema": small}, "shared.pt")
torch.save({"loss": torch.tensor(0.5), "net": small}, "loss-beside.pt")

# Settings beside weights, which are read over.
torch.save(
    {
        "state_dict": small,
        "range": range(3),
        "slice": slice(1, 2),
        "version": torch.__version__,
        "last": collections.deque([1, 2], maxlen=2),
    },
    "settings.pt",
)

# What is refused.
torch.save(net, "module.pt")
torch.save(net, "module-legacy.pt", _use_new_zipfile_serialization=False)
torch.save(torch.ones(2), "tensor.pt")
torch.save([small], "list.pt")
torch.save({}, "empty.pt")
torch.save({"epoch": 3}, "no-tensors.pt")
torch.save({"a.weight": torch.eye(2).to_sparse()}, "sparse.pt")
torch.save({"a.weight": torch.quantize_per_tensor(torch.eye(2), 0.1, 0, torch.qint8)}, "quantized.pt")
torch.save({"a.weight": torch.ones(2, dtype=torch.complex64)}, "complex.pt")
torch.save({"a.weight": torch.ones(2, dtype=torch.int32)}, "integers.pt")
torch.jit.script(torch.nn.Linear(1, 1)).save("scripted.pt")


class Call:
    def __init__(self, function, *arguments):
        self.parts = function, arguments

    def __reduce__(self):
        return self.parts


torch.save({"a.weight": torch.ones(2), "x": Call(os.system, "touch /tmp/convexity-was-run")}, "system.pt")
torch.save({"a.weight": torch.ones(2), "x": Call(eval, "1")}, "eval.pt", _use_new_zipfile_serialization=False)
torch.save({"a.weight": torch.ones(2), "x": Call(getattr, "a", "upper")}, "getattr.pt", pickle_protocol=4)


def hostile(name, program):
    """A small file whose pickle is written by hand."""
    torch.save({"a.weight": torch.ones(2, 2)}, "start.pt")
    repacked("start.pt", name, lambda n, data: program(data) if n.endswith(".pkl") else data, zipfile.ZIP_DEFLATED)
    os.remove("start.pt")


HEAD = b"\x80\x02"
hostile("itself-as-key.pt", lambda data: HEAD + b"}]q\x00h\x00aN" + b"s.")
hostile("itself.pt", lambda data: HEAD + b"}q\x00X\x01\x00\x00\x00ah\x00s.")
hostile("stack-empty.pt", lambda data: HEAD + b"0.")
hostile("no-end.pt", lambda data: data[:-1])
hostile("long-text.pt", lambda data: HEAD + b"\x8d" + b"\xff" * 7 + b"\x7f.")
hostile("long-number.pt", lambda data: HEAD + b"\x8b\xff\xff\xff\x7f.")
hostile("unknown-code.pt", lambda data: HEAD + b"\xff.")
hostile("extension.pt", lambda data: HEAD + b"\x82\x01.")
hostile("instance.pt", lambda data: HEAD + b"(ios\nsystem\n.")
hostile("many-marks.pt", lambda data: HEAD + b"(" * 5_000_000 + b".")
hostile("outside.pt", lambda data: data.replace(b"K\x02K\x02\x86q", b"K\x02K\x7f\x86q", 1))
torch.save({"a.weight": torch.ones(1).expand(2**26)}, "expanded-far.pt")
torch.save({"a.weight": torch.ones(40, 40)}, "whole.pt")
content = pathlib.Path("whole.pt").read_bytes()
pathlib.Path("cut-short.pt").write_bytes(content[:-400])
place = content.index(b"\x00\x00\x80\x3f" * 8) + 400
pathlib.Path("flipped.pt").write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1:])
os.remove("whole.pt")
torch.save({"a.weight": torch.ones(40, 40)}, "whole.pt", _use_new_zipfile_serialization=False)
pathlib.Path("legacy-cut-short.pt").write_bytes(pathlib.Path("whole.pt").read_bytes()[:-400])
os.remove("whole.pt")
