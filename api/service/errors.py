"""Errors that the service layer raises beside those of `core.errors`; `api.web.problems` maps both."""

from __future__ import annotations

from api.models.problems import Candidate
from core.errors import BadParameter, DutygraphError


class AmbiguousName(BadParameter):
    """A name in a filter that several records bear; `candidates` are these."""

    def __init__(self, name: str, value: str, candidates: list[Candidate]) -> None:
        shown = "、".join(
            f"{c.region}的{c.name}（{c.id}）" if c.region else f"{c.name}（{c.id}）" for c in candidates[:10]
        )
        super().__init__(name, f"“{value}”不止一个：{shown}。请改用其中一个 id")
        self.candidates = candidates


class TooBusy(DutygraphError):
    """No slot is free for another Cypher statement; `seconds` is when to try again."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"正在运行的语句太多，请过 {seconds:g} 秒再试")
        self.seconds = seconds
