# Made by tools/generate.py; please change _async/_brand_kits.py instead.
"""Colours, fonts, a logo and a voice that requests can name."""

from __future__ import annotations

from typing import Any

from .._call import Call, at
from .._types import BrandKit
from ._list import List
from ._transport import Transport

_KITS = "/api/v1/creative-hub/brand-kits"
_KIT = _KITS + "/{id}"


class BrandKits:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(self, *, idempotency_key: str | None = None, **kit: Any) -> BrandKit:
        return self._transport.send(
            Call("POST", _KITS, BrandKit.model_validate, body=kit, idempotency_key=idempotency_key)
        )

    def list(self, **query: Any) -> List[BrandKit]:
        """The newest first."""
        return List(self._transport, _KITS, "brand_kits", BrandKit, query)

    def get(self, id: str) -> BrandKit:
        return self._transport.send(Call("GET", at(_KIT, id=id), BrandKit.model_validate))

    def update(self, id: str, **change: Any) -> BrandKit:
        """Changes the fields that are named."""
        return self._transport.send(Call("PATCH", at(_KIT, id=id), BrandKit.model_validate, body=change))

    def delete(self, id: str) -> None:
        self._transport.send(Call("DELETE", at(_KIT, id=id), lambda _: None))
