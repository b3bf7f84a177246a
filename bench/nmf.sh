#!/usr/bin/env bash
# Measures the factorisation module against NumPy and scikit-learn, in one run on this machine.
#   bench/nmf.sh [--json] [--orl DIR] [--large] [ROW ...]
#   --json      one JSON line a row; otherwise a table
#   --orl DIR   the ORL faces (s1/1.pgm …); without them a random matrix of their shape is used
#   --large     also the rows at the shapes of Netflix and goodbooks (minutes, 6 GiB)
# The peer needs Python 3 with NumPy, and scikit-learn for its row; PYTHON names the program.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd) # paths that are given start where the caller is
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
mvn -q -B -f "$here/pom.xml" test-compile dependency:build-classpath -Dspotless.check.skip=true \
  -Dmdep.outputFile="$here/target/bench.classpath" >&2
peer=$(mktemp)
trap 'rm -f "$peer"' EXIT
"${PYTHON:-python3}" "$here/bench/nmf_peer.py" ${orl:+"$orl"} > "$peer"
java -Xmx4g -Dorg.bytedeco.javacpp.maxphysicalbytes=0 \
  -cp "$here/target/test-classes:$here/target/classes:$(cat "$here/target/bench.classpath")" \
  org.convexityprobe.nmf.NmfBenchmark "$json" "$large" "$peer" "${orl:--}" ${rows[@]+"${rows[@]}"}
