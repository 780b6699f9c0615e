# Needs Python >= 3.11 with venv, and make. Everything else is installed into .venv by the first run.
#
#   make demo   solve an example problem
#   make test   format, lint, types, tests and a built wheel
#   make lint   the first three of them
#   make fix    format, and mend what ruff can mend
#   make screenshots  take the pictures in docs/ anew, in Chromium
#   make clean  remove environments, builds and caches

SHELL := /bin/sh
BIN := .venv/bin
# PYTHON=... chooses an interpreter; otherwise the first of these that is new enough.
PYTHON ?=
CANDIDATES := python3 python3.14 python3.13 python3.12 python3.11 python
EXAMPLE := examples/production.txt
# -qq: nothing but errors.
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-input
WORKERS := 2

.PHONY: demo test lint fix screenshots clean
.NOTPARALLEL:

demo: .venv/.installed
	@cat $(EXAMPLE); echo
	@$(BIN)/nl2milp solve $(EXAMPLE)

# All checks run, whatever the first of them says. tests/test_checks.py turns a failed one into a failed test, so that
# pytest's summary, the last line, is true of the whole run.
test: .venv/.installed-dev
	@failed=; \
	echo "ruff format"; $(BIN)/ruff format --check --quiet . || failed="$$failed ruff-format"; \
	echo "ruff check"; $(BIN)/ruff check --quiet . || failed="$$failed ruff-check"; \
	echo "mypy --strict"; $(BIN)/mypy || failed="$$failed mypy"; \
	FAILED_CHECKS="$$failed" $(BIN)/python -m pytest -n $(WORKERS) --dist=worksteal \
		--doctest-modules --pyargs nl2milp tests $(PYTEST_ARGS)

lint: .venv/.installed-dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

fix: .venv/.installed-dev
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

screenshots: .venv/.installed-dev
	@SCREENSHOTS=docs/screenshots $(BIN)/python -m pytest -q tests/app/test_browser.py

# The stamps are younger than pyproject.toml when what it asks for is installed.
.venv/.installed: pyproject.toml | .venv/.created
	@echo "Installing nl2milp into .venv (once, well under a minute) ..."
	@$(PIP) --editable .
	@touch $@

.venv/.installed-dev: pyproject.toml | .venv/.created
	@echo "Installing nl2milp and its development tools into .venv (once, a minute or two) ..."
	@$(PIP) --editable '.[dev]'
	@touch .venv/.installed $@

.venv/.created:
	@python=; for candidate in $(or $(PYTHON),$(CANDIDATES)); do \
		if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
			python="$$candidate"; break; \
		fi; \
	done; \
	if [ -z "$$python" ]; then \
		echo "nl2milp needs Python 3.11 or newer; tried: $(or $(PYTHON),$(CANDIDATES))." >&2; \
		echo "Install one, or name it: make PYTHON=/path/to/python3 ..." >&2; exit 1; \
	fi; \
	if ! "$$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then \
		echo "$$python has no venv module (on Debian and Ubuntu: apt-get install python3-venv)." >&2; exit 1; \
	fi; \
	"$$python" -m venv --clear .venv
	@touch $@

clean:
	rm -rf .venv build dist ./*.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
