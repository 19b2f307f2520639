# From nothing but Python 3.11 to 3.13, git and make: `make demo`, `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
SHARED := ../shared
DEMO := data/demo.duckdb

.DEFAULT_GOAL := help
.PHONY: help install demo test check lint types imports floors score bench deploy lock docs clean

help:  ## list these targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 12

install: $(STAMP)  ## a virtual environment with the locked dependencies

$(STAMP): requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing the locked dependencies (about two minutes, once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: $(STAMP)  ## load the articles of seeds/ and ask three questions
	@rm -rf $(DEMO)*
	@$(BIN)/python -m flows.demo seeds $(DEMO)

test: $(STAMP)  ## all tests
	@$(BIN)/pytest

check: lint types imports floors  ## format, lint, types, import rules, quality floors

lint: $(STAMP)
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .

types: $(STAMP)
	@$(BIN)/mypy

imports: $(STAMP)
	@$(BIN)/lint-imports --no-cache | tail -n 12

floors: $(STAMP)  ## quality on the development data, where they lie beside the checkout
	@$(BIN)/python -m benchmarks.quality --shared $(SHARED) --floors

score: $(STAMP)  ## all figures on the development data
	@$(BIN)/python -m benchmarks.quality --shared $(SHARED)

bench: $(STAMP)  ## speed and memory
	@$(BIN)/python -m benchmarks.throughput

deploy: $(STAMP)  ## all flows to the Prefect server of PREFECT_API_URL
	@$(BIN)/prefect --no-prompt deploy --all

docs: $(STAMP)  ## write the generated pages anew
	@$(BIN)/python -m flows.cli.reference > docs/cli.md

lock:  ## resolve the dependencies anew (wants uv)
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --no-annotate --output-file requirements.lock

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
