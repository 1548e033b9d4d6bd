# Everything that a person or a machine does with a checkout. `make run` and `make test` set
# up what they need on a Debian with Python 3.11 or later and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.PHONY: run test check bench bench-smoke clean system

run: $(STAMP)
	@sh .ci/demo $(BIN)

test: $(STAMP)
	$(BIN)/python -m pytest -n 2 $(ARGS)

check: test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

system:
	@PYTHON=$(PYTHON) sh .ci/system

$(STAMP): pyproject.toml constraints.txt | system
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) out build dist
