"""Opens two pages in a real browser: `make browser`. One is of another origin and uses the local stack; the contract tests ask
the same as a browser would, and this shows that a browser agrees. The other one is the reference at /docs. It needs Chromium, by
CHROMIUM or on the PATH."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import client
import reference

HERE = Path(__file__).resolve().parent
NAMES = ("chromium", "chromium-browser", "google-chrome")
PATIENCE_SECONDS = 60


def browser() -> str:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    return found or sys.exit("This needs Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM.")


class Page(BaseHTTPRequestHandler):
    """Serves the page and takes what it saw."""

    settings = b"{}"
    of_client: dict = {}
    seen: dict = {}
    done = threading.Event()

    def do_GET(self) -> None:
        files = {"/page.html": ("text/html", (HERE / "page.html").read_bytes()),
                 "/settings.json": ("application/json", Page.settings), **Page.of_client}
        mime, body = files.get(self.path, ("text/plain", b""))
        self.send_response(200 if self.path in files else 404)
        self.send_header("content-type", mime)
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        Page.seen = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.send_response(204)
        self.end_headers()
        Page.done.set()

    def log_message(self, *_: object) -> None:
        pass


def wait_for(ready: Path) -> dict:
    until = time.monotonic() + PATIENCE_SECONDS
    while not ready.is_file():
        if time.monotonic() > until:
            sys.exit("the local stack did not come up")
        time.sleep(0.1)
    return json.loads(ready.read_text())


def visit(address: str, profile: str) -> dict:
    """What the page at this address saw."""
    Page.seen = {}
    Page.done.clear()
    command = [browser(), "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
               f"--user-data-dir={profile}", address]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as chromium:
        Page.done.wait(PATIENCE_SECONDS)
        chromium.terminate()
    return Page.seen


def problems(seen: dict) -> list[str]:
    expected = {"refused": [400, "invalid_request"], "put": [200, True], "accepted": 202, "status": "completed",
                "part": [206, True], "pixels": 1080 * 1080}
    wrong = [f"{name} is {seen.get(name)}, not {value}" for name, value in expected.items() if seen.get(name) != value]
    return wrong + ([seen["error"]] if "error" in seen else [])


def visit_client(page: str, profile: str) -> list[str]:
    if not client.is_built():
        print("SKIPPED the page with the TypeScript client: it is not built")
        return []
    Page.of_client = client.files()
    wrong = client.problems(visit(f"{page}/client.html", profile))
    if not wrong:
        print("A page with the TypeScript client uploaded, submitted, waited and downloaded.")
    return wrong


def main(local: str) -> None:
    browser()
    with tempfile.TemporaryDirectory() as folder:
        ready = Path(folder) / "ready.json"
        command = [local, "up", "--port", "0", "--data", f"{folder}/data", "--ready", str(ready), "--time-scale", "0.1"]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as stack:
            try:
                up = wait_for(ready)
                Page.settings = json.dumps({"api": up["api"], "key": up["keys"]["owner"]}).encode()
                server = HTTPServer(("127.0.0.1", 0), Page)
                threading.Thread(target=server.serve_forever, daemon=True).start()
                page = f"http://localhost:{server.server_port}"
                wrong = problems(visit(f"{page}/page.html", f"{folder}/profile"))
                wrong += visit_client(page, f"{folder}/client")
                wrong += reference.problems(browser(), f"{folder}/reader", up["api"], up["keys"]["owner"])
            finally:
                stack.terminate()
    if wrong:
        sys.exit("\n".join(wrong))
    print("A page of another origin uploaded, submitted, polled and showed its picture.")
    print("The reference explained an error and tried a request, all at its own origin.")


if __name__ == "__main__":
    main(sys.argv[1])
