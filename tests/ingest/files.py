"""A file of the disk, read as the commands read it."""

from __future__ import annotations

from pathlib import Path

from ingest.document import ParsedDocument
from ingest.parse import parse_input
from ingest.read.files import Input, read_bytes

LIMIT = 10**8


def parse_file(path: Path, limit: int = LIMIT) -> ParsedDocument:
    """Reads and parses a file of at most `limit` bytes."""
    return parse_input(Input(str(path), path.name, read_bytes(path, limit)))
