"""Makes the NumPy files beside this script, for NumpyMatricesTest.

usage: make_numpy_files.py      needs NumPy and SciPy
"""
import io
import os
import pathlib
import struct
import zipfile

import numpy as np
import scipy.sparse as sparse

here = pathlib.Path(__file__).parent
os.chdir(here)
X = np.array([[1, 2, 3], [4, 5, 6.5]])


def npy(header, data, version=1, pad=True):
    """An array of a header that NumPy itself would not write."""
    blanks = (64 - (10 + 2 * (version > 1) + len(header) + 1) % 64) % 64 if pad else 0
    header = header.encode() + b" " * blanks + b"\n" * pad
    size = struct.pack("<H" if version == 1 else "<I", len(header))
    return b"\x93NUMPY" + bytes((version, 0)) + size + header + data


def put(name, content):
    pathlib.Path(name).write_bytes(content)


for name, dtype in {
    "half": "<f2", "half-big": ">f2", "single": "<f4", "single-big": ">f4", "double-big": ">f8",
}.items():
    np.save(f"x-{name}.npy", X.astype(dtype))
np.save("x-fortran.npy", np.asfortranarray(X))
WHOLE = np.array([[1, 2, 3], [4, 5, 6]])
for dtype in ("i1", "u1", ">i2", "<u2", ">i4", "<u4", ">i8", "<u8"):
    np.save(f"whole-{dtype.strip('<>')}.npy", WHOLE.astype(dtype))
np.save("bool.npy", np.array([[True, False], [False, True]]))

# Headers as other programs write them.
FORTRAN = X.T.tobytes()
put("head-no-blanks.npy", npy("{'descr':'<f8','fortran_order':True,'shape':(2,3)}", FORTRAN))
put("head-many-blanks.npy", npy("{ 'shape' : ( 2 ,\n 3 , ) , 'fortran_order'\t:  True , 'descr' : '<f8' }", FORTRAN))
put("head-double-quotes.npy", npy('{"descr": "<f8", "fortran_order": False, "shape": (2, 3)}', X.tobytes()))
put("head-python2.npy", npy("{u'descr': '<f8', 'fortran_order': False, 'shape': (2L, 3L), }", X.tobytes()))
put("head-unpadded.npy", npy("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3)}", X.tobytes(), pad=False))
put("head-version2.npy", npy("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }", X.tobytes(), 2))
put("head-version3.npy", npy("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }", X.tobytes(), 3))
put("head-named-type.npy", npy("{'descr': 'float64', 'fortran_order': False, 'shape': (2, 3), }", X.tobytes()))

# Integers of 64 bits: those that double precision holds, and those that it does not.
np.save("large-u8.npy", np.array([[2**63 + 2048, 1], [2**64 - 2048, 3]], np.uint64))
np.save("inexact-u8.npy", np.array([[2**63 + 1, 1], [2, 3]], np.uint64))
np.save("inexact-i8.npy", np.array([[1, 2], [2**53 + 1, 3]], np.int64))
np.save("large-i8.npy", np.array([[1, 2], [-(2**63), 2**62]], np.int64))
np.save("nan.npy", np.array([[1, np.nan, 3], [4, 5, np.nan]]))

# What is no matrix of real numbers.
np.save("complex.npy", X + 1j)
np.save("record.npy", np.zeros((2, 3), [("a", "<f8"), ("b", "<i4")]))
np.save("object.npy", np.array([[1, None]], object), allow_pickle=True)
np.save("text.npy", np.array([["a", "b"]]))
np.save("date.npy", np.array([["2020-01-01"]], "M8[D]"))
np.save("raw.npy", np.zeros((2, 3), "V2"))
np.save("longdouble.npy", X.astype(np.longdouble))
np.save("vector.npy", np.array([1.0, 2]))
np.save("cube.npy", np.zeros((2, 3, 2)))
np.save("no-rows.npy", np.zeros((0, 3)))
put("cut-short.npy", pathlib.Path("x-fortran.npy").read_bytes()[:-3])
put("trailing.npy", pathlib.Path("x-fortran.npy").read_bytes() + b"\x93NUMPY")

# Archives.
np.savez("several.npz", y=np.array([0, 1]), small=np.ones((1, 2)), X=X, names=np.array([["a"] * 9] * 9))
np.savez_compressed("packed.npz", X=X)
np.savez("complex-largest.npz", Z=np.zeros((5, 5), complex), X=X)
np.savez("vectors.npz", a=np.array([0, 1]), b=np.zeros((2, 3, 2)))


class Pipe(io.RawIOBase):
    """A target that cannot seek, as a pipe: zip entries then end in data descriptors."""

    def __init__(self):
        self.bytes = bytearray()

    def writable(self):
        return True

    def write(self, data):
        self.bytes += bytes(data)
        return len(bytes(data))


for name, method in {"stored": zipfile.ZIP_STORED, "deflated": zipfile.ZIP_DEFLATED}.items():
    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", method) as archive:
        with archive.open("X.npy", "w", force_zip64=True) as entry:
            np.lib.format.write_array(entry, X)
    put(f"{name}-through-pipe.npz", bytes(pipe.bytes))
with zipfile.ZipFile("with-notes.npz", "w") as archive:
    archive.writestr("README.txt", "no array")
    with archive.open("X.npy", "w") as entry:
        np.lib.format.write_array(entry, X)
put("damaged.npz", bytes(b ^ (i == 200) for i, b in enumerate(pathlib.Path("several.npz").read_bytes())))

# SciPy's sparse matrices: X with zeros in it, and the same entry stored twice.
S = np.array([[0, 2.0, 0, 0], [1, 0, 3, 0], [0, 0, 0, 5], [0, 4, 0, 0]])
for kind in ("csr", "csc", "bsr", "coo", "dia"):
    sparse.save_npz(f"scipy-{kind}.npz", getattr(sparse.csr_matrix(S), "to" + kind)())
sparse.save_npz("scipy-blocks.npz", sparse.bsr_matrix(S, blocksize=(2, 2)), compressed=False)
sparse.save_npz("scipy-twice.npz", sparse.coo_matrix(([1.0, 2, 4], ([0, 0, 1], [0, 0, 1])), (2, 2)))
sparse.save_npz("scipy-whole.npz", sparse.csr_matrix(S.astype(np.int64)))
parts = dict(np.load("scipy-csr.npz"))
np.savez("scipy-outside.npz", **{**parts, "indices": parts["indices"] + 3})
np.savez("scipy-starts.npz", **{**parts, "indptr": parts["indptr"][::-1].copy()})
np.savez("scipy-lil.npz", **{**parts, "format": np.array(b"lil")})

# What scripts saved before SciPy had save_npz, and what other programs pack.
W = sparse.csr_matrix(np.array([[0, 2.0, 0], [1, 0, 3]]))
for name, matrix in (("", W), ("-csc", W.tocsc())):
    np.savez(f"scipy-unnamed{name}.npz", data=matrix.data, indices=matrix.indices, indptr=matrix.indptr, shape=matrix.shape)
np.save("records.npy", np.array([(1, 2.0), (3, 4.0)], [("a", "i4"), ("b", "f8")]))
np.save("packed.npy", np.eye(3))
for name, method in (("bzip2", zipfile.ZIP_BZIP2), ("lzma", zipfile.ZIP_LZMA)):
    with zipfile.ZipFile(f"packed-{name}.npz", "w", method) as archive:
        archive.write("packed.npy", "X.npy")
os.remove("packed.npy")
