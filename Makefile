# make run    the dashboard on http://localhost:8501    (PORT=8600, HOST=0.0.0.0 with sign-in, DEMO=0 without sample reports,
#             CITY=1 with 23 invented districts beside the samples', for the view from above,
#             EMPTY=1 where there is no data file yet: with nothing, for a place of one's own)
# make test   lint, form, types, import contracts, all tests, the browser's included
# make check  lint, form, types, import contracts    make fix  what of lint and form can be mended by itself
# make postgres  the tests of the store, of what is accepted and of the API once more, on a PostgreSQL of their own
# make browser  only the browser's tests    make bench  the measurements
# make cluster  a scheduler and two workers on this machine, for judging many regions (WORKERS=4; docs/many-regions.md)
# make fuzz   damaged workbooks by the ten thousand (CASES=20000), reports in any form (REPORTS=2000); goes on where it stopped
# make kills  a writer that is killed over and over (KILLS=200), and what its store holds; goes on where it stopped
# make soak   fifty who look and ten who send for half an hour (MINUTES=30, each looks every THINK=5 seconds and sends
#             every BETWEEN=30; SERVERS=2: of two on a PostgreSQL of their own): errors, times, memory
# make lock   requirements.lock, with the hashes of all wheels, anew from requirements.txt and constraints.txt
# make bundle all that a machine without any network needs, in one file (deploy/install.sh unpacks it)

PORT ?= 8501
HOST ?= localhost
DEMO ?= 1
EMPTY ?= 0
CITY ?= 0
CASES ?= 20000
REPORTS ?= 2000
KILLS ?= 200
MINUTES ?= 30
THINK ?= 5
SERVERS ?= 1
BETWEEN ?= 30
WORKERS ?= 2
# Nothing stands in front of the server. Behind a proxy: BEHIND=127.0.0.1, its address (docs/behind-a-proxy.md).
BEHIND ?= $(or $(DASHBOARD_BEHIND),none)
# The system's Python where the pins fit it (3.11 to 3.14), else the newest of these that is here.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null && echo $$p && break; done)

BIN := .venv/bin

# Hundreds of processes of a run read the same modules: let the first keep what it compiled, whatever the shell says.
export PYTHONDONTWRITEBYTECODE :=
# Of the threads' heaps none lends another what is free in it: with two, fifty who look leave 100 MB less behind.
export MALLOC_ARENA_MAX := 2

.PHONY: run test check fix browser bench fuzz kills soak lock bundle parts postgres cluster

run: .venv/run.stamp
	DASHBOARD_DEMO=$(DEMO) DASHBOARD_EMPTY=$(EMPTY) DASHBOARD_CITY=$(CITY) DASHBOARD_BEHIND=$(BEHIND) $(BIN)/streamlit run app.py --server.address $(HOST) --server.port $(PORT)

# What a thread frees stays at hand for it: a planned query is thousands of small pieces, and takes a quarter less. Not for a
# server, whose many threads would keep a gigabyte (docs/promises.md).
test: export GLIBC_TUNABLES := glibc.malloc.tcache_count=65535
test: check parts
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

check: .venv/dev.stamp
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

fix: .venv/dev.stamp
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

browser: parts
	$(BIN)/python -m pytest tests/browser

postgres: parts
	$(BIN)/python -m tests.store.engine.postgres.run

cluster: .venv/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-cluster.txt
	$(BIN)/python -m store.many.local $(WORKERS)

bench: parts
	$(BIN)/python -m benchmarks

fuzz: .venv/dev.stamp
	$(BIN)/python -W ignore -m tests.fuzz.reports --cases $(REPORTS)
	$(BIN)/python -W ignore -m tests.fuzz.run --cases $(CASES)

kills: .venv/dev.stamp
	$(BIN)/python -W ignore -m tests.fuzz.kills --kills $(KILLS)

soak: .venv/dev.stamp
	$(BIN)/python -W ignore -m benchmarks.load.soak --minutes $(MINUTES) --think $(THINK) --between $(BETWEEN) --servers $(SERVERS)

# The pins stand in the two files alone; what is made of them is compared with them by tests/test_house.py.
lock: .venv/dev.stamp
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url \
		--custom-compile-command "make lock" requirements.txt -o requirements.lock

bundle: .venv/run.stamp
	@sh deploy/bundle.sh $(BIN)/python

parts: .venv/dev.stamp
	@bash deploy/test_parts.sh

# The environment follows the pins: what changed in these files since it was made is installed.
.venv/run.stamp: requirements.txt constraints.txt
	@test -n "$(PYTHON)" || { echo "没有找到 Python 3.11 至 3.14:请先安装,或用 PYTHON=路径 指明。"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "$(PYTHON) 不能建立虚拟环境:请安装它的 venv 组件(Debian: apt install python3-venv)。"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/dev.stamp: .venv/run.stamp requirements-dev.txt requirements-postgres.txt requirements-cluster.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
