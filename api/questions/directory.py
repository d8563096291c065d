"""The names that the graph knows: bodies, campaigns, places and years, read once for a question."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Final
from weakref import WeakKeyDictionary, ref

from core.folding import normalize
from core.rows import Row, number, optional, strings, text
from graph.store import GraphStore

_FIELD: Final = re.compile(r"（[^（）]*）$")
"""What keeps campaigns of one code name apart."""

_PLACE_ENDING: Final = re.compile(
    "(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|自治州|自治县|自治旗|地区|省|市|州|盟|县|区|旗|镇|乡|街道)$"
)


@dataclass(frozen=True)
class Place:
    """A region. `short` is its name without 市, 县 …, where two characters or more are left."""

    id: str
    name: str
    short: str | None
    code: str | None
    level: str | None
    part_of: str | None = None
    documents: int = 1

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The spellings that a question may use, longest first."""
        return (
            (normalize(self.name),) if self.short is None else (normalize(self.name), normalize(self.short))
        )


@dataclass(frozen=True, slots=True)
class Body:
    """An agency, with its spellings folded."""

    id: str
    name: str
    spellings: frozenset[str]
    collective: bool
    region: str
    region_name: str


@dataclass(frozen=True)
class Operation:
    """A campaign."""

    id: str
    name: str

    @cached_property
    def names(self) -> frozenset[str]:
        """Its spellings, folded: 清风（出口商品） goes by 清风 too, 春风行动 by 春风."""
        bare = _FIELD.sub("", self.name)
        return frozenset((normalize(self.name), normalize(bare)))


@dataclass(frozen=True, slots=True)
class Paper:
    """A document. One that is not `loaded` is only cited by others, and has no year or place."""

    id: str
    title: str | None
    number: str | None
    region: str | None
    region_name: str | None
    year: int | None
    loaded: bool

    @property
    def name(self) -> str:
        """How an answer calls it: 《title》, else its number."""
        return f"《{self.title}》" if self.title else self.number or "（无标题文件）"


@dataclass(frozen=True)
class Directory:
    """All names of one revision of a graph. `years` are those of its plans.

    `read_papers` gives its documents, which few questions name and a big graph has many of.
    """

    bodies: tuple[Body, ...]
    operations: tuple[Operation, ...]
    places: tuple[Place, ...]
    years: tuple[int, ...]
    read_papers: Callable[[], tuple[Paper, ...]] = tuple

    @cached_property
    def papers(self) -> tuple[Paper, ...]:
        """The documents, loaded or cited."""
        return self.read_papers()

    def places_in(self, words: str) -> list[tuple[str, tuple[Place, ...]]]:
        """Each place name that the folded words hold, the longest first, with the places it may mean."""
        held: dict[str, list[Place]] = {}
        for place in self.places:
            for name in place.names:
                if name in words:
                    held.setdefault(name, []).append(place)
        return [(name, tuple(held[name])) for name in sorted(held, key=lambda name: (-len(name), name))]

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been loaded yet."""
        return not self.bodies and not self.operations and not self.years

    def place(self, said: str) -> tuple[Place, ...]:
        """The regions that an id, a code or a name stands for; full names go before short ones."""
        folded = normalize(said)
        exact = tuple(p for p in self.places if folded in (p.id, p.code, normalize(p.name)))
        return exact or tuple(p for p in self.places if folded in p.names)

    def named(self, spelling: str) -> tuple[Body, ...]:
        """The bodies of exactly that spelling (folded)."""
        return tuple(body for body in self.bodies if spelling in body.spellings)


_KEPT: Final[WeakKeyDictionary[GraphStore, tuple[int, Directory]]] = WeakKeyDictionary()


def read_directory(store: GraphStore) -> Directory:
    """The names in the graph as it stands; read anew when the graph has changed."""
    revision = number(store.read("store/state")[0], "revision")
    kept = _KEPT.get(store)
    if kept is None or kept[0] != revision:
        kept = revision, _read(store)
        _KEPT[store] = kept
    return kept[1]


def _read(store: GraphStore) -> Directory:
    years = [row["year"] for row in store.read("documents/years")]
    return Directory(
        bodies=tuple(_body(row) for row in store.read("agencies/names")),
        operations=tuple(
            Operation(text(row, "campaign"), text(row, "name")) for row in store.read("campaigns/names")
        ),
        places=tuple(
            _place(row) for row in store.read("regions/list") if row["documents"] or row["agencies"]
        ),
        years=tuple(year for year in years if isinstance(year, int)),
        read_papers=partial(_read_papers, ref(store)),  # weak: _KEPT would keep the store for ever
    )


def _read_papers(known: ref[GraphStore]) -> tuple[Paper, ...]:
    store = known()
    assert store is not None, "a question is answered while its store is there"
    return tuple(_paper(row) for row in store.read("documents/names"))


def _paper(row: Row) -> Paper:
    return Paper(
        id=text(row, "document"),
        title=optional(row, "title"),
        number=optional(row, "doc_number"),
        region=optional(row, "region"),
        region_name=optional(row, "region_name"),
        year=number(row, "year") if row["year"] is not None else None,
        loaded=not row["stub"],
    )


def _body(row: Row) -> Body:
    spellings = {text(row, "name"), *strings(row["aliases"])}
    return Body(
        id=text(row, "agency"),
        name=text(row, "name"),
        spellings=frozenset(normalize(spelling) for spelling in spellings),
        collective=row["kind"] == "collective",
        region=text(row, "region"),
        region_name=text(row, "region_name"),
    )


def _place(row: Row) -> Place:
    name = text(row, "name")
    short = _PLACE_ENDING.sub("", name)
    return Place(
        id=text(row, "region"),
        name=name,
        short=short if short != name and len(short) > 1 else None,
        code=optional(row, "code"),
        level=optional(row, "level"),
        part_of=optional(row, "part_of"),
        documents=number(row, "documents"),
    )
