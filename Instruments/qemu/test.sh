#!/usr/bin/env bash
# Has the plugin count a program of known arithmetic, test.S: once as the program's own code, once as a
# library's.
set -euo pipefail
plugin=$(realpath "$1")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
clang -nostdlib -static "$(dirname "$0")/test.S" -o "$scratch/arithmetic"

# The table of test.S, whoever owns its code.
expected() { # OWNER
  echo owner,precision,width,kind,instructions
  for owner in program library; do
    while read -r precision width counts; do
      kinds=(fused added multiplied compared)
      for count in $counts; do
        [[ $owner == "$1" ]] || count=0
        echo "$owner,$precision,$width,${kinds[0]},$((1000 * count))"
        kinds=("${kinds[@]:1}")
      done
    done <<'TABLE'
float scalar 1 2 3 4
float 128 1 4 1 1
float 256 3 1 1 1
double scalar 2 1 1 2
double 128 1 2 2 1
double 256 1 2 1 1
TABLE
  done
}

count() { # OWNER NAME
  qemu-x86_64 -cpu max -plugin "$plugin,output=$scratch/counts.csv,library=$2" "$scratch/arithmetic"
  diff <(expected "$1") "$scratch/counts.csv"
}

count program openblas
count library arithmetic
echo "The plugin counts each instruction of test.S."
