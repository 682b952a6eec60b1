# make archive   sets up, builds the archive from the documents in data/, prints what it holds and how to look at it
# make serve     the same, and serves it on http://127.0.0.1:8001/
# make check     formatting, types, layers and the golden documents: seconds, before every commit
# make test      formatting, types and all tests
# make lock      pins the development environment anew in requirements-dev.txt
# make browser   what the browser tests need: Debian's Chromium, and axe-core
# make docs      docs/ as one site that can be searched, in build/docs
# make coverage  all tests, and how much of the code they run
# make bench     benchmarks, as ratios in one run
# make soak      the long form of the tests of faults, readers and hostile bytes, and the largest series: most of an hour
# make clean     removes what can be made again

PYTHON ?= python3
VENV := .venv
SALON := $(VENV)/bin/salon
PORT ?= 8001

.PHONY: archive serve check test lint lock docs coverage bench browser soak clean help
.DEFAULT_GOAL := help

help:
	@sed -n 's/^# make/make/p' Makefile

# A stamp a group of dependencies: made anew whenever pyproject.toml changes.
$(VENV)/.python:
	@$(PYTHON) -c 'import sys; ok = (3, 11) <= sys.version_info < (3, 14); sys.exit(0 if ok else "Python 3.11, 3.12 or 3.13 is needed, this is %d.%d; name another with: make PYTHON=python3.12 ..." % sys.version_info[:2])'
	@echo "Setting up $(VENV): half a minute, or a few where the network is slow ..."
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.python pyproject.toml
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.tested: $(VENV)/.installed
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[test,docs,parquet,dask]'
	@touch $@

$(VENV)/.benched: $(VENV)/.tested
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[test,bench]'
	@touch $@

archive: $(VENV)/.installed
	@$(SALON) build
	@echo "Look at it:  make serve     or:  $(SALON) search 联邦学习     or:  $(SALON) report findings"

serve: archive
	@$(SALON) serve --port $(PORT)

lint: $(VENV)/.tested
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy

check: lint
	$(VENV)/bin/lint-imports --no-cache >/dev/null || $(VENV)/bin/lint-imports --no-cache
	$(VENV)/bin/python -m pytest tests/parse/test_golden.py tests/search/test_search_text.py tests/project/test_docs.py

lock: $(VENV)/.tested
	$(VENV)/bin/python -m pip freeze --exclude-editable --disable-pip-version-check > requirements-dev.txt

test: lint
	$(VENV)/bin/python -m pytest -n auto --dist loadfile

browser: $(VENV)/.tested
	@command -v chromium >/dev/null || { apt-get update -qq && apt-get install -y -qq chromium fonts-noto-cjk >/dev/null; }
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[test,browser]'
	npm install --silent --no-audit --no-fund --no-save --prefix tests/browser axe-core@4

docs: $(VENV)/.python
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[docs]'
	$(VENV)/bin/sphinx-build --quiet --fail-on-warning --keep-going docs build/docs
	@echo "Look at it: build/docs/index.html"

coverage: $(VENV)/.tested
	$(VENV)/bin/python -m pytest -n auto --dist loadfile --cov --cov-report=term:skip-covered

bench: $(VENV)/.benched
	$(VENV)/bin/python -m benchmarks

soak: $(VENV)/.benched
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[soak]'
	$(VENV)/bin/python benchmarks/soak.py

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis tests/browser/node_modules data/archive.db
