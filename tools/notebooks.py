"""Runs the notebooks; `python -m tools.notebooks FOLDER` renders them there as pages (make gallery).

Kernels talk over sockets in the notebooks' folder, not over TCP; the sockets' names are relative, so the
process has to be there, too.
"""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbformat import NotebookNode

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"


def run(path: Path) -> NotebookNode:
    """The notebook with its outputs. Raises CellExecutionError where a cell fails."""
    import nbformat
    from nbclient import NotebookClient
    from traitlets.config import Config

    config = Config()
    config.KernelManager.transport = "ipc"
    notebook: NotebookNode = nbformat.read(path, 4)  # type: ignore[no-untyped-call]
    with contextlib.chdir(NOTEBOOKS):
        NotebookClient(
            notebook, timeout=300, config=config, resources={"metadata": {"path": str(NOTEBOOKS)}}
        ).execute()
    return notebook


def render(notebook: NotebookNode) -> str:
    """The notebook as a page that loads nothing from elsewhere."""
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(  # type: ignore[no-untyped-call]
        mathjax_url="", require_js_url="", mermaid_js_url="", jquery_url=""
    )
    page, _ = exporter.from_notebook_node(notebook)
    return str(page)


def main(folder: Path) -> None:
    """Render every notebook into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        target = folder / f"{path.stem}.html"
        target.write_text(render(run(path)), "utf-8")
        sys.stdout.write(f"{target}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
