"""From the parts of a clause to roles: the readings of a whole clause, each with an example.

The rules are the annotation guide's: who is named to lead, who stands alone, who shares. The first
reading that applies is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from graph.records import Basis, Role
from ingest.clauses.agency_lists import AgencyMention
from ingest.lexicon.clause_forms import Form, Part


class Group(NamedTuple):
    """Agencies that one form of the clause speaks of; `verb` is its printed word."""

    form: Form
    verb: str
    mentions: tuple[AgencyMention, ...]

    @property
    def part(self) -> Part:
        return self.form.part


class Assignment(NamedTuple):
    """An agency with its role; `form` and `verb` tell which words gave it."""

    mention: AgencyMention
    role: Role
    basis: Basis | None
    form: str
    verb: str | None


@dataclass(frozen=True, slots=True)
class ClauseFeatures:
    """What a reading looks at: the parts, how many agencies act, whether a rule of the document holds."""

    parts: frozenset[Part]
    acting: int
    rule: bool


@dataclass(frozen=True, slots=True)
class RoleRule:
    """How the parts of a clause make roles. `role` gives that of an agency, by its group and its place."""

    name: str
    example: str
    applies: Callable[[ClauseFeatures], bool]
    role: Callable[[Group, int], tuple[Role, Basis | None]]


def _assist(group: Group) -> tuple[Role, Basis | None]:
    return "assist", "named" if group.part == "assist" else "duty"


ROLE_RULES = (
    RoleRule(
        "named_lead",
        "（市教育局牵头，市财政局按职责分工负责）",
        lambda clause: bool(clause.parts & {"lead", "consult"}),
        lambda group, _at: ("lead", "named") if group.part in ("lead", "consult") else _assist(group),
    ),
    RoleRule(
        "in_charge_with_help",
        "（市教育局负责，市财政局配合）",
        lambda clause: clause.parts >= {"duty", "assist"},
        lambda group, _at: ("lead", "named") if group.part == "duty" else _assist(group),
    ),
    RoleRule(
        "help_only",
        "（市财政局配合）",
        lambda clause: "assist" in clause.parts,
        lambda group, _at: _assist(group),
    ),
    RoleRule(
        "sole",
        "（市教育局负责）",
        lambda clause: clause.acting == 1,
        lambda _group, _at: ("lead", "sole"),
    ),
    RoleRule(
        "first_by_rule",
        "（市教育局、市财政局负责。列第一位者为牵头单位，下同）",
        lambda clause: clause.rule and clause.acting > 1,
        lambda _group, _at: ("lead", "first") if _at == 0 else ("assist", "rule"),
    ),
    RoleRule(
        "shared",
        "（市教育局、市财政局按职责分工负责）",
        lambda clause: clause.acting > 1,
        lambda _group, _at: ("joint", None),
    ),
)


def assign(groups: Sequence[Group], *, rule: bool) -> list[Assignment]:
    """The roles of a clause's agencies, in the order printed.

    `rule`: whether a rule of the document (列第一位的为牵头单位) holds. 督办 and 考核 stand apart from
    the other roles; an agency that has another role in the clause does not supervise it as well.
    """
    groups = _consulting(groups)
    acting = _acting(groups)
    assignments: list[Assignment] = []
    seen: set[str] = set()
    if role_rule := rule_for(groups, rule=rule):
        for group in acting:
            for mention in group.mentions:
                if mention.name in seen:
                    continue
                role, basis = role_rule.role(group, len(seen))
                seen.add(mention.name)
                assignments.append(Assignment(mention, role, basis, group.form.name, group.verb or None))
    for group in groups:
        if group.part in ("supervise", "assess"):
            for mention in group.mentions:
                if mention.name not in seen:
                    watching: Role = "supervise" if group.part == "supervise" else "assess"
                    seen.add(mention.name)
                    assignments.append(
                        Assignment(mention, watching, None, group.form.name, group.verb or None)
                    )
    return sorted(assignments, key=lambda a: a.mention.start)


def rule_for(groups: Sequence[Group], *, rule: bool) -> RoleRule | None:
    """The first reading that applies to a clause; None where nobody acts, only 督办 and 考核 are printed."""
    acting = _acting(groups)
    clause = ClauseFeatures(
        parts=frozenset(g.part for g in acting if g.mentions),
        acting=len({mention.name for g in acting for mention in g.mentions}),
        rule=rule,
    )
    return next((role_rule for role_rule in ROLE_RULES if role_rule.applies(clause)), None)


def _acting(groups: Sequence[Group]) -> list[Group]:
    return [group for group in groups if group.part not in ("supervise", "assess")]


def _consulting(groups: Sequence[Group]) -> list[Group]:
    """A会同B督查落实: where the words behind 会同 make supervisors, those before it supervise too."""
    done = list(groups)
    for i, group in enumerate(groups[:-1]):
        after = groups[i + 1]
        if group.part == "consult" and after.part in ("supervise", "assess"):
            done[i] = Group(after.form, after.verb, group.mentions)
    return done
