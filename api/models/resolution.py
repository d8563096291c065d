"""Names, and the agencies that they may mean."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from api.models.parameters import Words


class NamesToResolve(BaseModel):
    """Names as printed or typed."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"names": ["市公安局", "云州市市监局"], "region": "云州市"}]},
    )

    names: Annotated[list[Words], Field(min_length=1, max_length=100, description="The names.")]
    region: Words | None = Field(
        default=None, description="Region whose bodies go before others, by id, code or full name."
    )


class Match(BaseModel):
    """An agency that a name may mean."""

    agency_id: str
    agency: str = Field(description="Canonical name.")
    region_id: str
    region: str
    score: int = Field(ge=0, le=100, description="100 for a spelling of the body; less the more was assumed.")
    reason: str = Field(description="Why it may be meant, in Chinese.")


class Resolved(BaseModel):
    """A name with the agencies that it may mean, the best first."""

    name: str
    matches: list[Match]


class Resolution(BaseModel):
    """The names in the order given."""

    items: list[Resolved]
    as_of: int = Field(description="The revision of the graph that this was read from.")
