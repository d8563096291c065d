"""The settings: defaults, the environment, what was given by hand, and what is refused."""

from __future__ import annotations

import os

import pytest
from pydantic import ValidationError

from api.config.settings import Settings, load_settings
from core.errors import BadSetting


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the machine that runs the tests reaches them."""
    for name in list(os.environ):
        if name.upper().startswith("DUTYGRAPH_"):
            monkeypatch.delenv(name)


def test_the_server_binds_to_loopback_and_files_end_at_20_megabytes_by_default() -> None:
    settings = load_settings()
    assert settings.host == "127.0.0.1"
    assert settings.max_file_bytes == 20_000_000


def test_what_is_given_wins_over_the_environment_and_that_over_the_default(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DUTYGRAPH_STORE", "of-the-environment.lbug")
    monkeypatch.setenv("DUTYGRAPH_PORT", "9001")
    settings = load_settings(store="given.lbug")
    assert (settings.store, settings.port) == ("given.lbug", 9001)


def test_a_mistyped_variable_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUTYGRAPH_STOER", "a.lbug")
    with pytest.raises(BadSetting, match=r"DUTYGRAPH_STOER.*DUTYGRAPH_STORE"):
        load_settings()


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("DUTYGRAPH_PORT", "eighty", "DUTYGRAPH_PORT.*整数"),
        ("DUTYGRAPH_PORT", "70000", "DUTYGRAPH_PORT.*65535"),
        ("DUTYGRAPH_MAX_FILE_BYTES", "0", "DUTYGRAPH_MAX_FILE_BYTES.*不得小于 1"),
        ("DUTYGRAPH_STORE", "", "DUTYGRAPH_STORE.*不能为空"),
        ("DUTYGRAPH_HOST", "", "DUTYGRAPH_HOST.*不能为空"),
        ("DUTYGRAPH_OPEN", "perhaps", "DUTYGRAPH_OPEN.*true 或 false"),
        ("DUTYGRAPH_KEYS", "office", "DUTYGRAPH_KEYS.*第 1 个密钥"),
        ("DUTYGRAPH_UPLOADS_PER_MINUTE", "-1", "DUTYGRAPH_UPLOADS_PER_MINUTE.*不得小于 0"),
        ("DUTYGRAPH_NEO4J_USER", "", "DUTYGRAPH_NEO4J_USER.*不能为空"),
        ("DUTYGRAPH_NEO4J_RETRY_TIME", "long", "DUTYGRAPH_NEO4J_RETRY_TIME.*须是数"),
        ("DUTYGRAPH_NEO4J_CONNECTION_TIMEOUT", "0", "DUTYGRAPH_NEO4J_CONNECTION_TIMEOUT.*须大于 0"),
        ("DUTYGRAPH_NEO4J_POOL_SIZE", "0", "DUTYGRAPH_NEO4J_POOL_SIZE.*不得小于 1"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_with_its_variable(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, message: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(BadSetting, match=message):
        load_settings()


def test_settings_cannot_be_changed() -> None:
    settings = load_settings()
    with pytest.raises(ValidationError, match="frozen"):
        settings.port = 1  # type: ignore[misc]


def test_every_setting_says_what_it_is() -> None:
    assert all(field.description for field in Settings.model_fields.values())
