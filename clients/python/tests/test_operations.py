"""The client and the API's description tell of the same endpoints. No stack is needed."""

from __future__ import annotations

import inspect
import json
import re
import unittest
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx

from creative_hub import HUB_VERSION, CreativeHub, CreativeHubError, List

OPENAPI = json.loads((Path(__file__).resolve().parents[3] / "docs" / "openapi.json").read_text())
# What `hub.request` is for: nobody needs a method for it.
WITHOUT_METHOD = {"GET /api/v1/health", "GET /openapi.json", "GET /api/v1/creative-hub/shared/{token}"}
# These call others, or no endpoint.
BUILT_UPON = {"wait", "generate", "request", "download", "save", "close"}
UPLOAD = {
    "id": "x", "name": "x", "mime": "x", "bytes": 0, "folder_id": None, "method": "PUT", "url": "http://storage/",
    "headers": {}, "expires_at": "2026-11-27T00:00:00Z", "created_at": "2026-11-27T00:00:00Z",
}  # fmt: skip


def operations() -> set[str]:
    described = {f"{method.upper()} {path}" for path, methods in OPENAPI["paths"].items() for method in methods}
    return {re.sub(r"\{\w+\}", "x", operation) for operation in described - WITHOUT_METHOD}


def parts(part: object) -> Iterator[object]:
    yield part
    for name, inner in vars(part).items():
        if not name.startswith("_") and type(inner).__module__.startswith("creative_hub"):
            yield from parts(inner)


def call(method: Any) -> None:
    """Calls it with some text for every argument that it must have."""
    if method.__name__ == "upload":
        method(b"", name="x.png")
        return
    needed = [one for one in inspect.signature(method).parameters.values() if one.default is one.empty]
    result = method(*("x" for one in needed if one.kind is one.POSITIONAL_OR_KEYWORD))
    if isinstance(result, List):
        result.page()


class OperationsTest(unittest.TestCase):
    def test_every_operation_has_a_method(self) -> None:
        called = set()

        def answer(request: httpx.Request) -> httpx.Response:
            if request.url.host == "hub":
                called.add(f"{request.method} {request.url.path}")
            if request.url.path.endswith("/uploads"):
                return httpx.Response(201, json=UPLOAD)
            return httpx.Response(200 if request.url.host == "storage" else 404)

        http = httpx.Client(transport=httpx.MockTransport(answer))
        hub = CreativeHub(base_url="http://hub", api_key="key", http_client=http)
        for part in parts(hub):
            for name, method in inspect.getmembers(part, inspect.ismethod):
                if name[0] != "_" and name not in BUILT_UPON:
                    with self.subTest(name), self.assertRaises(CreativeHubError):
                        call(method)
        self.assertEqual(called, operations())

    def test_an_address_that_is_not_the_apis_is_told(self) -> None:
        page = httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(200, text="<html>")))
        with self.assertRaisesRegex(CreativeHubError, "is it the API's address"):
            CreativeHub(base_url="http://hub", api_key="key", http_client=page).me()

    def test_it_is_the_version_that_is_described(self) -> None:
        self.assertEqual(HUB_VERSION, OPENAPI["info"]["version"])
