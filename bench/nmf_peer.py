"""The peer of bench/nmf.sh: the same work written with NumPy and scikit-learn.

usage: nmf_peer.py [ORL_DIR]     prints one JSON line for each measurement
"""
import json
import pathlib
import sys
import time
import warnings

import numpy as np

warnings.filterwarnings("ignore")
ROWS, COLUMNS, RANK = 400, 10304, 49


def faces():
    if len(sys.argv) < 2:
        return np.random.default_rng(0).random((ROWS, COLUMNS))
    files = sorted(pathlib.Path(sys.argv[1]).glob("s*/*.pgm"))
    return np.stack([np.frombuffer(f.read_bytes()[-COLUMNS:], np.uint8).astype(float) for f in files])


def seconds(work, times):
    """The best of three means, after one run to warm up."""
    work()
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        for _ in range(times):
            work()
        best = min(best, (time.perf_counter() - start) / times)
    return best


def report(what, value, **more):
    print(json.dumps({"what": what, "seconds": value, **more}), flush=True)


x = faces()
x /= x.std()
random = np.random.default_rng(1)
scale = np.sqrt(np.pi * x.mean() / (2 * RANK))


def draw():
    return np.abs(random.normal(size=(ROWS, RANK))) * scale, np.abs(random.normal(size=(RANK, COLUMNS))) * scale


def gradient_steps(number):
    """A function that takes one step, all in the given type of number."""
    data, (u, v), length = x.astype(number), (a.astype(number) for a in draw()), number(1e-5)

    def step():
        nonlocal u, v
        gradient_u = u @ (v @ v.T) - data @ v.T
        gradient_v = (u.T @ u) @ v - u.T @ data
        u, v = np.maximum(u - length * gradient_u, 0), np.maximum(v - length * gradient_v, 0)

    return step


report("step-orl", seconds(gradient_steps(np.float64), 20))
report("step-orl-single", seconds(gradient_steps(np.float32), 20))
(ua, va), (ub, vb) = draw(), draw()


def pair():
    du, dv = ub - ua, vb - va
    w0, w1, w2 = ua @ va - x, du @ va + ua @ dv, du @ dv
    return 6 * (w2 * w2).sum(), 6 * (w1 * w2).sum(), (w1 * w1).sum() + 2 * (w0 * w2).sum()


report("curvature-orl", 2500 * seconds(pair, 3))
try:
    from sklearn.decomposition import NMF
except ImportError:
    sys.exit()
start = time.perf_counter()
model = NMF(RANK, solver="cd", init="random", max_iter=200, tol=0, random_state=0).fit(x)
report("hals-orl", time.perf_counter() - start, loss=model.reconstruction_err_**2 / 2 / x.size)
