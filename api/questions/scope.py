"""The limits of a question in words, as a sentence opens with them."""

from __future__ import annotations

from api.questions.parser import ParsedQuestion


def scope(parsed: ParsedQuestion) -> str:
    """澜宁市2024年《…》“铁拳”专项行动中完成时限不晚于9月30日、写到“食品”的."""
    year = f"{parsed.year}年" if parsed.year is not None else ""
    where = (parsed.region.name if parsed.region is not None else "") + year
    if parsed.document is not None:
        where = parsed.document.name
    if parsed.campaign is not None:
        edition = f"（{parsed.edition}）" if parsed.edition else ""
        where += f"“{parsed.campaign.name}”{edition}专项行动中"
    more = [parsed.due.read_as] if parsed.due is not None else []
    if parsed.topic is not None:
        more.append(f"写到“{parsed.topic}”")
    return where + ("、".join(more) + "的" if more else "")
