"""Ingestion of uploaded documents: one transaction each, with a result or a problem each."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO

from api.models.problems import Problem
from api.models.writing import Diff, DocumentFacts, ReadDocument, ReplacedDocument, Written
from core.errors import BadParameter, DutygraphError, UnreadableFile
from graph.store import GraphStore, Outcome
from ingest.document import counts_of
from ingest.facts.corrections import BadCorrection, Corrections, checked
from ingest.load import FileResult, load_parsed
from ingest.parse import parse_input
from ingest.read.files import Input, inputs_sent
from ingest.registers import lineage

write_lock = threading.Lock()
"""Serializes writes, from the lookup of what a document replaces until it is written."""


@dataclass(frozen=True, slots=True)
class Sent:
    """An uploaded file, its name, and the facts sent with it."""

    name: str
    file: IO[bytes]
    facts: DocumentFacts


def corrections_of(facts: DocumentFacts) -> Corrections:
    """The facts as corrections. Raises BadParameter for a value that cannot be used."""
    try:
        return checked(
            Corrections(
                title=facts.title,
                doc_number=facts.doc_number,
                draft=facts.draft,
                region=facts.region,
                year=facts.year,
                issuers=None if facts.issuers is None else tuple(facts.issuers),
            )
        )
    except BadCorrection as error:
        raise BadParameter(error.name, error.reason) from None


def write_sent(
    store: GraphStore,
    sent: Sent,
    max_bytes: int,
    problem_of: Callable[[DutygraphError], Problem],
    *,
    dry_run: bool,
) -> Iterator[Written]:
    """Write every document of a file; one that is rejected stops no other."""
    corrections = corrections_of(sent.facts)
    inputs = inputs_sent(sent.file, sent.name, max_bytes)
    first = next(inputs, None)
    second = next(inputs, None)
    if second is not None and (corrections.title or corrections.doc_number):
        reason = "压缩包里有多个文件，不能给它们同一个标题或发文字号；请分别上传"
        yield _rejected(sent.name, problem_of(BadParameter("metadata", reason)))
        return
    for item in (first, second):
        if item is not None:
            yield _written_or_not(store, item, corrections, problem_of, dry_run)
    for item in inputs:
        yield _written_or_not(store, item, corrections, problem_of, dry_run)


def _written_or_not(
    store: GraphStore,
    item: Input | UnreadableFile,
    corrections: Corrections,
    problem_of: Callable[[DutygraphError], Problem],
    dry_run: bool,
) -> Written:
    try:
        if isinstance(item, UnreadableFile):
            raise item
        parsed = parse_input(item)
        with write_lock:
            if not dry_run:
                store.load_lineage(lineage.successions())
            return written(load_parsed(store, item.path, parsed, corrections, dry_run=dry_run))
    except DutygraphError as error:
        problem = problem_of(error)
        if isinstance(error, UnreadableFile):
            problem = problem.model_copy(update={"detail": error.reason})  # the file's name stands beside it
        return _rejected(item.path, problem)


def written(result: FileResult) -> Written:
    """The result of a loaded document."""
    outcome, parsed = result.outcome, result.parsed
    assert outcome is not None
    assert parsed is not None
    assert outcome.status != "removed"
    counts = counts_of(parsed)
    return Written(
        filename=result.path,
        sha256=parsed.sha256,
        status=outcome.status,
        id=outcome.document,
        problem=None,
        diff=diff_of(outcome),
        replaces=[
            ReplacedDocument(id=old.id, title=old.title, same_text=old.same_text) for old in outcome.replaced
        ],
        read=ReadDocument(
            title=parsed.facts.title,
            doc_number=parsed.facts.doc_number,
            region=parsed.facts.region,
            year=parsed.facts.year,
            tasks=counts.tasks,
            agencies=counts.agencies,
            campaigns=counts.campaigns,
            diagnostics=counts.diagnostics,
        ),
    )


def diff_of(outcome: Outcome) -> Diff:
    """The tasks that came, went and changed."""
    return Diff.model_validate(
        {
            "came": outcome.came,
            "went": outcome.went,
            "changed": outcome.changed,
            "tasks": json.loads(outcome.details),
        }
    )


def _rejected(filename: str, problem: Problem) -> Written:
    return Written(
        filename=filename,
        sha256=None,
        status="rejected",
        id=None,
        problem=problem,
        diff=None,
        replaces=[],
        read=None,
    )
