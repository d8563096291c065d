"""Campaigns (专项行动): duration, spread, and a contrast of their tasks' leads with those of others.

The name of a campaign is a label that a document prints, not a measure of how intensely anything was
done: a task without a campaign's name may be campaign work, and one with it routine.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from statistics import mean
from typing import Final, Literal

from core.rows import Row, number, optional, text
from graph.analysis.coding import Coding, leading_codes, leading_duties
from graph.analysis.concentration import hhi
from graph.analysis.scope import Scope
from graph.analysis.structure import SEED
from graph.analysis.tables import Table
from graph.selection import names_of
from graph.store import GraphStore

CampaignKind = Literal["code", "descriptive"]

LABEL_CAVEAT: Final = "A campaign's name is a label that documents print, not a measure of intensity."


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """A campaign over the years: counts of distinct tasks, documents, regions, years and agencies.

    `bodies` counts agencies with a task in it; the name is that of the published column.
    """

    campaign: str
    name: str
    kind: str | None
    tasks: int
    documents: int
    regions: int
    first_year: int | None
    last_year: int | None
    years: int
    gaps: int
    editions: tuple[str, ...]
    bodies: int
    leads: int
    lead_hhi: float | None


@dataclass(frozen=True, slots=True)
class SurvivalRow:
    """Spells of `years`: counts, and the part (0–1) that lasts longer."""

    years: int
    at_risk: int
    ended: int
    censored: int
    survival: float


@dataclass(frozen=True, slots=True)
class ContrastRow:
    """Means of a measure over campaign tasks and the rest, their difference, and its `p` (0–1)."""

    measure: str
    campaign: float
    rest: float
    difference: float
    p: float


def campaigns(
    store: GraphStore,
    scope: Scope = Scope(),  # noqa: B008  frozen
    *,
    kind: CampaignKind | None = None,
    coding: Coding = "printed",
) -> Table[CampaignRow]:
    """Each campaign over the years, the one with most tasks first.

    Columns: `tasks` (distinct), `documents`, `regions`; `first_year`, `last_year`, `years` (that it has a
    task in) and `gaps`: years between first and last in which the regions that ever had it have plans in
    the graph, none of them with it; `editions` as printed; `bodies` the agencies that have a task in it,
    `leads` those that lead one under `coding`, and `lead_hhi`, the concentration of led tasks (1 where one
    agency leads all).

    Caveat: a gap is one of the documents loaded; LABEL_CAVEAT.
    """
    spread = store.read("campaigns/spread", {**scope.tasks(), "kind": kind})
    planned = _years_of_regions(store, scope)
    agencies = _by_campaign(store.read("load/agency_in_campaign", scope.duties()))
    leading = {**scope.doers(), **scope.chosen(), **leading_duties(coding)}
    led = _by_campaign(store.read("load/agency_in_campaign", leading))
    rows_of: dict[str, list[Row]] = defaultdict(list)
    for row in spread:
        rows_of[text(row, "campaign")].append(row)
    rows: list[CampaignRow] = []
    for campaign, its in rows_of.items():
        years = {number(row, "year") for row in its if row["year"] is not None}
        regions = {text(row, "region") for row in its}
        possible = {year for region in regions for year in planned.get(region, set())}
        between = {year for year in possible if years and min(years) < year < max(years)}
        leads = led.get(campaign, [])
        rows.append(
            CampaignRow(
                campaign=campaign,
                name=text(its[0], "name"),
                kind=optional(its[0], "kind"),
                tasks=sum(number(row, "tasks") for row in its),
                documents=len({row["document"] for row in its}),
                regions=len(regions),
                first_year=min(years, default=None),
                last_year=max(years, default=None),
                years=len(years),
                gaps=len(between - years),
                editions=tuple(sorted({str(row["edition"]) for row in its if row["edition"] is not None})),
                bodies=len(agencies.get(campaign, [])),
                leads=len(leads),
                lead_hhi=hhi(leads) if leads else None,
            )
        )
    rows.sort(key=lambda row: (-row.tasks, row.name, row.campaign))
    return Table.of(CampaignRow, rows, label=LABEL_CAVEAT, coding=coding)


def survival(
    store: GraphStore,
    scope: Scope = Scope(),  # noqa: B008  frozen
    *,
    kind: CampaignKind | None = None,
) -> Table[SurvivalRow]:
    """Survival of campaigns in the plans of a region: the Kaplan-Meier estimate.

    A spell is a campaign in a region, from its first year to its last; it ended if a later plan of the
    region is in the graph, else it is censored. Columns: `years` (length, 1 for one year only), `at_risk`,
    `ended`, `censored`, `survival` = Π (1 − ended/at_risk), the part that lasts longer than so many years.

    Source: Kaplan and Meier, JASA 53 (1958) 457. Caveat: a region with one year of plans tells nothing
    (all censored), and spells that began before the first plan are taken to begin with it; LABEL_CAVEAT.
    """
    planned = _years_of_regions(store, scope)
    seen: dict[tuple[str, str], set[int]] = defaultdict(set)
    for row in store.read("campaigns/spread", {**scope.tasks(), "kind": kind}):
        if row["year"] is not None:
            seen[text(row, "campaign"), text(row, "region")].add(number(row, "year"))
    spells = [
        (max(years) - min(years) + 1, max(planned[region]) > max(years))
        for (_, region), years in seen.items()
    ]
    return Table.of(SurvivalRow, kaplan_meier(spells), label=LABEL_CAVEAT)


def kaplan_meier(spells: Sequence[tuple[int, bool]]) -> list[SurvivalRow]:
    """The estimate from lengths and whether each ended, a row a length that occurs.

    >>> [row.survival for row in kaplan_meier([(1, True), (2, False), (2, True), (3, False)])]
    [0.75, 0.5, 0.5]
    """
    rows: list[SurvivalRow] = []
    left = 1.0
    for length in sorted({length for length, _ in spells}):
        at_risk = sum(each >= length for each, _ in spells)
        ended = sum(each == length and over for each, over in spells)
        left *= 1 - ended / at_risk
        censored = sum(each == length and not over for each, over in spells)
        rows.append(SurvivalRow(length, at_risk, ended, censored, left))
    return rows


def campaign_contrast(
    store: GraphStore,
    scope: Scope = Scope(),  # noqa: B008  frozen
    *,
    kind: CampaignKind | None = None,
    coding: Coding = "printed",
    permutations: int = 2_000,
    seed: int = SEED,
) -> Table[ContrastRow]:
    """Campaign tasks against the rest: agencies per task, and the share of tasks without a lead.

    Columns: `measure`, `campaign` and `rest` (means over tasks that name an agency), `difference`, `p`: the
    part of permutations whose difference is as far from 0 or farther, two-sided, (1 + such) / (1 + all).
    Labels are shuffled within each document, so that documents with many campaigns and long lists do not
    pass for an effect; documents whose tasks are all, or none, in campaigns add nothing to the test.
    `table.attrs` holds `tasks` of both kinds.

    Source: Good, Permutation, Parametric and Bootstrap Tests (2005), ch. 3. Caveat: LABEL_CAVEAT.
    """
    tasks = store.read("load/task_leads", {**scope.doers(), **leading_codes(coding)})
    enrolled = {row["task"] for row in store.read("campaigns/enrolled", {**scope.tasks(), "kind": kind})}
    documents: dict[str, list[tuple[bool, int, int]]] = defaultdict(list)
    for row in tasks:
        without = 0 if number(row, "leads") else 1
        documents[text(row, "document")].append((row["task"] in enrolled, number(row, "bodies"), without))
    flags = [flag for its in documents.values() for flag, _, _ in its]
    rows: list[ContrastRow] = []
    if any(flags) and not all(flags):
        for at, measure in ((1, "bodies"), (2, "no_lead")):
            values = {name: [(each[0], each[at]) for each in its] for name, its in documents.items()}
            rows.append(_permuted(measure, values, permutations, seed))
    counts = {"campaign": sum(flags), "rest": len(flags) - sum(flags)}
    return Table.of(ContrastRow, rows, tasks=counts, permutations=permutations, seed=seed, label=LABEL_CAVEAT)


def _permuted(
    measure: str, values: Mapping[str, Sequence[tuple[bool, int]]], permutations: int, seed: int
) -> ContrastRow:
    flat = [each for its in values.values() for each in its]
    inside, outside = ([value for flag, value in flat if flag is wanted] for wanted in (True, False))
    observed = mean(inside) - mean(outside)
    random, whole = Random(seed), sum(value for _, value in flat)
    groups = [([value for _, value in its], sum(flag for flag, _ in its)) for its in values.values()]
    as_far = 0
    for _ in range(permutations):
        drawn = sum(sum(random.sample(numbers, marked)) for numbers, marked in groups)
        difference = drawn / len(inside) - (whole - drawn) / len(outside)
        as_far += abs(difference) >= abs(observed) - 1e-12
    return ContrastRow(
        measure=measure,
        campaign=float(mean(inside)),
        rest=float(mean(outside)),
        difference=float(observed),
        p=(1 + as_far) / (1 + permutations),
    )


def _by_campaign(rows: Sequence[Row]) -> dict[str, list[int]]:
    tasks: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        tasks[text(row, "field")].append(number(row, "tasks"))
    return tasks


def _years_of_regions(store: GraphStore, scope: Scope) -> dict[str, set[int]]:
    """The years of which each region has plans with tasks, whatever campaigns they name."""
    years: dict[str, set[int]] = defaultdict(set)
    for row in store.read("load/documents", scope.parameters(names_of("documents"))):
        if row["year"] is not None:
            years[text(row, "region")].add(number(row, "year"))
    return years
