"""Names of agencies as a document prints them, for the tests of who they are."""

from __future__ import annotations

from ingest.registers.agencies import Identity, identify


def called(name: str, *, national: bool = False) -> Identity:
    """Who the name means in a local document, or in one of the centre's (`national`)."""
    return identify(name, collective=False, national=national)
