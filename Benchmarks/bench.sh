#!/usr/bin/env bash
# The whole job, in some three minutes: a sweep, the verdict on it, a page, and when keeping φ pays. Exits with 1
# if a formula fails; evidence that does not suffice is no failure.
#
#   Benchmarks/bench.sh PHIBENCH FOLDER [OPTION…]
#
# The options go to the sweep.
set -euo pipefail
cd "$(dirname "$0")/.."
phibench=$1
name=$2/bench
mkdir -p "$2"

"$phibench" sweep Benchmarks/bench.yaml --output "$name.csv" --force --rates --no-table "${@:3}"

# What verify has to say beside the report goes to the terminal.
status=0
"$phibench" verify "$name.csv" > "$name.verdict.txt" || status=$?
case $status in
  0) verdict='every formula holds' ;;
  1) verdict='not every formula holds' ;;
  2) verdict='no formula fails, but the evidence does not suffice for all' ;;
  *) exit "$status" ;;
esac
echo
"$phibench" report "$name.csv" --output "$name.html" --force
cat <<END

The slides' formulas: $verdict.

  $name.html         the page: the answer, its figure, the verdict, all figures
  $name.verdict.txt  the verdict in full
  $name.csv          every number, with the machine and the sweep beside it
END
[ "$status" -ne 1 ]
