"""Makes the recordings beside this script, for RecordingTest.

usage: make_sound_files.py      needs NumPy and the program flac (1.4 or newer for 32 bits)

Channel c holds round(A · sin(2π (c + 1) t / 50)) for t = 0 … n − 1 with the largest amplitude A that
the width holds, and a few extreme values, so that a test can compute every sample again.
"""
import os
import pathlib
import struct
import subprocess

import numpy as np

os.chdir(pathlib.Path(__file__).parent)
N, RATE = 300, 8000


def tones(bits, channels, n=N):
    top = 2 ** (bits - 1) - 1
    t = np.arange(n)
    columns = [np.round(top * np.sin(2 * np.pi * (c + 1) * t / 50)) for c in range(channels)]
    samples = np.stack(columns, axis=1).astype(np.int64)
    samples[1], samples[2], samples[3] = top, -top - 1, 0
    return samples


def packed(samples, bits, width, big=False):
    shifted = samples << (8 * width - bits)
    if width == 1:
        shifted = shifted + 128
    raw = shifted.astype("<i8").view("u1").reshape(-1, 8)[:, :width]
    return (raw[:, ::-1] if big else raw).tobytes()


def chunk(order, name, data, announced=None):
    size = len(data) if announced is None else announced
    return name + struct.pack(order + "I", size) + data + b"\0" * (len(data) % 2)


PCM = bytes.fromhex("000000001000800000AA00389B71")


def wave(bits, width, channels, data, tag=1, extensible=False, order="<", announced=None, before=b"",
         after=b"", head=None, riff=None):
    frame = width * channels
    shown = 8 * width if extensible else bits
    form = struct.pack(order + "HHIIHH", 0xFFFE if extensible else tag, channels, RATE, RATE * frame, frame, shown)
    if extensible:
        form += struct.pack(order + "HHIH", 22, bits, 0, tag) + PCM
    body = before + chunk(order, b"fmt ", form) + chunk(order, b"data", data, announced) + after
    size = 4 + len(body) if riff is None else riff
    return (head or (b"RIFF" if order == "<" else b"RIFX")) + struct.pack(order + "I", size) + b"WAVE" + body


def put(name, content):
    pathlib.Path(name).write_bytes(content)


for bits in (8, 12, 16, 20, 24, 32):
    width = (bits + 7) // 8
    put(f"pcm-{bits}.wav", wave(bits, width, 2, packed(tones(bits, 2), bits, width)))
put("pcm-24-in-32.wav", wave(24, 4, 1, packed(tones(24, 1), 24, 4), extensible=True))
put("pcm-20-extensible.wav", wave(20, 3, 3, packed(tones(20, 3), 20, 3), extensible=True))
put("pcm-16-six-channels.wav", wave(16, 2, 6, packed(tones(16, 6), 16, 2)))
put("pcm-16-big.wav", wave(16, 2, 2, packed(tones(16, 2), 16, 2, True), order=">"))
put("pcm-24-big.wav", wave(24, 3, 1, packed(tones(24, 1), 24, 3, True), order=">"))
for bits in (32, 64):
    floats = (tones(16, 2) / 32768).astype(f"<f{bits // 8}").tobytes()
    put(f"float-{bits}.wav", wave(bits, bits // 8, 2, floats, tag=3))
    put(f"float-{bits}-extensible.wav", wave(bits, bits // 8, 2, floats, tag=3, extensible=True))
MONO = packed(tones(16, 1), 16, 2)
LIST = chunk("<", b"LIST", b"INFOISFT\x05\0\0\0test\0\0")
put("other-chunks.wav", wave(16, 2, 1, MONO, before=chunk("<", b"JUNK", b"odd"), after=LIST))
put("size-0.wav", wave(16, 2, 1, MONO, announced=0, riff=0))
put("size-0-riff-right.wav", wave(16, 2, 1, MONO, announced=0))
put("size-unknown.wav", wave(16, 2, 1, MONO, announced=0xFFFFFFFF, riff=0xFFFFFFFF))
put("size-sox.wav", wave(16, 2, 1, MONO, announced=0x7FFFF000 - 36, riff=0x7FFFF000))
put("no-samples.wav", wave(16, 2, 1, b"", after=LIST))
ds64 = chunk("<", b"ds64", struct.pack("<QQQI", 4 + 36 + 24 + 8 + len(MONO), len(MONO), N, 0))
put("rf64.wav", wave(16, 2, 1, MONO, announced=0xFFFFFFFF, riff=0xFFFFFFFF, head=b"RF64", before=ds64))
put("cut-short.wav", wave(16, 2, 2, packed(tones(16, 2), 16, 2), announced=4 * N)[:-401])
put("odd-end.wav", wave(16, 2, 1, MONO + b"\1", announced=0, riff=0)[:-1])
put("a-law.wav", wave(8, 1, 1, MONO[:100], tag=6))
put("ima-adpcm.wav", wave(4, 1, 1, MONO[:100], tag=0x11))
put("half.wav", wave(16, 2, 1, MONO, tag=3))
put("five-bytes.wav", wave(40, 5, 1, MONO[:100]))
put("no-channels.wav", wave(16, 2, 0, MONO[:100]))
put("nan.wav", wave(32, 4, 1, np.full(300, np.nan, "<f4").tobytes(), tag=3))
put("no-format.wav", b"RIFF" + struct.pack("<I", 4 + 8 + len(MONO)) + b"WAVE" + chunk("<", b"data", MONO))


def flac(name, bits, channels, *options, n=N, samples=None):
    width = (bits + 7) // 8
    samples = tones(bits, channels, n) if samples is None else samples
    put("source.wav", wave(bits, width, channels, packed(samples, bits, width), extensible=True))
    subprocess.run(["flac", "-f", "-s", "--no-padding", *options, "source.wav", "-o", name], check=True)
    os.remove("source.wav")


for bits in (8, 12, 16, 20, 24, 32):
    flac(f"flac-{bits}.flac", bits, 2, "-8")
flac("flac-fixed.flac", 16, 2, "-0")
flac("flac-mid-side.flac", 16, 2, "-m", "-5", samples=np.repeat(tones(16, 1), 2, axis=1) // 2 + [[0, 3]])
flac("flac-eight-channels.flac", 16, 8, "-5", "--channel-map=none")
flac("flac-blocks.flac", 16, 1, "-b", "64")
flac("flac-long-order.flac", 24, 1, "-l", "32", "-b", "256", "--lax")
flac("flac-wasted.flac", 24, 1, samples=tones(16, 1) << 8)
flac("flac-constant.flac", 16, 2, samples=np.full((N, 2), -7))
i = np.arange(2 * N)
noise = ((i**3 * 2654435761 % 2**32 >> 16) - 32768).reshape(N, 2)  # what no predictor knows
flac("flac-noise.flac", 16, 2, samples=noise)
flac("flac-no-md5.flac", 16, 1, "--no-md5-sum", "-b", "64")
raw = "--force-raw-format --sign=signed --endian=little --channels=1 --bps=16 --sample-rate=8000".split()
with open("flac-unknown-length.flac", "wb") as out:
    subprocess.run(["flac", "-s", "-c", "-b", "64", *raw, "-"], input=MONO, stdout=out, check=True)
block = pathlib.Path("flac-blocks.flac").read_bytes()
put("flac-cut-short.flac", block[:-100])
put("flac-tagged.flac", block + b"TAG" + b"\0" * 125)
