"""Why a file cannot be read, as a sentence that says what to do."""

from __future__ import annotations


class Unreadable(Exception):
    """The bytes are nothing that this reader can read; the message says why and what to do."""
