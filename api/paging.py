"""Pages of a list: the envelope, the cursor, and the total that stops counting at 1,000.

A list is ordered by a unique `sort_key`, and a cursor holds the last one seen. So a row that no
replacement touches stands on exactly one page, whatever is written meanwhile.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from fastapi import Request
from pydantic import BaseModel, Field

from api.columns import number, text
from api.limits import Total, told_total
from api.reading import Reading
from graph.errors import BadParameter
from graph.store import Row, Value

Filters = Mapping[str, Value]
Item = TypeVar("Item", bound=BaseModel)


class Page(BaseModel, Generic[Item]):
    """One page of a list."""

    items: list[Item]
    next: str | None = Field(description="URL of the next page; null on the last.")
    total: Total = Field(description="Size of the whole list, exact to 1,000.")
    limit: int = Field(description="The most items that a page holds.")
    sort: str = Field(description="The property that orders the list.")
    as_of: int = Field(description="The revision of the graph that this was read from.")


def filters_digest(request: Request) -> str:
    """A digest of the list that a request asks for: its path and its filters, in any order."""
    asked = sorted(
        (name, value) for name, value in request.query_params.multi_items() if name not in ("cursor", "limit")
    )
    text = json.dumps([request.url.path, asked], ensure_ascii=False)
    return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()


def cursor_of(last: str, digest: str) -> str:
    """The opaque cursor that goes on behind the sort key `last` of the list `digest`."""
    return base64.urlsafe_b64encode(json.dumps([digest, last]).encode()).decode().rstrip("=")


def read_cursor(cursor: str | None, digest: str) -> str:
    """The sort key to go on behind; the empty string, which is before all, without a cursor.

    Raises BadParameter for a cursor that is not ours or belongs to a list with other filters.
    """
    if cursor is None:
        return ""
    try:
        held = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError):
        held = None
    match held:
        case [str(of), str(last)]:
            if of != digest:
                raise BadParameter("cursor", "这个游标属于另一组筛选条件；请去掉 cursor 从第一页取起")
            return last
    raise BadParameter("cursor", "不是本服务给出的游标；请照用上一页的 next")


@dataclass(frozen=True, slots=True)
class Paging:
    """Where a request stands in its list: behind the sort key `after`, for `limit` rows."""

    request: Request
    limit: int
    after: str
    digest: str

    @classmethod
    def of(cls, request: Request, limit: int, cursor: str | None) -> Paging:
        """The paging that a request asks for. Raises BadParameter for a cursor that is none of this list."""
        digest = filters_digest(request)
        return cls(request, limit, read_cursor(cursor, digest), digest)

    @property
    def beyond(self) -> int:
        """How many rows to read: one more than a page holds, which tells whether there is a next."""
        return self.limit + 1

    def read(
        self,
        reading: Reading,
        subject: str,
        filters: Filters,
        items: Callable[[Filters, list[Row]], list[Item]],
    ) -> Page[Item]:
        """The page of a subject under the filters.

        The queries are `subject/list` and `subject/total`. `items` makes the items of the rows; it
        is given the parameters, too, that a query beside the list takes for the rows of this page.
        """
        rows = reading.rows(f"{subject}/list", after=self.after, limit=self.beyond, **filters)
        total = number(reading.rows(f"{subject}/total", **filters)[0], "total")
        shown = items({**filters, "after": self.after, "limit": self.limit}, rows[: self.limit])
        return self.page(shown, [text(row, "sort_key") for row in rows], total, reading.revision)

    def page(
        self, items: list[Item], keys: list[str], total: int, as_of: int, sort: str = "sort_key"
    ) -> Page[Item]:
        """The envelope around the items of this page; `keys` are those of all rows read, by `sort`."""
        more = len(keys) > self.limit
        return Page(
            items=items,
            next=self._next(keys[self.limit - 1]) if more else None,
            total=told_total(total),
            limit=self.limit,
            sort=sort,
            as_of=as_of,
        )

    def _next(self, last: str) -> str:
        return str(self.request.url.include_query_params(cursor=cursor_of(last, self.digest)))
