# make demo, make digest and make test need only Python >= 3.11; the rest is set up in .venv.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
SOURCES := pyproject.toml constraints.txt

.PHONY: demo digest test test-slow bench lint format clean

demo: .venv/installed
	@$(BIN)/watchdesk demo

digest: .venv/installed
	@$(BIN)/watchdesk digest || test $$? -eq 3 # 3: done, but no feed answered or a mail waits

test: .venv/developing
	$(MAKE) --no-print-directory lint
	$(BIN)/python -m pytest -q

test-slow: .venv/developing
	$(BIN)/python -m pytest -q -m slow

bench: .venv/developing
	@$(PIP) install -c constraints.txt --group bench
	$(BIN)/python -m benchmarks.matching

lint: .venv/developing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: .venv/developing
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

clean:
	rm -rf .venv dist build

.venv/installed: $(SOURCES)
	@test -x $(BIN)/python || { echo "setting up .venv (once, about half a minute) ..."; $(PYTHON) -m venv .venv; }
	@$(PIP) install --upgrade "pip>=25.1"
	@$(PIP) install -c constraints.txt -e .
	@touch $@

.venv/developing: .venv/installed
	@$(PIP) install -c constraints.txt --group dev
	@touch $@
