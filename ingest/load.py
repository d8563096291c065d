"""Documents into the graph: files read, parsed, assembled and stored, one transaction each."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.errors import UnreadableFile
from graph.records import DocumentGraph
from graph.store import GraphStore, Outcome, Row
from ingest import lineage
from ingest.assemble import assemble
from ingest.batch import parse_paths
from ingest.document import Diagnostic, ParsedDocument, Place, Removed
from ingest.pages import CleanText
from ingest.parse import READING_CODES, parse_clean


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
        outcome = store.replace_document(assemble(file.document))
        yield FileResult(file.path, outcome=outcome, parsed=file.document)


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
        yield store.replace_document(assemble(_read_anew(row)), replaces=document)


def _read_anew(row: Row) -> ParsedDocument:
    """The stored text read again. What only the file could tell is kept: furniture, places, warnings."""
    removed = tuple(Removed(**line) for line in json.loads(str(row["removed"])))
    parsed = parse_clean(CleanText(str(row["text"]), removed), str(row["source"] or ""))
    places = tuple(Place(**place) for place in json.loads(str(row["places"])))
    notes = [Diagnostic(**note) for note in json.loads(str(row["diagnostics"]))]
    warnings = [note for note in notes if note.code in READING_CODES]
    return dataclasses.replace(parsed, places=places, diagnostics=(*warnings, *parsed.diagnostics))
