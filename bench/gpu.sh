#!/usr/bin/env bash
# Measures a GPU, or with --device cpu the same on the processor; see bench/README.md. Needs no
# network: the build and its libraries lie in target/ ('mvn -P cpu,torch-gpu -DskipTests package'), and
# PyTorch is installed. Prints one JSON line for each network.
#
# usage: bench/gpu.sh [--device cuda] [--rows 20x1,20x4,56x1,56x4,110x1,110x4] [--images 10000]
#                     [--lines 2] [--points 51] [--batch-size 128] [--precisions float32,bfloat16]
#                     [--python PROGRAM]
set -euo pipefail
cd "$(dirname "$0")/.."

device=cuda rows=20x1,20x4,56x1,56x4,110x1,110x4 images=10000 lines=2 points=51 batch=128
precisions=float32,bfloat16 python=${PYTHON:-}
while (($#)); do
  case $1 in
    --device) device=$2; shift ;;
    --rows) rows=$2; shift ;;
    --images) images=$2; shift ;;
    --lines) lines=$2; shift ;;
    --points) points=$2; shift ;;
    --batch-size) batch=$2; shift ;;
    --precisions) precisions=$2; shift ;;
    --python) python=$2; shift ;;
    *) sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; echo "unknown option: $1" >&2; exit 2 ;;
  esac
  shift
done

source bench/torch_python.sh

./convexity doctor | grep -E '^(torch|GPU|program|processor)' >&2
if [ "$device" != cpu ]; then
  nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv,noheader >&2
fi

for row in ${rows//,/ }; do
  for precision in ${precisions//,/ }; do
    bench/scan.sh --depth "${row%x*}" --width "${row#*x}" --lines "$lines" --points "$points" \
      --images "$images" --batch-size "$batch" --device "$device" --precision "$precision" \
      --python "$python"
  done
done
