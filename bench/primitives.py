"""Compares measured times with the sum of the oneDNN primitives in them.

usage: primitives.py ROW PLAIN VERBOSE

PLAIN is the output of ResNetBenchmark, VERBOSE that of a run with ONEDNN_VERBOSE=profile_exec, in
which oneDNN prints the time of each primitive that it runs. The times are taken from the plain run,
as printing slows the other one down. ResNetBenchmark says with a line of its own where a phase
starts and ends, and how many passes it makes.
"""
import json
import sys

PRIMITIVES = ("onednn_verbose,v1,primitive,exec", "onednn_verbose,primitive,exec", "onednn_verbose,exec")


def benchmark_line(path):
    with open(path) as lines:
        return next(json.loads(line) for line in lines if line.startswith('{"ours"'))


def milliseconds_by_phase(path):
    """Returns the primitives' milliseconds of one pass of each phase, and those by kind."""
    phases, phase, kinds = {}, None, {}
    with open(path, errors="replace") as lines:
        for line in lines:
            if line.startswith("phase "):
                _, phase, passes = line.split()
                phases[phase] = kinds = {}
                passes = int(passes)
            elif phase and line.startswith(PRIMITIVES):
                fields = line.rstrip("\n").split(",")
                kind = fields[fields.index("cpu") + 1]
                kinds[kind] = kinds.get(kind, 0.0) + float(fields[-1]) / passes
    return phases


def main():
    row, plain_file, verbose_file = sys.argv[1:]
    plain = benchmark_line(plain_file)
    phases = milliseconds_by_phase(verbose_file)
    # A training step's primitives use all threads one after the other; an evaluation's run on one
    # thread each, side by side.
    for phase, lanes in (("train", 1), ("evaluate", plain["threads"])):
        kinds = {kind: time / lanes for kind, time in phases[phase].items()}
        total = 1000 * plain["batch"] / plain[phase + "_images_per_s"]
        print(
            json.dumps(
                {
                    "row": row,
                    "phase": phase,
                    "milliseconds": round(total, 2),
                    "primitives_milliseconds": round(sum(kinds.values()), 2),
                    "ratio": round(total / sum(kinds.values()), 3),
                    "by_kind": {kind: round(time, 2) for kind, time in sorted(kinds.items())},
                }
            )
        )


main()
