#!/usr/bin/env bash
# Scans short lines in one process and on Apache Spark in the same machine, to see what a cluster adds
# to each unit of work; see bench/README.md. Needs a build with Spark (docs/cluster.md). Prints one
# JSON line. The seconds are those of the whole command, less those of the same command once all lines
# are there: starting, reading and writing take no part.
#
# usage: bench/cluster.sh [--lines 200] [--points 11] [--images 256] [--depth 8] [--cores 2]
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd) # paths that are given start where the caller is

lines=200 points=11 images=256 depth=8 cores=2
while (($#)); do
  case $1 in
    --lines) lines=$2; shift ;;
    --points) points=$2; shift ;;
    --images) images=$2; shift ;;
    --depth) depth=$2; shift ;;
    --cores) cores=$2; shift ;;
    *) sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; echo "unknown option: $1" >&2; exit 2 ;;
  esac
  shift
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
data=(--data synthetic --train-images "$images")
"$here/convexity" train --depth "$depth" --epochs 1 --checkpoint-epochs 0 "${data[@]}" --test-images 10 \
  --quiet --out "$work/network" >/dev/null

seconds() { # FOLDER OPTION...: of a probe
  local out=$1 started ended
  shift
  started=$(date +%s.%N)
  "$here/convexity" probe "$work/network/epoch-000.zip" "${data[@]}" --lines "$lines" --points "$points" \
    --images "$images" --quiet --out "$out" "$@" >/dev/null
  ended=$(date +%s.%N)
  python3 -c "print($ended - $started)"
}

one=$(seconds "$work/one" --threads "$cores")
one_again=$(seconds "$work/one" --threads "$cores")
cluster=$(seconds "$work/cluster" --cluster "local[$cores]")
cluster_again=$(seconds "$work/cluster" --cluster "local[$cores]")
python3 - <<PYTHON
import json
one, cluster = $one - $one_again, $cluster - $cluster_again
if one <= 0 or cluster <= 0:
    raise SystemExit("the lines take no longer than starting varies; give more --lines, --points or --images")
print(json.dumps({"lines": $lines, "points": $points, "images": $images, "depth": $depth, "cores": $cores,
                  "process_seconds": one, "cluster_seconds": cluster, "ratio": cluster / one,
                  "process_start_seconds": $one_again, "cluster_start_seconds": $cluster_again}))
PYTHON
