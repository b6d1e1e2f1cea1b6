#!/usr/bin/env bash
# The reference run, in less than an hour: the CSVs of one machine with its facts, the plans of a network, and
# the figures that Results/README.md, which people write, shows. Each file is measured beside its place and
# takes it when it is whole. Where a sweep fails, that is said, what an earlier run left there stays, and
# the run exits with 1 at its end.
#
#   Benchmarks/reference-run.sh PHIBENCH FOLDER [OPTION…]
#
# The options go to every sweep: --samples 2 tries the run out in some minutes.
set -uo pipefail
cd "$(dirname "$0")/.."
phibench=$1
results=$2
options=("${@:3}")
mkdir -p "$results"
failures=0

# Who interrupts one command wants none of the others.
end_if_interrupted() {
  if [ "$1" -eq 130 ]; then exit 130; fi
}

# keep NAME COMMAND…: measures into a name beside, and gives the CSV, and what stands beside it but its
# sessions, the name only where the command was content. An exit of 1 or 2 is a verdict on the rows, which
# are whole.
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
    return 1
  fi
  rm -f "$new.sessions.csv"
  local file
  for file in "$new".*; do
    mv "$file" "$old.${file#"$new".}" || return 1
  done
}

# measure NAME DEFINITION [OPTION…]: a sweep.
measure() {
  keep "$1" "$phibench" sweep "${@:2}" --rates --quiet --no-table --keep-going "${options[@]}"
}

# figure FILE FIGURE NAME: one figure of a file, as figures/NAME.svg.
figure() {
  local all=$results/figures.new status
  "$phibench" report "$results/$1.csv" --figures "$all" > /dev/null
  status=$?
  end_if_interrupted "$status"
  mkdir -p "$results/figures"
  [ "$status" -eq 0 ] && cp "$all/$2.svg" "$results/figures/$3.svg" || failures=1
  rm -rf "$all"
}

measure bench Benchmarks/bench.yaml
keep verify "$phibench" verify --quiet
measure slides Benchmarks/slides.yaml
measure trade Benchmarks/trade.yaml
measure published-layers Benchmarks/published-layers.yaml
# What a second thread is worth, on the layers that the peers are timed on, too.
measure threads Benchmarks/peers/layers.yaml --threads 1,2

# A network's layers, the plans that nothing beats, and the fastest one carried out.
network=Benchmarks/networks/vgg16.yaml
if measure vgg16 "$network" --batch 8; then
  "$phibench" plan "$network" --batch 8 --frontier --run --quiet --measurements "$results/vgg16.csv" \
    > "$results/vgg16-plans.new.txt"
  status=$?
  end_if_interrupted "$status"
  if [ "$status" -eq 0 ]; then
    mv "$results/vgg16-plans.new.txt" "$results/vgg16-plans.txt"
  else
    echo "reference run: the plans of VGG-16 stay as they were" >&2
    rm "$results/vgg16-plans.new.txt"
    failures=1
  fi
fi

# make's own 2 is no verdict.
peers() { make --no-print-directory peers OUTPUT="$2" || return 3; }
keep peers peers

rm -rf "$results/figures.new"
figure bench answer bench-answer
figure trade answer trade-answer
for name in slides-time-h slides-memory-h verify-exponents-h; do figure "${name%%-*}" "$name" "$name"; done
figure published-layers published-layers-layers-time published-layers-time
exit "$failures"
