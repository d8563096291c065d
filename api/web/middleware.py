"""Middleware: compression, security headers, and the check of Host and Origin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.config.settings import Settings, is_address, is_loopback

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


_MIN_BYTES: Final = 1_000
_SAFE_METHODS: Final = ("GET", "HEAD", "OPTIONS")


class GZip(GZipMiddleware):
    """gzip for responses of 1,000 bytes or more, at level 5: 9 takes thrice its time on a page of tasks."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(app, minimum_size=_MIN_BYTES, compresslevel=5)


class Guard:
    """Host and Origin check; puts HEADERS on every response, too.

    A page that stands by itself, with its scripts inside, brings a policy of its own by their hashes.

    The Host is checked because a page elsewhere can point a name of its own at 127.0.0.1 and then
    read what we answer (DNS rebinding); such a request carries that name. `refuse_host` answers it.
    What may change something and says that it comes from a page of another Origin is answered by
    `refuse_origin`.
    """

    def __init__(
        self, app: ASGIApp, ours: Callable[[str], bool], refuse_host: ASGIApp, refuse_origin: ASGIApp
    ) -> None:
        self.app = app
        self.ours = ours
        self.refuse_host = refuse_host
        self.refuse_origin = refuse_origin

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        headers = Headers(scope=scope)
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        if len(hosts) != 1 or not self.ours(host_name(hosts[0])):
            await self.refuse_host(scope, receive, with_headers)
        elif origins and scope["method"] not in _SAFE_METHODS and not _is_of(origins, hosts[0]):
            await self.refuse_origin(scope, receive, with_headers)
        else:
            await self.app(scope, receive, with_headers)


def hosts_of(settings: Settings) -> Callable[[str], bool]:
    """Whether a host name is this server's: this machine's own, or one that the settings name.

    Beyond loopback also any address: only names can be pointed at us from elsewhere.
    """
    names = {name.strip().lower() for name in settings.hosts.split(",")} - {""}
    beyond = not is_loopback(settings.host)

    def ours(name: str) -> bool:
        return is_loopback(name) or name.lower() in names or (beyond and is_address(name))

    return ours


def _is_of(origins: list[str], host: str) -> bool:
    """Whether the Origin is a page of that Host. A proxy may have turned https into http."""
    scheme, _, authority = origins[0].partition("://")
    return len(origins) == 1 and scheme in ("http", "https") and authority.lower() == host.lower()


def host_name(host: str) -> str:
    """The name or address of a Host header: `[::1]:8765` → `::1`, `localhost:80` → `localhost`."""
    if host.startswith("["):
        name, closed, _ = host[1:].partition("]")
        return name if closed else ""
    return host.partition(":")[0]
