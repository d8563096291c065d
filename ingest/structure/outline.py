"""What of the text is in no task: headings, preambles and what closes the document."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.document import OutlineEntry, OutlineKind, ParsedTask
from ingest.structure.headings import Structure


def entries_of(structure: Structure, tasks: Sequence[ParsedTask]) -> list[OutlineEntry]:
    """Everything that is in no task and no task's clause: headings, and the text around them."""
    text = structure.text
    taken = sorted(
        span for task in tasks for span in ((task.start, task.end), (task.clause_start, task.clause_end))
    )
    entries: list[OutlineEntry] = []
    cuts = _free_stretches(taken, len(text))
    nodes = structure.nodes
    k, depth = 0, 0
    for a, b in cuts:
        at = a
        while k < len(nodes) and nodes[k].start < b:
            node = nodes[k]
            k += 1
            if node.start < at:
                continue
            if node.start - at > 1 or text[at] != "\n":
                _add_plain(entries, structure, at, node.start, depth)
            depth = node.depth
            stop = min(max(node.heading_end, node.content_start), b)
            _add(entries, "heading", depth, text, node.start, stop)
            at = stop
        _add_plain(entries, structure, at, b, depth)
    return entries


def _free_stretches(taken: list[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    free, at = [], 0
    for a, b in taken:
        if a > at:
            free.append((at, a))
        at = max(at, b)
    free.append((at, length))
    return free


def _add_plain(entries: list[OutlineEntry], structure: Structure, a: int, b: int, depth: int) -> None:
    if a >= b:
        return
    closing = min(max(structure.closing, a), b)
    _add(entries, "preamble", depth, structure.text, a, closing)
    _add(entries, "closing", 0, structure.text, closing, b)


def _add(entries: list[OutlineEntry], kind: OutlineKind, depth: int, text: str, a: int, b: int) -> None:
    if a < b and (words := text[a:b].strip()):
        start = a if text[a] == words[0] else text.index(words[0], a)  # only white space stands before
        entries.append(OutlineEntry(kind, depth, words, start, start + len(words)))
