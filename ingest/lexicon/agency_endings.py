"""What agencies' names end in: `data/agency_endings.csv`, an ending a row, with where one was printed.

Only the end counts: 省住房和城乡建设厅. Layout and clauses need the endings, the one to join lines, the
other to part lists.
"""

from __future__ import annotations

from typing import Final

from core.tables import rows

_ROWS: Final = rows("ingest.lexicon", "agency_endings.csv")

NAME_ENDINGS: Final = tuple(row["ending"] for row in _ROWS if row["name"])
"""A name ends so, as other words may too: 处, 方面, 主体."""
_CERTAIN_ENDINGS: Final = tuple(row["ending"] for row in _ROWS if row["certain"])
"""What ends so is a whole name, and another may follow it."""


def ends_agency_name(words: str) -> bool:
    """Whether words end as only an agency's name does, so that another may follow: 市公安局, 党中央."""
    return words.endswith(_CERTAIN_ENDINGS) or (words.endswith("中央") and words[-3:-2] not in ("", "\n"))
