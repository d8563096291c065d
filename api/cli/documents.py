"""`dutygraph documents` and `dutygraph remove`: what the graph holds, and taking a document out."""

from __future__ import annotations

import json
from typing import Annotated, Final

import typer

from api.cli.options import FormatOption, StoreOption
from core.rows import Row

_COLUMNS: Final = (
    "document_id",
    "title",
    "region",
    "year",
    "doc_number",
    "tasks",
    "agencies",
    "campaigns",
    "diagnostics",
)


def documents(form: FormatOption = "table", store: StoreOption = None) -> None:
    """列出图中的文件。"""
    from api.cli.output import format_of, print_rows
    from api.cli.stores import pages, reading

    chosen = format_of(form)
    with reading(store) as graph:
        rows = [_row(row) for _, page in pages(graph, "documents/list", {}) for row in page]
    print_rows(rows, _COLUMNS, chosen)


def remove(
    document: Annotated[
        str,
        typer.Argument(metavar="文件编号", help="dutygraph documents 列出的编号。", rich_help_panel="参数"),
    ],
    store: StoreOption = None,
) -> None:
    """从图中移除一个文件，连同只有它提到的单位和专项行动。"""
    from api.cli.output import say
    from api.cli.stores import reading, writing
    from api.config.settings import load_settings
    from core.errors import StoreBusy

    with reading(store):
        pass  # a path mistyped here must not make an empty graph
    settings = load_settings(store=store)
    try:
        with writing(settings) as graph:
            went = graph.remove_document(document).went
    except StoreBusy as busy:
        from api.cli.running_server import server_beside

        went = server_beside(busy, settings).remove(document)
    say(f"已移除 {document}（{went} 项任务）。")


def _row(row: Row) -> dict[str, object]:
    """The document as it is listed; of its diagnostics those that a person should look at are counted."""
    from api.service.documents import count_to_check

    diagnostics = json.loads(str(row["diagnostics"]))
    return {
        "document_id": row["document"],
        "region": row["region_name"],
        "diagnostics": count_to_check(diagnostics),
        **{name: row[name] for name in ("title", "year", "doc_number", "tasks", "agencies", "campaigns")},
    }


COMMANDS = ((documents, "documents"), (remove, "remove"))
