# touchkit's commands: `make` alone lists them. Nothing in the package depends on make; README.md has the
# lines for Windows and conda. Works with GNU make 3.81 (macOS) and newer, and in Git-Bash on Windows.

SHELL := bash
.DEFAULT_GOAL := help
.SUFFIXES:

ifeq ($(OS),Windows_NT)
PYTHON ?= python
BIN := .venv/Scripts
else
PYTHON ?= python3
BIN := .venv/bin
endif
PY := $(BIN)/python
PIP := $(PY) -m pip --disable-pip-version-check --no-input
CLIENT ?= lavender
# Windows would otherwise print in a code page that lacks half of what we say.
export PYTHONUTF8 := 1

.PHONY: help install install-dev workshop present report test check format bench bench-screens bench-board bench-plan bench-calendar pictures lock clean

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile \
	  | while IFS='|' read -r target words; do printf '  make %-14s %s\n' "$$target" "$$words"; done

install: .venv/installed ## put touchkit and what it needs into .venv
	@:

install-dev: .venv/installed-dev ## the same, with what tests and checks need
	@:

workshop: install ## open the start page in JupyterLab (PORT=8899 for a port of your own)
	@$(BIN)/touchkit lab $(if $(PORT),--port "$(PORT)")

present: install ## show the workshop to a room, without code (CLIENT=lavender; PORT=8899 for a port of your own)
	@$(BIN)/touchkit present "$(CLIENT)" $(if $(PORT),--port "$(PORT)")

report: install ## write a client's report to out/CLIENT/report.html (CLIENT=lavender; TAKE_FILES=1)
	@$(BIN)/touchkit report "$(CLIENT)" $(if $(TAKE_FILES),--take-files)

# Told to keep no compiled code, as some machines tell it, Python would compile touchkit anew for each kernel and process.
test: export PYTHONDONTWRITEBYTECODE :=
test: install-dev ## set up a browser and PostgreSQL where missing, then run every test (ARGS="-k gap" for some)
	@$(PY) tests/setup_machine.py
	@$(PY) -m pytest --nbval-lax --numprocesses=3 --dist=loadfile $(ARGS)

check: install-dev ## format, lint, types, layers
	@echo "format" && $(BIN)/ruff format --check --quiet
	@echo "lint" && $(BIN)/ruff check --quiet
	@echo "types" && $(BIN)/mypy
	@echo "layers" && $(BIN)/lint-imports

format: install-dev ## put the code into the house's format, mend what can be mended
	@$(BIN)/ruff check --fix-only --quiet
	@$(BIN)/ruff format

bench: .venv-bench/installed ## measure speed beside peers, and how often intervals hold (WRITE=1: into docs/measures.md)
	@.venv-bench/$(notdir $(BIN))/python benchmarks/measures.py $(if $(WRITE),--write)

bench-screens: install-dev ## measure how fast the screens answer in a browser (WRITE=1: into docs/screens.md)
	@$(PY) -m benchmarks.screens $(if $(WRITE),--write)

bench-board: install-dev ## measure the board with 500 cards in a browser (WRITE=1: into docs/screens.md)
	@$(PY) -m benchmarks.board $(if $(WRITE),--write)

bench-plan: install-dev ## measure how fast the choice is, and what lists lose beside it (WRITE=1: into docs/plan.md)
	@$(PY) benchmarks/choose.py $(if $(WRITE),--write)

bench-calendar: install-dev ## measure how fast a calendar of 100,000 customers is made (WRITE=1: into docs/calendar.md)
	@$(PY) -m benchmarks.calendar $(if $(WRITE),--write)

pictures: install-dev ## make the pictures in README.md and the guide anew
	@$(PY) -m tests.browser.pictures

COMPILE = $(PY) -m uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --fork-strategy fewest \
  --generate-hashes --no-emit-index-url --no-header --no-annotate $(if $(UPGRADE),--upgrade)

lock: .venv/created ## bring both lock files up to date with pyproject.toml (UPGRADE=1: newest versions)
	@$(PY) -c 'import uv' 2>/dev/null || $(PIP) install --quiet 'uv>=0.9,<1'
	@$(COMPILE) --extra postgres --extra build --output-file requirements.lock >/dev/null
	@$(COMPILE) --all-extras --constraints requirements.lock --output-file requirements-dev.lock >/dev/null
	@grep -c '==' requirements.lock requirements-dev.lock

clean: ## remove .venv, out/ and caches (never packs or stores)
	@rm -rf .venv .venv-bench out build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "touchkit needs Python 3.11 or newer")'
	@echo "making .venv"
	@$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }
	@touch $@

# $(call pip_install,LOCK): every package with its locked hash, a dot each; then touchkit, asking no index for it.
# What pip warns of is shown only where it failed.
define pip_install
@printf 'installing what $(1) lists, which takes a minute or more the first time '
@set -o pipefail; $(PIP) install --require-hashes -r $(1) 2>.venv/pip.log | while read -r word rest; do \
  case $$word in Collecting) printf .;; Installing) printf ' unpacking';; esac; done \
  || { echo; cat .venv/pip.log >&2; exit 1; }
@echo
@$(PIP) install --quiet --no-deps --no-build-isolation -e .
endef

.venv/installed: requirements.lock pyproject.toml | .venv/created
	$(call pip_install,requirements.lock)
	@touch $@

.venv/installed-dev: requirements-dev.lock pyproject.toml | .venv/created
	$(call pip_install,requirements-dev.lock)
	@touch .venv/installed $@

# Peers live in an environment of their own: some may be tried, but never shipped.
BENCH_PIP = .venv-bench/$(notdir $(BIN))/python -m pip --disable-pip-version-check --no-input --quiet
.venv-bench/installed: requirements.lock pyproject.toml benchmarks/requirements.txt
	@echo "making .venv-bench"
	@$(PYTHON) -m venv .venv-bench
	@$(BENCH_PIP) install --require-hashes -r requirements.lock
	@$(BENCH_PIP) install --no-deps -r benchmarks/requirements.txt
	@$(BENCH_PIP) install --no-deps --no-build-isolation -e .
	@touch $@
