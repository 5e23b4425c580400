#!/usr/bin/env bash
# The speed of selection: each work with Quarry and with a careful numpy or scikit-learn program in turn, one thread each, in
# one table: CPU seconds, how many times fewer Quarry needs, and how much of what the two give is the same.
#
#   selection.sh [WORK ...]     a work is a name of the table below; all of them by default
#
# Environment:
#   INPUTS   the folder of the .npy files that both read; what is missing is written (default: selection-inputs)
#   QUARRY   the command to run Quarry (default: quarry)
#   PYTHON   a Python with numpy and, for knn and typiclust, scikit-learn (default: python3)
#   REPEATS  repeats of each in a turn (default: 2)
#   ROUNDS   how often the two take turns; the smallest of all counts (default: 2)
#   EMBEDDINGS  a .npy of real embeddings, float32 [10000, 128], for the works whose names end in real; without it they are
#            left out
#   THREADS  more than 1: also the wall seconds of Quarry with 1 and with so many threads, in turn (default: 1)
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
inputs=${INPUTS:-selection-inputs}
quarry=${QUARRY:-quarry}
python=${PYTHON:-python3}
repeats=${REPEATS:-2}
rounds=${ROUNDS:-2}
threads=${THREADS:-1}
twin=$here/selection_numpy.py

works() { # name, goal in CPU seconds, what it is for quarry bench and for its twin; a twin that starts with - is left out
  cat <<'TABLE'
entropy             0.012  entropy --n 1000000 --k 1000
bald                0.03   bald --n 100000 --k 100
batchbald           0.5    -batchbald --n 10000 --k 10
kcenter-10k         0.02   kcenter --n 10000 --d 128 --k 500
kcenter-50k         0.9    kcenter --n 50000 --d 512 --k 1000
kcenter-uniform-100 -      kcenter --n 50000 --d 16 --k 100 --labeled 1 @uniform
kcenter-uniform     -      kcenter --n 50000 --d 16 --k 1000 --labeled 1 @uniform
kcenter-real        -      kcenter --n 10000 --d 128 --k 500 @real
density-real        -      density --n 10000 --d 128 @real
badge-10k           0.015  badge --n 10000 --d 512 --k 100
badge-50k           0.5    badge --n 50000 --d 512 --k 1000
badge-100-classes   0.8    badge --n 50000 --d 512 --k 1000 @classes-100
ranked              0.5    ranked --n 100000 --d 512 --k 50
density             0.15   density --n 10000 --d 128
typiclust           0.3    typiclust --n 10000 --d 128 --k 100
probcover           0.3    probcover --n 10000 --d 128 --k 100
facility            8      facility --n 50000 --d 128 --k 100
facility-unlabelled -      facility --n 10000 --d 128 --k 100 --labeled 0
knn                 7      knn --n 50000 --d 128 --k 20
TABLE
}

field() { # NAME of a flat line of JSON on standard input
  sed -E "s/.*\"$1\": ?([0-9.eE+-]+).*/\1/"
}

least() {
  awk -v a="$1" -v b="$2" 'BEGIN { print (a == "" || b < a) ? b : a }'
}

"$python" "$twin" inputs --inputs "$inputs"
if [ -n "${EMBEDDINGS:-}" ]; then
  mkdir -p "$inputs/real"
  ln -sf "$(realpath "$EMBEDDINGS")" "$inputs/real/emb_10k_128.npy"
  ln -sf ../labeled_10k_128.npy "$inputs/real/labeled_10k_128.npy"
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

printf '%-20s %7s %9s %9s %7s %9s' work goal quarry peer ratio same
[ "$threads" -eq 1 ] || printf ' %9s %9s %7s' 'wall 1' "wall $threads" ratio
printf '\n'
works | while read -r name goal call; do
  [ $# -eq 0 ] || [[ " $* " == *" $name "* ]] || continue
  folder=$inputs
  if [[ $call == *@* ]]; then
    folder=$inputs/${call##*@}
    call=${call%@*}
    [ -d "$folder" ] || continue
  fi
  ours= theirs= one= many=
  for ((round = 0; round < rounds; round++)); do
    # shellcheck disable=SC2086
    line=$($quarry bench ${call#-} --inputs "$folder" --repeats "$repeats" --json --dump "$scratch/ours" 2>/dev/null </dev/null)
    ours=$(least "$ours" "$(field cpu_min <<<"$line")")
    one=$(least "$one" "$(field wall_min <<<"$line")")
    if [ "${call#-}" = "$call" ]; then
      # shellcheck disable=SC2086
      line=$("$python" "$twin" $call --inputs "$folder" --repeats "$repeats" --dump "$scratch/theirs" </dev/null)
      theirs=$(least "$theirs" "$(field cpu_min <<<"$line")")
    fi
    if [ "$threads" -gt 1 ]; then
      # shellcheck disable=SC2086
      line=$($quarry bench ${call#-} --inputs "$folder" --repeats "$repeats" --threads "$threads" --json 2>/dev/null </dev/null)
      many=$(least "$many" "$(field wall_min <<<"$line")")
    fi
  done
  same=-
  [ -z "$theirs" ] || same=$("$python" "$twin" same --dump "$scratch/ours,$scratch/theirs" </dev/null)
  awk -v n="$name" -v g="$goal" -v a="$ours" -v b="$theirs" -v s="$same" \
    'BEGIN { printf "%-20s %7s %9.4f %9s %7s %9s", n, g, a, b == "" ? "-" : b, b == "" ? "-" : sprintf("%.1f", b / a), s }'
  [ "$threads" -eq 1 ] || awk -v a="$one" -v b="$many" 'BEGIN { printf " %9.4f %9.4f %7.2f", a, b, a / b }'
  printf '\n'
done
