"""A Cypher statement of the client's own, and its rows."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from graph.queries.statement import LONGEST


class CypherLimits(BaseModel):
    """What the statement may take. Where nothing is given, 5 seconds and 1,000 rows."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    seconds: float | None = Field(default=None, ge=0.1, description="The longest that it may run.")
    rows: int | None = Field(default=None, ge=1, description="The most rows; what is over is left out.")


class CypherQuestion(BaseModel):
    """A statement, its parameters and its limits."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    statement: str = Field(min_length=1, max_length=LONGEST, description="One statement that only reads.")
    parameters: dict[str, JsonValue] = Field(
        default={}, description="The value of each `$name` in the statement; neither more nor fewer."
    )
    limits: CypherLimits = CypherLimits()


class CypherAnswer(BaseModel):
    """The rows of a statement."""

    columns: list[str]
    rows: list[dict[str, JsonValue]] = Field(
        description="A node or relation is a map of its properties, a path a map of `nodes` and `relations`."
    )
    truncated: bool = Field(description="Whether a limit left rows out.")
    limits: CypherLimits = Field(description="The limits that held.")
    as_of: int = Field(description="The revision of the graph that this was read from, or an earlier one.")
