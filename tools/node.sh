#!/usr/bin/env bash
# Whether this machine can build the console: says in one sentence why not.
set -euo pipefail

# What Vite takes.
WANTED="Node.js 20.19 or later, or 22.12 or later, with npm"

if ! command -v node >/dev/null; then
  echo "it needs $WANTED, and there is no Node.js"
elif ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 22 || (a === 22 && b >= 12) || (a === 20 && b >= 19) ? 0 : 1)'; then
  echo "it needs $WANTED, and here is $(node --version)"
elif ! command -v npm >/dev/null; then
  echo "it needs $WANTED, and there is no npm"
else
  exit 0
fi
exit 1
