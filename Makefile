# Every recipe works as the first command after cloning: it installs what it needs into .venv.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= auto
CORE := src/openimr/*.py,src/openimr/rulebook/*,src/openimr/calendars/*,src/openimr/treatments/*,src/openimr/guidelines/*,src/openimr/cases/*,src/openimr/reviewers/*,src/openimr/determinations/*
CASEFILE := src/openimr/casefile/*,src/openimr/reviews/*
SHELLS := src/openimr/cli/*,src/openimr/samples/*
# What tries thousands of inputs runs by itself and untraced: tracing doubles its time, and coverage owes it nothing.
UNTRACED := tests/properties tests/fuzz

##@ Use
.PHONY: setup
setup: $(VENV)/.run ## install openimr into .venv; afterwards .venv/bin/openimr works

.PHONY: demo
demo: setup ## read, check and issue again some determinations; the files lie in demo-output/
	@$(BIN)/python -m openimr demo --into demo-output

##@ Develop
.PHONY: test
test: $(VENV)/.dev ## the whole check, as continuous integration runs it
	@$(MAKE) --no-print-directory check tests

.PHONY: check
check: $(VENV)/.dev ## lint, types and import contract, without tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

.PHONY: tests
tests: $(VENV)/.dev ## unit, rule, golden, property, health and browser tests, doctests, coverage
	rm -f .coverage .coverage.*
	$(BIN)/pytest -n $(WORKERS) $(UNTRACED)
	$(BIN)/pytest -n $(WORKERS) --doctest-modules --cov=openimr --cov-branch --cov-report= src tests $(UNTRACED:%=--ignore=%)
	$(BIN)/coverage report --include='$(CORE)' --fail-under=100 --skip-covered --show-missing
	$(BIN)/coverage report --include='$(CASEFILE)' --fail-under=95 --skip-covered --show-missing
	$(BIN)/coverage report --include='$(SHELLS)' --fail-under=90 --skip-covered --show-missing

.PHONY: format
format: $(VENV)/.dev ## mend the layout of the code
	$(BIN)/ruff check --fix-only --quiet
	$(BIN)/ruff format

.PHONY: golden
golden: $(VENV)/.dev ## write the golden files and generated pages anew; review the difference as text
	OPENIMR_GOLDEN=write $(BIN)/pytest -q -n $(WORKERS) tests/golden tests/health
	git --no-pager diff --stat -- tests docs

.PHONY: fuzz
fuzz: $(VENV)/.dev ## fuzz reader and checker for a bounded time (FUZZ_SECONDS, default 60)
	FUZZ_SECONDS=$${FUZZ_SECONDS:-60} $(BIN)/pytest -q -p no:randomly tests/fuzz

.PHONY: bench
bench: $(VENV)/.bench ## measure speed as ratios against named peers, each pair in one run
	@status=0; for bench in run matching cases casefile; do $(BIN)/python -m bench.$$bench || status=1; done; exit $$status

.PHONY: lock
lock: $(VENV)/.uv ## choose newer versions of what we depend on, hashed
	@for group in run dev bench; do \
	  case $$group in run) groups=;; dev) groups="--group dev";; bench) groups="--group dev --group bench";; esac; \
	  $(UV) pip compile --quiet --universal --generate-hashes --extra parquet --upgrade --group build $$groups \
	    --custom-compile-command "make lock" pyproject.toml -o requirements/$$group.txt; \
	done

.PHONY: clean
clean: ## remove what the other recipes made
	rm -rf $(VENV) demo-output .bench .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis

.PHONY: help
help: ## show this
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# Trust what the machine trusts, so that installing works behind an organization's proxy too (two names of one switch).
export UV_SYSTEM_CERTS ?= 1
export UV_NATIVE_TLS ?= 1

# uv installs in seconds what pip installs in half a minute. Where it is absent it goes into .venv.
UV = $(shell command -v uv || echo $(BIN)/uv)

$(VENV)/.uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "OpenIMR needs Python 3.11 or newer; say which with: make PYTHON=python3.12 ..."; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) \
	  || { echo "Python's venv module is missing; on Debian: apt-get install python3-venv"; exit 2; }
	@command -v uv >/dev/null || test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet uv
	@touch $@

define install
	@echo "Installing what requirements/$(1).txt names into $(VENV) ..."
	@VIRTUAL_ENV=$(CURDIR)/$(VENV) $(UV) pip install --quiet --require-hashes -r requirements/$(1).txt
	@VIRTUAL_ENV=$(CURDIR)/$(VENV) $(UV) pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@
endef

$(VENV)/.run: $(VENV)/.uv requirements/run.txt pyproject.toml
	$(call install,run)

$(VENV)/.dev: $(VENV)/.uv requirements/dev.txt pyproject.toml
	$(call install,dev)

$(VENV)/.bench: $(VENV)/.uv requirements/bench.txt pyproject.toml
	$(call install,bench)
