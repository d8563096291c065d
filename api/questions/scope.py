"""The limits of a question in words, as a sentence opens with them."""

from __future__ import annotations

from api.questions.parser import Reading


def scope(reading: Reading) -> str:
    """澜宁市2024年《…》“铁拳”专项行动中完成时限不晚于9月30日、写到“食品”的."""
    year = f"{reading.year}年" if reading.year is not None else ""
    where = (reading.place.name if reading.place is not None else "") + year
    if reading.paper is not None:
        where = reading.paper.name
    if reading.operation is not None:
        edition = f"（{reading.edition}）" if reading.edition else ""
        where += f"“{reading.operation.name}”{edition}专项行动中"
    more = [reading.due.read_as] if reading.due is not None else []
    if reading.topic is not None:
        more.append(f"写到“{reading.topic}”")
    return where + ("、".join(more) + "的" if more else "")
