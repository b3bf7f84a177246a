"""Reads the lines that bench/resnet.sh collected and prints medians and ratios of each row.

usage: summarize.py json|table

Ratios are taken within a round, where all programs saw the machine in the same state, and their
median over the rounds is reported. The first peer is PyTorch; libtorch may be a second.
"""
import json
import sys
from statistics import median

KINDS = ("train", "evaluate")


def rounds_by_row(lines):
    """Returns, for each row, the lines of the peers and of ours in each round."""
    rows, peers, latest = {}, [], {}
    for line in map(json.loads, lines):
        if "peak_mib" in line:  # of the program whose line came before
            latest |= line
            continue
        latest = line
        if "peer" in line:
            peers.append(line)
        else:
            rows.setdefault((line["depth"], line["width"]), []).append((peers, line))
            peers = []
    return rows


def processor():
    with open("/proc/cpuinfo") as lines:
        return next((l.split(":", 1)[1].strip() for l in lines if l.startswith("model name")), "")


def against(peer, rounds):
    """Returns rates and ratios of one peer."""
    result = {"peer": rounds[0][0][peer]["peer"]}
    for kind in KINDS:
        key = kind + "_images_per_s"
        ratios = [ours[key] / peers[peer][key] for peers, ours in rounds]
        result[kind + "_ratio"] = round(median(ratios), 3)
        result[kind + "_ratios"] = [round(ratio, 3) for ratio in ratios]
        result[kind + "_peer_images_per_s"] = round(
            median(peers[peer][key] for peers, _ in rounds), 1
        )
    result["peak_peer_mib"] = max(peers[peer]["peak_mib"] for peers, _ in rounds)
    return result


def summary(depth, width, rounds):
    result = {"depth": depth, "width": width, "processor": processor()}
    result |= against(0, rounds)
    result["others"] = [against(peer, rounds) for peer in range(1, len(rounds[0][0]))]
    for kind in KINDS:
        key = kind + "_images_per_s"
        result[key] = round(median(ours[key] for _, ours in rounds), 1)
    result["winograd_from"] = rounds[0][1]["winograd_from"]
    result["peak_mib"] = max(ours["peak_mib"] for _, ours in rounds)
    reduced = [ours.get("evaluate_bf16x2_images_per_s") for _, ours in rounds]
    if all(reduced):
        ratios = [
            rate / peers[0]["evaluate_images_per_s"] for rate, (peers, _) in zip(reduced, rounds)
        ]
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
        filtering = row["winograd_from"]
        how = "direct" if filtering is None else "by minimal filtering from %d channels" % filtering
        print("processor: %s; convolutions %s" % (row["processor"], how))
        for peer in (row, *row["others"]):
            for kind in KINDS:
                print(
                    "ResNet-%-3d k=%d  %-8s  ours %7.0f/s  %s %7.0f/s  ratio %.2f  (rounds %s)"
                    % (
                        depth,
                        width,
                        kind,
                        row[kind + "_images_per_s"],
                        peer["peer"],
                        peer[kind + "_peer_images_per_s"],
                        peer[kind + "_ratio"],
                        ", ".join("%.2f" % ratio for ratio in peer[kind + "_ratios"]),
                    )
                )
        if "evaluate_bf16x2_ratio" in row:
            print(
                "ResNet-%(depth)-3d k=%(width)d  bf16x2    ours %(evaluate_bf16x2_images_per_s)7.0f/s"
                "  ratio %(evaluate_bf16x2_ratio).2f to the peer's evaluate" % row
            )
        print("peak memory: ours %(peak_mib)d MiB, peer %(peak_peer_mib)d MiB" % row)


main()
