"""Measures: load, the co-work network, and two sides compared."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from api.models.agencies import RoleCount
from api.models.lists import Page
from graph.analysis.change import Changed, Status
from graph.analysis.coding import Coding
from graph.analysis.comparable import Difference
from graph.analysis.cowork import Projection
from graph.analysis.load_table import Scheme, Unit

Caveat = str


class SchemeValue(BaseModel):
    """What one scheme of weights says of an agency, line of work, region or year."""

    scheme: Scheme
    value: float = Field(description="Tasks, weighed by the scheme.")
    share: float | None = Field(description="Part of the whole list's sum; null where that is 0.")
    rank: int = Field(
        description="Place by this scheme in the whole list; equal values share the better one."
    )


class LoadRow(BaseModel):
    """The printed duties of one agency, line of work, region or year."""

    id: str | None = Field(description="Id of the body, line of work or region; null for a year.")
    name: str | None
    year: int | None = Field(description="The year, where the table is by year.")
    kind: str | None = Field(description="Kind of the body.")
    region_id: str | None = Field(description="The body's region.")
    region: str | None
    system_id: str | None = Field(description="The body's line of work (条线).")
    system: str | None
    agencies: int | None = Field(description="Bodies that have a task, where a row is not one body.")
    tasks: int = Field(description="Distinct tasks in any role.")
    counts: list[RoleCount] = Field(description="Distinct tasks by role and basis; not to be added up.")
    schemes: list[SchemeValue]
    rank_best: int | None = Field(description="Best rank over the schemes.")
    rank_worst: int | None = Field(description="Worst rank over the schemes.")


class Agreement(BaseModel):
    """How far two schemes rank alike over the whole list."""

    left: Scheme
    right: Scheme
    tau_b: float | None = Field(description="Kendall's τ-b; null where a scheme gives all the same.")
    units: int


class Concentration(BaseModel):
    """How unequally a scheme spreads tasks over the rows that have any."""

    scheme: Scheme
    units: int
    total: float
    gini: float
    hhi: float
    effective: float | None = Field(description="1/HHI: so many equal ones would be as concentrated.")
    top_1: float
    top_5: float
    top_10: float


class LoadPage(Page[LoadRow]):
    """The load table, the fullest first, with how firm its ranking is."""

    by: Unit
    coding: Coding
    lead_share: float
    robustness: list[Agreement]
    concentration: list[Concentration]
    caveat: Caveat = Field(description="What the figures are to be read with.")


class NetworkNode(BaseModel):
    """An agency of the co-work network."""

    agency_id: str
    agency: str
    kind: str
    region_id: str
    region: str
    system_id: str | None
    system: str | None
    tasks: int = Field(description="Distinct tasks that it leads, shares or assists in.")
    leads: int = Field(description="Of these, those that it leads.")


class NetworkEdge(BaseModel):
    """Two agencies that are named for the same tasks; from lead to other agency in a lead_star."""

    source: str
    target: str
    tasks: int = Field(description="Distinct tasks in common.")
    weight: float


class NetworkLeftOut(BaseModel):
    """What the network was built from, in distinct tasks, and what it does not show."""

    tasks: int = Field(description="Tasks that name a body that counts.")
    alone: int = Field(description="Of these, those that name just one, and make no edge.")
    long: int = Field(description="Tasks with more bodies than `max_bodies`.")
    pairs: int = Field(description="Pairs that all tasks make; a pair counts once a task.")
    long_pairs: int = Field(description="Pairs that the long ones would make.")
    collective: int = Field(description="Tasks that also name a collective, such as 各有关部门.")
    nodes: int = Field(description="Bodies beyond `limit`, those with fewest tasks.")
    edges: int = Field(description="Edges with one of them.")


class ListLength(BaseModel):
    """How the network hangs on tasks with so many agencies."""

    bodies: int
    tasks: int
    pairs: int
    tasks_kept: int = Field(description="Tasks with two bodies or more, and no more than so many.")
    pairs_kept: int
    tasks_kept_share: float
    pairs_kept_share: float


class Network(BaseModel):
    """The co-work network: who is named for the same tasks."""

    projection: Projection
    max_bodies: int | None
    directed: bool
    nodes: list[NetworkNode]
    edges: list[NetworkEdge]
    left_out: NetworkLeftOut
    sensitivity: list[ListLength]
    caveat: Caveat
    as_of: int = Field(description="Revision of the graph.")


class ComparedDocument(BaseModel):
    """A document of one side."""

    document_id: str
    document: str | None = Field(description="Its title.")
    region_id: str
    region: str
    level: str | None
    year: int | None
    tasks: int = Field(description="Distinct tasks that are compared.")


class NotComparable(BaseModel):
    """A reason against comparing the figures of two sides."""

    what: Difference
    said: str = Field(description="The same in Chinese, with what each side has.")


class Lineage(BaseModel):
    """Between which years functions were followed."""

    first: int
    last: int


class ComparedTask(BaseModel):
    """A task of either side, or one that both have."""

    status: Status
    score: float | None = Field(description="How alike the words are, 0–1; null for a task of one side.")
    left_id: str | None
    left_n: int | None
    left_text: str | None
    left_leads: list[str]
    left_bodies: list[str]
    right_id: str | None
    right_n: int | None
    right_text: str | None
    right_leads: list[str]
    right_bodies: list[str]
    leads_changed: Changed | None = Field(description="After the lineage; maybe where it leaves it open.")
    leads_changed_plain: Changed | None = Field(description="Without the lineage.")
    bodies_changed: Changed | None
    bodies_changed_plain: Changed | None


class ComparedUnit(BaseModel):
    """A line of work at a level, or an agency without one, on both sides, in distinct tasks."""

    unit: str = Field(description="Id of the line of work, or the body's name.")
    name: str
    place: Literal["上级", "本级", "下级"]
    left_bodies: list[str]
    right_bodies: list[str]
    from_units: list[str] = Field(description="Lines of work whose tasks it took over.")
    left_plain: int = Field(description="Tasks on the left without the lineage.")
    left_low: int = Field(description="Tasks on the left by the lineage: those that are certainly its own.")
    left_high: int = Field(description="The same with those that may be.")
    right: int
    change_plain: int
    change_low: int
    change_high: int
    matched: bool


class UnmatchedAgency(BaseModel):
    """An agency that has no counterpart on the other side."""

    side: Literal["left", "right"]
    agency_id: str
    agency: str
    system: str | None
    tasks: int
    reason: str


class ComparedCounts(BaseModel):
    """How many tasks stayed, came and went."""

    same: int
    revised: int
    came: int
    went: int


class Comparison(BaseModel):
    """Two sides compared, with and without the lineage of functions."""

    comparable: bool
    reasons: list[NotComparable]
    lineage: Lineage | None = Field(description="Null where no function was followed.")
    left: list[ComparedDocument]
    right: list[ComparedDocument]
    counts: ComparedCounts
    tasks: list[ComparedTask] = Field(description="Those that stayed first, then those that went and came.")
    tasks_left_out: int = Field(description="Tasks beyond `limit`.")
    bodies: list[ComparedUnit]
    unmatched: list[UnmatchedAgency]
    caveat: Caveat
    as_of: int = Field(description="Revision of the graph.")
