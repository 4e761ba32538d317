# Portico. Every target sets up what it needs; `make` alone shows this list.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
SETUP_RUN := @deploy/local/bootstrap.sh run
SETUP_TEST := @deploy/local/bootstrap.sh test
WORKERS ?= 2
TESTS ?= tests
NO_TESTS := 5  # pytest's exit code when nothing was selected
CODE := $(wildcard libs/*/src services/*/src deploy/*/src) tests benchmarks

.PHONY: help
help:  ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

.PHONY: run
run:  ## start everything on this machine; DETACH=1 returns when all is ready, PORTICO_PORT_OFFSET=100 moves all ports
	$(SETUP_RUN)
	@$(BIN)/python -m portico_local run $(if $(DETACH),--detach)

.PHONY: stop
stop:  ## stop what `make run` started
	@[ ! -x $(BIN)/python ] || $(BIN)/python -m portico_local stop

.PHONY: test
test:  ## all tests but the slow ones, on real parts; TESTS=tests/records narrows it
	$(SETUP_TEST)
	@told=$$(mktemp); \
	$(BIN)/pytest $(TESTS) -m "alone and not slow" > $$told 2>&1 & alone=$$!; \
	trap "kill $$alone" INT TERM; \
	$(BIN)/pytest $(TESTS) -n $(WORKERS) --dist worksteal -m "not slow and not alone"; together=$$?; \
	echo "Tests that kill parts, in a row on a stack of their own, meanwhile:"; \
	wait $$alone; apart=$$?; cat $$told; rm -f $$told; \
	for code in $$together $$apart; do [ $$code -eq 0 ] || [ $$code -eq $(NO_TESTS) ] || exit 1; done

.PHONY: slow
slow:  ## the long profiles, one after the other
	$(SETUP_TEST)
	@$(BIN)/pytest $(TESTS) -m slow || [ $$? -eq $(NO_TESTS) ]

CHECKS := check-format check-lint check-types check-imports check-contracts check-scripts
.PHONY: check $(CHECKS)
check:  ## format, lint, types, imports, contracts: under a minute
	$(SETUP_TEST)
	@$(MAKE) --jobs --output-sync=target --keep-going $(CHECKS)
	@echo "✓ all checks passed"
check-format:
	@$(BIN)/ruff format --quiet --check .
check-lint:
	@$(BIN)/ruff check --quiet .
check-types:
	@$(BIN)/mypy --no-error-summary $(CODE)
check-imports:
	@told=$$($(BIN)/lint-imports --no-logo) || { echo "$$told"; exit 1; }
check-contracts:
	@$(BIN)/python -m contracts.generate --check

check-scripts:
	@PATH="$$PATH:$$PWD/.portico/node/bin" npm --prefix services/edge/assets run --silent check

.PHONY: texts
texts:  ## write the catalogues of what pages say anew: new sentences come in empty, unused ones go
	$(SETUP_RUN)
	@$(BIN)/python -m edge.web.catalogues

.PHONY: bench
bench:  ## run every benchmark and print its figures
	$(SETUP_TEST)
	@for benchmark in $(wildcard benchmarks/*.py); do echo "== $$benchmark"; PYTHONPATH=tests $(BIN)/python "$$benchmark" || exit 1; done

.PHONY: screenshots
screenshots:  ## pictures of every page of the demo that `make run` shows, into .portico/screenshots
	$(SETUP_TEST)
	@PYTHONPATH=tests $(BIN)/python -m browsing.screenshots

.PHONY: contracts
contracts:  ## write schemas, examples and catalogue anew from the models
	$(SETUP_RUN)
	@$(BIN)/python -m contracts.generate

.PHONY: lock
lock:  ## write requirements.lock anew after a dependency changed (needs uv; without uv.lock it takes the newest)
	@uv lock --quiet
	@uv export --quiet --format requirements-txt --no-emit-workspace --all-groups --no-header --output-file requirements.lock
	@uv export --quiet --format requirements-txt --no-emit-workspace --no-dev --no-header \
	  --prune portico-local --prune portico-backoffice --output-file deploy/image.lock

.PHONY: clean
clean:  ## stop, then remove the environment, all local data and caches
	@[ ! -x $(BIN)/python ] || $(BIN)/python -m portico_local stop
	@rm -rf .venv .portico .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -prune -exec rm -rf {} +
