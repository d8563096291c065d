"""The names that the graph knows: agencies, campaigns, regions and years, read once for a question."""

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

_REGION_ENDING: Final = re.compile(
    "(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|自治州|自治县|自治旗|地区|省|市|州|盟|县|区|旗|镇|乡|街道)$"
)


@dataclass(frozen=True)
class Region:
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
class Agency:
    """An agency, with its spellings folded."""

    id: str
    name: str
    spellings: frozenset[str]
    collective: bool
    region: str
    region_name: str


@dataclass(frozen=True)
class Campaign:
    """A campaign."""

    id: str
    name: str

    @cached_property
    def names(self) -> frozenset[str]:
        """Its spellings, folded: 清风（出口商品） goes by 清风 too, 春风行动 by 春风."""
        bare = _FIELD.sub("", self.name)
        return frozenset((normalize(self.name), normalize(bare)))


@dataclass(frozen=True, slots=True)
class Document:
    """A document. One that is not `loaded` is only cited by others, and has no year or region."""

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

    agencies: tuple[Agency, ...]
    campaigns: tuple[Campaign, ...]
    regions: tuple[Region, ...]
    years: tuple[int, ...]
    read_documents: Callable[[], tuple[Document, ...]] = tuple

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """The documents, loaded or cited."""
        return self.read_documents()

    def regions_in(self, words: str) -> list[tuple[str, tuple[Region, ...]]]:
        """Each region name that the folded words hold, the longest first, with the regions it may mean."""
        by_name: dict[str, list[Region]] = {}
        for region in self.regions:
            for name in region.names:
                if name in words:
                    by_name.setdefault(name, []).append(region)
        return [(name, tuple(by_name[name])) for name in sorted(by_name, key=lambda name: (-len(name), name))]

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been loaded yet."""
        return not self.agencies and not self.campaigns and not self.years

    def regions_called(self, phrase: str) -> tuple[Region, ...]:
        """The regions that an id, a code or a name stands for; full names go before short ones."""
        folded = normalize(phrase)
        exact = tuple(p for p in self.regions if folded in (p.id, p.code, normalize(p.name)))
        return exact or tuple(p for p in self.regions if folded in p.names)

    def named(self, spelling: str) -> tuple[Agency, ...]:
        """The agencies of exactly that spelling (folded)."""
        return tuple(agency for agency in self.agencies if spelling in agency.spellings)


_CACHE: Final[WeakKeyDictionary[GraphStore, tuple[int, Directory]]] = WeakKeyDictionary()


def read_directory(store: GraphStore) -> Directory:
    """The names in the graph as it stands; read anew when the graph has changed."""
    revision = number(store.read("store/state")[0], "revision")
    cached = _CACHE.get(store)
    if cached is None or cached[0] != revision:
        cached = revision, _read(store)
        _CACHE[store] = cached
    return cached[1]


def _read(store: GraphStore) -> Directory:
    years = [row["year"] for row in store.read("documents/years")]
    return Directory(
        agencies=tuple(_agency(row) for row in store.read("agencies/names")),
        campaigns=tuple(
            Campaign(text(row, "campaign"), text(row, "name")) for row in store.read("campaigns/names")
        ),
        regions=tuple(
            _region(row) for row in store.read("regions/list") if row["documents"] or row["agencies"]
        ),
        years=tuple(year for year in years if isinstance(year, int)),
        read_documents=partial(_read_documents, ref(store)),  # weak: _KEPT would keep the store for ever
    )


def _read_documents(known: ref[GraphStore]) -> tuple[Document, ...]:
    store = known()
    assert store is not None, "a question is answered while its store is there"
    return tuple(_document(row) for row in store.read("documents/names"))


def _document(row: Row) -> Document:
    return Document(
        id=text(row, "document"),
        title=optional(row, "title"),
        number=optional(row, "doc_number"),
        region=optional(row, "region"),
        region_name=optional(row, "region_name"),
        year=number(row, "year") if row["year"] is not None else None,
        loaded=not row["stub"],
    )


def _agency(row: Row) -> Agency:
    spellings = {text(row, "name"), *strings(row["aliases"])}
    return Agency(
        id=text(row, "agency"),
        name=text(row, "name"),
        spellings=frozenset(normalize(spelling) for spelling in spellings),
        collective=row["kind"] == "collective",
        region=text(row, "region"),
        region_name=text(row, "region_name"),
    )


def _region(row: Row) -> Region:
    name = text(row, "name")
    short = _REGION_ENDING.sub("", name)
    return Region(
        id=text(row, "region"),
        name=name,
        short=short if short != name and len(short) > 1 else None,
        code=optional(row, "code"),
        level=optional(row, "level"),
        part_of=optional(row, "part_of"),
        documents=number(row, "documents"),
    )
