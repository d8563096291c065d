"""Error responses as RFC 9457 problems."""

from __future__ import annotations

from pydantic import BaseModel, Field


class ParameterError(BaseModel):
    """What is wrong with one parameter."""

    parameter: str = Field(description="The parameter's name.")
    detail: str = Field(description="What is wrong with it, in Chinese.")


class Candidate(BaseModel):
    """One of the things that an ambiguous name may mean."""

    id: str
    name: str
    region: str | None = Field(default=None, description="Name of its region, where it has one.")


class RefusedWords(BaseModel):
    """What in a statement is refused, and where."""

    words: str
    line: int = Field(description="Counts from 1; 0 where no place is to blame.")
    column: int = Field(description="Counts from 1, in code points; 0 where no place is to blame.")


class Problem(BaseModel):
    """An RFC 9457 problem."""

    type: str = Field(description="A stable name of this kind of problem, `urn:dutygraph:problem:…`.")
    title: str = Field(description="The kind of problem, in Chinese.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="What happened here and what to do, in Chinese.")
    instance: str = Field(description="The path that was asked for.")
    request_id: str | None = Field(
        default=None, description="The request's X-Request-ID, by which the server's log tells more."
    )
    errors: list[ParameterError] | None = Field(
        default=None, description="422: each parameter that cannot be used."
    )
    candidates: list[Candidate] | None = Field(
        default=None, description="422 of an ambiguous name: what it may mean."
    )
    refused: RefusedWords | None = Field(
        default=None, description="422 of a Cypher statement that is refused: its words, and where."
    )
    limit: str | None = Field(
        default=None, description="422 of a Cypher statement that was ended: seconds, memory or result."
    )
