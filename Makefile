# `make demo` shows the five published inspections; `make test` checks everything; `make soak` tries for long what `make test` tries a little
# (ten minutes on two cores). Screens wait more than they work, so their tests have more workers than there are cores.
# All set themselves up. Coverage makes what is tested take half as long again, so `make test` measures what lies under commands and screens, by tests that
# do not try everything that there is; `make coverage` measures all.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
EXHAUSTIVE := tests/audit/test_findings_golden.py tests/audit/test_sensitivity_exact.py tests/casebook/test_guided.py \
	tests/domain/test_oracle_agrees.py tests/integrity/test_flips.py tests/projections/test_ratings_properties.py \
	tests/published/test_casework.py tests/published/test_demonstration.py tests/test_architecture.py tests/test_recording_machine.py
UNMEASURED := tests/soak $(EXHAUSTIVE) tests/team tests/cli tests/tui

export PYTHONDONTWRITEBYTECODE := # what is compiled is kept, whatever the environment says: a dozen workers would each do it again

.PHONY: demo test lint types imports unit coverage soak bench clean

demo: $(VENV)/.installed
	$(BIN)/ledger demo

test: $(VENV)/.installed-test
	$(MAKE) -j2 lint imports types unit

lint: $(VENV)/.installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-test
	$(BIN)/mypy

imports: $(VENV)/.installed-test
	$(BIN)/lint-imports

unit: $(VENV)/.installed-test
	$(BIN)/pytest --collect-only -qq | tail -n 1 # compiles everything once, before the workers would each do it
	$(BIN)/pytest -n 4 --cov --cov-report= $(addprefix --ignore=,$(UNMEASURED))
	$(BIN)/coverage report --include='src/ledger/store/*,src/ledger/audit/*,src/ledger/casebook/*,src/ledger/published/*' --fail-under=95
	$(BIN)/coverage report --include='src/ledger/domain/*,src/ledger/projections/*,src/ledger/integrity/*' --fail-under=100
	$(BIN)/pytest -n 6 $(UNMEASURED)

coverage: $(VENV)/.installed-test
	$(BIN)/pytest -n 2 --cov --cov-report=
	$(BIN)/coverage report --fail-under=95

soak: $(VENV)/.installed-test
	LEDGER_KILLS=800 LEDGER_COMMANDS=500 LEDGER_EXAMPLES=10000 $(BIN)/pytest -v -s tests/soak tests/cli/test_soak.py tests/casebook/test_spoiled.py tests/casebook/test_guided.py

bench: $(VENV)/.installed-test
	$(BIN)/python -m benchmarks

define install
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; set PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable
endef

$(VENV)/.installed: pyproject.toml constraints.txt
	$(install) .
	@touch $@

$(VENV)/.installed-test: pyproject.toml constraints.txt
	$(install) '.[test]' --no-compile # the first test compiles what tests use
	@touch $(VENV)/.installed $@

clean:
	rm -rf $(VENV) build dist .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache .hypothesis
