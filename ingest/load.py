"""Documents into the graph: files read, parsed, assembled and stored, one transaction each."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.errors import RecordExists, UnknownRecord, UnreadableFile
from core.rows import Row
from graph.records import DocumentGraph
from graph.store import GraphStore, Outcome
from ingest.assemble.records import assemble
from ingest.batch import parse_paths
from ingest.document import Diagnostic, Facts, ParsedDocument, Removed, SourceLocation
from ingest.facts import corrections
from ingest.facts.corrections import Corrections
from ingest.parse import read_again
from ingest.registers import lineage


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file: loaded, with its outcome, or refused, with the reason."""

    path: str
    outcome: Outcome | None = None
    parsed: ParsedDocument | None = None
    error: UnreadableFile | None = None


def load_paths(store: GraphStore, paths: Sequence[Path], max_bytes: int) -> Iterator[FileResult]:
    """Loads files, folders and archives one after the other; one that cannot be read stops no other."""
    store.load_lineage(lineage.successions())
    for file in parse_paths(paths, max_bytes):
        if file.document is None:
            yield FileResult(file.path, error=file.error)
            continue
        yield load_parsed(store, file.path, file.document)


def load_parsed(
    store: GraphStore,
    path: str,
    parsed: ParsedDocument,
    changes: Corrections = corrections.NONE,
    *,
    dry_run: bool = False,
) -> FileResult:
    """Loads a document that is read already, with the corrections that the graph keeps for its text
    and those given over these. A dry run tells what would be."""
    correct = changes.over(corrections.stored_corrections(store, parsed.sha256))
    if correct != corrections.NONE:
        parsed = read_again(parsed, correct)
    outcome = store.replace_document(assemble(parsed), dry_run=dry_run)
    return FileResult(path, outcome=outcome, parsed=parsed)


def correct_document(
    store: GraphStore,
    document: str,
    changes: Corrections,
    withdrawn: Collection[str],
    *,
    at_revision: int | None = None,
    dry_run: bool = False,
) -> FileResult:
    """Corrects facts of a loaded document, or withdraws corrections, by the names of the facts.

    Raises UnknownRecord, RevisionChanged, and RecordExists where it would take another's place.
    """
    row = next(iter(store.read("documents/text", {"document": document})), None)
    if row is None:
        raise UnknownRecord("Document", document)
    earlier = Corrections.of_text(str(row["corrections"]))
    left = dataclasses.replace(earlier, **dict.fromkeys(withdrawn))
    parsed = _read_anew(row, changes.over(left))
    graph = assemble(parsed)
    foreseen = store.replace_document(graph, replaces=document, at_revision=at_revision, dry_run=True)
    for other in foreseen.replaced:
        if other.id != document and not other.same_text:
            raise RecordExists(other.id, other.title)
    outcome = foreseen
    if not dry_run:
        outcome = store.replace_document(graph, replaces=document, at_revision=at_revision)
    return FileResult(parsed.source, outcome=outcome, parsed=parsed)


def load_together(
    store: GraphStore, paths: Sequence[Path], max_bytes: int, refused: Callable[[UnreadableFile], object]
) -> Sequence[Outcome]:
    """Loads files, folders and archives by the store's bulk way; `refused` is told what cannot be read."""
    store.load_lineage(lineage.successions())

    def documents() -> Iterator[DocumentGraph]:
        for file in parse_paths(paths, max_bytes):
            if file.document is not None:
                yield assemble(file.document)
            elif file.error is not None:
                refused(file.error)

    return store.load_many(documents())


def rebuild(store: GraphStore) -> Iterator[Outcome]:
    """Parses and resolves every stored text anew, so that a better parser or register takes effect."""
    store.load_lineage(lineage.successions())
    for stored in store.read("documents/stored"):
        document = str(stored["document"])
        row = store.read("documents/text", {"document": document})[0]
        parsed = _read_anew(row, Corrections.of_text(str(row["corrections"])))
        yield store.replace_document(assemble(parsed), replaces=document)


def _read_anew(row: Row, correct: Corrections) -> ParsedDocument:
    """The stored text read again. What only the file could tell is kept: furniture, places, warnings."""
    stored = ParsedDocument(
        facts=Facts(),
        tasks=(),
        text=str(row["text"]),
        source=str(row["source"] or ""),
        sha256="",
        removed=tuple(Removed(**line) for line in json.loads(str(row["removed"]))),
        places=tuple(SourceLocation(**location) for location in json.loads(str(row["places"]))),
        diagnostics=tuple(Diagnostic(**note) for note in json.loads(str(row["diagnostics"]))),
    )
    return read_again(stored, correct)
