#!/usr/bin/env bash
# Scans one line of a network plainly on all its training images, and many times adaptively, each
# time with the images in another random order. Prints one JSON line: how often the adaptive scan
# found another interval than the plain one, with a 95 % interval; see bench/README.md.
#
# With --scans 0, it finds only the length of the plain scan, and leaves out the points that the
# length does not depend on: those beyond the first violation on each side.
#
# usage: bench/calibration.sh --network ZIP --data SOURCE [--line 0] [--scans 1000]
#                             [--execution auto] [--threads N] [--keep FOLDER]
#
# --keep names the folder of the images' losses, target/calibration of the project by default. The same
# command goes on with those that are there. Each line has a subfolder, whose name ends with a hash of
# the network, the images and --execution; others do not use its losses.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd) # paths that are given start where the caller is

network='' source='' line=0 scans=1000 execution=auto threads=$(nproc) keep=$here/target/calibration
while (($#)); do
  case $1 in
    --network) network=$2; shift ;;
    --data) source=$2; shift ;;
    --line) line=$2; shift ;;
    --scans) scans=$2; shift ;;
    --execution) execution=$2; shift ;;
    --threads) threads=$2; shift ;;
    --keep) keep=$2; shift ;;
    *) sed -n '2,14s/^# \{0,1\}//p' "$0" >&2; echo "unknown option: $1" >&2; exit 2 ;;
  esac
  shift
done
if [[ -z $network || -z $source ]]; then
  sed -n '2,14s/^# \{0,1\}//p' "$0" >&2; echo "--network and --data are needed" >&2; exit 2
fi
mvn -q -B -f "$here/pom.xml" -P cpu test-compile dependency:build-classpath \
  -Dmdep.outputFile="$here/target/bench.classpath" \
  -Dmdep.includeScope=test >&2
java -Xmx2g -Dorg.bytedeco.javacpp.maxphysicalbytes=0 \
  -cp "$here/target/test-classes:$here/target/classes:$(cat "$here/target/bench.classpath")" \
  org.convexityprobe.experiment.probe.AdaptiveBenchmark \
  "$network" "$source" "$line" "$scans" "$execution" "$threads" "$keep"
