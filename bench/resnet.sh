#!/usr/bin/env bash
# Runs our training and evaluation and PyTorch's in turn; see bench/README.md.
#
# usage: bench/resnet.sh [--json] [--rounds N] [--rows 20x1,20x4,56x1] [--repeats N] [--threads N]
#                        [--peer SCRIPT] [--python PROGRAM]
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=3 rows=20x1,20x4,56x1 repeats=10 threads=2 format=table batch=128
peer=${RESNET_PEER:-bench/pytorch_resnet.py} python=${PYTHON:-}
while (($#)); do
  case $1 in
    --json) format=json ;;
    --rounds) rounds=$2; shift ;;
    --rows) rows=$2; shift ;;
    --repeats) repeats=$2; shift ;;
    --threads) threads=$2; shift ;;
    --peer) peer=$2; shift ;;
    --python) python=$2; shift ;;
    *) sed -n '2,6s/^# \{0,1\}//p' "$0" >&2; echo "unknown option: $1" >&2; exit 2 ;;
  esac
  shift
done

for candidate in $python python3 /usr/bin/python3; do
  if "$candidate" -c 'import torch' 2>/dev/null; then python=$candidate found=1; break; fi
done
if [[ -z ${found:-} ]]; then
  echo "PyTorch is not installed (apt-get install python3-torch), or name its Python with --python" >&2
  exit 3
fi

mvn -q -B test-compile dependency:build-classpath -Dmdep.outputFile=target/bench.classpath \
  -Dmdep.includeScope=test >&2
classpath=target/test-classes:target/classes:$(cat target/bench.classpath)
lines=$(mktemp)
trap 'rm -f "$lines"' EXIT
for ((round = 1; round <= rounds; round++)); do
  for row in ${rows//,/ }; do
    depth=${row%x*} width=${row#*x}
    "$python" "$peer" "$depth" "$width" "$batch" "$repeats" >>"$lines"
    java -Xmx1g -XX:+UseSerialGC -Dlogback.configurationFile=logback-test.xml -cp "$classpath" \
      org.convexityprobe.resnet.ResNetBenchmark "$depth" "$width" "$batch" "$repeats" "$threads" \
      | grep '^{"ours"' >>"$lines"
  done
done
"$python" bench/summarize.py "$format" <"$lines"
