# The project's commands. All paths are relative, so that the folder may have any name.

PYTHON ?= python3
VENV_PYTHON := .venv/bin/python
ARGS ?=

# uv looks at its own defaults only, so that nothing of this machine gets into the lock files.
LOCK := env -u UV_INDEX -u UV_DEFAULT_INDEX -u UV_INDEX_URL -u UV_EXTRA_INDEX_URL -u UV_FIND_LINKS -u UV_CONSTRAINT \
	$(VENV_PYTHON) -m uv pip compile --no-config --quiet --universal --python-version 3.11 --only-binary :all: \
	--generate-hashes --custom-compile-command "make lock" pyproject.toml --group build $(ARGS)

.DEFAULT_GOAL := help
.PHONY: help serve build check test bench compare format lock clean environment test-environment

help:
	@echo 'make serve    build the playbook and serve it with live reload; prints the address'
	@echo 'make build    build the playbook into site/'
	@echo 'make check    check the content'
	@echo 'make test     check the code, build strictly, run all tests'
	@echo 'make bench    measure building, from 50 to 2,000 journeys (half an hour)'
	@echo 'make compare  measure building against other site engines (hours, and 6 GB)'
	@echo 'make format   format the code'
	@echo 'make lock     pin the dependencies anew (ARGS=--upgrade: the newest ones)'
	@echo 'make clean    delete what the commands above have made'
	@echo 'ARGS="…" is handed on to serve, build, check, test (pytest), bench and compare; PYTHON=python3.13 chooses another Python.'

serve: environment
	@$(VENV_PYTHON) -m playbook serve $(ARGS)

build: environment
	@$(VENV_PYTHON) -m playbook build $(ARGS)

check: environment
	@$(VENV_PYTHON) -m playbook check $(ARGS)

test: test-environment
	$(VENV_PYTHON) -m ruff check .
	$(VENV_PYTHON) -m ruff format --check .
	$(VENV_PYTHON) -m mypy
	$(VENV_PYTHON) -c 'from importlinter.cli import lint_imports_command as run; run()' --no-logo --cache-dir .cache/import-linter
	$(VENV_PYTHON) -m playbook build --strict --site-dir .cache/site
	$(VENV_PYTHON) -m pytest -n auto --maxprocesses 4 --dist loadgroup $(ARGS)

bench: environment
	@$(VENV_PYTHON) -m benchmarks.bench $(ARGS)

compare: environment
	@$(VENV_PYTHON) -m benchmarks.compare $(ARGS)

format: test-environment
	$(VENV_PYTHON) -m ruff check --fix .
	$(VENV_PYTHON) -m ruff format .

lock: test-environment
	$(LOCK) --output-file requirements.txt
	$(LOCK) --group test --constraints requirements.txt --output-file requirements-test.txt

clean:
	rm -rf .venv site .site.* offline .offline.* .cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

environment:
	@$(PYTHON) tools/bootstrap.py

test-environment:
	@$(PYTHON) tools/bootstrap.py --test
