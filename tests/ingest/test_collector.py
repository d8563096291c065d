"""The garbage collector is off while a text is parsed, and afterwards as it was."""

from __future__ import annotations

import gc

import pytest

from ingest.garbage_collection import collector_paused
from ingest.parse import parse_text


def test_it_is_on_again_behind_the_last_of_the_parses_under_way() -> None:
    assert gc.isenabled()
    with collector_paused():
        with collector_paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_is_on_again_behind_an_error() -> None:
    with pytest.raises(ValueError, match="broken"), collector_paused():
        raise ValueError("broken")
    assert gc.isenabled()


def test_where_it_was_off_it_stays_off() -> None:
    gc.disable()
    try:
        with collector_paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_parse_leaves_no_circle_behind_for_it() -> None:
    text = "一、守护水源\n（一）清理河道。（市水务局负责）\n1．疏浚沟渠。责任单位：市林业局\n" * 50
    parse_text(text)  # fills the caches
    gc.collect()
    parse_text(text)
    assert gc.collect() == 0
