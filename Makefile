# phibench: `make bench` and `make test` are all that a newcomer needs; `make help` lists the rest.

# The kernels are compiled for the processor that they will run on. Tests share the release build:
# -enable-testing lets them see internal names and leaves the kernels as they are.
RELEASE := -c release -Xcc -march=native -Xswiftc -enable-testing
PHIBENCH := .build/release/phibench
# What an emulated processor has: AVX2 and fused multiply-adds, and no AVX-512.
EMULATED := -c release -Xcc -march=x86-64-v3 -Xswiftc -enable-testing --scratch-path .build-emulated
LOCAL := Results/local
# The reference runs, without what this machine measured for itself.
REPORTED = $(filter-out $(LOCAL)/%,$(wildcard Results/*/*.csv))
# A folder for each kind of machine.
REFERENCE ?= Results/$(shell sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1 | tr 'A-Z ' 'a-z-')
DOCUMENTED := Convolution Correctness Machine Measurement Results Sweeps
SOURCES := Package.swift Plugins Sources Tests Fuzz/Package.swift Fuzz/Readers Fuzz/Sources
# Tests that kill, stop or watch processes.
WATCHING := 'SurvivalTests|HardwareCounterTests|ChildProcessTests'
FUZZED := idx csv report yaml network golden list resume
PREFIX ?= /usr/local
COMPLETIONS := $(addprefix share/,bash-completion/completions zsh/site-functions fish/vendor_completions.d)
RUNS ?= 1000000
OUTPUT ?= $(LOCAL)/peers.csv
CSV ?= $(LOCAL)/verify.csv
ONNX := .build/onnx/installed
SUDO := $(if $(filter 0,$(shell id -u)),,sudo)
INSTALL := $(SUDO) apt-get update -qq && DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -qq -y

define TIME_PEERS
@mkdir -p $(dir $(OUTPUT))
python3 Benchmarks/peers/compare.py --phibench $(1) --onednn .build/onednn --output $(OUTPUT) --force
endef

.PHONY: help deps build bench verify power peers peers-avx2 coverage layers results report emulated audit test test-all test-cluster test-report test-libraries test-peers test-numbers \
  test-layers test-instructions test-sanitizers fuzz fuzz-build lint format docs completions manual install clean

help: ## List the targets.
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## */\t/' | expand -t 14

deps: ## Install what the build needs and this machine lacks.
	@{ pkg-config --exists openblas zlib && command -v gnuplot; } >/dev/null 2>&1 || \
	  { $(INSTALL) libopenblas-dev zlib1g-dev pkg-config gnuplot-nox; }

build: deps ## Build .build/release/phibench.
	swift build $(RELEASE) --product phibench

bench: build ## When does keeping φ pay here? Sweep, verdict, page and answer in Results/local (4 minutes).
	@Benchmarks/bench.sh $(PHIBENCH) $(LOCAL)

verify: build ## Measure Benchmarks/verify.yaml and judge the slides' formulas (4 minutes).
	@mkdir -p $(LOCAL)
	$(PHIBENCH) verify --output $(LOCAL)/verify.csv --force

power: build ## Falsify the times of CSV=Results/local/verify.csv, and count whom verify convicts (minutes).
	python3 Benchmarks/power.py $(PHIBENCH) $(CSV)
	python3 Benchmarks/power.py $(PHIBENCH) $(CSV) --exponent 0.5

peers: build .build/onednn ## Time oneDNN and PyTorch beside phibench into OUTPUT=Results/local/peers.csv (7 minutes).
	$(call TIME_PEERS,$(PHIBENCH))

# All of them as they would be on a processor with AVX2 and no AVX-512.
peers-avx2: export ONEDNN_MAX_CPU_ISA := AVX2
peers-avx2: export ATEN_CPU_CAPABILITY := avx2
peers-avx2: export OPENBLAS_CORETYPE ?= Haswell
peers-avx2: OUTPUT := $(LOCAL)/peers-avx2.csv
peers-avx2: deps .build/onednn ## The same by AVX2 alone, into Results/local/peers-avx2.csv (10 minutes).
	swift build $(EMULATED) --product phibench
	$(call TIME_PEERS,.build-emulated/release/phibench)

.build/onednn: Benchmarks/peers/onednn.cpp
	@dpkg -s libdnnl-dev python3-torch g++ >/dev/null 2>&1 || { \
	  $(INSTALL) libdnnl-dev python3-torch g++; }
	@mkdir -p $(dir $@)
	g++ -O2 -std=c++17 $< -o $@ -ldnnl

# Nothing else should run meanwhile.
coverage: build ## Do intervals keep their word? Twelve runs of a small sweep, judged (3 minutes).
	@rm -rf $(LOCAL)/coverage && mkdir -p $(LOCAL)/coverage
	for run in 01 02 03 04 05 06 07 08 09 10 11 12; do \
	  $(PHIBENCH) sweep --h 1,3,5 --d 4,16,64 --strategy cached,recomputed,tiled --time-budget 1 --quiet \
	    --no-table --output $(LOCAL)/coverage/$$run.csv || exit; done
	python3 Benchmarks/coverage.py $(PHIBENCH) $(LOCAL)/coverage/??.csv

layers: OUTPUT := $(LOCAL)/$(basename $(notdir $(MODEL))).yaml
layers: $(ONNX) ## Write the convolutions of MODEL=x.onnx [INPUT=3x224x224 BATCH=1 FORCE=1] to OUTPUT=Results/local/x.yaml.
	@mkdir -p $(LOCAL)
	@$(dir $(ONNX))bin/python Benchmarks/import/onnx_layers.py $(if $(MODEL),'$(MODEL)') $(INPUT:%=--input %) \
	  $(BATCH:%=--batch %) --output '$(OUTPUT)' $(if $(FORCE),--force)

# Python with the package onnx, apart from this machine's own.
$(ONNX):
	@python3 -m venv $(dir $@) >/dev/null 2>&1 || { $(INSTALL) python3-venv && python3 -m venv $(dir $@); }
	@$(dir $@)bin/pip install --quiet --disable-pip-version-check 'onnx>=1.17'
	@touch $@

emulated: deps ## Build phibench for an emulated processor, and what counts there, into .build-emulated.
	@command -v qemu-x86_64 >/dev/null || { $(INSTALL) qemu-user; }
	swift build $(EMULATED) --product phibench
	clang -std=gnu17 -O2 -Wall -Wextra -Werror -shared -fPIC -fvisibility=hidden \
	  Instruments/qemu/arithmetic.c Instruments/qemu/flops.c -o .build-emulated/release/libflops.so

audit: emulated ## Count the FLOPs of Benchmarks/audit.yaml by formula, loops, a scalar and the instruction.
	.build-emulated/release/phibench audit Benchmarks/audit.yaml

# In parallel; then, by themselves and one after the other, those that watch processes, since others
# would put off the moment that they wait for.
test: deps ## Run all tests, as optimised as the program (5 minutes after make build).
	swift test $(RELEASE) --skip $(WATCHING)
	swift test $(RELEASE) --skip-build --no-parallel --filter $(WATCHING)

test-all: ## Run what CI runs, and all tests in debug (half an hour).
	.ci/run
	$(MAKE) test-instructions
	swift test --skip $(WATCHING)
	swift test --skip-build --no-parallel --filter $(WATCHING)

test-report: build ## Open reports of all kinds in headless Chromium (a minute).
	@command -v chromium >/dev/null || { $(INSTALL) chromium; }
	python3 Tests/Browser/test_report.py $(PHIBENCH)

test-libraries: build ## check, sweep and train under Debian's pthread, serial and OpenMP OpenBLAS (a minute).
	Tests/Libraries/test.sh $(PHIBENCH)

test-layers: build $(ONNX) ## Check what is found in ONNX models, ResNet-50 and MobileNet-v2 among them (10 seconds).
	$(dir $(ONNX))bin/python Tests/Import/test_onnx_layers.py $(PHIBENCH)

test-peers: ## Check that peers' times are treated as phibench's own, and how published numbers are checked (a second).
	python3 Tests/Peers/test_compare.py
	python3 Tests/Published/test_check_numbers.py

test-instructions: emulated ## Count known instructions, and three small points, by emulation (minutes).
	Instruments/qemu/test.sh .build-emulated/release/libflops.so
	swift test $(EMULATED) --filter EmulatedStepTests

# Optimised: the numeric loops of a debug build would take far longer under a sanitizer.
test-sanitizers: deps ## Run all tests under the address sanitizer and under the thread sanitizer (half an hour).
	LSAN_OPTIONS=suppressions=$(CURDIR)/Tests/leak-sanitizer.supp:print_suppressions=0 \
	  swift test $(RELEASE) --disable-xctest --sanitize=address --scratch-path .build-asan
	TSAN_OPTIONS=suppressions=$(CURDIR)/Tests/thread-sanitizer.supp:print_suppressions=0 \
	  swift test $(RELEASE) --disable-xctest --sanitize=thread --scratch-path .build-tsan

results: build ## Measure the reference run into REFERENCE=Results/<this processor> (an hour).
	Benchmarks/reference-run.sh $(PHIBENCH) '$(REFERENCE)'

report: build ## A page of the reference runs, and all figures, in Results/local.
	@mkdir -p $(LOCAL)
	$(PHIBENCH) report $(REPORTED) --output $(LOCAL)/reference.html --figures $(LOCAL)/reference --force

test-numbers: build ## Check that each number of Results/README.md is in the rows that it cites (a second).
	@rm -rf .build/published && mkdir -p .build/published
	@set -e; for csv in $(REPORTED); do \
	  $(PHIBENCH) report $$csv --json > .build/published/$$(echo $$csv | tr / -).json; done
	python3 Tests/Published/check_numbers.py Results/README.md .build/published/*.json

# Together, so that one module's pages can link to another's; nothing is public. The plugin moves what it made to a
# place that must not be taken, in a folder that must be there.
docs: deps ## Build the documentation of the modules in DOCUMENTED into .build/docs.
	@rm -rf .build/docs && mkdir -p .build/docs
	swift package --allow-writing-to-directory .build/docs generate-documentation \
	  --symbol-graph-minimum-access-level package \
	  --enable-experimental-combined-documentation $(DOCUMENTED:%=--target %) \
	  --output-path .build/docs/phibench.doccarchive --warnings-as-errors

completions: build ## Write completions for bash, zsh and fish into .build/completions.
	@mkdir -p .build/completions
	$(PHIBENCH) --generate-completion-script bash > .build/completions/phibench.bash
	$(PHIBENCH) --generate-completion-script zsh > .build/completions/_phibench
	$(PHIBENCH) --generate-completion-script fish > .build/completions/phibench.fish

# The plugin builds, too: as the program is built, lest it put another in its place.
manual: deps ## Write the manual pages into .build/manual.
	swift package $(RELEASE) plugin generate-manual --multi-page
	@rm -rf .build/manual && mkdir -p .build/manual
	@find .build/plugins -path '*GenerateManual*' -name 'phibench*.1' -exec cp {} .build/manual/ \;
	@rm -f .build/manual/phibench.perform-task.1 .build/manual/phibench.blas-kernel.1
	@ls .build/manual

# What a distribution would put there, too; DESTDIR stands before every path.
install: build manual completions ## Install the program, definitions, manual and completions below PREFIX=/usr/local.
	install -d $(addprefix $(DESTDIR)$(PREFIX)/,bin share/phibench/networks share/man/man1 $(COMPLETIONS))
	install $(PHIBENCH) $(DESTDIR)$(PREFIX)/bin/phibench
	install -m 644 Benchmarks/*.yaml $(DESTDIR)$(PREFIX)/share/phibench
	install -m 644 Benchmarks/networks/*.yaml $(DESTDIR)$(PREFIX)/share/phibench/networks
	install -m 644 .build/manual/*.1 $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 .build/completions/phibench.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/phibench
	install -m 644 .build/completions/_phibench $(DESTDIR)$(PREFIX)/share/zsh/site-functions
	install -m 644 .build/completions/phibench.fish $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d

test-cluster: build ## Run a sharded sweep on a real Slurm of one node, started and stopped here.
	@{ command -v slurmctld && command -v slurmd && command -v munged; } >/dev/null || { \
	  $(INSTALL) --no-install-recommends slurm-wlm munge; }
	$(SUDO) Benchmarks/cluster/test.sh

# What swiftc -sanitize=fuzzer stands for, less the main() that it would add to SwiftPM's.
fuzz-build: deps
	swift build --package-path Fuzz --scratch-path .build-fuzz -c release --sanitize=address \
	  -Xswiftc -sanitize-coverage=edge,indirect-calls,trace-cmp,inline-8bit-counters,pc-table \
	  -Xcc -fsanitize=fuzzer-no-link -Xlinker -lstdc++ \
	  -Xlinker "$$(clang -print-file-name=libclang_rt.fuzzer_no_main-$$(uname -m).a)"

# Two readers at a time: each runs on one core. What one says is shown when it has ended.
fuzz: fuzz-build ## Feed each reader RUNS inputs (a million) that grow out of Fuzz/Corpus.
	@printf '%s\n' $(FUZZED) | LSAN_OPTIONS=suppressions=$(CURDIR)/Tests/leak-sanitizer.supp:print_suppressions=0 \
	  xargs -P 2 -I{} Fuzz/run.sh {} $(RUNS)

lint: ## Check the style.
	swift format lint --strict --recursive $(SOURCES)

format: ## Put the style right.
	swift format --in-place --recursive $(SOURCES)

clean: ## Remove what was built and measured here.
	rm -rf .build .build-asan .build-tsan .build-fuzz .build-emulated $(LOCAL)
