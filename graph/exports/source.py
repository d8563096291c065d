"""Source of an export: the tasks that match all filters, with agencies and campaigns, page by page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, cast, get_args

from core.rows import Row, Value, number, optional, strings, text
from graph.labels import role_words
from graph.records import Basis, Role
from graph.store import GraphStore

PAGE: Final = 10_000
"""Tasks that are read at once: the embedded engine looks at all duties for each page, small or large."""

OF_DOCUMENTS: Final = ("region", "regions", "year", "years", "issued_from", "issued_to")
"""The filters of tasks that documents/list knows too."""

_TRIES: Final = 5


@dataclass(frozen=True, slots=True)
class Duty:
    """An agency of a task. The span is that of `surface`, in code points of the document's text."""

    agency: str
    name: str
    kind: str
    role: Role
    basis: Basis | None
    verb: str | None
    surface: str
    start: int
    end: int
    position: int

    @property
    def collective(self) -> bool:
        """Whether it is several agencies, such as 各有关部门."""
        return self.kind == "collective"

    @property
    def words(self) -> str:
        """Label of the role in the task: 牵头单位, 独立负责 …"""
        return role_words(self.role, self.basis)


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign of a task."""

    id: str
    name: str
    kind: str
    edition: str | None


@dataclass(frozen=True, slots=True)
class Task:
    """A task with its agencies in the order of its clause, and its campaigns."""

    id: str
    n: int
    number: str | None
    path: tuple[str, ...]
    text: str
    clause: str
    deadline: str | None
    due_kind: str
    due_from: date | None
    due_on: date | None
    due_ongoing: bool
    document: str
    title: str | None
    region: str
    region_name: str
    year: int | None
    start: int
    end: int
    duties: tuple[Duty, ...]
    campaigns: tuple[Campaign, ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings above it, outermost first, without its own number."""
        return self.path[:-1] if self.number is not None and self.path else self.path


@dataclass(frozen=True, slots=True)
class Source:
    """A graph under the filters of tasks/list (ids, and None for what is not given)."""

    store: GraphStore
    filters: Mapping[str, Value]

    def narrowed(self, **filters: Value) -> Source:
        """The same with other filters besides, or instead."""
        return Source(self.store, {**self.filters, **filters})

    def tasks(self) -> Iterator[Task]:
        """The tasks in reading order, document by document."""
        after = ""
        while True:
            tasks, campaigns = self._page({**self.filters, "after": after, "limit": PAGE})
            for id, duties in tasks.items():
                yield _task(duties, campaigns[id])
            if len(tasks) < PAGE:
                return
            after = text(duties[-1], "sort_key")

    def documents(self, document_ids: Collection[str]) -> Iterator[Row]:
        """The rows of documents/list: all that hold tasks like these, and those that hold none.

        `document_ids` are the documents of the tasks. A filter that only tasks can pass (an agency, a
        campaign, words) leaves these alone; else a document without a task is there too.
        """
        for row in self._listed("documents", {name: self.filters.get(name) for name in OF_DOCUMENTS}):
            id = text(row, "document")
            if id in document_ids or (self._of_whole_documents() and self._named(id)):
                yield row

    def agencies(self, agency_ids: Collection[str]) -> Iterator[Row]:
        """The rows of agencies/list of these agencies."""
        return (row for row in self._listed("agencies", {}) if row["agency"] in agency_ids)

    def only_document(self) -> Row | None:
        """The document, where the filters leave only one."""
        if (document := self.filters.get("document")) is not None:
            rows = self.store.read("documents/get", {"document": document})
        else:
            filters = {name: self.filters.get(name) for name in OF_DOCUMENTS}
            rows = self.store.read("documents/list", {**filters, "limit": 2})
        return rows[0] if len(rows) == 1 else None

    def _named(self, document: str) -> bool:
        single, several = self.filters.get("document"), self.filters.get("documents")
        return single in (None, document) and (not isinstance(several, list) or document in several)

    def _of_whole_documents(self) -> bool:
        allowed = {*OF_DOCUMENTS, "document", "documents"}
        return all(value is None or name in allowed for name, value in self.filters.items())

    def _listed(self, subject: str, filters: Mapping[str, Value]) -> Iterator[Row]:
        after = ""
        while rows := self.store.read(f"{subject}/list", {**filters, "after": after, "limit": PAGE}):
            yield from rows
            after = text(rows[-1], "sort_key")

    def _page(self, these: Mapping[str, Value]) -> tuple[dict[str, list[Row]], dict[str, list[Row]]]:
        """A page's tasks with their agencies and campaigns, all of one revision, else they are read again."""
        for _ in range(_TRIES):
            before = self._revision()
            tasks = _by_task(self.store.read("tasks/list_duties", these))
            campaigns = _by_task(self.store.read("tasks/list_campaigns", these) if tasks else [])
            if self._revision() == before:
                break
        return tasks, campaigns

    def _revision(self) -> int:
        return number(self.store.read("store/state")[0], "revision")


def _by_task(rows: list[Row]) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[text(row, "task")].append(row)
    return grouped


def _task(duty_rows: list[Row], campaigns: list[Row]) -> Task:
    row = duty_rows[0]
    return Task(
        id=text(row, "task"),
        n=number(row, "n"),
        number=optional(row, "number"),
        path=tuple(strings(row["path"])),
        text=text(row, "text"),
        clause=text(row, "clause"),
        deadline=optional(row, "deadline"),
        due_kind=text(row, "due_kind"),
        due_from=_day(row, "due_from"),
        due_on=_day(row, "due_on"),
        due_ongoing=bool(row["due_ongoing"]),
        document=text(row, "document"),
        title=optional(row, "title"),
        region=text(row, "region"),
        region_name=text(row, "region_name"),
        year=None if row["year"] is None else number(row, "year"),
        start=number(row, "span_start"),
        end=number(row, "span_end"),
        duties=tuple(_duty(each) for each in duty_rows if each["agency"] is not None),
        campaigns=tuple(_campaign(each) for each in campaigns),
    )


def _duty(row: Row) -> Duty:
    role, basis = text(row, "role"), optional(row, "basis")
    assert role in get_args(Role)
    assert basis is None or basis in get_args(Basis)
    return Duty(
        agency=text(row, "agency"),
        name=text(row, "name"),
        kind=text(row, "kind"),
        role=cast("Role", role),
        basis=cast("Basis | None", basis),
        verb=optional(row, "verb"),
        surface=text(row, "surface"),
        start=number(row, "surface_start"),
        end=number(row, "surface_end"),
        position=number(row, "position"),
    )


def _campaign(row: Row) -> Campaign:
    return Campaign(text(row, "campaign"), text(row, "name"), text(row, "kind"), optional(row, "edition"))


def _day(row: Row, column: str) -> date | None:
    value = row[column]
    if value is not None and not isinstance(value, date):
        raise TypeError(f"{column} holds {value!r}, not a day")
    return value
