# The habits of this project; `make` lists them. Everything is installed into .tools/, nothing globally
# (but for a C compiler and Python's venv module, if the machine has none).

STAGE ?= dev
DATA ?= .data
SAM := .tools/venv/bin/sam
DENY := .tools/bin/cargo-deny

export SAM_CLI_TELEMETRY := 0

.DEFAULT_GOAL := help
.PHONY: help demo dev books bench test clients check audit tools build deploy clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# `--bin local`, not `-p local`: from the workspace root that keeps the features of the whole
# workspace, but for those that only tests use: `test` builds the dependencies of these again.
demo: ## a picture, a video, an avatar, a speech and an ad made of them, on this machine; ALL=1: every model in every mode
	@tools/ensure.sh cc ffmpeg
	@echo "Building the local stack; the first time takes a few minutes."
	cargo build --bin local
	@cargo run -q --bin local -- demo $(if $(ALL),--all)

dev: ## the whole system on http://127.0.0.1:8787, its data in .data/
	@tools/ensure.sh cc ffmpeg
	@echo "Building the local stack; the first time takes a few minutes."
	cargo build --bin local
	@mkdir -p .data
	@cargo run -q --bin local -- up --port 8787 --data .data --ready .data/ready.json

books: ## whether the credits of the local stack add up; DATA=.data (default), running or not
	@tools/ensure.sh cc
	cargo build --bin local
	@cargo run -q --bin local -- books --data "$(DATA)"

bench: ## holds per second on one team's row, and how fast an ad is rendered; a few minutes
	@tools/ensure.sh cc
	cargo build --bin local
	@cargo run -q --bin local -- bench

# The tests of `local` have built its program: a `cargo build` for the clients would build all dependencies again,
# without what only tests use of them.
test: tools ## every test
	cargo test --workspace --no-fail-fast
	.tools/venv/bin/python tests/clients/run.py

# It needs the package registries once; unreachable, it says so and skips what it could not install.
clients: tools ## the simulated vendors driven by the vendors' own clients; a part of test
	cargo build --bin local
	.tools/venv/bin/python tests/clients/run.py

# The quick ones first. clippy and rustdoc share their artefacts.
check: tools ## format, template, dependencies, lints, docs
	cargo fmt --all --check
	$(SAM) validate --lint --config-env dev
	$(SAM) validate --config-env prod
	.tools/venv/bin/python tools/check_template.py
	.tools/venv/bin/python tools/check_sunsets.py
	.tools/venv/bin/python -m unittest discover -q -s tools/ffmpeg-layer
	$(DENY) check --hide-inclusion-graph bans licenses sources
	cargo clippy --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS=-Dwarnings cargo doc --workspace --no-deps

audit: tools ## known vulnerabilities in the dependencies (fetches the RustSec database)
	$(DENY) check advisories || { echo "If that was no finding but a failed fetch: this check needs the network."; exit 1; }

tools: ## what check and test need, into .tools/
	@tools/ensure.sh cc ffmpeg sam rie deny

# The venv comes first on PATH: a cargo-lambda installed there finds its zig only that way.
build: tools ## the Lambda binaries and the ffmpeg layer (arm64), into .aws-sam/
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

clean: ## what was built and the local data; the tools stay
	cargo clean
	rm -rf .aws-sam .data out
