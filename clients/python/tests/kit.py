"""What the tests share: the local stack, and a gateway before it that fails as it is told."""

from __future__ import annotations

import atexit
import http.client
import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from creative_hub import AsyncCreativeHub, CreativeHub

# What `local up --ready FILE` has written.
READY = json.loads(os.environ["READY"])
# Simulated vendors are quick, and so the tests look often.
QUICK: dict[str, Any] = {"poll_interval": 0.2}
SLOW = {"prompt": "a kite sim:slow=600", "provider": "seedance_pro"}


def settings(role: str, **own: Any) -> dict[str, Any]:
    return {"base_url": READY["api"], "api_key": READY["keys"][role], "retry_delay": 0.01, **own}


def hub_of(role: str, **own: Any) -> CreativeHub:
    hub = CreativeHub(**settings(role, **own))
    atexit.register(hub.close)
    return hub


def async_hub_of(role: str, **own: Any) -> AsyncCreativeHub:
    return AsyncCreativeHub(**settings(role, **own))


@dataclass(frozen=True)
class Answer:
    """A fault: this answer in place of the API's."""

    status: int
    body: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)


# The other faults: no answer, an answer that is lost on its way back, and silence.
DROP, LOSE, SILENCE = "drop", "lose", "silence"


@dataclass(frozen=True)
class Seen:
    method: str
    path: str
    headers: Any


@contextmanager
def faults(*left: str | Answer) -> Iterator[tuple[str, list[Seen]]]:
    """The address of a gateway that has these faults, one a request, and then none; and what it has seen."""
    queue, seen, over = list(left), list[Seen](), threading.Event()

    class Gateway(BaseHTTPRequestHandler):
        def handle_one(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            seen.append(Seen(self.command, self.path, self.headers))
            fault = queue.pop(0) if queue else None
            self.close_connection = True
            if fault == SILENCE:
                over.wait(30)
            elif isinstance(fault, Answer):
                self.answer(fault.status, {"content-type": "application/json", **fault.headers}, json.dumps(fault.body).encode())
            elif fault != DROP:
                status, headers, answer = self.forward(body)
                if fault != LOSE:
                    self.answer(status, headers, answer)

        do_GET = do_POST = do_PUT = do_DELETE = handle_one

        def forward(self, body: bytes) -> tuple[int, dict[str, str], bytes]:
            api = http.client.HTTPConnection(urlsplit(READY["api"]).netloc, timeout=30)
            api.request(self.command, self.path, body, dict(self.headers))
            reply = api.getresponse()
            answer = reply.read()
            api.close()
            kept = ("content-type", "retry-after", "idempotent-replayed", "x-request-id")
            return reply.status, {name: reply.headers[name] for name in kept if name in reply.headers}, answer

        def answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
            self.send_response(status)
            for name, value in {**headers, "content-length": str(len(body)), "connection": "close"}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", seen
    finally:
        over.set()
        server.shutdown()
        server.server_close()
