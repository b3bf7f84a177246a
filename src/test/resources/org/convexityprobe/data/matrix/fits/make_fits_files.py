"""Makes the FITS files beside this script, for FitsImageTest.

usage: make_fits_files.py      needs NumPy and astropy

A file NAME.npy holds what astropy reads from NAME.fits, where the test cannot say it by a formula.
"""
import bz2
import gzip
import lzma
import os
import pathlib
import warnings

import numpy as np
from astropy.io import fits

warnings.simplefilter("ignore")
os.chdir(pathlib.Path(__file__).parent)
ROWS, COLUMNS = 12, 20
RAMP = np.arange(ROWS * COLUMNS).reshape(ROWS, COLUMNS)  # entry (i, j) is 20 i + j


def write(name, *units, checksum=False):
    fits.HDUList(list(units)).writeto(name, overwrite=True, checksum=checksum)


def read(name, unit=0):
    with fits.open(name) as content:
        np.save(name.rsplit(".fits", 1)[0] + ".npy", content[unit].data.astype("f8"))


# Every kind of number.
for dtype in ("u1", "i2", "i4", "i8", "f4", "f8"):
    write(f"plain-{dtype}.fits", fits.PrimaryHDU(RAMP.astype(dtype)))
for dtype in ("i1", "u2", "u4", "u8"):  # by BZERO
    write(f"plain-{dtype}.fits", fits.PrimaryHDU((RAMP % 100).astype(dtype)))
large = fits.PrimaryHDU(np.array([[2**63 + 2048, 1], [0, 2**53]], np.uint64))
write("large-u8.fits", large)
write("inexact-i8.fits", fits.PrimaryHDU(np.array([[2**53 + 1, 1], [0, 2]], np.int64)))
write("byte-200.fits", fits.PrimaryHDU(np.array([[200, 1], [2, 255]], np.uint8)))


def cards(hdu, **values):
    for key, value in values.items():
        hdu.header[key] = value
    return hdu


def raw(array, **values):
    """Writes stored numbers as they are, with keywords that scale them."""
    hdu = fits.PrimaryHDU(array)
    hdu.writeto("raw.fits", overwrite=True)
    content = bytearray(pathlib.Path("raw.fits").read_bytes())
    os.remove("raw.fits")
    end = content.index(b"END" + b" " * 77)
    text = b"".join(f"{key:8}= {value:>20}".ljust(80).encode() for key, value in values.items()) + b"END"
    content[end : end + len(text)] = text
    return bytes(content)


def put(name, content):
    pathlib.Path(name).write_bytes(content)


SHORT = np.array([[-32768, 0, 100], [32767, -1, 7]], np.int16)
put("scaled.fits", raw(SHORT, BZERO="10.0", BSCALE="0.5"))
put("blank.fits", raw(SHORT, BLANK="-32768"))
put("blank-scaled.fits", raw(SHORT, BZERO="32768.0", BSCALE="1.0", BLANK="-32768"))
put("blank-byte.fits", raw(np.array([[0, 200], [255, 1]], np.uint8), BLANK="255"))
put("all-blank.fits", raw(np.full((2, 2), -1, np.int16), BLANK="-1"))
write("nan.fits", fits.PrimaryHDU(np.array([[1, np.nan], [3, 4]], np.float32)))

# Where the image is.
cube = fits.ImageHDU(np.zeros((2, 3, 4)), name="CUBE")
write("extension.fits", fits.PrimaryHDU(), cube, fits.ImageHDU(RAMP.astype("i2"), name="SCI"))
write("several.fits", fits.PrimaryHDU(RAMP.astype("i2")), fits.ImageHDU(np.array([[7, 8]]), name="ERR"))
write("one-plane.fits", fits.PrimaryHDU(RAMP.astype("f4")[None, None]))
write("cube.fits", fits.PrimaryHDU(np.zeros((2, 3, 4), "f4")))
write("vector.fits", fits.PrimaryHDU(np.zeros(5, "f4")))
table = fits.BinTableHDU.from_columns([fits.Column("flux", "10E", array=np.ones((3, 10)))], name="SPECTRA")
write("table.fits", fits.PrimaryHDU(), table)
write("no-data.fits", fits.PrimaryHDU())

# Compressed tiles.
def tiles(name, array, **options):
    write(name, fits.PrimaryHDU(), fits.CompImageHDU(array, **options))


for kind in ("RICE_1", "GZIP_1", "GZIP_2", "HCOMPRESS_1", "PLIO_1"):
    tiles(f"tiles-{kind.lower()}.fits", RAMP.astype("i2"), compression_type=kind)
tiles("tiles-bytes.fits", (RAMP % 251).astype("u1"), compression_type="RICE_1")
tiles("tiles-ints.fits", RAMP.astype("i4"), compression_type="RICE_1", tile_size=(7, 5))
tiles("tiles-unsigned.fits", RAMP.astype("u2"), compression_type="RICE_1")
WAVES = (100 + 10 * np.sin(RAMP / 7) + 0.1 * (RAMP * 37 % 11)).astype("f4")
HOLES = WAVES.copy()
HOLES[2, 3] = np.nan
tiles("tiles-lossless.fits", WAVES, compression_type="GZIP_2", quantize_level=0)
tiles("tiles-quantized.fits", WAVES, compression_type="RICE_1", quantize_level=16, quantize_method=-1)
tiles("tiles-dithered.fits", WAVES, compression_type="RICE_1", quantize_level=16, quantize_method=1, dither_seed=3)
tiles("tiles-holes.fits", HOLES, compression_type="RICE_1", quantize_level=16, quantize_method=1, dither_seed=3)
ZEROS = WAVES.copy()
ZEROS[::3, ::4] = 0
tiles("tiles-dithered-2.fits", ZEROS, compression_type="RICE_1", quantize_level=16, quantize_method=2, dither_seed=9)
tiles("tiles-double.fits", WAVES.astype("f8"), compression_type="GZIP_1", quantize_level=16, quantize_method=-1)
tiles("tiles-square.fits", WAVES, compression_type="RICE_1", tile_size=(7, 5), quantize_level=16, quantize_method=1)
tiles("tiles-hcompress.fits", WAVES, compression_type="HCOMPRESS_1", quantize_level=16, quantize_method=1, tile_size=(20, 12))
tiles("tiles-lossless-1.fits", WAVES.astype("f8"), compression_type="GZIP_1", quantize_level=0)
MIXED = WAVES.copy()
MIXED[5] = 1 + 1e-6 * (np.arange(COLUMNS) * 37 % 11)
MIXED[5, 7] = 1e12  # too wide a range to quantise: this tile is packed without loss
tiles("tiles-mixed.fits", MIXED, compression_type="RICE_1", quantize_level=16, quantize_method=1)
GAPS = RAMP.astype("i2")
GAPS[1, 2] = -32768
hdu = fits.CompImageHDU(GAPS, compression_type="RICE_1")
hdu.header["BLANK"] = -32768
write("tiles-blank.fits", fits.PrimaryHDU(), hdu)
for name in "lossless quantized dithered holes dithered-2 double square hcompress lossless-1 mixed".split():
    read(f"tiles-{name}.fits", 1)

# Whole files compressed, checksums, damage.
plain = pathlib.Path("plain-i2.fits").read_bytes()
packed = gzip.compress(plain, mtime=0)
put("packed.fits.gz", packed)
put("packed.fits.bz2", bz2.compress(plain))
put("packed.fits.xz", lzma.compress(plain))
put("packed-cut-short.fits.gz", packed[:-30])
put("packed-damaged.fits.gz", packed[:-6] + bytes([packed[-6] ^ 1]) + packed[-5:])
write("checksum.fits", fits.PrimaryHDU(RAMP.astype("i2")), checksum=True)
content = bytearray(pathlib.Path("checksum.fits").read_bytes())
content[2880 + 51] ^= 4
put("checksum-flipped.fits", bytes(content))
put("cut-short.fits", plain[: 2880 + 300])
put("not-padded.fits", plain[: 2880 + 2 * ROWS * COLUMNS])
