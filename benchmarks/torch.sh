#!/usr/bin/env bash
# Training steps of the same networks in Quarry and in Python's PyTorch, taking turns in one run; prints the CPU seconds of a
# step and their ratio (below 1: Quarry needs less).
#
#   torch.sh [NET:BATCH:THREADS ...]      (default: lenet:64:1 lenet:64:2 resnet18:32:1 resnet18:32:2)
#
# Environment:
#   PYTHON     a Python with PyTorch (default: python3)
#   JAVA       a java 25 (default: java)
#   CLASSPATH  the class path of the module quarry-benchmarks: its classes and those of everything it depends on
#   ROUNDS     how often the two take turns; the smallest of each counts, and all are printed (default: 5)
set -euo pipefail
cd "$(dirname "$0")"
[ -n "${CLASSPATH:-}" ] || { sed -n '2,12p' "$0" | sed 's/^# \{0,1\}//'; exit 2; }
export OMP_WAIT_POLICY=PASSIVE
[ $# -gt 0 ] || set -- lenet:64:1 lenet:64:2 resnet18:32:1 resnet18:32:2
exec "${PYTHON:-python3}" torch_steps.py "$@"
