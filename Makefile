# demo: clean articles and look at the result.   test: everything that CI runs.
PYTHON ?= python3
SRC ?= golden/*/article.*
VENV := .venv
BIN := $(VENV)/bin
.DEFAULT_GOAL := demo

.PHONY: demo test lint bench bench-quality clean-all

$(BIN)/cleaner: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "cleaner needs Python 3.11 or newer: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(BIN)/.dev: $(BIN)/cleaner pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

# pip before 23.3 takes lxml[html_clean] and lxml[html-clean] for two things, and gives up.
$(BIN)/.bench: $(BIN)/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'pip>=23.3'
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@touch $@

demo: $(BIN)/cleaner
	@rm -rf demo-out
	$(BIN)/cleaner clean '$(SRC)' -o demo-out
	@echo; echo '== one article, block by block =='
	@$(BIN)/cleaner explain "$$($(BIN)/cleaner check '$(SRC)' 2>/dev/null | head -n 1 | sed 's/:[0-9]*:[0-9]*: .*//')"

test: $(BIN)/.dev lint
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 8 --dist worksteal

lint: $(BIN)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(BIN)/.dev
	$(BIN)/python benchmarks/speed.py $(DATA)

bench-quality: $(BIN)/.bench
	$(BIN)/python benchmarks/rules.py $(DATA) --check
	$(BIN)/python benchmarks/extraction.py $(DATA)/atf.jsonl.zst $(DATA)/wcxb_dev_article.jsonl.zst --check

clean-all:
	rm -rf $(VENV) demo-out dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
