#!/usr/bin/env bash
# Runs each case with Quarry and with a peer program in turn, one thread each, and prints the ratios of CPU seconds.
#
#   compare.sh INPUTS PEER [CASE ...]
#
#   INPUTS  the folder of the .npy files that both read; nothing is generated here
#   PEER    a Python program that takes: CASE --inputs DIR --n N --d D --k K --repeats R --threads 1
#           and prints one line of JSON with cpu_min, wall_min and peak_mb
#   CASE    entropy margin lc bald kcenter badge voteentropy kl density (default: all); with geometry_numpy.py as PEER,
#           which can write its inputs too: knn typiclust probcover ranked facility
#
# Environment:
#   QUARRY   the command to run Quarry (default: quarry)
#   PYTHON   the Python to run the peer (default: python3)
#   REPEATS  repeats of each (default: 3)
#   ROUNDS   how often the two take turns; the smallest of all counts (default: 2)
set -euo pipefail

if [ $# -lt 2 ]; then
  sed -n '2,18p' "$0" | sed 's/^# \{0,1\}//'
  exit 2
fi
inputs=$1
peer=$2
shift 2
[ -d "$inputs" ] || { echo "The folder of inputs ($inputs) is not there." >&2; exit 2; }
[ -f "$peer" ] || { echo "The peer program ($peer) is not there." >&2; exit 2; }
quarry=${QUARRY:-quarry}
python=${PYTHON:-python3}
repeats=${REPEATS:-3}
rounds=${ROUNDS:-2}
cases=${*:-entropy margin lc bald kcenter badge voteentropy kl density}

sizes() {
  case $1 in
    kcenter | badge) echo "--n 50000 --d 512 --k 1000" ;;
    density) echo "--n 10000 --d 128" ;;
  esac
}

field() { # NAME of a flat line of JSON on standard input
  sed -E "s/.*\"$1\": ?([0-9.eE+-]+).*/\1/"
}

least() {
  awk -v a="$1" -v b="$2" 'BEGIN { print (a == "" || b < a) ? b : a }'
}

printf '%-12s %12s %12s %8s %12s %12s %8s %10s %10s\n' \
  case 'quarry cpu' 'peer cpu' ratio 'quarry wall' 'peer wall' ratio 'quarry MiB' 'peer MiB'
for name in $cases; do
  ours= theirs= ours_wall= theirs_wall= ours_peak= theirs_peak=
  for ((round = 0; round < rounds; round++)); do
    # shellcheck disable=SC2046,SC2086
    line=$($quarry bench "$name" --inputs "$inputs" $(sizes "$name") --repeats "$repeats" --threads 1 --json)
    ours=$(least "$ours" "$(field cpu_min <<<"$line")")
    ours_wall=$(least "$ours_wall" "$(field wall_min <<<"$line")")
    ours_peak=$(least "$ours_peak" "$(field peak_mb <<<"$line")")
    # shellcheck disable=SC2046
    line=$("$python" "$peer" "$name" --inputs "$inputs" $(sizes "$name") --repeats "$repeats" --threads 1)
    theirs=$(least "$theirs" "$(field cpu_min <<<"$line")")
    theirs_wall=$(least "$theirs_wall" "$(field wall_min <<<"$line")")
    theirs_peak=$(least "$theirs_peak" "$(field peak_mb <<<"$line")")
  done
  awk -v n="$name" -v a="$ours" -v b="$theirs" -v c="$ours_wall" -v d="$theirs_wall" -v e="$ours_peak" -v f="$theirs_peak" \
    'BEGIN { printf "%-12s %12.4f %12.4f %8.2f %12.4f %12.4f %8.2f %10d %10d\n", n, a, b, b / a, c, d, d / c, e, f }'
done
