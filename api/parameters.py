"""The parameters of lists, in one place: each name means the same wherever it is taken.

Different parameters narrow together; one that is given several times means any of its values.
"""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Final

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.limits import MOST_ROWS
from graph.errors import BadParameter
from graph.exports.catalogue import Layout, Table
from graph.records import Basis, Role

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
"""A name, an id or a text to look for."""

Year = Annotated[int, Field(ge=1900, le=2999)]

AgencyFilter = Annotated[Words | None, Field(description="Agency, by id or any of its spellings.")]
RoleFilter = Annotated[list[Role], Field(max_length=5, description="Role of a body. Repeated: any of them.")]
BasisFilter = Annotated[Basis | None, Field(description="Basis of a lead or assist.")]
YearFilter = Annotated[Year | None, Field(description="Year that the plan is for.")]
RegionFilter = Annotated[Words | None, Field(description="Region, by id, code or full name.")]
CampaignFilter = Annotated[Words | None, Field(description="Campaign, by id or name.")]
DocumentFilter = Annotated[Words | None, Field(description="Document, by id.")]
SystemFilter = Annotated[Words | None, Field(description="Line of work (条线), by id or name.")]
TextFilter = Annotated[
    Words | None,
    Field(description="Words that the text holds, parted by blanks; all are meant. Quotes make a phrase."),
]
NameFilter = Annotated[Words | None, Field(description="A part of the name.")]


class Parameters(BaseModel):
    """What a route takes. A name that it does not take is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class NoParameters(Parameters):
    """A route that takes none."""


class ListParameters(Parameters):
    """What every list takes."""

    limit: int = Field(default=50, ge=1, le=MOST_ROWS, description="The most items on a page.")
    cursor: str | None = Field(
        default=None, max_length=500, description="Where to go on, from the `next` of the page before."
    )


class _Narrowing(Parameters):
    """What narrows tasks, whosever they are."""

    role: RoleFilter = []
    basis: BasisFilter = None
    year: YearFilter = None
    region: RegionFilter = None
    document: DocumentFilter = None
    q: TextFilter = None


class OfAgency(_Narrowing):
    """Tasks that may be narrowed to one agency's."""

    agency: AgencyFilter = None


class OfCampaign(_Narrowing):
    """Tasks that may be narrowed to one campaign's."""

    campaign: CampaignFilter = None


class TaskFilters(OfCampaign, OfAgency):
    """The filters of tasks, in lists and exports alike."""


class AgencyTaskParameters(OfCampaign, ListParameters):
    """The filters of one agency's tasks."""


class CampaignTaskParameters(OfAgency, ListParameters):
    """The filters of one campaign's tasks."""


class TaskParameters(TaskFilters, ListParameters):
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
    region: RegionFilter = None
    system: SystemFilter = None


class YearlyParameters(ListParameters):
    """The filters of campaigns, and of documents."""

    q: NameFilter = None
    region: RegionFilter = None
    year: YearFilter = None


REPEATABLE: Final = frozenset(
    (*(name for name, field in TaskFilters.model_fields.items() if field.default == []), "issuers")
)
"""The parameters that may be given several times: filters of tasks, and 发文机关 of a text that is sent."""


async def each_once(request: Request) -> None:
    """Refuse a parameter that is given several times where it can mean one thing only.

    A query of the catalogue declares itself which of its parameters are lists.
    """
    if request.url.path.startswith("/api/v1/queries/"):
        return
    times = Counter(name for name, _ in request.query_params.multi_items())
    for name, count in times.items():
        if count > 1 and name not in REPEATABLE:
            raise BadParameter(name, f"只能给一次，给了 {count} 次")
