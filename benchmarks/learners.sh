#!/usr/bin/env bash
# Fits and predicts with Quarry and with scikit-learn in turn, one thread each, and prints the ratios of CPU seconds:
# fit on 2,000 x 512 rows of 10 classes, predict 100,000. Then the digits loop: 50 batches of 10 by margin.
#
#   learners.sh [LEARNER ...]     a learner is the text that --learner takes; all that have a twin by default
#
# Environment:
#   INPUTS   the folder of the .npy files that both read; written if it is absent (default: learner-inputs)
#   QUARRY   the command to run Quarry (default: quarry)
#   PYTHON   a Python with scikit-learn (default: python3)
#   REPEATS  repeats of each after the first; the smallest counts (default: 2)
#   LOOPS    the learners of the digits loop (default: random-forest logistic-regression; empty for none)
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
inputs=${INPUTS:-learner-inputs}
quarry=${QUARRY:-quarry}
python=${PYTHON:-python3}
repeats=${REPEATS:-2}
twin=$here/learners_sklearn.py
[ $# -gt 0 ] || set -- logistic-regression gaussian-naive-bayes k-nearest-neighbours decision-tree random-forest \
  extra-trees bagging 'bagging{learner: k-nearest-neighbours}' ada-boost linear-svm svm gradient-boosting
[ -d "$inputs" ] || "$python" "$twin" make "$inputs"
dump=$(mktemp)
trap 'rm -f "$dump"' EXIT

field() { # NAME of a flat line of JSON on standard input
  sed -E "s/.*\"$1\": ?([0-9.eE+-]+).*/\1/"
}

bench() { # CASE LEARNER
  # shellcheck disable=SC2086
  $quarry bench "$1" --learner "$2" --inputs "$inputs" --repeats "$repeats" --threads 1 --json --dump "$dump"
}

printf '%-40s %9s %9s %7s %9s %9s %7s %7s %9s %9s\n' \
  learner fit peer ratio predict peer ratio total accuracy peer
for learner in "$@"; do
  fit=$(bench fit "$learner" | field cpu_min)
  predict=$(bench predict "$learner" | field cpu_min)
  accuracy=$("$python" "$twin" accuracy "$dump" --inputs "$inputs" | field accuracy)
  peer=$("$python" "$twin" run "$learner" --inputs "$inputs" --repeats "$repeats")
  awk -v n="$learner" -v f="$fit" -v p="$predict" -v a="$accuracy" -v pf="$(field fit <<<"$peer")" \
    -v pp="$(field predict <<<"$peer")" -v pa="$(field accuracy <<<"$peer")" 'BEGIN {
      printf "%-40s %9.3f %9.3f %7.1f %9.3f %9.3f %7.1f %7.1f %9.4f %9.4f\n",
        n, f, pf, pf / (f + 1e-4), p, pp, pp / (p + 1e-4), (pf + pp) / (f + p + 1e-4), a, pa }'
done

for learner in ${LOOPS-random-forest logistic-regression}; do
  line=$(repeats=10 bench digits-loop "$learner") # it takes some loops until all of one is compiled
  first=$($quarry bench digits-loop --learner "$learner" --inputs "$inputs" --repeats 0 --json)
  peer=$("$python" "$twin" loop "$learner" --inputs "$inputs" --repeats "$repeats")
  printf 'digits loop, %s: %s CPU s compiled, %s the first time, %s the whole process; scikit-learn %s\n' "$learner" \
    "$(field cpu_min <<<"$line")" "$(field cold_cpu <<<"$first")" "$(field process_cpu <<<"$first")" \
    "$(field cpu_min <<<"$peer")"
done
