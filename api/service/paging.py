"""Keyset pagination of lists: order, cursor and envelope.

A list is ordered by a unique `sort_key`, or by another column and then by it, and a cursor holds
what was seen last. So a row that no replacement touches stands on exactly one page, whatever is
written meanwhile.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from starlette.datastructures import URL, QueryParams

from api.models.lists import Item, Page, capped_total
from api.service.snapshot import Snapshot
from core.errors import BadParameter
from core.rows import Row, Value, text

Filters = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Sort:
    """An order of a list by `column`, and by `sort_key` where that is equal.

    The queries of a list take the value that a page begins with as the parameter `parameter`;
    with it the query sorts so. `first` stands before every value, `filled` for null,
    which comes last. `descending` only tells a list by `sort_key` how its own cursor goes.
    """

    column: str
    parameter: str
    first: Value
    filled: Value


TEXT_ORDER: Final = "sort_key"
_FIRST_DAY, _LAST_DAY = date(1, 1, 1), date(9999, 12, 31)
_FIRST_TEXT, _LAST_TEXT = "", "\U0010ffff"

SORTS: Final[Mapping[str, Sort]] = {
    "-sort_key": Sort("sort_key", "down", _LAST_TEXT, ""),
    "due_on": Sort("due_on", "due_up", _FIRST_DAY, _LAST_DAY),
    "-due_on": Sort("due_on", "due_down", _LAST_DAY, _FIRST_DAY),
    "year": Sort("year", "year_up", 0, 9999),
    "-year": Sort("year", "year_down", 9999, 0),
    "issued_on": Sort("issued_on", "issued_up", _FIRST_DAY, _LAST_DAY),
    "-issued_on": Sort("issued_on", "issued_down", _LAST_DAY, _FIRST_DAY),
    "ingested_at": Sort("ingested_at", "ingested_up", _FIRST_TEXT, _LAST_TEXT),
    "-ingested_at": Sort("ingested_at", "ingested_down", _LAST_TEXT, _FIRST_TEXT),
    "name": Sort("name", "name_up", _FIRST_TEXT, _LAST_TEXT),
    "-name": Sort("name", "name_down", _LAST_TEXT, _FIRST_TEXT),
}
"""Every order but the one by `sort_key`; a list takes those of its `sort` parameter."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a page begins: behind the row of this `sort_key`, at this value of the sorted column."""

    key: str
    value: str | int | None = None


START: Final = Position("")


def filters_digest(url: URL) -> str:
    """A digest of the list at a URL: its path and its filters, in any order."""
    filters = sorted(
        (name, value)
        for name, value in QueryParams(url.query).multi_items()
        if name not in ("cursor", "limit")
    )
    text = json.dumps([url.path, filters], ensure_ascii=False)
    return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()


def cursor_of(last: Position, digest: str) -> str:
    """The opaque cursor that goes on behind the last row seen of the list `digest`."""
    content = json.dumps([digest, last.key, last.value], ensure_ascii=False)
    return base64.urlsafe_b64encode(content.encode()).decode().rstrip("=")


def read_cursor(cursor: str | None, digest: str) -> Position:
    """The position to go on behind; the start, without a cursor.

    Raises BadParameter for a cursor that is not ours or belongs to a list with other filters.
    """
    if cursor is None:
        return START
    try:
        content = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError):
        content = None
    match content:
        case [str(of), str(key), (str() | int() | None) as value] if not isinstance(value, bool):
            if of != digest:
                raise BadParameter("cursor", "这个游标属于另一组筛选条件；请去掉 cursor 从第一页取起")
            return Position(key, value)
    raise BadParameter("cursor", "不是本服务给出的游标；请照用上一页的 next")


@dataclass(frozen=True, slots=True)
class Paging:
    """Where a page stands in its list: behind the position `after`, for `limit` rows, in an order."""

    url: URL
    limit: int
    after: Position
    digest: str
    sort: str

    @classmethod
    def of(cls, url: URL, limit: int, cursor: str | None, sort: str = TEXT_ORDER) -> Paging:
        """The paging of the list at a URL. Raises BadParameter for a cursor that is none of this list."""
        digest = filters_digest(url)
        return cls(url, limit, read_cursor(cursor, digest), digest, sort)

    @property
    def beyond(self) -> int:
        """How many rows to read: one more than a page holds, which tells whether there is a next."""
        return self.limit + 1

    @property
    def begins(self) -> dict[str, Value]:
        """The parameters of a list's query that say where the page begins, and in which order."""
        if self.sort == TEXT_ORDER:
            return {"after": self.after.key}
        order = SORTS[self.sort]
        if self.after is START:
            return {"after": "", order.parameter: order.first}
        if order.column == TEXT_ORDER:
            return {"after": "", order.parameter: self.after.key}
        value: Value = self.after.value
        if isinstance(order.first, date) and isinstance(value, str):
            value = _day(value)
        if type(value) is not type(order.first):
            raise BadParameter("cursor", "不是本服务给出的游标；请照用上一页的 next")
        return {"after": self.after.key, order.parameter: value}

    def read(
        self,
        snapshot: Snapshot,
        subject: str,
        filters: Filters,
        items: Callable[[Filters, list[Row]], list[Item]],
    ) -> Page[Item]:
        """The page of a subject under the filters.

        The queries are `subject/list` and `subject/total`. `items` builds the items of the rows; it
        takes the parameters, too, that a query beside the list takes for the rows of this page.
        """
        rows = snapshot.rows(f"{subject}/list", limit=self.beyond, **self.begins, **filters)
        total = snapshot.total(f"{subject}/total", filters)
        shown = items({**filters, **self.begins, "limit": self.limit}, rows[: self.limit])
        return self.page(shown, rows, total, snapshot.revision)

    def cut(self, rows: list[Row]) -> list[Row]:
        """Of all rows of a short list, those of this page in order, and one more where there is a next."""
        behind = [row for row in rows if text(row, "sort_key") > self.after.key]
        return sorted(behind, key=lambda row: text(row, "sort_key"))[: self.beyond]

    def page(self, items: list[Item], rows: list[Row], total: int, as_of: int) -> Page[Item]:
        """The envelope around the items of this page; `rows` are all that were read for it."""
        return Page(
            items=items,
            next=self.next_of(rows),
            total=capped_total(total),
            limit=self.limit,
            sort=self.sort,
            as_of=as_of,
        )

    def next_of(self, rows: list[Row]) -> str | None:
        """The URL of the page behind this one, where more rows were read than it holds."""
        if len(rows) <= self.limit:
            return None
        last = rows[self.limit - 1]
        value: Value = None
        if self.sort in SORTS and SORTS[self.sort].column != TEXT_ORDER:
            order = SORTS[self.sort]
            value = order.filled if last[order.column] is None else last[order.column]
        stored = value.isoformat() if isinstance(value, date) else value
        assert stored is None or isinstance(stored, str | int)
        position = Position(text(last, "sort_key"), stored)
        return str(self.url.include_query_params(cursor=cursor_of(position, self.digest)))


def _day(written: str) -> Value:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return written
