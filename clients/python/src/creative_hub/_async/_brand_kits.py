"""Colours, fonts, a logo and a voice that requests can name."""

from __future__ import annotations

from typing import Any

from .._call import Call, at
from .._types import BrandKit
from ._list import AsyncList
from ._transport import AsyncTransport

_KITS = "/api/v1/creative-hub/brand-kits"
_KIT = _KITS + "/{id}"


class AsyncBrandKits:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def create(self, *, idempotency_key: str | None = None, **kit: Any) -> BrandKit:
        return await self._transport.send(
            Call("POST", _KITS, BrandKit.model_validate, body=kit, idempotency_key=idempotency_key)
        )

    def list(self, **query: Any) -> AsyncList[BrandKit]:
        """The newest first."""
        return AsyncList(self._transport, _KITS, "brand_kits", BrandKit, query)

    async def get(self, id: str) -> BrandKit:
        return await self._transport.send(Call("GET", at(_KIT, id=id), BrandKit.model_validate))

    async def update(self, id: str, **change: Any) -> BrandKit:
        """Changes the fields that are named."""
        return await self._transport.send(Call("PATCH", at(_KIT, id=id), BrandKit.model_validate, body=change))

    async def delete(self, id: str) -> None:
        await self._transport.send(Call("DELETE", at(_KIT, id=id), lambda _: None))
