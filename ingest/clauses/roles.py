"""From the parts of a clause to roles: the readings of a whole clause, each with an example.

The rules are the annotation guide's: who is named to lead, who stands alone, who shares. The first
reading that applies is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from graph.records import Basis, Role
from ingest.clauses.agency_lists import Body
from ingest.clauses.lexicon import Form, Part


class Group(NamedTuple):
    """Bodies that one form of the clause speaks of; `verb` is its printed word."""

    form: Form
    verb: str
    bodies: tuple[Body, ...]

    @property
    def part(self) -> Part:
        return self.form.part


class Assignment(NamedTuple):
    """A body with its role; `form` and `verb` tell which words gave it."""

    body: Body
    role: Role
    basis: Basis | None
    form: str
    verb: str | None


@dataclass(frozen=True, slots=True)
class Clause:
    """What a reading looks at: the parts, how many bodies act, whether a rule of the document holds."""

    parts: frozenset[Part]
    acting: int
    rule: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """How the parts of a clause make roles. `role` gives that of a body, by its group and its place."""

    name: str
    example: str
    applies: Callable[[Clause], bool]
    role: Callable[[Group, int], tuple[Role, Basis | None]]


def _assist(group: Group) -> tuple[Role, Basis | None]:
    return "assist", "named" if group.part == "assist" else "duty"


READINGS = (
    Reading(
        "named_lead",
        "（市教育局牵头，市财政局按职责分工负责）",
        lambda clause: bool(clause.parts & {"lead", "consult"}),
        lambda group, _at: ("lead", "named") if group.part in ("lead", "consult") else _assist(group),
    ),
    Reading(
        "in_charge_with_help",
        "（市教育局负责，市财政局配合）",
        lambda clause: clause.parts >= {"duty", "assist"},
        lambda group, _at: ("lead", "named") if group.part == "duty" else _assist(group),
    ),
    Reading(
        "help_only",
        "（市财政局配合）",
        lambda clause: "assist" in clause.parts,
        lambda group, _at: _assist(group),
    ),
    Reading(
        "sole",
        "（市教育局负责）",
        lambda clause: clause.acting == 1,
        lambda _group, _at: ("lead", "sole"),
    ),
    Reading(
        "first_by_rule",
        "（市教育局、市财政局负责。列第一位者为牵头单位，下同）",
        lambda clause: clause.rule and clause.acting > 1,
        lambda _group, _at: ("lead", "first") if _at == 0 else ("assist", "rule"),
    ),
    Reading(
        "shared",
        "（市教育局、市财政局按职责分工负责）",
        lambda clause: clause.acting > 1,
        lambda _group, _at: ("joint", None),
    ),
)


def assign(groups: Sequence[Group], *, rule: bool) -> list[Assignment]:
    """The roles of a clause's bodies, in the order printed.

    `rule`: whether a rule of the document (列第一位的为牵头单位) holds. 督办 and 考核 stand apart from
    the other roles; a body that has another role in the clause does not supervise it as well.
    """
    groups = _consulting(groups)
    acting = _acting(groups)
    found: list[Assignment] = []
    seen: set[str] = set()
    if reading := reading_of(groups, rule=rule):
        for group in acting:
            for body in group.bodies:
                if body.name in seen:
                    continue
                role, basis = reading.role(group, len(seen))
                seen.add(body.name)
                found.append(Assignment(body, role, basis, group.form.name, group.verb or None))
    for group in groups:
        if group.part in ("supervise", "assess"):
            for body in group.bodies:
                if body.name not in seen:
                    watching: Role = "supervise" if group.part == "supervise" else "assess"
                    seen.add(body.name)
                    found.append(Assignment(body, watching, None, group.form.name, group.verb or None))
    return sorted(found, key=lambda a: a.body.start)


def reading_of(groups: Sequence[Group], *, rule: bool) -> Reading | None:
    """The first reading that applies to a clause; None where nobody acts, only 督办 and 考核 are printed."""
    acting = _acting(groups)
    clause = Clause(
        parts=frozenset(g.part for g in acting if g.bodies),
        acting=len({body.name for g in acting for body in g.bodies}),
        rule=rule,
    )
    return next((reading for reading in READINGS if reading.applies(clause)), None)


def _acting(groups: Sequence[Group]) -> list[Group]:
    return [group for group in groups if group.part not in ("supervise", "assess")]


def _consulting(groups: Sequence[Group]) -> list[Group]:
    """A会同B督查落实: where the words behind 会同 make supervisors, those before it supervise too."""
    done = list(groups)
    for i, group in enumerate(groups[:-1]):
        after = groups[i + 1]
        if group.part == "consult" and after.part in ("supervise", "assess"):
            done[i] = Group(after.form, after.verb, group.bodies)
    return done
