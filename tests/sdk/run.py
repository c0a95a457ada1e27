#!/usr/bin/env python3
"""Tests our own clients, in TypeScript and in Python, against a local stack: what is made from docs/openapi.json is up to
date, the types fit, the tests pass, and the code of the READMEs runs.

    tests/sdk/run.py                 both; needs target/debug/local
    tests/sdk/run.py python wait     only the checks with one of these words in their name
    tests/sdk/run.py --install       installs what the clients need into .tools/sdk/ and compiles the TypeScript
    tests/sdk/run.py --generate      makes anew what is made from docs/openapi.json
"""

import json
import os
import re
import signal
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "clients"))

from environments import SDK_NODE, SDK_PYTHON, Environment, Skipped  # noqa: E402
from finish import finish  # noqa: E402
from local_stack import local_stack  # noqa: E402

PYTHON = ROOT / "clients" / "python"
TYPESCRIPT = ROOT / "clients" / "typescript"
# The part of their typical time that vendors take. The tests' own slow jobs take 600 s of it.
TIME_SCALE = "0.02"
CHECK_SECONDS = 120
SIDE_BY_SIDE = 4
PYTHON_PROCESSES = 3
# It comes before everything else in TypeScript.
COMPILE = "typescript: types"


@dataclass(frozen=True)
class Check:
    name: str
    command: list[str]
    # Where it runs; a folder of its own, if there is none.
    folder: Path | None = None
    # What its summary must have: a runner that has found no test has not passed.
    shows: str = ""


def main(words: list[str]) -> int:
    there = [environment for environment in (SDK_NODE, SDK_PYTHON) if installed(environment)]
    if words == ["--generate"]:
        return 0 if run_all([check for check in generators() if wanted(check, there, [])], {}) else 1
    with tempfile.TemporaryDirectory(prefix="sdk-") as folder:
        readmes = write_readmes(Path(folder))
        if words == ["--install"]:
            words = [COMPILE]
        still = [check for check in still_checks() if wanted(check, there, words)]
        # The compiled tests are there only once this is over.
        if not run_all(still, {}):
            return 1
        live = [check for check in live_checks(readmes) if wanted(check, there, words)]
        if not live:
            return 0
        with local_stack(TIME_SCALE, "--plain-media") as stack:
            variables = {"READY": json.dumps(stack), "HUB_URL": stack["api"], "HUB_KEY": stack["keys"]["owner"]}
            return 0 if run_all(live, variables) else 1


def installed(environment: Environment) -> bool:
    try:
        environment.ensure()
    except Skipped as reason:
        print(f"SKIPPED: {reason} (a client in {environment.shown})")
        return False
    return True


def wanted(check: Check, there: list[Environment], words: list[str]) -> bool:
    needs = SDK_NODE if check.name.startswith("typescript") else SDK_PYTHON
    chosen = check.name == COMPILE or not words or any(word in check.name for word in words)
    return needs in there and chosen


def write_readmes(folder: Path) -> dict[str, Path]:
    """The code of each README as one program. Its blocks are parts of a whole, as a reader takes them."""
    programs = {"ts": TYPESCRIPT / "examples" / "readme.ts", "python": folder / "readme.py"}
    for language, program in programs.items():
        readme = (TYPESCRIPT if language == "ts" else PYTHON) / "README.md"
        blocks = re.findall(rf"(?ms)^```{language}\n(.*?)^```", readme.read_text())
        program.write_text("\n".join(blocks))
    return programs


def still_checks() -> list[Check]:
    """Those that need no stack, the slowest first."""
    python = SDK_PYTHON.python
    return [
        Check("python: types", [python, "-m", "mypy", "--cache-dir", os.devnull], PYTHON),
        Check(COMPILE, ["node", "node_modules/typescript/bin/tsc"], TYPESCRIPT),
        *generators("--check"),
    ]


def generators(*options: str) -> list[Check]:
    schema = ["node", "node_modules/openapi-typescript/bin/cli.js", "../../docs/openapi.json", "--output", "src/schema.ts"]
    models = [SDK_PYTHON.python, "-B", "tools/generate.py"]
    return [
        Check("typescript: schema", [*schema, "--empty-objects-unknown", "--default-non-nullable=false", *options], TYPESCRIPT),
        Check("python: models and sync", [*models, *options], PYTHON),
    ]


def live_checks(readmes: dict[str, Path]) -> list[Check]:
    """Those that use the stack. They are many processes, because most of the time is waiting; but each in Python begins by
    building the models, which takes half a second."""
    checks = [
        Check("typescript: README", ["node", str(TYPESCRIPT / "build/examples/readme.js")], shows="kite.png"),
        Check("python: README", [SDK_PYTHON.python, "-B", str(readmes["python"])], shows="kite.png"),
    ]
    tests = sorted(test.stem for test in (PYTHON / "tests").glob("test_*.py"))
    for some in (tests[first::PYTHON_PROCESSES] for first in range(PYTHON_PROCESSES)):
        name = ", ".join(test.removeprefix("test_") for test in some)
        command = [SDK_PYTHON.python, "-B", "-m", "unittest", *some]
        checks.append(Check(f"python: {name}", command, PYTHON / "tests", r"(?m)^Ran [1-9]"))
    for test in sorted((TYPESCRIPT / "test").glob("*.test.ts")):
        name = test.name.removesuffix(".test.ts")
        command = ["node", "--test", "--test-reporter=tap", f"build/test/{name}.test.js"]
        checks.append(Check(f"typescript: {name}", command, TYPESCRIPT, r"(?m)^# pass [1-9]"))
    return checks


def run_all(checks: list[Check], variables: dict[str, str]) -> bool:
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        return all(list(pool.map(lambda check: run(check, variables), checks)))


def run(check: Check, variables: dict[str, str]) -> bool:
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="sdk-") as home:
        # There is nothing else in it, because a developer's own settings must not reach the clients.
        environment = {"PATH": os.environ["PATH"], "HOME": home, **variables}
        succeeded, output = finish(check.command, check.folder or Path(home), environment, CHECK_SECONDS)
    passed = succeeded and re.search(check.shows, output) is not None
    seconds = f"{time.monotonic() - started:.1f} s"
    print(f"ok      {check.name}, {seconds}" if passed else f"FAILED  {check.name}, {seconds}\n{output}", flush=True)
    return passed


if __name__ == "__main__":
    # Exits on SIGTERM in an orderly way, so that the stack is stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main(sys.argv[1:]))
