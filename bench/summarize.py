"""Reads the lines that bench/resnet.sh collected and prints medians and ratios of each row.

usage: summarize.py json|table

Ratios are taken within a round, where both programs saw the machine in the same state, and their
median over the rounds is reported.
"""
import json
import sys
from statistics import median

KINDS = ("train", "evaluate")


def rounds_by_row(lines):
    rows, peer, latest = {}, None, {}
    for line in map(json.loads, lines):
        if "peak_mib" in line:  # of the program whose line came before
            latest |= line
            continue
        latest = line
        if "peer" in line:
            peer = line
        else:
            rows.setdefault((line["depth"], line["width"]), []).append((peer, line))
    return rows


def summary(depth, width, rounds):
    result = {"depth": depth, "width": width}
    for kind in KINDS:
        key = kind + "_images_per_s"
        ratios = [ours[key] / peer[key] for peer, ours in rounds]
        result[kind + "_ratio"] = round(median(ratios), 3)
        result[kind + "_ratios"] = [round(ratio, 3) for ratio in ratios]
        result[kind + "_images_per_s"] = round(median(ours[key] for _, ours in rounds), 1)
        result[kind + "_peer_images_per_s"] = round(median(peer[key] for peer, _ in rounds), 1)
    result["peak_mib"] = max(ours["peak_mib"] for _, ours in rounds)
    result["peak_peer_mib"] = max(peer["peak_mib"] for peer, _ in rounds)
    reduced = [ours.get("evaluate_bf16x2_images_per_s") for _, ours in rounds]
    if all(reduced):
        ratios = [rate / peer["evaluate_images_per_s"] for rate, (peer, _) in zip(reduced, rounds)]
        result["evaluate_bf16x2_images_per_s"] = round(median(reduced), 1)
        result["evaluate_bf16x2_ratio"] = round(median(ratios), 3)
    gradients = [ours["gradient_images_per_s"] for _, ours in rounds]
    result["gradient_images_per_s"] = round(median(gradients), 1)
    return result


def main():
    for (depth, width), rounds in rounds_by_row(sys.stdin).items():
        row = summary(depth, width, rounds)
        if sys.argv[1] == "json":
            print(json.dumps(row))
            continue
        for kind in KINDS:
            print(
                "ResNet-%-3d k=%d  %-8s  ours %7.0f/s  peer %7.0f/s  ratio %.2f  (rounds %s)"
                % (
                    depth,
                    width,
                    kind,
                    row[kind + "_images_per_s"],
                    row[kind + "_peer_images_per_s"],
                    row[kind + "_ratio"],
                    ", ".join("%.2f" % ratio for ratio in row[kind + "_ratios"]),
                )
            )
        if "evaluate_bf16x2_ratio" in row:
            print(
                "ResNet-%(depth)-3d k=%(width)d  bf16x2    ours %(evaluate_bf16x2_images_per_s)7.0f/s"
                "  ratio %(evaluate_bf16x2_ratio).2f to the peer's evaluate" % row
            )
        print("peak memory: ours %(peak_mib)d MiB, peer %(peak_peer_mib)d MiB" % row)


main()
