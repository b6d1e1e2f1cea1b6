#!/usr/bin/env bash
# check, sweep and train under Debian's three builds of OpenBLAS, whichever is installed: each is right, or
# refused with a sentence. Usage: Tests/Libraries/test.sh PHIBENCH
set -euo pipefail
phibench=$(realpath "$1")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
chmod 755 .

# The installed version's other builds, unpacked beside it.
for build in pthread serial openmp; do
  apt-get download -qq "libopenblas0-$build" 2>/dev/null
  dpkg -x libopenblas0-"$build"_*.deb "$build"
done

# Ten images of two classes, 6 × 5.
{ printf '\0\0\x08\x03\0\0\0\x0a\0\0\0\x06\0\0\0\x05'; head -c 300 /dev/zero | tr '\0' '\1'; } > images
printf '\0\0\x08\x01\0\0\0\x0a\0\1\0\1\0\1\0\1\0\1' > labels
cat > network.yaml <<'YAML'
input: {d: 1, a: 6, b: 5}
classes: 2
loss: cross_entropy
layers: [{name: one, d_out: 8, h: 3, padding: 1}, {name: two, d_out: 6, h: 2}]
training: {epochs: 2, batch: 5, learning_rate: 0.01}
YAML

# What must come: a command's status, and a word on standard error.
expect() {
  local wanted=$1 word=$2 status=0
  shift 2
  timeout 60 "$@" > out 2> err || status=$?
  if [ "$status" != "$wanted" ] || { [ "$word" ] && ! grep -q "$word" err; }; then
    echo "$LD_LIBRARY_PATH: $* gave $status, where $wanted and '$word' are due:"; cat err
    exit 1
  fi
}

layer=(--h 3 --d 16 --a 20 --b 18 --batch 4 --d-out 16 --samples 3 --quiet --force --output x.csv)
training=(train network.yaml --images images --labels labels --quiet)
for build in pthread serial openmp; do
  export LD_LIBRARY_PATH
  LD_LIBRARY_PATH=$(dirname "$(find "$PWD/$build" -name libopenblas.so.0 | head -1)")
  expect 0 '' "$phibench" check --quiet
  expect 0 '' "$phibench" sweep "${layer[@]}"
  expect 0 '' "$phibench" "${training[@]}"
  two=0 sentence=''
  [ "$build" != serial ] || two=2 sentence=SINGLE_THREADED
  expect $two "$sentence" "$phibench" check --quiet --threads 2
  expect $two "$sentence" "$phibench" sweep "${layer[@]}" --threads 2
  expect $two "$sentence" "$phibench" "${training[@]}" --threads 2
  expect $two "$sentence" env OMP_THREAD_LIMIT=1 OMP_NUM_THREADS=8 \
    "$phibench" sweep "${layer[@]}" --threads 2
  echo "$build: $([ $two = 0 ] && echo right on one thread and on two || echo right on one thread, two are refused)"
done
