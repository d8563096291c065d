"""The formats of exports, each with the forms that it comes in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from core.errors import BadParameter
from graph.exports import delimited, gaps, ledger, parquet, sheets, xml
from graph.exports.source import Source

FormatName = Literal["csv", "xlsx", "graphml", "gexf", "parquet"]
Layout = Literal["ledger", "per_agency", "gaps"]
Table = Literal["duties", "tasks", "documents", "agencies"]


@dataclass(frozen=True, slots=True)
class Export:
    """A file that can be made: `words` say in Chinese what it is, `write` gives its bytes in pieces.

    `write` begins to read when its first piece is asked for, and raises StoreError, and BadParameter
    where the file cannot be made of so much or without a library.
    """

    format: FormatName
    form: str
    words: str
    media_type: str
    write: Callable[[Source], Iterator[bytes]]

    @property
    def file_name(self) -> str:
        """Its usual name in ASCII."""
        return f"dutygraph-{self.form.replace('_', '-')}.{self.format}"


def _ledger_csv(source: Source) -> Iterator[bytes]:
    return delimited.lines(ledger.COLUMNS, (row.cells for row in ledger.rows(source.tasks())))


def _gaps_csv(source: Source) -> Iterator[bytes]:
    rows = ((str(number), *cells) for number, cells in enumerate(gaps.rows(source), start=1))
    return delimited.lines(gaps.COLUMNS, rows)


_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PARQUET: Final = "application/vnd.apache.parquet"
_CSV: Final = "text/csv; charset=utf-8"

EXPORTS: Final = (
    Export("csv", "ledger", "任务台账", _CSV, _ledger_csv),
    Export("csv", "gaps", "责任分工查漏表", _CSV, _gaps_csv),
    Export("xlsx", "ledger", "任务台账", _XLSX, sheets.ledger_book),
    Export("xlsx", "per_agency", "单位任务清单", _XLSX, sheets.agency_book),
    Export("xlsx", "gaps", "责任分工查漏表", _XLSX, sheets.gap_book),
    Export("graphml", "network", "任务关系图", "application/graphml+xml", xml.graphml),
    Export("gexf", "network", "任务关系图", "application/gexf+xml", xml.gexf),
    Export("parquet", "duties", "责任分工表", _PARQUET, parquet.duties),
    Export("parquet", "tasks", "任务表", _PARQUET, parquet.tasks),
    Export("parquet", "documents", "文件表", _PARQUET, parquet.documents),
    Export("parquet", "agencies", "单位表", _PARQUET, parquet.agencies),
)
"""The first of a format is what it is without being asked for another form."""

FORMATS: Final[Mapping[str, tuple[Export, ...]]] = MappingProxyType(
    {
        name: tuple(export for export in EXPORTS if export.format == name)
        for name in dict.fromkeys(e.format for e in EXPORTS)
    }
)

CHOSEN_BY: Final = {"csv": "layout", "xlsx": "layout", "parquet": "table"}
"""The parameter that chooses a form, of the formats that have several."""


def find_export(format: str, *, layout: str | None = None, table: str | None = None) -> Export:
    """The export of that format in that form. Raises BadParameter, which names what there is."""
    if format not in FORMATS:
        raise BadParameter("format", f"没有“{format}”这种格式；可用的是 {'、'.join(FORMATS)}")
    exports = FORMATS[format]
    for name, wanted in (("layout", layout), ("table", table)):
        if wanted is None:
            continue
        if name != CHOSEN_BY.get(format):
            raise BadParameter(name, f"{format} 没有这个参数")
        matching = [export for export in exports if export.form == wanted]
        if not matching:
            forms = "、".join(export.form for export in exports)
            raise BadParameter(name, f"{format} 没有“{wanted}”；可用的是 {forms}")
        return matching[0]
    return exports[0]
