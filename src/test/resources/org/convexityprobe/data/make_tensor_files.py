"""Makes the tensor files beside this script with NumPy, for TensorFileTest.

usage: make_tensor_files.py      needs NumPy alone; the safetensors file is laid out by hand,
                                 as its specification says, so that no other library is trusted
"""
import json
import pathlib
import struct

import numpy as np

here = pathlib.Path(__file__).parent
ramp = np.arange(24, dtype=np.float32).reshape(2, 3, 4) / 8

np.savez(
    here / "numpy.npz",
    **{
        "layer1.0.conv1.weight": ramp,
        "double": ramp.astype(np.float64) + 1,
        "half": ramp.astype(np.float16) - 1,
        "fortran": np.asfortranarray(ramp),
        "big": ramp.astype(">f4"),
        "scalar": np.float32(2.5),
        "vector": ramp[0, 0],
        "empty": np.zeros((0, 3), np.float32),
        "bn1.num_batches_tracked": np.int64(7),
    },
)
np.savez_compressed(here / "compressed.npz", ramp=ramp, zeros=np.zeros(5000, np.float32))
np.save(here / "single.npy", ramp)
np.savez(here / "pickled.npz", good=ramp, objects=np.array([{"a": 1}, None], dtype=object))

def bfloat16(a):
    """Truncates to the upper half of each number; exact for the numbers here."""
    return (a.astype("<f4").view("<u4") >> 16).astype("<u2")

parts = {
    "conv1.weight": ("F32", ramp.astype("<f4")),
    "half": ("F16", np.array([1, -2, 65504, 2.0**-24, -0.0, np.inf, -np.inf, 0.333251953125], "<f2")),
    "brain": ("BF16", bfloat16(np.array([1, -2, 0.5, 3.0e38, -0.0], np.float32))),
    "double": ("F64", np.array([0.1, -1e300, 3], "<f8")),
    "scalar": ("F32", np.array(2.5, "<f4")),
    "bn1.num_batches_tracked": ("I64", np.array(7, "<i8")),
}
header, data = {"__metadata__": {"format": "pt"}}, b""
for name, (dtype, a) in parts.items():
    shape = list(a.shape)
    raw = a.tobytes()
    header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [len(data), len(data) + len(raw)]}
    data += raw
text = json.dumps(header, separators=(",", ":")).encode()
text += b" " * (-len(text) % 8)
(here / "python.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + data)
