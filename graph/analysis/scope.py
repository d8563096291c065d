"""Which duties a measure looks at: the filters that all measures share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from core.errors import BadParameter
from core.rows import Row, Value, text
from graph.records import Basis, Role
from graph.store import GraphStore

Collectives = Literal["exclude", "include", "only"]
Names = str | Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Filters, by id: different ones narrow together, several values of one mean any of them.

    `regions` and `years` are the documents'. `agency`, `roles`, `bases` and `systems` narrow which
    duties are counted; the bodies beside them still count where a measure asks how many share a task.
    `collective` leaves bodies such as 各有关部门 out unless asked. `Scope.of` takes names.
    """

    regions: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    campaigns: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    agency: str | None = None
    systems: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    bases: tuple[Basis, ...] = ()
    issued_from: date | None = None
    issued_to: date | None = None
    collective: Collectives = "exclude"

    @classmethod
    def of(
        cls,
        store: GraphStore,
        *,
        region: Names = (),
        within: Literal["exact", "subtree"] = "exact",
        year: int | Sequence[int] = (),
        campaign: Names = (),
        edition: Names = (),
        document: Names = (),
        agency: str | None = None,
        system: Names = (),
        role: Role | Sequence[Role] = (),
        basis: Basis | Sequence[Basis] = (),
        collective: Collectives = "exclude",
    ) -> Scope:
        """The scope that names say: `Scope.of(store, region="澜宁市", year=2024)`.

        A region is an id, code or full name, with `within="subtree"` all in it too; a document an id
        or a title. Raises BadParameter for a name that nothing bears or several things bear.
        """
        regions = [_one(store, "region", each) for each in _several(region)]
        if within == "subtree":
            regions = [
                text(row, "region")
                for each in regions
                for row in store.read("regions/below", {"region": each})
            ]
        return cls(
            regions=tuple(dict.fromkeys(regions)),
            years=(year,) if isinstance(year, int) else tuple(year),
            campaigns=tuple(_one(store, "campaign", each) for each in _several(campaign)),
            editions=tuple(_several(edition)),
            documents=tuple(_one(store, "document", each) for each in _several(document)),
            agency=None if agency is None else _agency(store, agency, regions),
            systems=tuple(_one(store, "system", each) for each in _several(system)),
            roles=tuple(_several(role)),  # type: ignore[arg-type]  # a role is one of a few texts
            bases=tuple(_several(basis)),  # type: ignore[arg-type]
            collective=collective,
        )

    def tasks(self) -> dict[str, Value]:
        """The parameters of the part `load/tasks`: which tasks, whoever has them."""
        return {
            **_either("region", "regions", self.regions),
            **_either("year", "years", self.years),
            **_either("campaign", "campaigns", self.campaigns),
            **_either("document", "documents", self.documents),
            "editions": list(self.editions) or None,
            "issued_from": self.issued_from,
            "issued_to": self.issued_to,
        }

    def doers(self) -> dict[str, Value]:
        """The parameters of the part `load/doers`: which tasks, and who counts as a body at all."""
        return {
            **self.tasks(),
            "without": "collective" if self.collective == "exclude" else None,
            "of_kind": "collective" if self.collective == "only" else None,
        }

    def duties(self) -> dict[str, Value]:
        """The parameters of the part `load/filters`: which duties."""
        return {
            **self.doers(),
            **self.chosen(),
            "roles": list(self.roles) or None,
            "bases": list(self.bases) or None,
        }

    def chosen(self) -> dict[str, Value]:
        """Which bodies are told of."""
        return {"agency": self.agency, "systems": list(self.systems) or None}


def _either(one: str, several: str, values: Sequence[str | int]) -> dict[str, Value]:
    """One value under a name of its own, since a query can follow an index for it, or the list of them."""
    return {one: values[0] if len(values) == 1 else None, several: list(values) if len(values) > 1 else None}


def _several(given: Names) -> Sequence[str]:
    return [given] if isinstance(given, str) else list(given)


def _one(store: GraphStore, kind: str, asked: str) -> str:
    """The id of the record of that id or name."""
    match kind:
        case "system" | "document":
            name = "title" if kind == "document" else "name"
            rows = [row for row in store.read(f"{kind}s/names") if asked in (row[kind], row[name])]
        case _:
            rows = store.read(f"{kind}s/get", {kind: asked}) or store.read(
                f"{kind}s/by_name", {"name": asked}
            )
            rows = [row for row in rows if row[kind] is not None]
    return _only(kind, asked, rows)


def _agency(store: GraphStore, asked: str, regions: Sequence[str]) -> str:
    rows = store.read("agencies/get", {"agency": asked}) or store.read("agencies/by_alias", {"name": asked})
    return _only("agency", asked, [row for row in rows if row["region"] in regions] or rows)


def _only(kind: str, asked: str, rows: Sequence[Row]) -> str:
    found = sorted({text(row, kind) for row in rows})
    if not found:
        raise BadParameter(kind, f"图中没有“{asked}”")
    if len(found) > 1:
        raise BadParameter(kind, f"“{asked}”有 {len(found)} 个，请写编号：{'、'.join(found[:10])}")
    return found[0]
