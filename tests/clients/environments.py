"""Installs the vendors' clients into .tools/clients/ from the pinned lists next to the tests: two Python environments
and one node_modules. An environment whose list has not changed is used again.

This file knows nothing of the tests or of the simulators."""

import json
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
INSTALLED = ROOT / ".tools" / "clients"
# Our own clients, which the tests in tests/sdk use.
INSTALLED_SDK = ROOT / ".tools" / "sdk"
NODE_AT_LEAST = 20
INSTALL_SECONDS = 300
# What pip and npm print if they cannot reach their registry. A pin that does not exist leads to other messages:
# that is a failure and no reason to skip.
UNREACHABLE = re.compile(
    r"NewConnectionError|NameResolutionError|ConnectTimeoutError|ReadTimeoutError|ProxyError"
    r"|RemoteDisconnected|Connection reset|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET"
    r"|ENETUNREACH|ERR_SOCKET_TIMEOUT"
)


class Skipped(Exception):
    """This machine cannot have the environment, through no fault of ours. The text is one line for people."""


@dataclass(frozen=True)
class Environment:
    """A place where clients are installed. `lock` pins every package in it, down to the last dependency."""

    name: str
    lock: Path
    install: Callable[["Environment"], None]
    within: Path = INSTALLED

    @property
    def folder(self) -> Path:
        return self.within / self.name

    @property
    def shown(self) -> str:
        return str(self.folder.relative_to(ROOT))

    @property
    def python(self) -> str:
        return str(self.folder / "bin" / "python")

    def version(self, package: str) -> str:
        if self.lock.suffix == ".json":
            return json.loads(self.lock.read_text())["packages"][f"node_modules/{package}"]["version"]
        return re.search(rf"(?m)^{re.escape(package)}==(\S+)$", self.lock.read_text())[1]

    def ensure(self) -> None:
        """Installs what is missing. Raises Skipped, or CalledProcessError if the installation itself fails."""
        stamp = self.folder / ".complete"
        # A venv does not survive being moved, so the path is part of what identifies it.
        wanted = f"{self.folder}\n{self.lock.read_text()}"
        if stamp.is_file() and stamp.read_text() == wanted:
            if self.lock.suffix == ".json":
                link_packages(self)
            return
        print(f"installing {self.lock.relative_to(ROOT)} into {self.shown}", flush=True)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.install(self)
        stamp.write_text(wanted)


def install_python(environment: Environment) -> None:
    venv.create(environment.folder, with_pip=True)
    # The list is complete, so pip has no dependencies to look up or to choose.
    fetch(
        [environment.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
        + ["--only-binary=:all:", "--retries", "2", "--timeout", "20", "-r", str(environment.lock)],
        environment.folder,
    )


def install_python_client(environment: Environment) -> None:
    install_python(environment)
    # The package itself is used where it is, as `pip install --editable` would do it.
    packages = next((environment.folder / "lib").glob("python*/site-packages"))
    (packages / "creative_hub.pth").write_text(f"{environment.lock.parent / 'src'}\n")


def install_node(environment: Environment) -> None:
    require_node()
    for name in ("package.json", "package-lock.json"):
        shutil.copy(environment.lock.parent / name, environment.folder)
    fetch(
        ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        + ["--fetch-retries=2", "--fetch-timeout=20000", "--fetch-retry-mintimeout=2000"],
        environment.folder,
    )
    link_packages(environment)


def link_packages(environment: Environment) -> None:
    """Links the packages into the tests' folder, because Node only looks for them in the folders above the importing
    file."""
    link = environment.lock.parent / "node_modules"
    if link.is_dir() and not link.is_symlink():
        # Somebody has run npm here. What it has installed is used.
        return
    if link.resolve() != environment.folder / "node_modules":
        link.unlink(missing_ok=True)
        link.symlink_to(environment.folder / "node_modules")


def require_node() -> None:
    if not shutil.which("npm"):
        raise Skipped("Node and npm are not installed")
    version = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    if int(version.removeprefix("v").split(".")[0]) < NODE_AT_LEAST:
        raise Skipped(f"Node is {version}, the clients need {NODE_AT_LEAST} or later")


def fetch(command: list[str], folder: Path) -> None:
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=INSTALL_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise Skipped(
            f"the registry cannot be reached: nothing installed within {INSTALL_SECONDS} s"
        ) from None
    if done.returncode == 0:
        return
    if trouble := UNREACHABLE.search(done.stdout):
        raise Skipped(f"the registry cannot be reached: {trouble[0]}")
    print(done.stdout, file=sys.stderr)
    raise subprocess.CalledProcessError(done.returncode, command)


PYTHON = Environment("python", HERE / "python" / "requirements.txt", install_python)
# Veo has an environment of its own, because newer versions of the same client refuse it.
PYTHON_VEO = Environment("python-veo", HERE / "python" / "requirements-veo.txt", install_python)
NODE = Environment("node", HERE / "js" / "package-lock.json", install_node)
ALL = (PYTHON, PYTHON_VEO, NODE)
SDK_PYTHON = Environment("python", ROOT / "clients/python/requirements.txt", install_python_client, INSTALLED_SDK)
SDK_NODE = Environment("node", ROOT / "clients/typescript/package-lock.json", install_node, INSTALLED_SDK)
