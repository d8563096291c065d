"""From rows of queries to rows of an answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final, Literal

from pydantic import TypeAdapter

from api.models.evidence import Evidence, evidence
from api.questions.answer import ParameterValue, SharedTaskRow, TaskRow
from api.questions.directory import Agency
from core.rows import Row, Value, number, optional, text
from graph.records import Basis, Role

Part = tuple[Role, Basis | None]
Counts = dict[Part, int]

_PART: Final = TypeAdapter[Part](Part)
_PARAMETERS: Final = TypeAdapter[dict[str, ParameterValue]](dict[str, ParameterValue])


def part(row: Row) -> Part:
    """The role and basis of a row."""
    return _PART.validate_python((row["role"], row["basis"]))


def counts(rows: Iterable[Row]) -> Counts:
    """Number of tasks by role and basis, of rows that count them."""
    tally: Counts = {}
    for row in rows:
        tally[part(row)] = tally.get(part(row), 0) + number(row, "tasks")
    return tally


def duty_of(agency: Agency, row: Row) -> TaskRow:
    """A task with the part of an agency that is known, from a row of agencies/tasks."""
    return TaskRow.model_validate(
        _task(row) | _agency_fields(agency) | _role(row) | {"evidence": [proof(row)]}
    )


def duty(row: Row) -> TaskRow:
    """A task with the part of one of its agencies, from a row of tasks/with_duties."""
    agency = {"agency_id": row["agency"], "agency": row["name"], "agency_region": row["agency_region_name"]}
    return TaskRow.model_validate(_task(row) | agency | _role(row) | {"evidence": [proof(row)]})


def shared(left: Agency, right: Agency, row: Row) -> SharedTaskRow:
    """A task with the parts of two agencies, from a row of agencies/shared_tasks."""
    partner = {
        "partner_id": right.id,
        "partner": right.name,
        "partner_region": right.region_name,
        "partner_role": row["right_role"],
        "partner_basis": row["right_basis"],
        "partner_verb": row["right_verb"],
    }
    proofs = [proof(row, "left"), proof(row, "right")]
    return SharedTaskRow.model_validate(
        _task(row) | _agency_fields(left) | _role(row, "left_") | partner | {"evidence": proofs}
    )


def enrolled(mentions: list[Row]) -> TaskRow:
    """A task of a campaign, whoever has it, from all its rows of campaigns/tasks."""
    nobody = dict.fromkeys(("agency_id", "agency", "agency_region", "role", "basis", "verb"))
    return TaskRow.model_validate(
        _task(mentions[0]) | nobody | {"evidence": [proof(row) for row in mentions]}
    )


def task(duties: list[Row]) -> TaskRow:
    """A task, whoever has it, from all its rows of tasks/with_duties; its evidence is of all its agencies."""
    nobody = dict.fromkeys(("agency_id", "agency", "agency_region", "role", "basis", "verb"))
    proofs = [proof(row) for row in duties if row["agency"] is not None]
    return TaskRow.model_validate(_task(duties[0]) | nobody | {"evidence": proofs})


def proof(row: Row, side: Literal["left", "right"] | None = None) -> Evidence:
    """The printed words of a row of duties or mentions."""
    start, end, surface = (
        (f"{side}_start", f"{side}_end", f"{side}_surface") if side else ("span_start", "span_end", "surface")
    )
    return evidence(
        text(row, "task"), text(row, "document"), text(row, surface), number(row, start), number(row, end)
    )


def plain(parameters: Mapping[str, Value]) -> dict[str, ParameterValue]:
    """Parameters as an answer shows them."""
    return _PARAMETERS.validate_python(
        {name: value.isoformat() if isinstance(value, date) else value for name, value in parameters.items()}
    )


def _task(row: Row) -> dict[str, object]:
    return {
        "task_id": row["task"],
        "document_id": row["document"],
        "document": optional(row, "title"),
        "region": row["region_name"],
        "year": row["year"],
        "n": row["n"],
        "path": row["path"],
        "text": row["text"],
        "clause": row["clause"],
        "deadline": row["deadline"],
    }


def _agency_fields(agency: Agency) -> dict[str, object]:
    return {"agency_id": agency.id, "agency": agency.name, "agency_region": agency.region_name}


def _role(row: Row, side: str = "") -> dict[str, object]:
    return {name: row[side + name] for name in ("role", "basis", "verb")}
