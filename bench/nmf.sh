#!/usr/bin/env bash
# Measures the factorisation module against NumPy and scikit-learn, in one run on this machine.
#   bench/nmf.sh [--json] [--orl DIR] [--large] [ROW ...]
#   --json      one JSON line a row; otherwise a table
#   --orl DIR   the ORL faces (s1/1.pgm …); without them a random matrix of their shape is used
#   --large     also the rows at the shapes of Netflix and goodbooks (minutes, 6 GiB)
# The peer needs Python 3 with NumPy, and scikit-learn for its row; PYTHON names the program.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
json=false orl= large=false rows=()
while [ $# -gt 0 ]; do
  case $1 in
    --json) json=true ;;
    --large) large=true ;;
    --orl) orl=${2:?--orl needs a folder}; shift ;;
    -*) echo "nmf.sh: unknown option $1; see the head of this script" >&2; exit 2 ;;
    *) rows+=("$1") ;;
  esac
  shift
done
cd "$here"
mvn -q -B test-compile dependency:build-classpath -Dspotless.check.skip=true \
  -Dmdep.outputFile=target/bench.classpath >&2
peer=$(mktemp)
trap 'rm -f "$peer"' EXIT
"${PYTHON:-python3}" bench/nmf_peer.py ${orl:+"$orl"} > "$peer"
java -Xmx4g -Dorg.bytedeco.javacpp.maxphysicalbytes=0 \
  -cp "target/test-classes:target/classes:$(cat target/bench.classpath)" \
  org.convexityprobe.nmf.NmfBenchmark "$json" "$large" "$peer" "${orl:--}" ${rows[@]+"${rows[@]}"}
