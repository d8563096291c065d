"""From rows to data frames and back. pandas is imported where a frame is made: it is slow to import."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pandas import DataFrame, Series

CAVEAT = (
    "These are duties that documents assign on paper, not work done: a body with many tasks may do little, "
    "one with few may do much, and documents differ in how finely they part the work."
)
"""What every measure here is to be read with. Frames carry it as `frame.attrs["caveat"]`."""

CAVEAT_WORDS = (
    "数据是文件上分派的任务，不是实际完成的工作；各文件划分任务的粗细不同，数量不能直接等同于工作量。"
)
"""The same for pages and commands."""


def frame(records: Iterable[Mapping[str, object]], columns: Sequence[str], **attrs: object) -> DataFrame:
    """A frame of these columns in this order, also where there is no record.

    Whole numbers that may be absent are `Int64`, so that a count never turns into 3.0.
    """
    import pandas as pd

    rows = list(records)
    made = pd.DataFrame({name: _column([row.get(name) for row in rows]) for name in columns})
    made.attrs.update({"caveat": CAVEAT, **attrs})
    return made


def _column(values: list[object]) -> Series:
    import pandas as pd

    held = [value for value in values if value is not None]
    whole = held and all(isinstance(value, int) and not isinstance(value, bool) for value in held)
    return pd.Series(values, dtype="Int64" if whole else None if held else object)


def records(made: DataFrame) -> list[dict[str, object]]:
    """The rows of a frame as JSON has them: absent is None, numbers are Python's own."""
    import pandas as pd

    def plain(value: object) -> object:
        if isinstance(value, list | tuple | dict):
            return value
        if value is None or pd.isna(value):  # type: ignore[call-overload]  # any scalar
            return None
        item = getattr(value, "item", None)
        return item() if callable(item) else value

    return [
        {str(name): plain(value) for name, value in zip(made.columns, row, strict=True)}
        for row in made.itertuples(index=False, name=None)
    ]
