"""The settings: one frozen object, read once, from variables that begin with DUTYGRAPH_.

    settings = load_settings()                  the environment over the defaults
    settings = load_settings(store="a.lbug")    what was given by hand wins over the environment

A variable that is not a setting is refused, since a mistyped one would otherwise do nothing.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Iterable
from typing import Any

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails, PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.config.keys import BadKey, read_keys
from core.errors import BadSetting

PREFIX = "DUTYGRAPH_"


class Settings(BaseSettings):
    """What a user may set. The docstring under a field is its description."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        frozen=True,
        extra="forbid",
        use_attribute_docstrings=True,
        hide_input_in_errors=True,
    )

    store: str = Field(default="dutygraph.lbug", min_length=1)
    """The graph: a path of the embedded engine's file, or `bolt://…` or `neo4j://…` of a Neo4j server."""

    host: str = Field(default="127.0.0.1", min_length=1)
    """The address that the server listens on. Beyond this machine reading needs a key too."""

    open: bool = False
    """Whether everybody may read without a key, also beyond this machine."""

    hosts: str = ""
    """Names beside this machine's own that requests may be sent to, parted by commas: of a server
    beyond this machine, or of the proxy before it."""

    keys: SecretStr = SecretStr("")
    """Keys, parted by blanks, each `name:hash:scopes`, as `dutygraph key new` prints them."""

    port: int = Field(default=8765, ge=0, le=65535)
    """The port that the server listens on; 0 takes a free one."""

    max_file_bytes: int = Field(default=20_000_000, ge=1)
    """The largest file that is read, in bytes; a larger one is refused before it is decoded."""

    log_json: bool = False
    """Whether the server logs each request as a line of JSON on standard error, without what was asked."""

    max_upload_bytes: int = Field(default=100_000_000, ge=1)
    """The most bytes that one request may send, all its files together."""

    max_upload_files: int = Field(default=50, ge=1)
    """The most files that one request may send; an archive counts as one."""

    uploads_per_minute: int = Field(default=120, ge=0)
    """Uploads a minute for each key; 0: no limit. This machine's own user has none."""

    questions_per_minute: int = Field(default=600, ge=0)
    """Questions a minute for each key, or address without one; 0: no limit."""

    cypher_per_minute: int = Field(default=60, ge=0)
    """Statements of Cypher a minute for each key; 0: no limit."""

    neo4j_user: str = Field(default="neo4j", min_length=1)
    """The user that logs in to the Neo4j server."""

    neo4j_password: SecretStr = SecretStr("")
    """That user's password. Empty: no login, for a server that asks for none."""

    neo4j_database: str | None = Field(default=None, min_length=1)
    """The database on the Neo4j server. Not set: the server's own default."""

    neo4j_connection_timeout: float = Field(default=5.0, gt=0)
    """How long to wait for a connection to the Neo4j server, in seconds."""

    neo4j_transaction_timeout: float = Field(default=120.0, gt=0)
    """How long the Neo4j server may work on one transaction, in seconds."""

    neo4j_retry_time: float = Field(default=10.0, ge=0)
    """How long a write that the Neo4j server could not finish is tried again, in seconds."""

    neo4j_pool_size: int = Field(default=50, ge=1)
    """Connections to the Neo4j server at most."""

    own_unit: str | None = Field(default=None, min_length=1)
    """What 我局 in a question means: a body's name with its place, such as 云州市的市市场监管局."""

    cypher: bool = False
    """Whether POST /api/v1/cypher runs read-only statements of the clients' own."""

    cypher_seconds: float = Field(default=8.0, ge=0.1, le=600)
    """The longest that a client may let a statement run. Writing waits for it, but 10 seconds at most."""

    cypher_rows: int = Field(default=10_000, ge=1, le=100_000)
    """The most rows that a client may ask of a statement."""

    cypher_memory_mb: int = Field(default=512, ge=128, le=65_536)
    """The memory that each statement may take, in megabytes."""

    cypher_at_once: int = Field(default=2, ge=1, le=10)
    """How many statements run at once; as many again wait, and further ones are sent away."""

    @field_validator("keys")
    @classmethod
    def _are_keys(cls, keys: SecretStr) -> SecretStr:
        try:
            read_keys(keys.get_secret_value())
        except BadKey as error:
            raise PydanticCustomError("bad_key", "{why}", {"why": str(error)}) from None
        return keys


def is_loopback(host: str) -> bool:
    """Whether a host name or address (without port, without brackets) is this machine's own loopback."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def is_address(host: str) -> bool:
    """Whether it is an address, and not a name."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def load_settings(
    *,
    store: str | None = None,
    host: str | None = None,
    port: int | None = None,
    open: bool | None = None,
) -> Settings:
    """The settings in force: what is given over the environment over the defaults.

    Raises BadSetting for an unknown DUTYGRAPH_ variable and for a value that cannot be used.
    """
    unknown = unknown_variables(os.environ)
    if unknown:
        known = "、".join(variable_of(name) for name in Settings.model_fields)
        raise BadSetting(f"没有这个设置：{'、'.join(unknown)}。可用的设置有：{known}")
    overrides: dict[str, Any] = {"store": store, "host": host, "port": port, "open": open}
    try:
        return Settings(**{name: value for name, value in overrides.items() if value is not None})
    except ValidationError as error:
        raise BadSetting("；".join(_complaint(detail) for detail in error.errors())) from None


def unknown_variables(environment: Iterable[str]) -> list[str]:
    """The variables with our prefix that are no setting, sorted."""
    known = {variable_of(name) for name in Settings.model_fields}
    return sorted(
        name for name in environment if name.upper().startswith(PREFIX) and name.upper() not in known
    )


def variable_of(field: str) -> str:
    """The name of the variable that sets a field."""
    return PREFIX + field.upper()


def _complaint(detail: ErrorDetails) -> str:
    """One line on a value that cannot be used. It never repeats the value, which may be a secret."""
    name = variable_of(str(detail["loc"][0]))
    bounds = detail.get("ctx", {})
    match detail["type"]:
        case "bad_key":
            wanted = str(bounds["why"])
        case "greater_than_equal":
            wanted = f"不得小于 {bounds['ge']}"
        case "greater_than":
            wanted = f"须大于 {bounds['gt']}"
        case "bool_parsing" | "bool_type":
            wanted = "须是 true 或 false"
        case "float_parsing" | "float_type" | "finite_number":
            wanted = "须是数"
        case "less_than_equal":
            wanted = f"不得大于 {bounds['le']}"
        case "string_too_short":
            wanted = "不能为空"
        case "int_parsing" | "int_type" | "int_from_float":
            wanted = "须是整数"
        case "float_parsing" | "float_type":
            wanted = "须是数"
        case "bool_parsing" | "bool_type":
            wanted = "须是 true 或 false"
        case _:
            wanted = detail["msg"]
    return f"设置 {name} 不能用：{wanted}"
