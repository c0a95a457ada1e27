#!/usr/bin/env python3
"""Runs schemathesis over /openapi.json against a local stack of its own: it makes requests of the document, good and bad ones,
and chains of calls along the links, and holds every answer to the document.

    tests/schemathesis/run.py                           a small budget, the same requests every time; part of make test
    tests/schemathesis/run.py --examples 200 --seed 7   more requests for each operation, and others; part of make fuzz
    tests/schemathesis/run.py createImage getJob        only these operations
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "clients"))

from environments import Environment, Skipped, install_python  # noqa: E402
from local_stack import local_stack  # noqa: E402

SCHEMATHESIS = Environment("schemathesis", HERE / "requirements.txt", install_python)
PHASES = "examples,coverage,fuzzing,stateful"
# Enough that every operation is asked in each of its ways, on two cores in some 30 seconds.
SMALL = 2
CREDITS = 1_000_000_000
NAMES = {"owner": "OWNER", "operator": "OPERATOR", "other_team_owner": "OTHER_OWNER"}


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("operations", nargs="*", metavar="OPERATION")
    arguments.add_argument("--examples", type=int, default=SMALL)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--rates", action="store_true", help="how many requests of each operation were accepted")
    arguments.add_argument("--phases", default=PHASES)
    asked = arguments.parse_args()
    try:
        SCHEMATHESIS.ensure()
    except Skipped as reason:
        print(f"SKIPPED: {reason} (schemathesis in .tools/clients/{SCHEMATHESIS.name})")
        return 0
    with tempfile.TemporaryDirectory(prefix="schemathesis-") as folder, local_stack("0.02") as ready:
        return run(asked, ready, Path(folder))


def run(asked: argparse.Namespace, ready: dict, folder: Path) -> int:
    started, report = time.monotonic(), folder / "report.json"
    command = [SCHEMATHESIS.folder / "bin" / "schemathesis", "--config-file", HERE / "schemathesis.toml", "run"]
    command += [f"{ready['api']}/openapi.json", "--checks", "all", "--phases", asked.phases, "--max-examples", str(asked.examples)]
    command += ["--seed", str(asked.seed), "--workers", "2", "--report", "json", "--report-json-path", report]
    command += [word for operation in asked.operations for word in ("--include-operation-id", operation)]
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "HUB_HOOKS": str(HERE / "exceptions.py"), **prepared(ready)}
    done = subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    output = done.stdout.decode(errors="replace")
    if not report.is_file():
        print(output)
        return 1
    told = json.loads(report.read_text())
    cases, tested = told["test_cases"], told["operations"]["tested"]
    if done.returncode:
        print(output)
    if asked.rates:
        print(json.dumps(told["valid_rates"], indent=1))
    print(f"schemathesis: {cases['generated']} cases over {tested} operations, {cases['unique_failures']} findings, "
          f"{told['filtered']} excused, {time.monotonic() - started:.0f} s, seed {asked.seed}")
    return done.returncode


def prepared(ready: dict) -> dict[str, str]:
    """The settings for this stack, whose team can pay for every request."""
    keys = {name: ready["keys"][name] for name in ("owner", "operator", "other_team_owner")}
    me = {name: call(ready, key, "GET", "/me") for name, key in keys.items()}
    grant = {"team_id": me["owner"]["team"]["id"], "amount": CREDITS, "reason": "schemathesis"}
    call(ready, keys["operator"], "POST", "/credits/grants", grant)
    own = ",".join(it["key"]["id"] for it in me.values())
    return {"HUB_API": ready["api"], "HUB_OWN_KEYS": own} | {f"HUB_{NAMES[name]}": key for name, key in keys.items()}


def call(ready: dict, key: str, method: str, path: str, body: dict | None = None) -> dict:
    headers = {"x-api-key": key, "content-type": "application/json"}
    sent = urllib.request.Request(f"{ready['api']}/api/v1{path}", json.dumps(body).encode() if body else None, headers, method=method)
    with urllib.request.urlopen(sent) as answer:
        return json.load(answer)


if __name__ == "__main__":
    sys.exit(main())
