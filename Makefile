# Nine words. `make demo` and `make test` set up what they need themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
WORKERS ?= auto
# The tests that touch the database: these run on both kinds.
KEPT := tests/apps tests/jobs tests/web tests/api tests/cli tests/stories

.PHONY: setup test soak lint types fix run demo docs bench answers requirements

$(VENV)/base: requirements/base.txt pyproject.toml
	@echo "Setting up Remit in $(VENV): once, a minute or two."
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --progress-bar on --require-hashes -r requirements/base.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev: $(VENV)/base requirements/dev.txt
	$(BIN)/python -m pip install --progress-bar on --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/bench: $(VENV)/dev requirements/bench.txt
	$(BIN)/python -m pip install --progress-bar on --require-hashes -r requirements/bench.txt
	@touch $@

setup: $(VENV)/dev

demo: $(VENV)/base
	@$(BIN)/remit demo

run: $(VENV)/base
	@$(BIN)/remit serve

test: $(VENV)/dev
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder
	@url=$$($(BIN)/python -m tools.databases); found=$$?; \
	if [ $$found -eq 3 ]; then exit 0; elif [ $$found -ne 0 ]; then exit $$found; fi; \
	echo "The same on PostgreSQL:"; \
	REMIT_DATABASE_URL=$$url $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder -m "not browser" $(KEPT)

# Before a release: hundreds of kills and power cuts, some minutes; tests/soak/__main__.py says how many.
soak: $(VENV)/dev
	$(BIN)/python -m tests.soak

lint: $(VENV)/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/codespell
	$(BIN)/python -m tools.locale check
	$(BIN)/python -m tools.migrations

types: $(VENV)/dev
	$(BIN)/mypy

fix: $(VENV)/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python -m tools.locale compile

docs: $(VENV)/dev
	$(BIN)/mkdocs build --strict

bench: $(VENV)/bench
	$(BIN)/python -m benchmarks

answers: $(VENV)/dev
	$(BIN)/python -m answers

requirements:
	$(BIN)/python -m tools.requirements
