"""Lists that go on behind a cursor."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from .._call import Call
from .._page import Page, page_of
from ._transport import AsyncTransport

Item = TypeVar("Item", bound=BaseModel)


class AsyncList(Generic[Item]):
    """A list. Iterating reads all of it, a page at a time; nothing is read before."""

    def __init__(
        self, transport: AsyncTransport, path: str, key: str, item: type[Item], query: Mapping[str, Any]
    ) -> None:
        self._transport = transport
        self._path = path
        self._query = query
        self._read = page_of(key, item)

    async def page(self, cursor: str | None = None) -> Page[Item]:
        """The first page, or the one behind a cursor."""
        return await self._transport.send(Call("GET", self._path, self._read, {**self._query, "cursor": cursor}))

    async def pages(self) -> AsyncIterator[Page[Item]]:
        cursor = None
        while True:
            page = await self.page(cursor)
            yield page
            cursor = page.next_cursor
            if cursor is None:
                return

    async def __aiter__(self) -> AsyncIterator[Item]:
        async for page in self.pages():
            for item in page.items:
                yield item

    async def all(self, most: int | None = None) -> list[Item]:
        """All items, or the first `most`."""
        items: list[Item] = []
        async for item in self:
            if most is not None and len(items) >= most:
                break
            items.append(item)
        return items
