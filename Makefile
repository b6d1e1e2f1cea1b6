# phibench: `make bench` and `make test` are all that a newcomer needs; `make help` lists the rest.

# The kernels are compiled for the processor that they will run on. Tests share the release build:
# -enable-testing lets them see internal names and leaves the kernels as they are.
RELEASE := -c release -Xcc -march=native -Xswiftc -enable-testing
PHIBENCH := .build/release/phibench
LOCAL := Results/local
SOURCES := Package.swift Sources Tests
OUTPUT ?= $(LOCAL)/peers.csv
SUDO := $(if $(filter 0,$(shell id -u)),,sudo)

.PHONY: help deps build bench verify peers test lint format clean

help: ## List the targets.
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## */\t/' | expand -t 14

deps: ## Install what the build needs and this machine lacks.
	@pkg-config --exists openblas 2>/dev/null || { \
	  $(SUDO) apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -qq -y libopenblas-dev pkg-config; }

build: deps ## Build .build/release/phibench.
	swift build $(RELEASE) --product phibench

bench: build ## Sweep the slides' parameters into Results/local/slides.csv (about a minute).
	@mkdir -p $(LOCAL)
	$(PHIBENCH) sweep Benchmarks/slides.yaml --output $(LOCAL)/slides.csv --force

verify: build ## Measure Benchmarks/verify.yaml and judge the slides' formulas (some minutes).
	@mkdir -p $(LOCAL)
	$(PHIBENCH) verify --output $(LOCAL)/verify.csv --force

peers: build ## Time oneDNN and PyTorch beside phibench into OUTPUT=Results/local/peers.csv (7 minutes).
	@dpkg -s libdnnl-dev python3-torch g++ >/dev/null 2>&1 || { \
	  $(SUDO) apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -qq -y libdnnl-dev python3-torch g++; }
	g++ -O2 -std=c++17 Benchmarks/peers/onednn.cpp -o .build/onednn -ldnnl
	@mkdir -p $(dir $(OUTPUT))
	python3 Benchmarks/peers/compare.py --phibench $(PHIBENCH) --onednn .build/onednn --output $(OUTPUT)

test: deps ## Run all tests, in debug and in release.
	swift test
	swift test $(RELEASE)

lint: ## Check the style.
	swift format lint --strict --recursive $(SOURCES)

format: ## Put the style right.
	swift format --in-place --recursive $(SOURCES)

clean: ## Remove what was built and measured here.
	rm -rf .build $(LOCAL)
