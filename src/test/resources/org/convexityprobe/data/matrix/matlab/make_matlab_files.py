"""Makes the MATLAB and HDF5 files beside this script, for MatlabFileTest.

usage: make_matlab_files.py      needs NumPy, SciPy, h5py and netCDF4
"""
import os
import pathlib
import struct
import zlib

import h5py
import netCDF4
import numpy as np
import scipy.io
import scipy.sparse as sparse

os.chdir(pathlib.Path(__file__).parent)
X = np.array([[1, 2, 3], [4, 5, 6.5]])
WHOLE = np.array([[1, 2, 3], [4, 5, 6]])
S = sparse.csc_matrix(np.array([[0, 2.0, 0], [1, 0, 3]]))


def put(name, content):
    pathlib.Path(name).write_bytes(content)


# --- version 4 --------------------------------------------------------------------------------
def save4(name, **variables):
    scipy.io.savemat(name, variables, format="4")


save4("v4.mat", X=X)
save4("v4-several.mat", text="hello", k=7.0, X=X, y=np.ones((1, 4)))
save4("v4-sparse.mat", X=S)
save4("v4-complex.mat", X=X + 1j)
put("v4-cut-short.mat", pathlib.Path("v4.mat").read_bytes()[:-5])


def matrix4(mopt, array, order):
    head = struct.pack(order + "5i", mopt, *array.shape, 0, 2) + b"X\0"
    return head + array.T.astype(array.dtype.newbyteorder(order)).tobytes()


for code, dtype in enumerate(("f8", "f4", "i4", "i2", "u2", "u1")):
    put(f"v4-{dtype}.mat", matrix4(10 * code, WHOLE.astype(dtype), "<"))
    put(f"v4-{dtype}-big.mat", matrix4(1000 + 10 * code, WHOLE.astype(dtype), ">"))
put("v4-vax.mat", matrix4(2000, X, "<"))

# --- version 5 --------------------------------------------------------------------------------
def save5(name, compress=True, **variables):
    scipy.io.savemat(name, variables, do_compression=compress)


save5("v5.mat", X=X, k=7.0, y=np.ones((1, 4)), text="a long text, longer than the matrix")
save5("v5-plain.mat", False, X=X)
save5("v5-sparse.mat", X=S, k=7.0)
save5("v5-sparse-logical.mat", X=S.astype(bool))
for dtype in ("f4", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8"):
    save5(f"v5-{dtype}.mat", X=WHOLE.astype(dtype))
save5("v5-logical.mat", X=np.array([[True, False], [False, True]]))
save5("v5-large-u8.mat", X=np.array([[2**63 + 2048, 1], [2, 3]], np.uint64))
save5("v5-inexact-u8.mat", X=np.array([[2**63 + 1, 1], [2, 3]], np.uint64))
save5("v5-struct.mat", data={"X": X, "name": "n"}, k=7.0)
save5("v5-nested.mat", a={"b": {"X": X}})
save5("v5-struct-array.mat", s=np.array([[({"X": X},), ({"X": X},)]], object))
array = np.zeros((1, 2), [("X", object)])
array["X"][0, 0], array["X"][0, 1] = X, X
save5("v5-structs.mat", s=array)
cell = np.empty((1, 2), object)
cell[0, 0], cell[0, 1] = X, "text"
save5("v5-cell.mat", c=cell, text="t")
save5("v5-complex.mat", X=X + 1j, k=7.0)
save5("v5-cube.mat", X=np.zeros((2, 3, 2)))
save5("v5-labels.mat", X=np.zeros((2, 3, 4)), gt=np.array([[1, 2, 3], [4, 5, 6.5]]))
save5("v5-text.mat", X=np.array(["ab", "cd"]))
save5("v5-empty.mat", X=np.zeros((0, 3)))
save5("v5-nan.mat", X=np.array([[1, np.nan], [3, 4]]))
whole = pathlib.Path("v5.mat").read_bytes()
put("v5-cut-short.mat", pathlib.Path("v5-plain.mat").read_bytes()[:-10])
put("v5-damaged.mat", whole[:160] + bytes([whole[160] ^ 1]) + whole[161:])
size = struct.unpack("<i", whole[132:136])[0]
at = 128 + 8 + size - 1  # the last byte of the first block: of its Adler-32
put("v5-checksum.mat", whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])

# --- version 7.3 ------------------------------------------------------------------------------
def open73(name):
    return h5py.File(name, "w", userblock_size=512)


def close73(name):
    with open(name, "r+b") as f:
        f.write(b"MATLAB 7.3 MAT-file".ljust(124) + b"\x00\x02IM")


def add(file, name, array, kind="double", **options):
    data = file.create_dataset(name, data=array, **options)
    data.attrs["MATLAB_class"] = np.bytes_(kind)
    return data


def add_sparse(file, name, matrix, kind="double"):
    group = file.create_group(name)
    group.attrs["MATLAB_class"] = np.bytes_(kind)
    group.attrs.create("MATLAB_sparse", np.uint64(matrix.shape[0]))
    if matrix.nnz:
        group["data"] = matrix.data
        group["ir"] = matrix.indices.astype("u8")
    group["jc"] = matrix.indptr.astype("u8")


def file73(name, fill):
    with open73(name) as f:
        fill(f)
    close73(name)


def several(f):
    add(f, "X", X.T)
    add(f, "k", np.array([[7.0]]))
    add(f, "text", np.array([[104], [101]] * 10, np.uint16), "char").attrs["MATLAB_int_decode"] = np.int32(2)
    add(f, "cube", np.zeros((1, 3, 2)))
    refs = f.create_group("#refs#")
    add(refs, "a", np.zeros((50, 50)))
    cell = f.create_dataset("c", (1, 60), h5py.ref_dtype)
    cell.attrs["MATLAB_class"] = np.bytes_("cell")


file73("v73.mat", several)
file73("v73-cube.mat", lambda f: (add(f, "X", X.T), add(f, "cube", np.zeros((1, 2, 3)))))
file73("v73-labels.mat", lambda f: (add(f, "X", np.zeros((4, 3, 2))), add(f, "gt", X.T)))
file73("v73-sparse.mat", lambda f: (add_sparse(f, "X", S), add(f, "k", np.array([[7.0]]))))
file73("v73-sparse-zeros.mat", lambda f: add_sparse(f, "X", sparse.csc_matrix((2, 3))))
logical = sparse.csc_matrix((S.data.astype("u1") * 0 + 1, S.indices, S.indptr), S.shape)
file73("v73-sparse-logical.mat", lambda f: add_sparse(f, "X", logical, "logical"))
outside = sparse.csc_matrix(S)
outside.indices = outside.indices + 1
file73("v73-sparse-outside.mat", lambda f: add_sparse(f, "X", outside))


def struct73(f):
    group = f.create_group("data")
    group.attrs["MATLAB_class"] = np.bytes_("struct")
    add(group, "X", X.T)
    add(f, "k", np.array([[7.0]]))


file73("v73-struct.mat", struct73)
both = np.zeros((3, 2), [("real", "f8"), ("imag", "f8")])
file73("v73-complex.mat", lambda f: (add(f, "X", both), add(f, "k", np.array([[7.0]]))))
file73("v73-logical.mat", lambda f: add(f, "X", np.eye(2, dtype="u1"), "logical"))


def empty73(f):
    add(f, "X", np.array([0, 3], "u8")).attrs["MATLAB_empty"] = np.uint8(1)


file73("v73-empty.mat", empty73)
file73("v73-text.mat", lambda f: add(f, "X", np.zeros((2, 3), "u2"), "char"))



def objects73(f):
    """What MATLAB writes for its objects: where their parts are, as integers."""
    for name, kind in (("T", "table"), ("s", "string"), ("d", "datetime"), ("u", "unnamed")):
        parts = add(f, name, np.array([[0xDD000000, 2, 1, 1, 1, 1]], "u4"), kind)
        parts.attrs["MATLAB_object_decode"] = np.int32(3)
    del f["u"].attrs["MATLAB_class"]


file73("v73-objects.mat", objects73)

# --- HDF5 -------------------------------------------------------------------------------------
V = np.arange(24.0).reshape(4, 6)


def h5(name, fill, **options):
    with h5py.File(name, "w", **options) as f:
        fill(f)


def data(**options):
    return lambda f: f.create_dataset("X", data=V, **options)


h5("h5-plain.h5", data())
h5("h5-chunks.h5", data(chunks=(3, 4)))
h5("h5-gzip.h5", data(chunks=(3, 4), compression="gzip"))
h5("h5-shuffle.h5", data(chunks=(3, 4), compression="gzip", shuffle=True))
h5("h5-fletcher.h5", data(chunks=(2, 6), fletcher32=True))
h5("h5-fletcher-gzip.h5", data(chunks=(2, 6), fletcher32=True, compression="gzip", shuffle=True))
h5("h5-lzf.h5", data(chunks=(4, 6), compression="lzf"))
h5("h5-scale-offset.h5", lambda f: f.create_dataset("X", data=V.astype("i4"), chunks=(2, 6), scaleoffset=0))
h5("h5-latest.h5", data(), libver="latest")
h5("h5-latest-fixed.h5", data(chunks=(2, 3), compression="gzip", fletcher32=True), libver="latest")
h5("h5-latest-extensible.h5", data(chunks=(2, 3), maxshape=(None, 6)), libver="latest")
h5("h5-latest-tree.h5", data(chunks=(2, 3), maxshape=(None, None), compression="gzip"), libver="latest")
h5("h5-latest-single.h5", data(chunks=(4, 6), compression="gzip"), libver="latest")
h5("h5-latest-second-axis.h5", data(chunks=(2, 3), maxshape=(4, None)), libver="latest")
h5("h5-latest-may-grow.h5", data(chunks=(2, 3), maxshape=(None, 90), compression="gzip"), libver="latest")
h5("h5-latest-fixed-larger.h5", data(chunks=(2, 3), maxshape=(8, 12)), libver="latest")
h5("h5-latest-fixed-pages.h5", data(chunks=(1, 1), maxshape=(4, 400)), libver="latest")


def holes(maximum, **options):
    """Two columns are written; the index has no block for most of the chunks between them."""

    def fill(f):
        d = f.create_dataset("X", (4, 90), "i1", chunks=(4, 1), maxshape=(4, maximum), fillvalue=7, **options)
        d[:, 1] = [1, 2, 3, 4]
        d[:, 60] = [5, 6, 7, 8]

    return fill


h5("h5-latest-holes.h5", holes(None), libver="latest")
h5("h5-latest-fixed-holes.h5", holes(90, compression="gzip"), libver="latest")
for dtype in ("<f4", ">f8", "<f2", "i1", "u1", ">i2", "u2", "i4", "u4", ">i8", "u8"):
    h5(f"h5-{dtype.strip('<>')}.h5", lambda f: f.create_dataset("X", data=V.astype(dtype)))
h5("h5-large-u8.h5", lambda f: f.create_dataset("X", data=np.array([[2**63 + 2048, 1], [2, 3]], "u8")))
h5("h5-inexact-u8.h5", lambda f: f.create_dataset("X", data=np.array([[2**63 + 1, 1], [2, 3]], "u8")))
h5("h5-bool.h5", lambda f: f.create_dataset("X", data=np.array([[True, False], [False, True]])))
h5("h5-nan.h5", lambda f: f.create_dataset("X", data=np.array([[1, np.nan], [3, 4]])))


def mask(f):
    d = f.create_dataset("X", (4, 6), "f8", chunks=(2, 6), compression="gzip")
    d.id.write_direct_chunk((0, 0), zlib.compress(V[:2].tobytes()))
    d.id.write_direct_chunk((2, 0), V[2:].tobytes(), filter_mask=1)


h5("h5-filter-mask.h5", mask)


def unwritten(f):
    d = f.create_dataset("X", (4, 6), "f8", chunks=(2, 6), fillvalue=2.5)
    d[:2] = V[:2]


h5("h5-fill-value.h5", unwritten)


def nested(f):
    f["group/deep/X"] = V
    f["small"] = np.ones((2, 2))
    f["vector"] = np.ones(100)
    f["names"] = np.array([[b"a", b"b"]])


h5("h5-nested.h5", nested)
h5("h5-vector.h5", lambda f: f.create_dataset("y", data=np.ones(5)))
h5("h5-text.h5", lambda f: f.create_dataset("X", data=np.array([[b"a", b"b"]])))
h5("h5-external.h5", lambda f: f.__setitem__("X", h5py.ExternalLink("h5-plain.h5", "/X")))


def virtual(f):
    layout = h5py.VirtualLayout((4, 6), "f8")
    layout[:] = h5py.VirtualSource("h5-plain.h5", "X", (4, 6))
    f.create_virtual_dataset("X", layout)


h5("h5-virtual.h5", virtual)


def anndata(f):
    group = f.create_group("X")
    group.attrs["encoding-type"] = "csr_matrix"
    group.attrs["shape"] = np.array([2, 3])
    group["data"], group["indices"], group["indptr"] = np.ones(2), np.array([0, 1]), np.array([0, 1, 2])


h5("h5-anndata.h5ad", anndata)
h5("h5-anndata-pca.h5ad", lambda f: (anndata(f), f.__setitem__("obsm/X_pca", np.ones((2, 2)))))


def compressed(f, name, **attributes):
    group = f.create_group(name)
    group.attrs.update(attributes)
    group["data"], group["indices"], group["indptr"] = np.ones(2), np.array([0, 1]), np.array([0, 1, 2])
    return group


def old_anndata(f):
    compressed(f, "X", h5sparse_format="csr", h5sparse_shape=np.array([2, 3]))
    f["obsm/X_pca"] = np.ones((2, 50))


def anndata_among_larger(f):
    """A dense X beside a larger dense and a larger sparse matrix."""
    f.attrs["encoding-type"] = "anndata"
    f["X"] = V
    f["raw/X"] = np.ones((4, 50))
    compressed(f, "obsp/connectivities", **{"encoding-type": "csr_matrix", "shape": np.array([40, 40])})


def tenx(f):
    group = compressed(f, "matrix")
    group["barcodes"], group["shape"] = np.array([b"A", b"B"]), np.array([3, 2])


h5("h5-anndata-old.h5ad", old_anndata)
h5("h5-anndata-among-larger.h5ad", anndata_among_larger)
h5("h5-10x.h5", tenx)


def flipped(source, target, pattern):
    """Flips a bit of a number of the matrix."""
    content = bytearray(pathlib.Path(source).read_bytes())
    content[content.index(pattern) + 6] ^= 1
    put(target, bytes(content))


flipped("h5-fletcher.h5", "h5-fletcher-flipped.h5", struct.pack("<d", 13.0))
content = pathlib.Path("h5-plain.h5").read_bytes()
put("h5-cut-short.h5", content[:-100])
for name in ("h5-gzip", "h5-latest-single"):
    with h5py.File(name + ".h5") as f:
        info = f["X"].id.get_chunk_info(0)
    content = bytearray(pathlib.Path(name + ".h5").read_bytes())
    content[info.byte_offset + info.size - 1] ^= 1
    put(name + "-checksum.h5", bytes(content))

# --- netCDF-4 ---------------------------------------------------------------------------------
PACKED = np.array([[100, -32767, 300], [-400, 500, 0]], "i2")


def netcdf(name, dtype, values, fill=None, **attributes):
    with netCDF4.Dataset(name, "w") as f:
        f.createDimension("time", 2)
        f.createDimension("station", 3)
        t = f.createVariable("t", dtype, ("time", "station"), fill_value=fill)
        t.setncatts(attributes)
        t.set_auto_maskandscale(False)
        if values is not None:
            t[:] = values


def answer(name):
    """What netCDF4 itself reads, for MatlabFileTest."""
    with netCDF4.Dataset(name) as f:
        print(name, f["t"][:].astype("f8").T.tolist())


netcdf("nc-packed.nc", "i2", PACKED, -32767, scale_factor=0.01, add_offset=273.15,
       units="K", long_name="temperature", standard_name="air_temperature", cell_methods="time: mean",
       comment="more than eight attributes are stored in another way", source="s", history="h")
netcdf("nc-missing-value.nc", "f4", np.array([[1, 1e20, 2], [9.96921e36, 3, 4]], "f4"), 9.969209968386869e36,
       missing_value=np.float32(1e20))
netcdf("nc-unwritten.nc", "f8", None)
with netCDF4.Dataset("nc-unwritten.nc", "a") as f:
    f["t"][0] = [1, 2, 3]
netcdf("nc-unsigned.nc", "i1", np.array([[1, -1, 127], [-128, -2, 0]], "i1"), -1, _Unsigned="true", scale_factor=2.0)
netcdf("nc-int64.nc", "i8", np.array([[1, -9223372036854775806, 2], [3, 4, 5]], "i8"))
netcdf("nc-uint64.nc", "u8", np.array([[1, 2**64 - 1, 2], [3, 4, 5]], "u8"), 2**64 - 1)
netcdf("nc-valid-range.nc", "i2", PACKED, -32767, scale_factor=0.01, add_offset=273.15,
       valid_range=np.array([-200, 300], "i2"))
netcdf("nc-valid-max.nc", "f4", np.array([[1, 1e20, 2], [0.1, 3, -4]], "f4"), valid_max=np.float32(0.1))
netcdf("nc-valid-unsigned.nc", "i1", np.array([[1, -1, 127], [-128, -2, 0]], "i1"), -1, _Unsigned="true",
       valid_range=np.array([1, -127], "i1"))
netcdf("nc-scale-text.nc", "i2", PACKED, -32767, scale_factor="0.01")
for name in ("nc-packed.nc", "nc-missing-value.nc", "nc-unwritten.nc", "nc-unsigned.nc", "nc-int64.nc",
             "nc-uint64.nc", "nc-valid-range.nc",
             "nc-valid-max.nc", "nc-valid-unsigned.nc"):
    answer(name)
