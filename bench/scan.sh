#!/usr/bin/env bash
# Scans random lines of an untrained network with convexity, and with a plain scan in PyTorch; see
# bench/README.md. Prints one JSON line.
#
# usage: bench/scan.sh [--depth 20] [--width 1] [--lines 25] [--points 51] [--images 1000]
#                      [--execution bf16x2] [--python PROGRAM]
set -euo pipefail
cd "$(dirname "$0")/.."

depth=20 width=1 lines=25 points=51 images=1000 execution=auto python=${PYTHON:-}
while (($#)); do
  case $1 in
    --depth) depth=$2; shift ;;
    --width) width=$2; shift ;;
    --lines) lines=$2; shift ;;
    --points) points=$2; shift ;;
    --images) images=$2; shift ;;
    --execution) execution=$2; shift ;;
    --python) python=$2; shift ;;
    *) sed -n '2,6s/^# \{0,1\}//p' "$0" >&2; echo "unknown option: $1" >&2; exit 2 ;;
  esac
  shift
done

source bench/torch_python.sh

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
data=(--data synthetic --train-images "$images")
./convexity train --depth "$depth" --width "$width" --epochs 1 --checkpoint-epochs 0 "${data[@]}" \
  --test-images 10 --quiet --out "$work/network" >/dev/null
"$python" bench/peak.py "$python" bench/pytorch_scan.py "$depth" "$width" "$lines" "$points" "$images" \
  >"$work/peer"
"$python" bench/peak.py ./convexity probe "$work/network/epoch-000.zip" "${data[@]}" \
  --lines "$lines" --points "$points" --images "$images" --execution "$execution" --quiet \
  --out "$work/probe" \
  | grep '^{' >"$work/ours"
echo "{\"depth\": $depth, \"width\": $width, \"lines\": $lines, \"points\": $points, \"images\": $images, \"execution\": \"$execution\"}" \
  >"$work/settings"
"$python" - "$work" <<'PYTHON'
import json
import sys

folder = sys.argv[1]
row = json.load(open(folder + "/settings"))
journal = [json.loads(line) for line in open(folder + "/probe/journal.jsonl")]
seconds = [entry["seconds"] for entry in journal if "seconds" in entry]
*peer, peak = (json.loads(line) for line in open(folder + "/peer"))
row["ours_seconds_per_line"] = sum(seconds) / len(seconds)
row["peer_seconds_per_line"] = min(line["seconds_per_line"] for line in peer)
row["ratio"] = row["peer_seconds_per_line"] / row["ours_seconds_per_line"]
row["peak_mib"] = json.load(open(folder + "/ours"))["peak_mib"]
row["peak_peer_mib"] = peak["peak_mib"]
print(json.dumps(row))
PYTHON
