# The two commands of the README. Everything they need comes from the package index.
PYTHON ?= python3.11
VENV   := .venv
BIN    := $(VENV)/bin

define ask
@echo; echo "== coprokg ask $(1) --evidence"
@$(BIN)/coprokg ask $(1) --evidence --format table
endef

.PHONY: run test lint pages clean

$(BIN)/coprokg: pyproject.toml
	$(PYTHON) -m venv $(VENV) || python3 -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

run: $(BIN)/coprokg  ## build the graph, check it, and answer five questions with their words
	$(BIN)/coprokg build
	$(BIN)/coprokg check --dl
	$(call ask,placement-and-type)
	$(call ask,drivers-by-case)
	$(call ask,who-does-what --role initiator)
	$(call ask,where-and-when)
	$(call ask,opposition-and-challenges)
	@echo
	@echo "What to type next:"
	@echo "  $(BIN)/coprokg questions              every question that can be asked"
	@echo "  $(BIN)/coprokg explain sure-start     why a phase has its type, in the paper's words"
	@echo "  $(BIN)/coprokg show beacon            everything that is said of a case"

test: $(BIN)/coprokg  ## run the whole suite, each file of tests on one of the processors
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

lint: $(BIN)/coprokg  ## format and type checks
	$(BIN)/ruff check .
	$(BIN)/mypy

pages: $(BIN)/coprokg  ## write again what is made from the sources: pages, schemas, lists
	$(BIN)/python -m coprokg.coding_values
	$(BIN)/python -m coprokg.schemas
	$(BIN)/python -m coprokg.field_guide
	$(BIN)/python -m coprokg.pages.ontology_page

clean:  ## remove what was made
	rm -rf build $(VENV) dist .pytest_cache .mypy_cache .ruff_cache
