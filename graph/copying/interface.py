"""Interfaces of copying: a source that is read part by part, and a target that receives parts.

Every GraphStore is both; `copy` and `dump` know no more of a store than this.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import Protocol

from core.rows import Row
from graph.copying.parts import PART, STORE, Part


class CopySource(Protocol):
    """A whole graph, readable in pages."""

    @property
    @abstractmethod
    def location(self) -> str:
        """Location of the graph without secrets: a path, or scheme, host and port of a server."""

    @property
    @abstractmethod
    def identity(self) -> str:
        """Identity of the graph: equal for two stores over the same graph, whatever their URLs."""

    @abstractmethod
    def state(self) -> list[Row]:
        """The nodes that tell the state of the graph: one, with id `store`, where all is well."""

    @abstractmethod
    def pages(self, part: Part, after: str = "") -> Iterator[list[Row]]:
        """A part of the graph in pages (see `graph.copying.parts`), from behind the id `after`."""

    @abstractmethod
    def count(self, part: Part) -> int:
        """Number of nodes or relations in the part."""

    def scan(self, table: str) -> Iterator[list[Row]]:
        """All nodes of a label, or all relations of a type, some thousands at a time.

        A row has all properties of the schema; a relation's also `start` and `stop`, the ids of its
        nodes. Of what is written meanwhile a part may be seen.
        """
        if table == STORE:
            yield self.state()
        else:
            yield from self.pages(PART[table])


class CopyReceiver(Protocol):
    """The writing end of one copy."""

    def begin(self, mark: str) -> bool:
        """Prepare for the copy of the source that `mark` identifies; True if an earlier try goes on.

        Raises CopyRefused where there is a graph already.
        """

    def last(self, part: Part) -> str:
        """The id up to which the part is there, empty where nothing is."""

    def take(self, part: Part, rows: Sequence[Row]) -> None:
        """Write a page of the part, whole or not at all. Raises StoreBusy if another copy came between."""

    def finish(self, state: Row) -> None:
        """Complete the copy with the properties of the source's Store node."""


class CopyTarget(CopySource, Protocol):
    """A store that can take a copy in."""

    @abstractmethod
    def receive(self) -> CopyReceiver:
        """A receiver for a copy of another graph."""
