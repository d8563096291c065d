"""Keys: random secrets that a client shows. The server knows their hashes only.

A key has 256 random bits, so its SHA-256 needs no salt and cannot be turned back by trying.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, get_args

Scope = Literal["read", "write", "cypher"]
SCOPES: Final[tuple[Scope, ...]] = get_args(Scope)

LOCAL: Final = "local"
"""Name of the key that the server makes for this machine; no key of the settings may bear it."""

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


class BadKey(ValueError):
    """A key's name, hash or scopes that cannot be used. The message repeats neither key nor hash."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key as the server knows it: its name in logs, its hash, and what it is for."""

    name: str
    digest: str
    scopes: frozenset[Scope]

    def line(self) -> str:
        """As it stands in the setting DUTYGRAPH_KEYS."""
        return f"{self.name}:{self.digest}:{','.join(scope for scope in SCOPES if scope in self.scopes)}"


class Keyring:
    """The keys that a server takes."""

    def __init__(self, keys: Iterable[Key]) -> None:
        self._keys = tuple(keys)

    def holder(self, secret: str) -> Key | None:
        """The key of that secret. Every key is compared, and each in constant time."""
        shown = digest_of(secret)
        match = None
        for key in self._keys:
            if hmac.compare_digest(shown, key.digest):
                match = key
        return match


def new_secret() -> str:
    """A new key: 256 random bits in URL-safe letters."""
    return f"dg_{secrets.token_urlsafe(32)}"


def digest_of(secret: str) -> str:
    """The hash by which the server knows a key."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def local_key(secret: str) -> Key:
    """The key of this machine's own user, who may do everything."""
    return Key(LOCAL, digest_of(secret), frozenset(SCOPES))


def named_key(name: str, secret: str, scopes: Iterable[str]) -> Key:
    """A key of that name. Raises BadKey."""
    return _checked(name, digest_of(secret), scopes)


def read_keys(setting: str) -> tuple[Key, ...]:
    """The keys of the setting: `name:hash:scopes`, several parted by white space. Raises BadKey."""
    keys = []
    for position, entry in enumerate(setting.split(), start=1):
        parts = entry.split(":")
        if len(parts) != 3:
            raise BadKey(f"第 {position} 个密钥应写成 名称:哈希:权限")
        try:
            keys.append(_checked(parts[0], parts[1].lower(), parts[2].split(",")))
        except BadKey as error:
            raise BadKey(f"第 {position} 个密钥的{error}") from None
    if len({key.name for key in keys}) < len(keys):
        raise BadKey("密钥的名称重复")
    return tuple(keys)


def _checked(name: str, digest: str, scopes: Iterable[str]) -> Key:
    if not _NAME.fullmatch(name) or name == LOCAL:
        raise BadKey(f"名称不能用：只能有字母、数字和 . _ -，最多 40 个，且不能是 {LOCAL}")
    if not _DIGEST.fullmatch(digest):
        raise BadKey("哈希不是 64 位十六进制数；请用 dutygraph key new 生成")
    wanted = set(scopes)
    if not wanted or not wanted <= set(SCOPES):
        raise BadKey(f"权限只能是 {'、'.join(SCOPES)}，多个用逗号隔开")
    return Key(name, digest, frozenset(scope for scope in SCOPES if scope in wanted))
