#!/usr/bin/env python3
"""Runs the vendors' own clients against the simulated vendors. Our adapters are tested against the simulators, so the
simulators have to speak the real protocol and not only our idea of it: the real clients must accept what they answer.

    tests/clients/run.py                all clients; needs target/debug/local
    tests/clients/run.py openai fal     only the clients with one of these words in their name
    tests/clients/run.py --ready FILE   against simulators that run already, at a fast pace (`--time-scale 0.01`);
                                        FILE is what `local up --ready FILE` has written
"""

import argparse
import contextlib
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

from environments import ALL, HERE, NODE, PYTHON, PYTHON_VEO, Environment, Skipped
from finish import finish
from local_stack import local_stack

# The part of their typical time that vendors take.
TIME_SCALE = "0.01"
# The simulated vendors end their models on the days on which the real ones do, and the tests call models of this day.
DAY = "2026-11-27"
CLIENT_SECONDS = 120
SIDE_BY_SIDE = 3


@dataclass(frozen=True)
class Client:
    package: str
    environment: Environment
    # The name of its test in python/ or js/.
    test: str

    @property
    def title(self) -> str:
        language = "JavaScript" if self.environment is NODE else "Python"
        return f"{self.package} {self.environment.version(self.package)} ({language})"

    def command(self) -> list[str]:
        if self.environment is NODE:
            return ["node", "--test", "--test-reporter=tap", f"{self.test}.test.mjs"]
        return [self.environment.python, "-B", "-m", "unittest", "--verbose", f"test_{self.test}"]


# The slowest come first, so that none of them is left to run alone at the end.
CLIENTS = (
    Client("runwayml", PYTHON, "runway"),
    Client("@runwayml/sdk", NODE, "runway"),
    Client("google-genai", PYTHON_VEO, "veo"),
    Client("google-genai", PYTHON, "google"),
    Client("@google/genai", NODE, "google"),
    Client("byteplus-python-sdk-v2", PYTHON, "byteplus"),
    Client("@ai-sdk/black-forest-labs", NODE, "bfl"),
    Client("luma-agents", PYTHON, "luma"),
    Client("openai", PYTHON, "openai"),
    Client("openai", NODE, "openai"),
    Client("elevenlabs", PYTHON, "elevenlabs"),
    Client("@elevenlabs/elevenlabs-js", NODE, "elevenlabs"),
    Client("fal-client", PYTHON, "fal"),
    Client("@fal-ai/client", NODE, "fal"),
)
# Vendors that publish no client with which their simulator could be tested.
WITHOUT = (
    ("heygen", "HeyGen publishes no client for videos and speech in Python or JavaScript (only a CLI in Go)"),
    ("kling", "Kling publishes no client in Python or JavaScript"),
)


def main() -> int:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("words", nargs="*", metavar="WORD")
    arguments.add_argument("--ready", type=Path, metavar="FILE")
    asked = arguments.parse_args()

    def wanted(name: str) -> bool:
        return not asked.words or any(word in name for word in asked.words)

    clients = [client for client in CLIENTS if wanted(client.package) or wanted(client.test)]
    skipped = install({client.environment for client in clients})
    clients = [client for client in clients if client.environment not in skipped]
    for vendor, reason in WITHOUT:
        if wanted(vendor):
            print(f"SKIPPED {vendor}: {reason}")
    if not clients:
        return 0
    with simulators(asked.ready) as addresses, ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        results = list(pool.map(lambda client: run(client, addresses), clients))
    if not all(results):
        print(f"{results.count(False)} of {len(results)} clients failed", file=sys.stderr)
    return 0 if all(results) else 1


def install(environments: set[Environment]) -> set[Environment]:
    """Installs the environments, and returns those that this machine cannot have."""
    skipped = set()
    for environment in (environment for environment in ALL if environment in environments):
        try:
            environment.ensure()
        except Skipped as reason:
            print(f"SKIPPED: {reason} (clients in {environment.shown})")
            skipped.add(environment)
    return skipped


@contextlib.contextmanager
def simulators(ready: Path | None):
    """Yields the address of every simulated vendor, and keeps the simulators running meanwhile."""
    if ready:
        yield json.loads(ready.read_text())["simulators"]
        return
    with local_stack(TIME_SCALE, "--day", DAY) as stack:
        yield stack["simulators"]


def run(client: Client, addresses: dict[str, str]) -> bool:
    """Runs one client's tests, prints the outcome, and returns whether they passed."""
    folder = HERE / ("js" if client.environment is NODE else "python")
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="client-") as home:
        # There is nothing else in it, because a developer's real keys, proxies and settings must not reach the
        # clients.
        environment = {"PATH": os.environ["PATH"], "HOME": home, "SIMULATORS": json.dumps(addresses)}
        succeeded, output = finish(client.command(), folder, environment, CLIENT_SECONDS)
    # The summary lines of unittest and of Node.
    passed = re.search(r"(?m)^(?:Ran (\d+) tests?|# pass (\d+))", output)
    if not succeeded or not passed:
        print(f"FAILED  {client.title}\n{output}", flush=True)
        return False
    scenarios = passed[1] or passed[2]
    print(f"ok      {client.title}: {scenarios} scenarios, {time.monotonic() - started:.1f} s", flush=True)
    return True


if __name__ == "__main__":
    # Exits on SIGTERM in an orderly way, so that the stack is stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main())
