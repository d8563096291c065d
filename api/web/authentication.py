"""Authentication by key or session, and authorization by scope, as dependencies.

def route(..., _: MayWrite) -> …
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, Final

from fastapi import Depends, Request
from fastapi.security import HTTPBearer

from api.config.keys import Key, Scope
from api.web.refusals import ForeignOrigin, NoKey, WrongScope
from api.web.sessions import token_of
from api.web.state import State, state_of

_SAFE: Final = ("GET", "HEAD", "OPTIONS")
WITHOUT_KEY: Final = frozenset(("/health", "/ready", "/session"))
"""The paths that nobody needs a key for."""

_SCOPE_WORDS: Final[dict[Scope, str]] = {"read": "读取", "write": "写入", "cypher": "运行 Cypher"}
_described = HTTPBearer(auto_error=False, description="A key, from `dutygraph key new`.")


async def caller(request: Request, _: Annotated[object, Depends(_described)]) -> Key | None:
    """The key that the request shows, or that its session was begun with.

    Raises NoKey for a wrong key, also where none is needed, and ForeignOrigin for a write by a
    session that does not say which page it comes from.
    """
    shown = request.headers.getlist("authorization")
    if shown:
        key: Key | None = key_shown(request, shown)
    else:
        token = token_of(request)
        key = None if token is None else state_of(request).sessions.holder(token)
        if key is not None and request.method not in _SAFE and "origin" not in request.headers:
            raise ForeignOrigin("浏览器没有说明请求来自哪个页面（Origin），不能写入")
    request.state.key_name = None if key is None else key.name  # for the log
    return key


def key_shown(request: Request, shown: list[str]) -> Key:
    """The key of the Authorization header. Raises NoKey, in the same words whatever is wrong."""
    scheme, _, secret = shown[0].partition(" ")
    key = (
        state_of(request).keyring.holder(secret.strip())
        if scheme.lower() == "bearer" and len(shown) == 1
        else None
    )
    if key is None:
        raise NoKey("密钥不对；请在 Authorization 中写 Bearer 和密钥")
    return key


Caller = Annotated[Key | None, Depends(caller)]


def needs(scope: Scope) -> Callable[[Key | None], Awaitable[Key]]:
    """A dependency that lets only keys of that scope through, and gives the key."""

    async def allowed(key: Caller) -> Key:
        if key is None:
            raise NoKey(f"{_SCOPE_WORDS[scope]}需要密钥；请用服务器启动时显示的链接打开，或给出密钥")
        if scope not in key.scopes:
            raise WrongScope(f"这个密钥没有{_SCOPE_WORDS[scope]}的权限（{scope}）")
        return key

    return allowed


MayWrite = Annotated[Key, Depends(needs("write"))]


async def may_read(request: Request, state: State, key: Caller) -> None:
    """Let everybody read, or, where reading needs a key, only keys for it."""
    if not state.public_read and request.url.path not in WITHOUT_KEY:
        await needs("read")(key)
