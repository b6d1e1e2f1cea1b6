#!/usr/bin/env bash
# The reference run: the CSVs that Results/ holds, in about half an hour, and a page about them in
# FOLDER/page, of which six figures belong to README.md, which people write. Each file is measured
# beside its place and takes it when it is whole. Where a sweep fails, that is said, what an earlier
# run left there stays, and the run exits with 1 at its end.
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
failures=0

# Who interrupts one command wants none of the others.
end_if_interrupted() {
  if [ "$1" -eq 130 ]; then exit 130; fi
}

# keep NAME COMMAND…: measures into a name beside, and gives the CSV, and what stands beside it, the
# name only where the command was content. An exit of 1 or 2 is a verdict on the rows, which are whole.
keep() {
  local new=$results/$1.new old=$results/$1
  echo "== $1 ($(date -u +%H:%M:%S))"
  rm -f "$new".*
  "${@:2}" --output "$new.csv"
  local status=$?
  if [ "$status" -gt 2 ] || [ ! -s "$new.csv" ]; then
    echo "reference run: $1 exited with $status; what it has is $new.csv, and what there was stays" >&2
    end_if_interrupted "$status"
    failures=1
    [ -s "$old.csv" ] && files+=("$old.csv")
    return 1
  fi
  local file
  for file in "$new".*; do
    mv "$file" "$old.${file#"$new".}" || return 1
  done
  files+=("$old.csv")
}

# measure NAME DEFINITION [OPTION…]: a sweep.
measure() {
  keep "$1" "$phibench" sweep "${@:2}" --rates --quiet --keep-going "${options[@]}"
}

measure slides Benchmarks/slides.yaml
measure trade Benchmarks/trade.yaml
# Six rounds of the largest layers, for an interval, take longer than a sweep's usual budget.
measure published-layers Benchmarks/published-layers.yaml --time-budget 10
keep verify "$phibench" verify --quiet

# network NAME [OPTION…]: its layers, the plans that nothing beats, and the fastest one carried out.
network() {
  local definition=Benchmarks/networks/$1.yaml name=network-$1
  measure "$name" "$definition" "${@:2}" || return 1
  "$phibench" plan "$definition" --frontier --run --quiet \
    --measurements "$results/$name.csv" > "$results/$name.new.txt"
  local status=$?
  if [ "$status" -eq 0 ]; then
    mv "$results/$name.new.txt" "$results/$name-plans.txt"
    return
  fi
  echo "reference run: the plans of $1 stay as they were" >&2
  rm "$results/$name.new.txt"
  end_if_interrupted "$status"
  failures=1
}

network mnist-demo
network lenet5
# Six samples have an interval, and more would take longer than all the rest.
for name in resnet18-plain alexnet vgg16; do network "$name" --samples 6; done

# What a second thread is worth, on layers that the peers are timed on, too.
measure threads Benchmarks/peers/layers.yaml --threads 1,2 --samples 6

# make's own 2 is no verdict.
peers() { make --no-print-directory peers OUTPUT="$2" || return 3; }
keep peers/peers peers

echo "== report ($(date -u +%H:%M:%S))"
if [ "${#files[@]}" -eq 0 ]; then
  echo "reference run: nothing was measured" >&2
  exit 1
fi
# All beside its place first, so that figures of another run go once these are there.
new=$results/page.new
rm -rf "$new"
mkdir "$new"
"$phibench" report "${files[@]}" --output "$new/report.html" --figures "$new/figures" \
  --findings "$new/findings.md"
status=$?
if [ "$status" -ne 0 ]; then
  rm -rf "$new"
  end_if_interrupted "$status"
  exit 1
fi
rm -rf "$results/page" && mv "$new" "$results/page" || failures=1
mkdir -p "$results/figures"
for name in answer slides-time-h slides-ratio-h slides-memory-h trade-memory-and-time \
  published-layers-layers-time; do
  figure=$results/page/figures/$name.svg
  if [ -e "$figure" ]; then cp "$figure" "$results/figures/" || failures=1; fi
done
exit "$failures"
