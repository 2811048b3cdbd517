# What a person and CI do here, one target each. `make` alone lists them.
PYTHON ?= python3
REPO ?= .
REPORT := mainstay-report.html
SYSTEM_PACKAGES ?= chromium fonts-inter zsh fish tmux postgresql prometheus victoria-metrics openssl
TESTS ?= tests
WHAT ?= check ranking cost dead_code usage changed_functions flaky kills store steps faults canary forecast rollups nightly scale ledger drift budgets budget_dates capacity
BENCH ?=
# One environment for tests and checks: what both need is installed once.
DEV := .venv-dev
MAKE_DEV := @.ci/environment $(DEV) test check build
# Without a repository of one's own, `make run` looks at this one and `make bench` makes one up.
ASKED = $(if $(filter file,$(origin REPO)),,--repo '$(REPO)')
export PYTHON

.DEFAULT_GOAL := help
.PHONY: help run test check docs format bench lock clean

help: ## list the targets
	@echo 'make TARGET, where TARGET is one of:'
	@sed -n 's/^\([a-z]*\):.*## /  \1\t/p' Makefile | expand -t 12

run: ## check this repository, or REPO=/path, and write mainstay-report.html
	@.ci/environment .venv-run run build
	@.venv-run/bin/mainstay check '$(REPO)' --html $(REPORT)

test: ## install what the tests need, and run them all
	@.ci/system-packages $(SYSTEM_PACKAGES)
	$(MAKE_DEV)
	@$(DEV)/bin/pytest -n 2 --maxschedchunk 1 $(TESTS)

check: ## layout, lint, types, floors, reference pages
	$(MAKE_DEV)
	@$(DEV)/bin/ruff format --check
	@$(DEV)/bin/ruff check
	@$(DEV)/bin/mypy
	@$(DEV)/bin/lint-imports
	@made=$$(mktemp -d) && trap 'rm -r "$$made"' EXIT && $(DEV)/bin/python -m mainstay.cli.reference "$$made" && \
	diff -r docs/reference "$$made" || { echo 'docs/reference is not what the program says: make docs'; exit 1; }

docs: ## write docs/reference anew from what the program says
	$(MAKE_DEV)
	@$(DEV)/bin/python -m mainstay.cli.reference docs/reference

format: ## lay the code out and mend what lint can mend
	$(MAKE_DEV)
	@$(DEV)/bin/ruff check --fix
	@$(DEV)/bin/ruff format

# By default those that need nothing but this repository or a made-up one; the others ask for --repo or --folder.
bench: ## measure claimed figures, on a made-up repository or REPO=/path; one: WHAT=check|ranking|cost|dead_code|usage|changed_functions|flaky|kills|store|steps|faults|canary|forecast|rollups|nightly|scale|ledger|drift|budgets|budget_dates|capacity|languages|second|gate|gate_commits|population|short|ledger_repositories|anomalies|causes
	$(if $(BENCH),$(if $(word 2,$(WHAT)),$(error BENCH holds options of one benchmark: name it, such as WHAT=check)))
	@.ci/environment .venv-run run build
	$(MAKE_DEV)
	@failed=; for what in $(WHAT); do \
	  echo "== $$what"; own=; \
	  if [ "$$what" = check ]; then own='--mainstay .venv-run/bin/mainstay'; fi; \
	  $(DEV)/bin/python -m "benchmarks.$$what" $$own $(ASKED) $(BENCH) || failed="$$failed $$what"; \
	done; [ -z "$$failed" ] || { echo "failed:$$failed"; exit 1; }

lock: ## write requirements/*.lock anew from pyproject.toml
	@.ci/lock

clean: ## remove everything that these targets made
	rm -rf .venv-run $(DEV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	rm -rf .mainstay $(REPORT) build dist
