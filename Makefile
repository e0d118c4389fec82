# Two commands matter: `make try` and `make test`. Both set everything up first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help install try test check soak bench lock clean

help: ## what can be made
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /	/'

# $(VENV)/.run, .test and .dev: an environment with what that file of requirements/ names.
$(VENV)/.%: requirements/%.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Leadsmith needs Python 3.11 or later." if sys.version_info < (3, 11) else 0)'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing $< and Leadsmith into $(VENV) (under a minute, the first time) ..."
	@if command -v uv >/dev/null 2>&1; then pip="uv pip install -p $(BIN)/python"; \
	else pip="$(BIN)/python -m pip --disable-pip-version-check install"; fi; \
	$$pip -q --require-hashes -r $< && $$pip -q --no-deps -e .
	@touch $@

install: $(VENV)/.run ## make .venv with everything that Leadsmith needs

try: install ## run Leadsmith on a local stand-in for Slack: no workspace, key or service
	@$(BIN)/leadsmith try

# Three workers whatever the machine: half of a test is waiting for Slack, a database or a clock.
test: $(VENV)/.test ## run the tests
	@$(BIN)/python -m pytest -n 3 --dist worksteal --ignore tests/browser -m "not postgres and not long and not soak"

check: $(VENV)/.dev ## lint, types, architecture
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports && $(BIN)/deptry .

soak: $(VENV)/.dev ## the long checks, whole (needs PostgreSQL; see CONTRIBUTING)
	@bash .ci/soak

bench: $(VENV)/.dev ## what Leadsmith costs beside others, as ratios, into docs/bench.md
	@$(BIN)/python -m bench

lock: ## pin the dependencies again (needs uv)
	@for f in run test dev; do uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-header --no-annotate requirements/$$f.in -o requirements/$$f.txt; done

clean: ## remove .venv and caches; the data folder stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .coverage
