#!/usr/bin/env bash
# Fuzz/run.sh <reader> <runs>: feeds one reader as many inputs, and says at its end what it said. What a reader
# writes goes into memory.
set -uo pipefail
cd "$(dirname "$0")/.."

reader=$1 runs=$2
memory=$(mktemp -d -p /dev/shm)
trap 'rm -rf "$memory"' EXIT
mkdir -p ".build-fuzz/corpus/$reader" .build-fuzz/findings
TMPDIR=$memory .build-fuzz/release/Fuzz "$reader" -runs="$runs" -max_len=16384 -timeout=10 -verbosity=0 \
  -print_final_stats=1 -artifact_prefix=".build-fuzz/findings/$reader-" \
  ".build-fuzz/corpus/$reader" "Fuzz/Corpus/$reader" >"$memory/said" 2>&1
status=$?
printf '== %s\n%s\n' "$reader" "$(<"$memory/said")"
exit "$status"
