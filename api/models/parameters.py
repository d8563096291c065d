"""The parameters of lists, in one place: each name means the same wherever it is taken.

Different parameters narrow together; one that is given several times means any of its values.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Annotated, Any, Final, Literal, get_origin

from fastapi import Path, Request
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from api.service.limits import MOST_ROWS
from core.errors import BadParameter
from graph.exports.catalogue import Layout, Table
from graph.records import AgencyKind, Basis, Role

_ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOST_VALUES: Final = 20


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

AgencyFilter = Annotated[
    Words | None, Field(description="Agency, by id or any of its spellings.", examples=["市公安局"])
]
RegionFilter = Annotated[
    Words | None, Field(description="Region, by id, code or full name.", examples=["990100"])
]
YearFilter = Annotated[Year | None, Field(description="Year that the plan is for.", examples=[2024])]
NameFilter = Annotated[Words | None, Field(description="A part of the name.")]
KindFilter = Annotated[AgencyKind | None, Field(description="Kind of body.")]


def _any_of(said: str, *, most: int = _MOST_VALUES) -> Any:
    return Field(max_length=most, description=f"{said} Repeated: any of them.")


RoleFilter = Annotated[list[Role], _any_of("Role of the body.", most=5)]
BasisFilter = Annotated[list[Basis], _any_of("Basis of a lead or assist.", most=5)]
YearsFilter = Annotated[list[Year], _any_of("Year that the plan is for.")]
RegionsFilter = Annotated[list[Words], _any_of("Region, by id, code or full name.")]
CampaignFilter = Annotated[list[Words], _any_of("Campaign, by id or name.")]
EditionFilter = Annotated[list[Words], _any_of("年度/届次 printed with the campaign's name.")]
DocumentFilter = Annotated[list[Words], _any_of("Document, by id.")]
SystemFilter = Annotated[list[Words], _any_of("Line of work (条线) of the body, by id or name.")]
ScopeFilter = Annotated[
    Literal["exact", "subtree"],
    Field(description="Of `region`: that region alone, or with all that lie in it."),
]
CollectiveFilter = Annotated[
    Literal["include", "exclude", "only"],
    Field(description="Whether bodies that are collectives, such as 各有关部门, count as bodies."),
]
IssuedFrom = Annotated[Day | None, Field(description="The document was issued on this day or later.")]
IssuedTo = Annotated[Day | None, Field(description="The document was issued on this day or earlier.")]
DueBefore = Annotated[Day | None, Field(description="The last day of the deadline is this day or earlier.")]
DueFilter = Annotated[
    Literal["none", "ongoing"] | None,
    Field(description="`none`: without any deadline; `ongoing`: goes on without an end (持续推进)."),
]
TextFilter = Annotated[
    Words | None,
    Field(
        description="Words that the text holds, parted by blanks; all are meant. Quotes make a phrase; "
        "width and case of letters do not matter.",
        examples=['侵权 "知识产权 保护"'],
    ),
]
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
    """What a route takes. A name that it does not take is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


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


class _Narrowing(Parameters):
    """What narrows tasks, whosever they are."""

    role: RoleFilter = []
    basis: BasisFilter = []
    collective: CollectiveFilter = "include"
    year: YearsFilter = []
    issued_from: IssuedFrom = None
    issued_to: IssuedTo = None
    region: RegionsFilter = []
    scope: ScopeFilter = "exact"
    edition: EditionFilter = []
    document: DocumentFilter = []
    system: SystemFilter = []
    due_before: DueBefore = None
    due: DueFilter = None
    q: TextFilter = None


class OfAgency(_Narrowing):
    """Tasks that may be narrowed to one agency's."""

    agency: AgencyFilter = None


class OfCampaign(_Narrowing):
    """Tasks that may be narrowed to one campaign's."""

    campaign: CampaignFilter = []


class TaskFilters(OfCampaign, OfAgency):
    """The filters of tasks, in lists and exports alike."""


class _TaskList(ListParameters):
    """How tasks are listed."""

    sort: Annotated[
        Literal["sort_key", "-sort_key", "due_on", "-due_on", "year", "-year"],
        Field(description="Order: reading order, last day of the deadline, or year. What lacks it is last."),
    ] = "sort_key"
    facets: FacetChoice = []
    offset_unit: UnitChoice = "codepoint"


class AgencyTaskParameters(OfCampaign, _TaskList):
    """The list of one agency's tasks."""


class CampaignTaskParameters(OfAgency, _TaskList):
    """The list of one campaign's tasks."""


class TaskParameters(AgencyTaskParameters, CampaignTaskParameters):
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


class AgencyParameters(ListParameters):
    """The filters of agencies."""

    q: NameFilter = None
    region: RegionsFilter = []
    scope: ScopeFilter = "exact"
    system: SystemFilter = []
    kind: KindFilter = None
    collective: CollectiveFilter = "include"
    sort: Annotated[
        Literal["sort_key", "-sort_key", "name", "-name"],
        Field(description="Order: region and name, or name alone."),
    ] = "sort_key"


class PartnerParameters(Parameters):
    """What narrows the tasks that an agency has in common with others."""

    limit: int = Field(default=50, ge=1, le=MOST_ROWS, description="The most partners.")
    role: RoleFilter = []
    partner_role: Annotated[list[Role], _any_of("Role of the partner.", most=5)] = []
    year: YearsFilter = []
    collective: Annotated[
        Literal["include", "exclude", "only"],
        Field(description="Whether collectives, such as 各有关部门, count as partners."),
    ] = "exclude"


class CampaignParameters(ListParameters):
    """The filters of campaigns."""

    q: NameFilter = None
    kind: Annotated[Literal["code", "descriptive"] | None, Field(description="A code name, or a title.")] = (
        None
    )
    region: RegionsFilter = []
    scope: ScopeFilter = "exact"
    year: YearsFilter = []
    sort: Annotated[Literal["sort_key", "-sort_key"], Field(description="Order: name.")] = "sort_key"


class DocumentParameters(ListParameters):
    """The filters of documents."""

    q: NameFilter = None
    region: RegionsFilter = []
    scope: ScopeFilter = "exact"
    year: YearsFilter = []
    issued_from: IssuedFrom = None
    issued_to: IssuedTo = None
    sort: Annotated[
        Literal["sort_key", "-sort_key", "issued_on", "-issued_on", "ingested_at", "-ingested_at"],
        Field(description="Order: year, region and title; day of issue; or time of loading."),
    ] = "sort_key"


class RegionParameters(ListParameters):
    """The filters of regions."""

    q: NameFilter = None
    level: Annotated[
        Literal["国", "省", "市", "县", "乡"] | None, Field(description="Level of the place.")
    ] = None
    region: RegionsFilter = []
    scope: ScopeFilter = "exact"


class SystemParameters(ListParameters):
    """The filters of lines of work."""

    q: NameFilter = None


class ChangeParameters(ListParameters):
    """The filters of changes."""

    since: Annotated[
        int, Field(ge=0, le=2**62, description="A revision: changes after it. Any answer's `as_of` is one.")
    ] = 0
    document: Annotated[Words | None, Field(description="Document, by id, also one removed since.")] = None


class TasksMeasured(Parameters):
    """What narrows the tasks that are measured; collectives are left out unless asked."""

    region: RegionsFilter = []
    scope: ScopeFilter = "exact"
    year: YearsFilter = []
    campaign: CampaignFilter = []
    edition: EditionFilter = []
    document: DocumentFilter = []
    issued_from: IssuedFrom = None
    issued_to: IssuedTo = None
    collective: CollectiveFilter = "exclude"


class DutiesMeasured(TasksMeasured):
    """What narrows the duties that are measured, too."""

    agency: AgencyFilter = None
    system: SystemFilter = []
    role: RoleFilter = []
    basis: BasisFilter = []


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


def asked_facets(given: list[str]) -> list[Facet]:
    """The facets asked for, each once, in a fixed order. Raises BadParameter for another name."""
    known: tuple[Facet, ...] = ("role", "year", "region", "campaign")
    named = {part.strip() for each in given for part in each.split(",")}
    for name in sorted(named - set(known)):
        raise BadParameter("facets", f"没有“{name}”这一项；可用的是 {'、'.join(known)}")
    return [name for name in known if name in named]


async def each_once(request: Request) -> None:
    """Refuse a parameter that is given several times where it can mean one thing only.

    A query of the catalogue declares itself which of its parameters are lists.
    """
    times = Counter(name for name, _ in request.query_params.multi_items())
    if not times or max(times.values()) == 1 or request.url.path.startswith("/api/v1/queries/"):
        return
    repeatable = _repeatable(request)
    for name, count in times.items():
        if count > 1 and name not in repeatable:
            raise BadParameter(name, f"只能给一次，给了 {count} 次")


def _repeatable(request: Request) -> set[str]:
    """The parameters of the request's route that are lists."""
    dependant = getattr(request.scope.get("route"), "dependant", None)
    found: set[str] = set()
    for field in getattr(dependant, "query_params", ()):
        model = field.field_info.annotation
        if isinstance(model, type) and issubclass(model, BaseModel):
            found |= {
                name for name, each in model.model_fields.items() if get_origin(each.annotation) is list
            }
    return found
