# make demo    sets up, builds the graph of SOURCES, validates it and answers the three questions
# make editor  installs the editor of the query page from npm into build/editor
# make serve   builds the graph of SOURCES and serves it as a site
# make test    sets up, then lint, types, import layers and tests
# make score   measures the graph of the gold's reports against the gold
# make train   trains the name model anew, where ../shared is there (about an hour)
# make bench   measures kg beside its peers: all, or BENCH="emission validation"; table in build/benchmarks
# make bench-export measures how fast a graph is exported, and in how much memory
# make bench-serve  measures how fast a graph is served, beside four other servers (needs wrk)
# make measure measures reports of other places against the project's own annotations
# make fuzz    looks for input that breaks a reader or a grammar, ten minutes each (FUZZ=name SECONDS=60)
# make damaged builds 20,000 damaged files beside good ones
# make killed  kills a hundred builds and looks whether the graph is whole
# make check   the same as make test without setting up again

PYTHON  ?= python3
VENV    ?= .venv
SOURCES ?= examples
DEMO    ?= build/demo
CORPUS  ?= ../shared/corpus
GOLD    ?= ../shared/gold
BIN      = $(VENV)/bin
KG       = $(BIN)/kg

# compiled code is kept: else every command that a test starts compiles all it imports
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo serve test check score measure train bench bench-export bench-serve editor fuzz damaged killed clean

# what is installed is compiled when it is first used: that halves the time
$(VENV)/.ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --no-compile --constraint constraints.txt --editable . --group dev
	touch $@

demo: $(VENV)/.ready
	$(KG) build $(SOURCES) --out $(DEMO)
	@echo; echo "== 校验 / findings"
	$(KG) validate --graph $(DEMO) --summary
	@echo; echo "== 谁做了什么 / who did what"
	$(KG) query who-did-what --graph $(DEMO) --limit 8
	@echo; echo "== 哪些项目服务于哪个指标 / which projects serve which indicator"
	$(KG) query project-indicators --graph $(DEMO) --limit 8
	@echo; echo "== 目标与完成 / what was planned, what came out"
	$(KG) query targets-and-outcomes --graph $(DEMO) --limit 8
	@echo; echo "== 图 / picture"
	$(KG) analyse picture --graph $(DEMO) --out $(DEMO)/network.svg

serve: $(VENV)/.ready
	$(KG) build $(SOURCES) --out $(DEMO)
	$(KG) serve --graph $(DEMO)

test: $(VENV)/.ready check

check:
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -q -n auto --dist loadfile --no-loadscope-reorder

score: $(VENV)/.ready
	$(KG) build $(CORPUS) --out build/score
	$(KG) evaluate $(GOLD) --graph build/score

# the reports of the held-out set were not looked at while rules were written, nor learnt from;
# confidences were weighed on them
DEVELOPMENT = 004_6e21ebd5e321ba76 2024-guangming-gwr 2019-rongcheng-gwr
HELD_OUT    = 2026-gansu-gwr 2021-dingxing-gwr 2019-guangdong-gwr
# nothing was learnt, written or weighed on these
BLIND       = 2008-jinhua-gwr 2012-fangchenggang-gwr
SHARED     ?= ../shared
find_report = $(firstword $(wildcard $(SHARED)/corpus*/$(1).txt))

measure: $(VENV)/.ready
	$(KG) build $(foreach one,$(DEVELOPMENT),$(call find_report,$(one))) --out build/development
	$(BIN)/python tools/gold.py training/statements/development $(SHARED) build/development-gold
	$(KG) evaluate build/development-gold --graph build/development --scorer $(GOLD)/score.py
	$(KG) build $(foreach one,$(HELD_OUT),$(call find_report,$(one))) --out build/held-out
	$(BIN)/python tools/gold.py training/statements/held-out $(SHARED) build/held-out-gold
	$(KG) evaluate build/held-out-gold --graph build/held-out --scorer $(GOLD)/score.py
	$(KG) build $(foreach one,$(BLIND),$(call find_report,$(one))) --out build/blind
	$(BIN)/python tools/gold.py training/statements/blind $(SHARED) build/blind-gold
	$(KG) evaluate build/blind-gold --graph build/blind --scorer $(GOLD)/score.py

train: $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --group train
	$(BIN)/python -m training --shared $(SHARED) --out model/names.npz

fuzz: $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --group fuzz
	$(BIN)/python -m fuzz $(FUZZ) --seconds $(or $(SECONDS),600)

damaged: $(VENV)/.ready
	$(BIN)/python -m fuzz.batches $(wildcard examples/*.txt)

killed: $(VENV)/.ready
	$(BIN)/python -m fuzz.kills

# peers have folders of their own, as they need other versions; wrk, for the server, is Debian's
build/peers/.ready: benchmarks/requirements.txt
	$(PYTHON) -m venv build/peers
	build/peers/bin/python -m pip install --quiet --requirement $<
	touch $@

build/morph/.ready: benchmarks/requirements-morph.txt
	$(PYTHON) -m venv build/morph
	build/morph/bin/python -m pip install --quiet --requirement $<
	touch $@

bench: $(VENV)/.ready build/peers/.ready build/morph/.ready
	$(BIN)/python -m benchmarks $(BENCH)

# five reports where they are there, else the examples, repeated up to a million quads
bench-export: $(VENV)/.ready
	$(KG) build $(or $(wildcard $(CORPUS)),$(SOURCES)) --out build/bench
	$(BIN)/python benchmarks/export.py build/bench

# wrk must be there; the peers are installed in a folder of their own
bench-serve: $(VENV)/.ready
	$(KG) build $(or $(wildcard $(CORPUS)),$(SOURCES)) --out build/bench
	$(BIN)/python benchmarks/serve.py build/bench

# the editor of the query page: kg serve --editor build/editor
YASGUI = build/npm/node_modules/@zazuko/yasgui/build
editor:
	npm install --prefix build/npm --no-audit --no-fund --ignore-scripts --no-save @zazuko/yasgui@4.6.2
	mkdir -p build/editor
	cp $(YASGUI)/yasgui.min.js $(YASGUI)/yasgui.min.css build/editor

clean:
	rm -rf build
