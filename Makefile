# Everything that a person or a machine does with a checkout. `make run` and `make test` set
# up what they need on a Debian with Python 3.11 or later and make.

PYTHON ?= python3
JOBS ?= 2
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.PHONY: run test check lint bench bench-smoke docs pipeline clean system
.DELETE_ON_ERROR:

run: $(STAMP)
	@sh .ci/demo $(BIN)

test: $(STAMP)
	$(BIN)/python -m pytest -n $(JOBS) $(ARGS)

check: test lint

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(STAMP)
	@sh .ci/bench $(BIN)/python

bench-smoke: $(STAMP)
	@sh .ci/bench $(BIN)/python --smoke

system:
	@PYTHON=$(PYTHON) sh .ci/system

$(STAMP): pyproject.toml constraints.txt | system
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

docs: $(STAMP)
	$(BIN)/python -m tests.support.tables

# Makes the embedded English pipeline again, from the corpora, on one core, in half an hour or more.
CORPORA ?= ../shared/corpora
pipeline: $(STAMP)
	$(BIN)/python -m annotator.suggest.recipe $(CORPORA)
