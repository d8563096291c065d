"""What every notebook begins with: one's own graph (DUTYGRAPH_STORE), else one made of the samples."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from graph import Access, open_store
from graph.store import GraphStore
from ingest.load import load_paths

if TYPE_CHECKING:
    from pandas import DataFrame

SAMPLES = Path(__file__).parents[1] / "samples"


def own_or_samples() -> GraphStore:
    """The graph of DUTYGRAPH_STORE, read only; without that setting a new one of the samples."""
    url = os.environ.get("DUTYGRAPH_STORE")
    if url:
        access = Access(os.environ.get("DUTYGRAPH_USER", "neo4j"), os.environ.get("DUTYGRAPH_PASSWORD", ""))
        return open_store(url, read_only=True, access=access)
    store = open_store(Path(tempfile.mkdtemp()) / "samples.lbug")
    for result in load_paths(store, sorted(SAMPLES.glob("*.txt")), 20_000_000):
        if result.error is not None:
            raise result.error
    return store


def shown(name: str, table: DataFrame) -> DataFrame:
    """The table, to be shown; kept by its name where NOTEBOOK_TABLES says a folder, for the tests."""
    folder = os.environ.get("NOTEBOOK_TABLES")
    if folder:
        table.to_json(Path(folder) / f"{name}.json", orient="records", force_ascii=False, double_precision=12)
    return table
