# Two commands do everything on a machine with git, make and Python 3.11 (venv and pip): `make run`, `make test`.
# Each has an environment of its own, rebuilt only when its lock file or pyproject.toml changes.
PYTHON ?= python3
RUN := .venv
DEV := .venv-dev

.PHONY: run test check accuracy mutations benchmarks crawling archiving lock clean

run: $(RUN)/.ready ## the main job on the sample portal, then the site
	$(RUN)/bin/gongkai demo

test: $(DEV)/.ready ## every test
	$(DEV)/bin/python -m pytest

check: $(DEV)/.ready ## format, lint, types, import rules
	$(DEV)/bin/ruff format --check .
	$(DEV)/bin/ruff check .
	$(DEV)/bin/mypy
	$(DEV)/bin/lint-imports

accuracy: $(DEV)/.ready ## make a thousand reports with their truth and say how many are read right
	$(DEV)/bin/python -m tests.corpus.accuracy --count 1000

mutations: $(DEV)/.ready ## make one thing wrong in reports that add up and say what share of it the checks find
	$(DEV)/bin/python -m tests.checking

benchmarks: $(DEV)/.ready ## how fast the reader is, against the usual libraries on the same files
	$(DEV)/bin/python -m tests.benchmarks

crawling: $(DEV)/.ready ## what the crawler costs: fifty simulated portals at once, and one against a bare spider
	$(DEV)/bin/python -m tests.benchmarks.crawling

archiving: $(DEV)/.ready ## what a large archive costs: taking in, publishing, the snapshot, bytes a report
	$(DEV)/bin/python -m tests.benchmarks.archive

lock: ## choose newest allowed versions again (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --extra dev pyproject.toml -o requirements-dev.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml -c requirements-dev.lock -o requirements.lock

clean:
	rm -rf $(RUN) $(DEV)

$(RUN)/.ready: requirements.lock pyproject.toml
$(DEV)/.ready: requirements-dev.lock pyproject.toml

# The build backend comes from the lock too: nothing is fetched that is not pinned.
%/.ready:
	$(PYTHON) -m venv $*
	$*/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	$*/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@
