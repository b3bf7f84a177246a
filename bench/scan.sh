#!/usr/bin/env bash
# Scans random lines of a network with convexity, and with a plain scan in PyTorch; see
# bench/README.md. Prints one JSON line.
#
# usage: bench/scan.sh [--depth 20] [--width 1] [--lines 25] [--points 51] [--images 1000]
#                      [--execution bf16x2] [--python PROGRAM]
#                      [--network ZIP --data SOURCE] [--adaptive]
#                      [--peer-lines N] [--peer-points N] [--peer-images N]
#                      [--device cpu|cuda] [--precision float32] [--batch-size 128] [--threads 2]
#
# The network is untrained, on synthetic images, or the one of --network, which must have the given
# depth and width. --adaptive scans all of its training images, whose number --images tells the
# peer. The peer may take fewer lines, points and images than its scan has; its time is multiplied.
# --device computes by libtorch, ours and the peer, in a build with it (docs/gpu.md). --precision is
# that of both.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd) # paths that are given start where the caller is

depth=20 width=1 lines=25 points=51 images=1000 execution=auto python=${PYTHON:-}
device='' precision=float32 batch=128 threads=2 network='' source='' adaptive=false
peer_lines='' peer_points='' peer_images=''
while (($#)); do
  case $1 in
    --depth) depth=$2; shift ;;
    --width) width=$2; shift ;;
    --lines) lines=$2; shift ;;
    --points) points=$2; shift ;;
    --images) images=$2; shift ;;
    --execution) execution=$2; shift ;;
    --python) python=$2; shift ;;
    --network) network=$2; shift ;;
    --data) source=$2; shift ;;
    --adaptive) adaptive=true ;;
    --peer-lines) peer_lines=$2; shift ;;
    --peer-points) peer_points=$2; shift ;;
    --peer-images) peer_images=$2; shift ;;
    --device) device=$2; shift ;;
    --precision) precision=$2; shift ;;
    --batch-size) batch=$2; shift ;;
    --threads) threads=$2; shift ;;
    *) sed -n '2,15s/^# \{0,1\}//p' "$0" >&2; echo "unknown option: $1" >&2; exit 2 ;;
  esac
  shift
done

source "$here/bench/torch_python.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ -z "$network" ]; then
  data=(--data synthetic --train-images "$images")
  "$here/convexity" train --depth "$depth" --width "$width" --epochs 1 --checkpoint-epochs 0 "${data[@]}" \
    --test-images 10 --quiet --out "$work/network" >/dev/null
  network=$work/network/epoch-000.zip
else
  data=(--data "$source")
fi
OMP_NUM_THREADS=$threads "$python" "$here/bench/peak.py" "$python" "$here/bench/pytorch_scan.py" \
  "$depth" "$width" "${peer_lines:-$lines}" "${peer_points:-$points}" "${peer_images:-$images}" \
  "${device:-cpu}" "$batch" "${device:+$precision}" >"$work/peer"
way=(--execution "$execution")
[ -z "$device" ] || way=(--execution torch --device "$device" --precision "$precision")
if $adaptive; then scan=(--scan adaptive); else scan=(--images "$images"); fi
"$python" "$here/bench/peak.py" "$here/convexity" probe "$network" "${data[@]}" \
  --lines "$lines" --points "$points" "${scan[@]}" "${way[@]}" --batch-size "$batch" \
  --threads "$threads" --quiet --out "$work/probe" \
  | grep '^{' >"$work/ours"
cat >"$work/settings" <<JSON
{"depth": $depth, "width": $width, "lines": $lines, "points": $points, "images": $images,
 "execution": "${way[*]}", "threads": $threads, "adaptive": $adaptive,
 "peer_points": ${peer_points:-$points}, "peer_images": ${peer_images:-$images}}
JSON
"$python" - "$work" <<'PYTHON'
import json
import sys

folder = sys.argv[1]
row = json.load(open(folder + "/settings"))
units = [json.loads(line)["unit"] for line in open(folder + "/probe/journal.jsonl")]
*peer, peak = (json.loads(line) for line in open(folder + "/peer"))
part = row["peer_points"] * row["peer_images"] / (row["points"] * row["images"])
row["ours_seconds_per_line"] = sum(unit["seconds"] for unit in units) / len(units)
row["peer_seconds_per_line"] = min(line["seconds_per_line"] for line in peer) / part
row["ratio"] = row["peer_seconds_per_line"] / row["ours_seconds_per_line"]
row["peak_mib"] = json.load(open(folder + "/ours"))["peak_mib"]
row["peak_peer_mib"] = peak["peak_mib"]
print(json.dumps(row))
PYTHON
