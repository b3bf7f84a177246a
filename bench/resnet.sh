#!/usr/bin/env bash
# Runs our training and evaluation and PyTorch's in turn; see bench/README.md.
#
# usage: bench/resnet.sh [--json] [--rounds N] [--rows 20x1,20x4,56x1] [--repeats N] [--threads N]
#                        [--peer SCRIPT] [--python PROGRAM]
#                        [--peer libtorch]     libtorch 2.10 beside PyTorch
#                        [--convolution auto|direct|winograd|winograd-from-N]
#        bench/resnet.sh --primitives [--rows ...]   ours beside the sum of its own primitives
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd) # paths that are given start where the caller is

rounds=3 rows=20x1,20x4,56x1 repeats=10 threads=2 format=table batch=128 primitives= convolution=auto
libtorch= profiles=cpu
peer=${RESNET_PEER:-$here/bench/pytorch_resnet.py} python=${PYTHON:-}
while (($#)); do
  case $1 in
    --json) format=json ;;
    --primitives) primitives=1 ;;
    --rounds) rounds=$2; shift ;;
    --rows) rows=$2; shift ;;
    --repeats) repeats=$2; shift ;;
    --threads) threads=$2; shift ;;
    --peer)
      if [[ $2 == libtorch ]]; then libtorch=1 profiles=cpu,torch; else peer=$2; fi
      shift ;;
    --python) python=$2; shift ;;
    --convolution) convolution=$2; shift ;;
    *) sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; echo "unknown option: $1" >&2; exit 2 ;;
  esac
  shift
done

source "$here/bench/torch_python.sh"

mvn -q -B -f "$here/pom.xml" -P "$profiles" test-compile dependency:build-classpath \
  -Dmdep.outputFile="$here/target/bench.classpath" \
  -Dmdep.includeScope=test >&2
classpath=$here/target/test-classes:$here/target/classes:$(cat "$here/target/bench.classpath")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

ours() {
  java -Xmx1g -XX:+UseSerialGC -Dorg.bytedeco.javacpp.maxbytes=0 \
    -Dorg.bytedeco.javacpp.maxphysicalbytes=0 \
    -cp "$classpath" org.convexityprobe.resnet.ResNetBenchmark "$@" "$batch" "$repeats" "$threads" \
    "$convolution"
}
libtorch() {
  java -Xmx1g -XX:+UseSerialGC -Dorg.bytedeco.javacpp.maxbytes=0 \
    -Dorg.bytedeco.javacpp.maxphysicalbytes=0 \
    -cp "$classpath" org.convexityprobe.resnet.LibTorchBenchmark "$@" "$batch" "$repeats" "$threads"
}
export -f ours libtorch
export classpath batch repeats threads convolution

if [[ $primitives ]]; then
  for row in ${rows//,/ }; do
    ours "${row%x*}" "${row#*x}" >"$work/plain"
    ONEDNN_VERBOSE=profile_exec ours "${row%x*}" "${row#*x}" >"$work/verbose"
    "$python" "$here/bench/primitives.py" "$row" "$work/plain" "$work/verbose"
  done
  exit
fi
for ((round = 1; round <= rounds; round++)); do
  for row in ${rows//,/ }; do
    depth=${row%x*} width=${row#*x}
    OMP_NUM_THREADS=$threads "$python" "$here/bench/peak.py" "$python" "$peer" "$depth" "$width" \
      "$batch" "$repeats"
    if [[ $libtorch ]]; then
      "$python" "$here/bench/peak.py" bash -c 'libtorch "$@"' libtorch "$depth" "$width" | grep '^{'
    fi
    "$python" "$here/bench/peak.py" bash -c 'ours "$@"' ours "$depth" "$width" | grep '^{'
  done
done >"$work/lines"
"$python" "$here/bench/summarize.py" "$format" <"$work/lines"
