"""Rows of a ledger that quote their clause (原文), as the ledgers do that we export.

The columns say who has which part; the quoted clause says by which words. It is taken as long as
both name the same agencies for the same parts: where somebody has edited a column, the column holds.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from graph.records import Basis, Role
from ingest.clauses import locate, roles
from ingest.clauses.grammar import ParsedClause
from ingest.clauses.roles import Assignment
from ingest.layout.ledger import LedgerCell
from ingest.lexicon.clause_forms import FORM_OF, Form
from ingest.registers import agencies

SOLE = re.compile(r"[（(]独立负责[）)]$")
BY_RULE = re.compile(r"[（(]按文件规则[）)]$")
WATCHING = ("supervise", "assess")

RULE = "按文件规则"

AgencyCell = tuple[Form, str, int, int]


def unmarked(text: str, cells: Sequence[AgencyCell]) -> tuple[list[AgencyCell], bool]:
    """The cells without the marks behind a lead that no words name, and whether a rule made it one.

    市公安局（独立负责） in the column of leads is an agency on duty alone; 市公安局（按文件规则） is the
    first of a list, which goes on in the next columns.
    """
    by_rule = any(BY_RULE.search(text, start, end) for _, _, start, end in cells)
    done = []
    for form, header, start, end in cells:
        mark = SOLE.search(text, start, end) or BY_RULE.search(text, start, end)
        if mark:
            form = FORM_OF["label_duty"]
        done.append((form, header, start, mark.start() if mark else end))
    return done, by_rule


def with_quote(
    text: str, quote: LedgerCell, columns: ParsedClause | None, cells: list[LedgerCell]
) -> tuple[ParsedClause | None, list[LedgerCell]]:
    """What a row says, and the cells that say it.

    That is the quoted clause where the columns (which `cells` hold) agree with it; else the columns,
    beside which the clause still says who supervises and assesses.
    """
    clauses, _ = locate.find(text[quote.start : quote.end])
    if len(clauses) != 1:
        return columns, cells
    clause = clauses[0].parsed.moved(quote.start)
    clause = dataclasses.replace(clause, rule=clause.rule or (columns.rule if columns else None))
    if _agree(clause, columns):
        deadline = (columns.deadline if columns else None) or clause.deadline
        return dataclasses.replace(clause, deadline=deadline), [quote]
    if columns is None:
        return None, cells
    watching = tuple(group for group in clause.groups if group.part in WATCHING)
    return dataclasses.replace(columns, groups=(*columns.groups, *watching)), [*cells, quote]


def _agree(clause: ParsedClause, columns: ParsedClause | None) -> bool:
    """Whether the same agencies act in the same parts.

    Columns spell an agency in full where the clause leaves its level to the one before it, so a name
    there is looked at with the level that it inherits and without. 发展改革委 is one agency or another
    by whether the document is of the centre, which is the same for both.
    """
    quoted, printed = _acting(clause), _acting(columns)
    for national in (False, True):
        named = {_part(each, each.mention.name, national) for each in quoted}
        if len(named) == len(printed) and all(
            named & {_part(each, name, national) for name in (each.mention.name, each.mention.surface)}
            for each in printed
        ):
            return True
    return False


def _acting(parsed: ParsedClause | None) -> list[Assignment]:
    if parsed is None:
        return []
    assigned = roles.assign(parsed.groups, rule=parsed.rule is not None)
    return [each for each in assigned if each.role not in WATCHING]


def _part(each: Assignment, name: str, national: bool) -> tuple[str, Role, Basis | None]:
    identity = agencies.identify(name, collective=each.mention.collective, national=national)
    return identity.name, each.role, each.basis
