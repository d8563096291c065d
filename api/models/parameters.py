"""The parameters of lists, in one place: each name means the same wherever it is taken.

Different parameters narrow together; one that is given several times means any of its values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from types import GenericAlias
from typing import Annotated, Any, ClassVar, Final, Literal

from fastapi import Path
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from api.models.lists import MOST_ROWS
from core.errors import BadParameter
from graph.analysis import Scope
from graph.exports.catalogue import Layout, Table
from graph.filters import Filter
from graph.records import AgencyKind, Role
from graph.selection import FILTERS, Selection, filters_of, names_of

_ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _storable(text: str) -> str:
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise PydanticCustomError("surrogate", "no text")
    return text


def _iso_day(value: object) -> object:
    if not isinstance(value, str) or not _ISO_DAY.fullmatch(value):
        raise PydanticCustomError("day", "no day")
    return value


Words = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200),
    AfterValidator(_storable),
]
"""A name, an id or a text to look for."""

Id = Annotated[str, Path(description="Opaque id; names and numbers are looked up by the filters of lists.")]
Year = Annotated[int, Field(ge=1900, le=2999)]
Day = Annotated[date, BeforeValidator(_iso_day)]
Facet = Literal["role", "year", "region", "campaign"]
OffsetUnit = Literal["codepoint", "utf16"]

RegionFilter = Annotated[
    Words | None, Field(description="Region, by id, code or full name.", examples=["990100"])
]
YearFilter = Annotated[Year | None, Field(description="Year that the plan is for.", examples=[2024])]
NameFilter = Annotated[Words | None, Field(description="A part of the name.")]
KindFilter = Annotated[AgencyKind | None, Field(description="Kind of body.")]
FacetChoice = Annotated[
    list[str],
    Field(
        max_length=8,
        description="Count the whole list by these, too: `role`, `year`, `region`, `campaign`; "
        "several parted by commas or repeated.",
        examples=[["role,year"]],
    ),
]
UnitChoice = Annotated[
    OffsetUnit,
    Field(description="What `start` and `end` count: code points, or UTF-16 units as JavaScript does."),
]


class Parameters(BaseModel):
    """What a route takes. A name that it does not take is refused.

    `filters` are names of filters of `of`: each becomes a parameter as its declaration says.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    _filters: ClassVar[tuple[str, ...]] = ()
    _of: ClassVar[type[Selection]] = Selection

    def __init_subclass__(
        cls, *, filters: Iterable[str] = (), of: type[Selection] | None = None, **settings: Any
    ) -> None:
        cls._of = of or cls._of
        declared = filters_of(cls._of)
        names = [name for name in filters if name not in cls._filters]
        cls._filters = (*cls._filters, *names)
        for name in names:
            cls.__annotations__[name] = _parameter(declared[name])
            setattr(cls, name, [] if declared[name].several else declared[name].default)
        super().__init_subclass__(**settings)

    def selection(self) -> Selection:
        """The filters as they are: names of agencies and regions, no ids yet. Raises BadParameter."""
        return Selection.of_values(self.filter_values())

    def filter_values(self) -> dict[str, Any]:
        """The value of each filter by name."""
        return {name: getattr(self, name) for name in self._filters}


def _parameter(declared: Filter) -> Any:
    """The annotation of the parameter that a filter is: type, bounds and description."""
    value = {str: Words, date: Day}.get(declared.value, declared.value)
    if value is int:
        value = Annotated[int, Field(ge=declared.least, le=declared.greatest)]
    if declared.several:
        description = f"{declared.description} Repeated: any of them."
        return Annotated[
            GenericAlias(list, (value,)), Field(max_length=declared.most_values, description=description)
        ]
    if declared.default is None:
        value = value | None
    examples = list(declared.examples) or None
    return Annotated[value, Field(description=declared.description, examples=examples)]


class NoParameters(Parameters):
    """A route that takes none."""


class UnitParameters(Parameters):
    """A route whose answer holds offsets, and which takes nothing else."""

    offset_unit: UnitChoice = "codepoint"


class ListParameters(Parameters):
    """What every list takes."""

    limit: int = Field(default=50, ge=1, le=MOST_ROWS, description="The most items on a page.")
    cursor: str | None = Field(
        default=None, max_length=1000, description="Where to go on, from the `next` of the page before."
    )


class TaskFilters(Parameters, filters=FILTERS):
    """The filters of tasks, in lists and exports alike."""


class TaskListParameters(ListParameters):
    """How tasks are listed; which filters narrow them is said by the list."""

    sort: Annotated[
        Literal["sort_key", "-sort_key", "due_on", "-due_on", "year", "-year"],
        Field(description="Order: reading order, last day of the deadline, or year. What lacks it is last."),
    ] = "sort_key"
    facets: FacetChoice = []
    offset_unit: UnitChoice = "codepoint"


class AgencyTaskParameters(TaskListParameters, filters=[name for name in FILTERS if name != "agency"]):
    """The list of one agency's tasks."""


class CampaignTaskParameters(TaskListParameters, filters=[name for name in FILTERS if name != "campaign"]):
    """The list of one campaign's tasks."""


class TaskParameters(TaskListParameters, filters=FILTERS):
    """The list of tasks."""


class ExportParameters(TaskFilters):
    """What an export takes: the filters of tasks, and the form of the file where there are several."""

    layout: Layout | None = Field(
        default=None,
        description="csv, xlsx: `ledger` (台账), `gaps` (查漏表); xlsx: `per_agency`, a sheet for each body.",
    )
    table: Table | None = Field(
        default=None, description="parquet: a row a duty (the default), task, document or agency."
    )


class AgencyParameters(ListParameters, filters=("region", "scope", "system", "collective")):
    """The filters of agencies."""

    q: NameFilter = None
    kind: KindFilter = None
    sort: Annotated[
        Literal["sort_key", "-sort_key", "name", "-name"],
        Field(description="Order: region and name, or name alone."),
    ] = "sort_key"


class PartnerParameters(Parameters, filters=("role", "year")):
    """What narrows the tasks that an agency has in common with others."""

    limit: int = Field(default=50, ge=1, le=MOST_ROWS, description="The most partners.")
    partner_role: Annotated[
        list[Role], Field(max_length=5, description="Role of the partner. Repeated: any of them.")
    ] = []
    collective: Annotated[
        Literal["include", "exclude", "only"],
        Field(description="Whether collectives, such as 各有关部门, count as partners."),
    ] = "exclude"


class CampaignParameters(ListParameters, filters=("region", "scope", "year")):
    """The filters of campaigns."""

    q: NameFilter = None
    kind: Annotated[Literal["code", "descriptive"] | None, Field(description="A code name, or a title.")] = (
        None
    )
    sort: Annotated[Literal["sort_key", "-sort_key"], Field(description="Order: name.")] = "sort_key"


class DocumentParameters(
    ListParameters, filters=[name for name in names_of("documents") if name != "document"]
):
    """The filters of documents."""

    q: NameFilter = None
    sort: Annotated[
        Literal["sort_key", "-sort_key", "issued_on", "-issued_on", "ingested_at", "-ingested_at"],
        Field(description="Order: year, region and title; day of issue; or time of loading."),
    ] = "sort_key"


class RegionParameters(ListParameters, filters=("region", "scope")):
    """The filters of regions."""

    q: NameFilter = None
    level: Annotated[
        Literal["国", "省", "市", "县", "乡"] | None, Field(description="Level of the place.")
    ] = None


class SystemParameters(ListParameters):
    """The filters of lines of work."""

    q: NameFilter = None


class ChangeParameters(ListParameters):
    """The filters of changes."""

    since: Annotated[
        int, Field(ge=0, le=2**62, description="A revision: changes after it. Any answer's `as_of` is one.")
    ] = 0
    document: Annotated[Words | None, Field(description="Document, by id, also one removed since.")] = None


class TasksMeasured(
    Parameters, of=Scope, filters=(*names_of("documents", "tasks", measured=True), "collective")
):
    """What narrows the tasks that are measured; collectives are left out unless asked."""

    def selection(self) -> Scope:
        """The filters as they are: names of agencies and regions, no ids yet. Raises BadParameter."""
        return Scope.of_values(self.filter_values())


class DutiesMeasured(TasksMeasured, filters=names_of(measured=True)):
    """What narrows the duties that are measured, too."""


class WeighedParameters(DutiesMeasured):
    """The same, with weights of one's own."""

    weight: Annotated[
        list[str],
        Field(
            max_length=14,
            description="Weights of a scheme `custom`, as `role:number` or `role_basis:number`.",
            examples=[["lead:2", "joint:1"]],
        ),
    ] = []


def parse_facets(values: list[str]) -> list[Facet]:
    """The facets asked for, each once, in a fixed order. Raises BadParameter for another name."""
    known: tuple[Facet, ...] = ("role", "year", "region", "campaign")
    named = {part.strip() for each in values for part in each.split(",")}
    for name in sorted(named - set(known)):
        raise BadParameter("facets", f"没有“{name}”这一项；可用的是 {'、'.join(known)}")
    return [name for name in known if name in named]
