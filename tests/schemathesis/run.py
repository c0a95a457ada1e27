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
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "clients"))

from environments import Environment, Skipped, install_python  # noqa: E402
from local_stack import local_stack  # noqa: E402

SCHEMATHESIS = Environment("schemathesis", HERE / "requirements.txt", install_python)
PHASES = "examples,coverage,fuzzing,stateful"
# Enough that every operation is asked in each of its ways, on two cores in some 30 seconds.
SMALL = 2


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("operations", nargs="*", metavar="OPERATION")
    arguments.add_argument("--examples", type=int, default=SMALL)
    arguments.add_argument("--seed", type=int, default=1)
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
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "HUB_API": ready["api"], "HUB_HOOKS": str(HERE / "exceptions.py"),
                   "HUB_OWNER": ready["keys"]["owner"], "HUB_OPERATOR": ready["keys"]["operator"]}
    done = subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    output = done.stdout.decode(errors="replace")
    if not report.is_file():
        print(output)
        return 1
    told = json.loads(report.read_text())
    cases, tested = told["test_cases"], told["operations"]["tested"]
    if done.returncode:
        print(output)
    print(f"schemathesis: {cases['generated']} cases over {tested} operations, {cases['unique_failures']} findings, "
          f"{told['filtered']} excused, {time.monotonic() - started:.0f} s, seed {asked.seed}")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
