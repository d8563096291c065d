"""Typed result tables of the measures; `to_frame()` makes a pandas frame of one.

pandas is an extra (`dutygraph[analysis]`) and is imported only where a frame is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from core.extras import require_extra

if TYPE_CHECKING:
    from _typeshed import DataclassInstance
    from pandas import DataFrame, Series

    RowT = TypeVar("RowT", bound=DataclassInstance)
else:
    RowT = TypeVar("RowT")

CAVEAT = (
    "These are duties that documents assign on paper, not work done: a body with many tasks may do little, "
    "one with few may do much, and documents differ in how finely they part the work."
)
"""What every measure here is to be read with. Tables and frames carry it as `attrs["caveat"]`."""

CAVEAT_WORDS = (
    "数据是文件上分派的任务，不是实际完成的工作；各文件划分任务的粗细不同，数量不能直接等同于工作量。"
)
"""The same for pages and commands."""


@dataclass(frozen=True, slots=True)
class Table(Generic[RowT]):
    """Rows of one measure.

    `columns` are the names of the row's fields that this call filled, in their order (a load table has
    those of the schemes that were asked for). `attrs` hold the caveat, units and parameters.
    """

    rows: tuple[RowT, ...]
    columns: tuple[str, ...]
    attrs: Mapping[str, Any]

    @classmethod
    def of(
        cls,
        row_type: type[RowT],
        rows: Iterable[RowT],
        columns: Sequence[str] | None = None,
        **attrs: object,
    ) -> Table[RowT]:
        """The table of these rows, by default with all fields of their type as columns."""
        names = tuple(columns) if columns is not None else columns_of(row_type)
        return cls(tuple(rows), names, {"caveat": CAVEAT, **attrs})

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[RowT]:
        return iter(self.rows)

    def to_frame(self) -> DataFrame:
        """The table as a pandas frame with the same columns and `attrs`.

        Whole numbers that may be absent are `Int64`, so that a count never turns into 3.0. Raises
        MissingExtra where pandas is not installed.
        """
        require_extra("analysis", "把结果转成数据表（to_frame）")
        import pandas as pd

        rows = records(self)
        frame = pd.DataFrame({name: _column([row[name] for row in rows]) for name in self.columns})
        frame.attrs.update(self.attrs)
        return frame


def columns_of(row_type: type[DataclassInstance]) -> tuple[str, ...]:
    """The names of a row type's fields."""
    return tuple(field.name for field in fields(row_type))


def _column(values: list[object]) -> Series:
    import pandas as pd

    present = [value for value in values if value is not None]
    whole = present and all(isinstance(value, int) and not isinstance(value, bool) for value in present)
    return pd.Series(values, dtype="Int64" if whole else None if present else object)


def records(table: Table[Any]) -> list[dict[str, object]]:
    """The rows as JSON has them: a dict a row, absent values None, tuples as lists."""
    return [{name: _plain(_value(row, name)) for name in table.columns} for row in table.rows]


def _value(row: object, name: str) -> object:
    extra = getattr(row, "extra", None)
    return extra[name] if extra is not None and name in extra else getattr(row, name)


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
