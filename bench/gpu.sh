#!/usr/bin/env bash
# Measures a GPU, or with --device cpu the same on the processor; see bench/README.md. Needs no
# network: the build and its libraries lie in target/ ('mvn -P cpu,torch-gpu -DskipTests package'), and
# PyTorch is installed. Prints one JSON line for each network.
#
# usage: bench/gpu.sh [--device cuda] [--rows 20x1,20x4,56x1,56x4,110x1,110x4] [--images 10000]
#                     [--lines 2] [--points 51] [--batch-size 128] [--precisions float32,bfloat16]
#                     [--repeats 100] [--threads 2] [--python PROGRAM]
#
# Each network is trained and scanned, in each precision, by this program and by PyTorch: as it is,
# and for trainings through torch.compile too where PyTorch has it (version 2).
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd) # paths that are given start where the caller is

device=cuda rows=20x1,20x4,56x1,56x4,110x1,110x4 images=10000 lines=2 points=51 batch=128
precisions=float32,bfloat16 repeats=100 threads=2 python=${PYTHON:-}
while (($#)); do
  case $1 in
    --device) device=$2; shift ;;
    --rows) rows=$2; shift ;;
    --images) images=$2; shift ;;
    --lines) lines=$2; shift ;;
    --points) points=$2; shift ;;
    --batch-size) batch=$2; shift ;;
    --precisions) precisions=$2; shift ;;
    --repeats) repeats=$2; shift ;;
    --threads) threads=$2; shift ;;
    --python) python=$2; shift ;;
    *) sed -n '2,13s/^# \{0,1\}//p' "$0" >&2; echo "unknown option: $1" >&2; exit 2 ;;
  esac
  shift
done

source "$here/bench/torch_python.sh"

"$here/convexity" doctor | grep -E '^(torch|GPU|program|processor)' >&2
if [ "$device" != cpu ]; then
  nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv,noheader >&2
fi

classpath="$here/target/test-classes:$here/target/classes:$here/target/lib/*"
if [ ! -d "$here/target/test-classes" ]; then
  echo "no $here/target/test-classes; build with 'mvn -P cpu,torch-gpu -DskipTests package'" >&2
  exit 3
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
peers=(eager)
if "$python" -c 'import torch; torch.compile' 2>/dev/null; then peers+=(compile); fi

# Prints one JSON line: rates of training, and ratios to each peer.
training() { # depth width precision
  java -Xmx1g -Dorg.bytedeco.javacpp.maxphysicalbytes=0 -cp "$classpath" \
    org.convexityprobe.resnet.TorchTrainingBenchmark "$1" "$2" "$batch" "$repeats" "$threads" \
    "$device" "$3" | grep '^{' >"$work/ours"
  for peer in "${peers[@]}"; do
    OMP_NUM_THREADS=$threads "$python" "$here/bench/pytorch_resnet.py" "$1" "$2" "$batch" "$repeats" \
      "$device" "$3" "$peer"
  done >"$work/peers"
  "$python" - "$work" <<'PYTHON'
import json
import sys

row = json.load(open(sys.argv[1] + "/ours"))
for peer in map(json.loads, open(sys.argv[1] + "/peers")):
    rate = peer["train_images_per_s"]
    row[peer["peer"]] = {"train_images_per_s": rate, "ratio": row["train_images_per_s"] / rate}
print(json.dumps(row))
PYTHON
}

for row in ${rows//,/ }; do
  for precision in ${precisions//,/ }; do
    training "${row%x*}" "${row#*x}" "$precision"
    "$here/bench/scan.sh" --depth "${row%x*}" --width "${row#*x}" --lines "$lines" --points "$points" \
      --images "$images" --batch-size "$batch" --device "$device" --precision "$precision" \
      --threads "$threads" --python "$python"
  done
done
