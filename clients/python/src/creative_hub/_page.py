"""One page of a list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

Item = TypeVar("Item", bound=BaseModel)


@dataclass(frozen=True)
class Page(Generic[Item]):
    items: list[Item]
    #: `None` on the last page.
    next_cursor: str | None


def page_of(key: str, item: type[Item]) -> Callable[[Any], Page[Item]]:
    """Reads an answer whose items are in the field `key`."""
    return lambda answer: Page([item.model_validate(one) for one in answer[key]], answer.get("next_cursor"))
