# Sourced by the benchmarks: sets python to a Python that has PyTorch, $python itself if it has it.
for candidate in $python python3 /usr/bin/python3; do
  if "$candidate" -c 'import torch' 2>/dev/null; then python=$candidate found=1; break; fi
done
if [[ -z ${found:-} ]]; then
  echo "PyTorch is not installed (apt-get install python3-torch), or name its Python with --python" >&2
  exit 3
fi
