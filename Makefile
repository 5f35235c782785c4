# make demo     read the examples, store and list what they tell of, write a dossier, and leave it all in out/
# make test     run the tests
# make check    lint, formatting, types, layers
# make bench    reports a second, beside spaCy
# make docs     write anew what the documentation's commands print
# make lock     choose the newest versions for requirements.lock
# make clean    remove what these targets made
#
# Each installs what it needs into .venv first, once. Another Python (3.11 or later): make demo PYTHON=python3.13

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --upgrade --python-version 3.11 \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links

.DEFAULT_GOAL := demo
.PHONY: demo test check bench docs lock clean

demo: .venv/.to-run
	@mkdir -p out
	$(BIN)/gawah read examples
	@$(BIN)/gawah read examples --json -o out/records.jsonl
	$(BIN)/gawah add examples --db out/gawah.db
	$(BIN)/gawah list --db out/gawah.db
	@id=$$($(BIN)/gawah list --db out/gawah.db --reports 2.. --csv | sed -n '2s/,.*//p'); \
		$(BIN)/gawah dossier $$id --db out/gawah.db --for internal -o out/dossier.html
	@echo "Records as JSON, one report a line: out/records.jsonl. The store: out/gawah.db; see one incident, and where its"
	@echo "reports disagree, with: $(BIN)/gawah show ID --db out/gawah.db, or open out/dossier.html."

test: .venv/.to-test
	$(BIN)/python -m pytest

check: .venv/.to-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv-bench/.made
	.venv-bench/bin/python benchmarks/read_speed.py --times 4

docs: .venv/.to-run
	$(BIN)/python tools/refresh_docs.py

lock: .venv/.to-test
	$(PIP) install uv
	$(COMPILE) --extra dev --extra pg --extra ocr --extra pdf --extra docx --extra web pyproject.toml -o requirements.lock
	$(COMPILE) benchmarks/requirements.in -o benchmarks/requirements.lock

clean:
	rm -rf .venv .venv-bench out dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- what the targets above need; a stamp file tells that it is there ---

.venv/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Gawah needs Python 3.11 or later: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Making a virtual environment in .venv ..."
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/.to-run: pyproject.toml | .venv/.made
	@echo "Installing Gawah and what it needs (some seconds, the first time) ..."
	@$(PIP) install --editable .
	@touch $@

.venv/.to-test: pyproject.toml requirements.lock | .venv/.made
	@echo "Installing Gawah, what it needs and the tools for tests and checks (half a minute, the first time) ..."
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@ .venv/.to-run

.venv-bench/.made: pyproject.toml benchmarks/requirements.lock | .venv/.made
	@echo "Installing Gawah beside spaCy and Locust in .venv-bench (a minute, the first time) ..."
	@$(BIN)/python -m venv .venv-bench
	@.venv-bench/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r benchmarks/requirements.lock
	@.venv-bench/bin/python -m pip --disable-pip-version-check --quiet install --editable '.[web]'
	@touch $@
