#!/usr/bin/env bash
# Installs what the Makefile uses and the machine lacks: `tools/ensure.sh cc`, or `cc sam rie deny`.
# It says what it installs and why, skips what is present, and writes only to .tools/, except for
# system packages, which come from the machine's own package manager.
set -euo pipefail
cd "$(dirname "$0")/.."

DENY_VERSION=0.20.2

say() { printf 'tools: %s\n' "$*" >&2; }
die() {
  say "$*"
  exit 1
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    die "this needs root, and there is no sudo; please run as root: $*"
  fi
}

# system_package WHY APT DNF BREW: each list may have several names, separated by spaces.
system_package() {
  local why=$1 apt=$2 dnf=$3 brew=$4
  # The lists below are split on purpose.
  # shellcheck disable=SC2086
  if command -v apt-get >/dev/null; then
    say "installing $apt with apt-get ($why)"
    as_root apt-get update -q >&2 || say "apt-get update failed; trying with the lists that are there"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $apt >&2
  elif command -v dnf >/dev/null; then
    say "installing $dnf with dnf ($why)"
    as_root dnf install -y -q $dnf >&2
  elif command -v brew >/dev/null; then
    say "installing $brew with brew ($why)"
    brew install -q $brew >&2
  else
    false
  fi || die "could not install what is missing ($why): there is no known package manager, or no network. Please install it by hand: $apt (Debian's name)."
}

# Two of our dependencies compile C: ring (TLS) and SQLite (the local DynamoDB).
ensure_cc() {
  has_cc && return
  if [ "$(uname -s)" = Darwin ]; then
    die "a C compiler is missing; Rust needs it to link. Please run: xcode-select --install"
  fi
  system_package "a C compiler, for ring and SQLite" "gcc libc6-dev" "gcc" "gcc"
  has_cc || die "cc still cannot compile a C file; please install a C compiler and its C library headers."
}

has_cc() { echo '#include <stdio.h>' | cc -x c -fsyntax-only - 2>/dev/null; }

# The compositor renders with it, the simulated vendors make real videos and sounds with it, and the demo describes its
# results with ffprobe.
ensure_ffmpeg() {
  has_ffmpeg && return
  system_package "composites, and real videos and sounds from the simulated vendors" "ffmpeg" "ffmpeg-free" "ffmpeg"
  has_ffmpeg || die "ffmpeg with libx264 and libmp3lame was not found; please install it."
}

has_ffmpeg() {
  command -v ffprobe >/dev/null || return 1
  # No pipe: with pipefail, a grep that stops reading early would count as a failure.
  [[ $(ffmpeg -v quiet -encoders 2>/dev/null) == *libx264*libmp3lame* ]] &&
    [[ $(ffmpeg -v quiet -decoders 2>/dev/null) == *libvpx*libvpx-vp9* ]]
}

# A real browser uses the local stack from another origin.
ensure_chromium() {
  has_chromium && return
  system_package "a real browser, for make browser" "chromium" "chromium" "chromium"
  has_chromium || die "Chromium was not found; please install it, or set CHROMIUM to a browser of its kind."
}

has_chromium() {
  local name
  [ -n "${CHROMIUM:-}" ] && return
  for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null && return
  done
  return 1
}

# The console is built by it, and nothing else here needs it. A Node.js that is too old is the machine's own matter: others use it.
ensure_node() {
  tools/node.sh >/dev/null && return
  command -v node >/dev/null || system_package "Node.js, which builds the console" "nodejs npm" "nodejs nodejs-npm" "node"
  tools/node.sh >&2 || die "the console cannot be built. A distribution's Node.js may be too old: please take one from https://nodejs.org, or by a version manager (nvm install 22, fnm install 22)."
}

# The SAM CLI needs Python 3.10 and the venv module, which Debian packages separately.
find_python() {
  local candidate
  for candidate in python3 python3.14 python3.13 python3.12 python3.11 python3.10 /usr/bin/python3; do
    if "$candidate" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
  return 1
}

ensure_python() {
  find_python && return
  system_package "Python 3 with venv, for the SAM CLI" "python3 python3-venv" "python3" "python@3.13"
  find_python || die "no Python 3.10 or later with the venv module was found; please install one."
}

# SAM CLI: checks template.yaml, builds and deploys. The Lambda runtime emulator comes with it.
ensure_sam() {
  # A venv does not survive being moved, so its path is part of what identifies it.
  local wanted python
  wanted="$PWD $(cat tools/requirements.txt)"
  if [ "$(cat .tools/venv/.complete 2>/dev/null)" = "$wanted" ] && .tools/venv/bin/python -c '' 2>/dev/null; then
    return
  fi
  python=$(ensure_python)
  say "installing the SAM CLI and cfn-lint into .tools/venv, to check the template and to run functions as Lambda does (about a minute, 350 MB)"
  rm -rf .tools/venv
  "$python" -m venv .tools/venv
  .tools/venv/bin/python -m pip install --quiet --disable-pip-version-check --retries 2 --timeout 20 -r tools/requirements.txt >&2 ||
    die "the SAM CLI could not be installed. It comes from PyPI: is this machine online? Once installed, nothing here needs the network."
  printf '%s\n' "$wanted" >.tools/venv/.complete
}

# The runtime emulator starts a function's binary as Lambda would, without Docker. It is a Linux program.
ensure_rie() {
  local cpu source
  if [ "$(uname -s)" != Linux ]; then
    say "there is no Lambda runtime emulator on $(uname -s); tests that need it say so"
    return
  fi
  case $(uname -m) in
    x86_64) cpu=x86_64 ;;
    aarch64 | arm64) cpu=arm64 ;;
    *) die "there is no Lambda runtime emulator for $(uname -m)" ;;
  esac
  source=$(echo .tools/venv/lib/python*/site-packages/samcli/local/rapid/aws-lambda-rie-$cpu)
  if ! cmp -s "$source" .tools/aws-lambda-rie; then
    say "copying the Lambda runtime emulator ($cpu) out of the SAM CLI to .tools/aws-lambda-rie"
    install -m 755 "$source" .tools/aws-lambda-rie
  fi
}

# cargo-deny: licences, sources and duplicates of the dependency tree.
ensure_deny() {
  if [ "$(.tools/bin/cargo-deny --version 2>/dev/null)" = "cargo-deny $DENY_VERSION" ]; then
    return
  fi
  say "building cargo-deny $DENY_VERSION into .tools/bin, to check the dependencies' licences and sources (a minute or two)"
  env -u CARGO_TARGET_DIR -u RUSTFLAGS cargo install --quiet --root .tools --debug --locked --no-default-features \
    "cargo-deny@$DENY_VERSION" >&2 ||
    die "cargo-deny could not be installed. It comes from crates.io: is this machine online? Once installed, nothing here needs the network."
}

ensure_rust() {
  command -v cargo >/dev/null || die "Rust is missing; please install it from https://rustup.rs (rust-toolchain.toml then picks the version)."
}

mkdir -p .tools
for part in "${@:-}"; do
  case $part in
    cc)
      ensure_rust
      ensure_cc
      ;;
    ffmpeg) ensure_ffmpeg ;;
    chromium) ensure_chromium ;;
    node) ensure_node ;;
    sam) ensure_sam ;;
    rie)
      ensure_sam
      ensure_rie
      ;;
    deny)
      ensure_rust
      ensure_cc
      ensure_deny
      ;;
    *) die "usage: tools/ensure.sh cc|ffmpeg|chromium|node|sam|rie|deny ..." ;;
  esac
done
