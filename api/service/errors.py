"""Errors that the service layer raises beside those of `core.errors`; `api.web.problems` maps both."""

from __future__ import annotations

from core.errors import DutygraphError


class TooBusy(DutygraphError):
    """No slot is free for another Cypher statement; `seconds` is when to try again."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"正在运行的语句太多，请过 {seconds:g} 秒再试")
        self.seconds = seconds
