# `make` lists what there is. Everything lives in .venv; downloads are cached outside the checkout.
MAKEFLAGS += --no-builtin-rules
.DEFAULT_GOAL := help
.PHONY: help run test test-long venv format lint types tests neo4j test-neo4j-current bench gallery readme reference constraints clean

VENV := .venv
BIN := $(VENV)/bin
CACHE := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/dutygraph
export PIP_CACHE_DIR ?= $(CACHE)/pip
PIP_INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --retries 10 -c constraints.txt

# The stamps carry the checkout's path: a moved checkout has a broken environment and makes a new one.
HERE := $(firstword $(shell pwd | cksum))
FOR_USE := $(VENV)/.for-use-$(HERE)
FOR_WORK := $(VENV)/.for-work-$(HERE)

# The graph that `make run` opens: apart from dutygraph.lbug, which holds the user's own documents.
# Precious, since make would delete it when a load fails or is interrupted.
STORE := data/samples.lbug
SAMPLES := $(wildcard samples/*.txt)
.PRECIOUS: $(STORE)

# Tests run in two processes, each with a Neo4j of its own, unless one is given for all. Each process takes
# half of the files in their order; one that is done takes half of what the other has left.
AT_ONCE := $(if $(NEO4J_URI),,--numprocesses=2 --dist=worksteal)

help: ## 列出可用的命令 · list these commands
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(STORE) ## 安装、载入样例、打开网页 · install, load the samples, serve page and API on this machine
	$(BIN)/dutygraph serve --store $(STORE)

test: lint types tests ## 安装并做全部检查 · install and check everything, as CI does

# Each part runs though one before it has failed, and the first failure is the end's.
test-long: $(FOR_WORK) ## 发布前的长测试（约一小时） · the tests that make test leaves out, and Neo4j's current release
	@$(BIN)/pytest -m long $(AT_ONCE); failed=$$?; \
	$(BIN)/python -m tools.neo4j_server.current $(AT_ONCE) && exit $$failed

venv: $(FOR_WORK) ## 建好 .venv（含开发工具） · make .venv with the developers' tools

format: $(FOR_WORK) ## 排版 · format the code, mend what ruff can mend
	$(BIN)/ruff check --quiet --fix-only .
	$(BIN)/ruff format .

lint: $(FOR_WORK) ## 查格式和导入方向 · check format, style and the arrows between packages
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports --no-logo

types: $(FOR_WORK) ## 查类型 · check types
	$(BIN)/mypy

tests: $(FOR_WORK) ## 只跑测试 · run the tests only
	$(BIN)/pytest $(AT_ONCE)

neo4j: $(FOR_USE) ## 启动本机 Neo4j（数据在 data/neo4j） · run a Neo4j on this machine until Ctrl-C
	@$(BIN)/python -m tools.neo4j_server

test-neo4j-current: $(FOR_WORK) ## 在 Neo4j 新版上测试（需 Java 21） · run the tests of Neo4j on its current release
	@$(BIN)/python -m tools.neo4j_server.current $(AT_ONCE)

bench: $(FOR_WORK) ## 性能测试（到一百万项任务，很久） · measure against the peers, up to a million tasks; graphs are kept in .bench
	$(BIN)/python -m bench.parser --check
	$(BIN)/python -m bench.store --check --keep .bench
	$(BIN)/python -m bench.analysis --check --keep .bench --py2neo 6000
	$(BIN)/python -m bench.neo4j_bulk --check --import-tasks 300000 --keep .bench
	$(BIN)/python -m bench.http --check --keep .bench
	$(BIN)/python -m bench.cold --check --keep .bench
	$(BIN)/python -m bench.pages --check --keep .bench

gallery: $(FOR_WORK) ## 把笔记本画成网页（gallery/） · run the notebooks and render them as pages
	$(BIN)/python -m tools.notebooks gallery

readme: $(FOR_USE) ## 更新文档中的实际输出 · bring the runs that READMEs and docs show up to date
	$(BIN)/python -m tools.console_blocks

reference: $(FOR_USE) ## 由程序生成 docs/reference · generate docs/reference from the code
	$(BIN)/python -m tools.reference

constraints: $(FOR_USE) ## 重做 constraints.txt（保留仍适用的版本） · remake the pins, keeping those that still fit
	@set -e; tool=$$(mktemp -d); trap 'rm -rf "$$tool"' EXIT; \
	$(BIN)/python -m venv "$$tool"; \
	"$$tool/bin/pip" install --quiet --disable-pip-version-check --retries 10 uv; \
	"$$tool/bin/uv" --quiet --no-config --cache-dir "$$tool/cache" pip compile pyproject.toml --all-extras \
		--universal --python-version 3.11 --no-annotate --no-header --output-file constraints.txt

clean: ## 删除 .venv 和缓存（不动图谱） · remove .venv and caches; graphs stay
	rm -rf $(VENV) .import_linter_cache .mypy_cache .pytest_cache .ruff_cache .hypothesis .bench build dist

$(FOR_USE): pyproject.toml constraints.txt
	@tools/make-venv $(VENV)
	@echo '正在安装（第一次约一两分钟） · installing, a minute or two the first time'
	@$(PIP_INSTALL) -e .
	@touch $@

$(FOR_WORK): $(FOR_USE)
	@echo '正在安装开发工具 · installing the developers'"'"' tools'
	@$(PIP_INSTALL) -e '.[dev]'
	@tools/chromium
	@touch $@

$(STORE): $(FOR_USE) $(SAMPLES)
	@mkdir -p $(@D)
	$(BIN)/dutygraph ingest --store $@ $(SAMPLES)
	@touch -c $@
