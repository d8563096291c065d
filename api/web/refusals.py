"""Requests that are refused before anything is done: no key, too much, too often, from elsewhere."""

from __future__ import annotations

from core.errors import InputError


class Refusal(InputError):
    """A request that is refused; `headers` go with the answer."""

    def __init__(self, message: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.headers = headers or {}


class NoKey(Refusal):
    """A key is needed, and there is none or a wrong one."""

    def __init__(self, message: str) -> None:
        super().__init__(message, {"www-authenticate": 'Bearer realm="dutygraph"'})


class WrongScope(Refusal):
    """The key is right but not for this."""


class ForeignOrigin(Refusal):
    """A page of another site, or no page at all, uses the session of a browser."""


class TooOften(Refusal):
    """More requests than a minute allows; `seconds` is how long to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"请求太频繁，请在 {seconds} 秒后再试", {"retry-after": str(seconds)})


class TooLarge(Refusal):
    """Content with more bytes or parts than are allowed."""


class WrongMediaType(Refusal):
    """Content of a media type that is not supported."""


class MalformedContent(Refusal):
    """Content that is cut off or not what its media type says."""


class NoPrecondition(Refusal):
    """A change of a record without If-Match."""
