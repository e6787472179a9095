# Two commands on a fresh machine: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locales/*/LC_MESSAGES/messages.po))

# Neighbours share what is dear to set up, so each worker has a stretch; who is done takes of others.
WORKERS := -n auto --dist worksteal
# Sets in the same order each time: what was green is green again.
REPEATED := PYTHONHASHSEED=0

.PHONY: run install test quick fuzz check style types layers content bench torture sentences diagrams texts lock clean

run: $(VENV)/ready $(CATALOGUES)
	@exec $(BIN)/mistok run

# All that `mistok` needs, without starting anything; see docs/deploy/README.md.
install: $(VENV)/ready $(CATALOGUES)
	@echo "Installed: $(CURDIR)/$(BIN)/mistok"

test: $(VENV)/ready-dev $(CATALOGUES)
	@$(REPEATED) $(BIN)/python -m pytest $(WORKERS)

# Units, and conversations over the bare engine and SQLite: most mistakes, in a minute.
quick: $(VENV)/ready-dev $(CATALOGUES)
	@$(REPEATED) $(BIN)/python -m pytest $(WORKERS) --quick tests/unit tests/flows

# Tests over made-up inputs with other inputs each time; a failing one prints how to repeat it.
ROUNDS ?= 10
fuzz: $(VENV)/ready-dev $(CATALOGUES)
	@for _ in $$(seq $(ROUNDS)); do \
		$(BIN)/python -m pytest $(WORKERS) -m hypothesis --hypothesis-profile=fuzz || exit 1; done

check: style types layers content

style: $(VENV)/ready-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/ready-dev
	@$(BIN)/mypy

layers: $(VENV)/ready-dev
	@$(BIN)/lint-imports

content: $(VENV)/ready-dev $(CATALOGUES)
	@$(BIN)/mistok check

bench: $(VENV)/ready-dev $(CATALOGUES)
	@$(BIN)/python -m tests.benchmarks

# Attacks on the program over loopback, about ten minutes; not for CI.
torture: $(VENV)/ready-dev $(CATALOGUES)
	@$(BIN)/python -m tests.torture
	@$(BIN)/python -m tests.torture.bookings

# After changes of examples and of told danger: the lines as the sentence model sees them.
sentences: $(VENV)/ready $(CATALOGUES)
	@$(BIN)/python -m bot.app.learn_shipped

diagrams: $(VENV)/ready $(CATALOGUES)
	@$(BIN)/python -m bot.engine.chart docs/flows

# New and changed texts of the code go into the catalogues; translate what is then empty.
texts: $(VENV)/ready
	@$(BIN)/pybabel -q extract --no-wrap -F locales/babel.cfg -k N_ -k _ -k n_:1,2 --no-location --sort-output --omit-header -o locales/messages.pot .
	@$(BIN)/pybabel -q update -N --no-wrap -i locales/messages.pot -d locales

locales/%/LC_MESSAGES/messages.mo: locales/%/LC_MESSAGES/messages.po | $(VENV)/ready
	@$(BIN)/pybabel -q compile -i $< -o $@ -l $(word 2,$(subst /, ,$@))

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Місток needs Python 3.11 or newer. On Debian 12: apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv module is missing. On Debian: apt-get install python3-venv, then run make again."; exit 1; }

$(VENV)/ready: requirements.lock | $(VENV)/bin/python
	@echo "Installing Місток into $(VENV) (once, about a minute)…"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/ready-dev: requirements-dev.lock $(VENV)/ready
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

# Needs uv; the locks name no package index. What runs is pinned as it was tested.
LOCK := uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate pyproject.toml
lock:
	$(LOCK) --group dev --group build -o requirements-dev.lock
	$(LOCK) --group build -c requirements-dev.lock -o requirements.lock

clean:
	rm -rf $(VENV) var build *.egg-info
