# make serve: everything a new user needs. make test: everything a contributor needs. Neither asks a question.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: serve test lint bench clean

serve: $(VENV)/.serve
	$(BIN)/assist serve

test: $(VENV)/.test lint
	$(BIN)/python -m pytest -m "not training and not browser" --durations=10
	$(BIN)/python -m pytest -m browser --durations=5
ifdef CI
	$(MAKE) training-test
endif

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/assist cards check
	$(BIN)/assist lexicon check

# Training needs torch, which serving does without: it has an environment of its own.
.PHONY: training-test
training-test: $(VENV)-train/.train
	$(VENV)-train/bin/python -m pytest -m training

bench: $(VENV)/.test
	$(BIN)/python -m benchmarks.latency

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed (set PYTHON=...)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.serve: $(BIN)/python pyproject.toml constraints.txt
	@echo "Installing (once) ..."
	$(PIP) --editable .
	@touch $@

$(VENV)/.test: $(BIN)/python pyproject.toml constraints.txt
	@echo "Installing with what the tests need (once) ..."
	$(PIP) --editable '.[test]'
	@touch $@ $(VENV)/.serve

$(VENV)-train/.train: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)-train
	$(VENV)-train/bin/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[test,train]'
	@touch $@

clean:
	rm -rf $(VENV) $(VENV)-train build *.egg-info .pytest_cache .mypy_cache .ruff_cache
