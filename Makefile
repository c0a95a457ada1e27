# The commands of this project; `make` lists them. Everything is installed into .tools/ and nothing globally, except
# a C compiler, ffmpeg, Node.js and Python's venv module on a machine that lacks them.

STAGE ?= dev
DATA ?= .data
SAM := .tools/venv/bin/sam
DENY := .tools/bin/cargo-deny
# The program of the local stack, and how it is built. `--examples` makes cargo choose the features of the dependencies
# as it does for tests; the only example is a small tool of the tests. Without it `make demo` and `make test` would each build 48
# dependencies, tokio and the AWS SDKs among them, and most of our own crates. For the same reason the program is run
# directly: `cargo run` would build it again.
LOCAL := $(or $(CARGO_TARGET_DIR),target)/debug/local
BUILD_LOCAL := cargo build --bin local --examples

# What the console is made of: it is built again when one of these has changed, or has come or gone.
CONSOLE_MADE_OF = $(shell find console/src console/tools clients/typescript/src 2>/dev/null) \
  $(wildcard console/index.html console/package-lock.json console/package.json console/tsconfig.json console/vite.config.ts)

export SAM_CLI_TELEMETRY := 0

.DEFAULT_GOAL := help
# A console that is too heavy is not taken for a finished one.
.DELETE_ON_ERROR:
.PHONY: help demo dev console books bootstrap bench test long fuzz clients sdk stories screens screenshots hub readme browser check sunsets audit tools build deploy clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## a picture, a video, an avatar, a speech and an ad made of them, on this machine; ALL=1: every model in every mode
	@tools/ensure.sh cc ffmpeg
	@echo "Building the local stack; the first time takes a few minutes."
	$(BUILD_LOCAL)
	@$(LOCAL) demo $(if $(ALL),--all)

# The console is built if this machine can: everything else works without it, and needs no Node.js.
dev: ## the whole system on http://127.0.0.1:8787 with its console, its data in .data/; VENDOR=bfl: the real one, for real money; DAY=2027-01-07: as if it were that day
	@tools/ensure.sh cc ffmpeg
	@if why=$$(tools/node.sh); then \
	  $(MAKE) --no-print-directory console || echo "The console could not be built, and is left out."; \
	else \
	  echo "The console is left out: $$why."; \
	fi
	@echo "Building the local stack; the first time takes a few minutes."
	$(BUILD_LOCAL)
	@mkdir -p .data
	@$(LOCAL) up --port 8787 --data .data --ready .data/ready.json $(VENDOR:%=--vendor %) $(if $(DAY),--day $(DAY))

console: ## the page for people, into console/dist; a running local stack shows it at once
	@tools/ensure.sh node
	@$(MAKE) --no-print-directory console/dist/index.html

console/dist/index.html: console/node_modules/.package-lock.json $(CONSOLE_MADE_OF)
	cd console && npm run build

console/node_modules/.package-lock.json: console/package-lock.json
	cd console && npm ci --no-audit --no-fund
	@touch $@

books: ## whether the credits of the local stack add up; DATA=.data (default), running or not
	@tools/ensure.sh cc
	$(BUILD_LOCAL)
	@$(LOCAL) books --data "$(DATA)"

bootstrap: ## the first operator key, team, owner key and credits: of STAGE=dev or prod on AWS, or of STAGE=local in DATA=.data; MORE="--team acme"
	@tools/ensure.sh cc $(if $(filter local,$(STAGE)),,sam)
	$(BUILD_LOCAL)
ifeq ($(STAGE),local)
	@$(LOCAL) bootstrap --data "$(DATA)" $(MORE)
else
	@.tools/venv/bin/python tools/bootstrap.py $(LOCAL) $(STAGE) $(MORE)
endif

bench: ## holds per second on one team's row, and how fast an ad is rendered; a few minutes
	@tools/ensure.sh cc
	$(BUILD_LOCAL)
	@$(LOCAL) bench

# What follows the tests needs the programs of the local stack and of hub, which they have built. Many tests wait for a vendor's
# time to pass, so that one more than there are cores run at once.
test: tools ## every test
	RUST_TEST_THREADS=$$(($$(nproc) + 1)) cargo test --workspace --no-fail-fast
	.tools/venv/bin/python tests/clients/run.py
	.tools/venv/bin/python tests/schemathesis/run.py
	.tools/venv/bin/python tests/sdk/run.py
	.tools/venv/bin/python tests/stories/run.py
	.tools/venv/bin/python tests/console/run.py

fuzz: tools ## 20,000 wrong requests over every endpoint, and schemathesis without its small budget; SEED=, REQUESTS=, EXAMPLES= for the same or more
	SEED=$(SEED) REQUESTS=$(REQUESTS) cargo test -p contract-tests --test fuzz -- --ignored --nocapture
	$(BUILD_LOCAL)
	.tools/venv/bin/python tests/schemathesis/run.py --all --examples $(or $(EXAMPLES),50) $(SEED:%=--seed %)

long: tools ## the tests that are too long for test: each AWS call of two variants fails, a thousand submits by twenty keys
	cargo test -p contract-tests --test contract -- --ignored

# This needs the package registries once. If they cannot be reached, it says so and skips what it could not install.
clients: tools ## the vendors' own clients against the simulated vendors; part of test
	$(BUILD_LOCAL)
	.tools/venv/bin/python tests/clients/run.py

sdk: tools ## our own clients in TypeScript and Python against the local stack; part of test
	$(BUILD_LOCAL)
	.tools/venv/bin/python tests/sdk/run.py

stories: tools ## the story of an ad in TypeScript, Python, hub and curl, on one local stack; part of test
	$(BUILD_LOCAL) --bin hub
	.tools/venv/bin/python tests/stories/run.py

screens: tools ## the console in Chromium against the local stack; part of test; ONLY=create: those of one page
	$(BUILD_LOCAL)
	.tools/venv/bin/python tests/console/run.py $(ONLY)

screenshots: tools ## pictures of every page of the console, into docs/screenshots
	$(BUILD_LOCAL)
	SCREENSHOTS=1 .tools/venv/bin/python tests/console/run.py screenshots

hub: ## the command line client, as target/debug/hub; `cargo install --path clients/cli` installs it
	@tools/ensure.sh cc
	cargo build --bin hub --examples

readme: ## walks through the README on a stack of its own, and compares what is printed; not part of test
	@tools/ensure.sh cc ffmpeg
	$(BUILD_LOCAL) --bin hub
	@python3 tools/walk_readme.py

browser: ## a page of another origin in Chromium uses the local stack, and the reference tries a request; not part of test
	@tools/ensure.sh cc ffmpeg chromium
	$(BUILD_LOCAL)
	@python3 tests/sdk/run.py --install
	@python3 tests/browser/run.py $(LOCAL)

# The quick checks come first. rustdoc uses what clippy has built; `--examples` is explained above, and `--lib` is what
# rustdoc documents anyhow, because every program here has a library of the same name. The sunsets need the program of the
# local stack, which the tests need as well: whoever runs both builds it once.
check: tools ## format, template, dependencies, lints, docs, and what of the catalog ends soon
	cargo fmt --all --check
	$(SAM) validate --lint --config-env dev
	$(SAM) validate --config-env prod
	.tools/venv/bin/python tools/check_template.py
	.tools/venv/bin/python -m unittest discover -q -s tools/ffmpeg-layer
	$(DENY) check --hide-inclusion-graph bans licenses sources
	cargo clippy --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS=-Dwarnings cargo doc --workspace --no-deps --lib --examples
	@$(MAKE) --no-print-directory sunsets

sunsets: ## what of the catalog ends within 60 days, and what is left then; DAY=2027-01-07: as if it were that day
	@tools/ensure.sh cc
	$(BUILD_LOCAL)
	@$(LOCAL) sunsets $(DAY)

audit: tools ## known vulnerabilities in the dependencies (fetches the RustSec database)
	$(DENY) check advisories || { echo "If this was a failed download and not a finding: the check needs the network."; exit 1; }

# The two that take a minute each are installed side by side: one mostly downloads, the other mostly compiles.
tools: ## what check and test need, into .tools/
	@tools/ensure.sh cc ffmpeg chromium
	@tools/ensure.sh sam rie & tools/ensure.sh deny && wait $$!

# The venv comes first on PATH, because a cargo-lambda that is installed there finds its zig only that way.
build: tools console ## the console, the Lambda binaries and the ffmpeg layer (arm64), into .aws-sam/
	@PATH="$(CURDIR)/.tools/venv/bin:$$PATH" command -v cargo-lambda >/dev/null || { \
	  echo "This needs cargo-lambda, which cross-compiles for Lambda (450 MB with its linker, so not part of 'make tools'):"; \
	  echo "  .tools/venv/bin/pip install cargo-lambda==1.9.2 && rustup target add aarch64-unknown-linux-gnu"; \
	  exit 1; }
	PATH="$(CURDIR)/.tools/venv/bin:$$PATH" $(SAM) build --config-env $(STAGE)

deploy: build ## build, then deploy; STAGE=dev (default) or prod
	@.tools/venv/bin/python -c 'import boto3, sys; sys.exit(boto3.Session().get_credentials() is None)' || { \
	  echo "This needs AWS credentials (AWS_PROFILE, AWS_ACCESS_KEY_ID ... or an SSO login), and there are none."; \
	  exit 1; }
	$(SAM) deploy --config-env $(STAGE)

clean: ## removes what was built and the local data; the tools stay
	cargo clean
	rm -rf .aws-sam .data out console/dist
