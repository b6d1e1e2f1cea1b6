#!/usr/bin/env bash
# The reference run: everything that Results/ holds, from measuring to the README, in about twenty
# minutes. A sweep that fails is said and passed over; what was measured before stays until then.
#
#   Benchmarks/reference-run.sh PHIBENCH FOLDER [OPTION…]
#
# The options go to every sweep: --samples 2 tries the run out in a few minutes.
set -uo pipefail
cd "$(dirname "$0")/.."
phibench=$1
results=$2
options=("${@:3}")
mkdir -p "$results"
files=()

# keep NAME COMMAND…: measures into NAME.csv, and takes it only where the command was content. An
# exit of 1 or 2 is a verdict on the rows, which are whole.
keep() {
  local name=$1
  shift
  echo "== $name ($(date -u +%H:%M:%S))"
  "$@"
  local status=$?
  if [ "$status" -gt 2 ]; then
    echo "reference run: $name exited with $status and is left out" >&2
    return 0
  fi
  [ -s "$results/$name.csv" ] && files+=("$results/$name.csv")
  return 0
}

# measure NAME DEFINITION [OPTION…]: a sweep.
measure() {
  local name=$1 definition=$2
  shift 2
  keep "$name" "$phibench" sweep "$definition" --rates --force --quiet --keep-going \
    --output "$results/$name.csv" "$@" "${options[@]}"
}

measure slides Benchmarks/slides.yaml
measure trade Benchmarks/trade.yaml
# Six rounds of the largest layers, for an interval, take longer than a sweep's usual budget.
measure published-layers Benchmarks/published-layers.yaml --time-budget 10
keep verify "$phibench" verify --quiet --force --output "$results/verify.csv"

# Each network's layers at a batch that a CPU trains with, and the plans that nothing beats.
for network in mnist-demo lenet5 alexnet; do
  measure "network-$network" "Benchmarks/networks/$network.yaml" --time-budget 2
  "$phibench" plan "Benchmarks/networks/$network.yaml" --frontier --quiet \
    --measurements "$results/network-$network.csv" > "$results/network-$network-plans.txt" ||
    rm -f "$results/network-$network-plans.txt"
done

# make's own 2 is no verdict.
peers() { make --no-print-directory peers OUTPUT="$results/peers/peers.csv" || return 3; }
keep peers/peers peers

echo "== report ($(date -u +%H:%M:%S))"
if [ "${#files[@]}" -eq 0 ]; then
  echo "reference run: nothing was measured" >&2
  exit 1
fi
rm -rf "$results/figures"
"$phibench" report "${files[@]}" --output "$results/report.html" --figures "$results/figures" \
  --findings "$results/README.md" --force
