# Two commands matter: `make release` and `make test`. Both set up .venv first, once.
PYTHON ?= python3
BIN := .venv/bin
# Where this is set, every process that starts compiles the libraries anew.
unexport PYTHONDONTWRITEBYTECODE
# Third-party test data is not in git: say where it lies.
BENCHMARK_DATA ?= ../shared/benchmarks/data

# A file's tests stay together, for they share what they build; each worker has a Prefect server of its own.
# One worker more than there are cores: a fifth of the time, tests wait for servers to start and processes to end.
# In the order of their names: files of few tests, of which some take longest, would otherwise be the last.
ON_ALL_CORES := --numprocesses $$(($$(getconf _NPROCESSORS_ONLN) + 1)) --maxprocesses 4 --dist loadfile \
	--no-loadscope-reorder

# What was published to do harm is mostly found within days.
WEEK_AGO = $(shell $(PYTHON) -c "from datetime import date, timedelta; print(date.today() - timedelta(days=7))")

.PHONY: release test quick search check bench lock audit clean help

help: ## Show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

.venv/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	# pip installs uv, as locked, and uv the rest: in seconds instead of minutes.
	sed -n '/^uv==/,/[^\\]$$/p' requirements.lock > .venv/uv.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r .venv/uv.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --require-hashes -r requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

release: .venv/installed ## Build raw/ into a validated release under dist/
	$(BIN)/parallax release

test: .venv/installed ## Run the tests
	$(BIN)/python -m pytest $(ON_ALL_CORES)

quick: .venv/installed ## Run the tests that take no more than a few seconds
	$(BIN)/python -m pytest $(ON_ALL_CORES) -m "not slow"

search: .venv/installed ## Run the tests of properties on examples drawn anew
	$(BIN)/python -m pytest $(ON_ALL_CORES) --hypothesis-profile=search -m hypothesis

check: .venv/installed ## Lint and type-check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/installed ## Measure accuracy and speed by hand; writes docs/benchmarks.md
	$(BIN)/python -m benchmarks --data $(BENCHMARK_DATA)

lock: ## Resolve requirements.lock anew, of versions that are a week old or older (needs uv)
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --upgrade --exclude-newer $(WEEK_AGO) --custom-compile-command "make lock (of versions published before $(WEEK_AGO))" --output-file requirements.lock --quiet

audit: ## Hold requirements.lock against the known advisories (needs uv and the network)
	uv tool run pip-audit --strict --disable-pip --require-hashes --requirement requirements.lock

clean: ## Remove the environment and caches, never dist/
	rm -rf .venv build .pytest_cache .mypy_cache .ruff_cache *.egg-info
