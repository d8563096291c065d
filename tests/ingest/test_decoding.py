"""From bytes to text: the encodings that offices write, damaged bytes, and what is no text."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from core.errors import UnreadableFile
from ingest.parse import parse_text
from ingest.read.errors import Unreadable
from ingest.read.files import find_files, read_bytes
from ingest.read.text import decode
from tests.ingest.files import parse_file

PLAN = (
    "云州市2024年节水工作要点\n一、守护水源\n1．清理河道，打捞漂浮物。（市水务局、市林业局负责）\n"
    "2．镕铸水闸，疏浚沟渠。（市水务局牵头）\n"
)
LIMIT = 1_000_000


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_every_encoding_gives_the_same_text(encoding: str) -> None:
    assert decode(PLAN.encode(encoding)) == (PLAN, None)


def test_utf_16_of_the_other_order_is_read_by_its_mark() -> None:
    assert decode(codecs.BOM_UTF16_BE + PLAN.encode("utf-16-be")) == (PLAN, None)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_a_short_text_is_enough(encoding: str) -> None:
    text = "清理河道，打捞漂浮物。（市水务局负责）"
    assert decode(text.encode(encoding)) == (text, None)


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\n\n", "\u2028"])
def test_any_end_of_line_gives_the_same_tasks(line_end: str) -> None:
    assert parse_text(PLAN.replace("\n", line_end)).tasks == parse_text(PLAN).tasks


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-8-sig"])
def test_a_damaged_byte_is_replaced_and_reported(encoding: str, tmp_path: Path) -> None:
    raw = bytearray((PLAN * 3).encode(encoding))
    raw[raw.index("浮".encode(encoding.removesuffix("-sig")))] = 0xFF
    file = tmp_path / "plan.txt"
    file.write_bytes(raw)
    parsed = parse_file(file, LIMIT)
    assert "\ufffd" in parsed.text
    assert len(parsed.tasks) == 6
    assert parsed.diagnostics[0].code == "damaged_bytes"
    assert "字节损坏" in parsed.diagnostics[0].message


@pytest.mark.parametrize("raw", [b"", b"\xef\xbb\xbf", b"\xff\xfe", b" \r\n\t\n", "\u3000\n".encode()])
def test_an_empty_file_is_refused(raw: bytes) -> None:
    with pytest.raises(Unreadable, match="空的"):
        decode(raw)


@pytest.mark.parametrize(
    "raw",
    [
        bytes(range(256)) * 4,
        b"\x00\x01\x02\x03" * 100,
        bytes(byte ^ 0xA5 for byte in PLAN.encode()),
        PLAN.encode("big5", errors="replace") + b"\xff\xfe\xfd" * 50,
    ],
)
def test_binary_data_and_unknown_encodings_are_refused(raw: bytes) -> None:
    with pytest.raises(Unreadable, match="请另存为"):
        decode(raw)


def test_text_read_by_a_mark_may_be_damaged_too() -> None:
    text, warning = decode(codecs.BOM_UTF16_LE + PLAN.encode("utf-16-le") + b"\x00")
    assert text.startswith(PLAN)
    assert warning is not None


def test_files_that_cannot_be_read_name_path_and_reason(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    for path, reason in ((empty, "空的"), (tmp_path / "missing.txt", "没有这个文件"), (tmp_path, "文件夹")):
        with pytest.raises(UnreadableFile, match=reason) as caught:
            parse_file(path, LIMIT)
        assert caught.value.path == str(path)


def test_a_file_over_the_limit_is_refused_and_the_setting_named(tmp_path: Path) -> None:
    file = tmp_path / "large.txt"
    file.write_bytes(b"x" * 11)
    assert read_bytes(file, 11) == b"x" * 11
    with pytest.raises(UnreadableFile, match="DUTYGRAPH_MAX_FILE_BYTES"):
        read_bytes(file, 10)


def test_folders_give_their_readable_files_in_order_at_any_depth(tmp_path: Path) -> None:
    for name in ("乙/2.txt", "甲.txt", "乙/1.TXT", ".hidden/3.txt", "乙/.4.txt", "pic.png"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.touch()
    result = [path for path in find_files([tmp_path]) if isinstance(path, Path)]
    assert [str(path.relative_to(tmp_path)) for path in result] == ["乙/1.TXT", "乙/2.txt", "甲.txt"]


def test_what_is_missing_comes_as_an_error_in_its_position(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    file = tmp_path / "plan.txt"
    file.touch()
    missing, nothing, last = find_files([tmp_path / "none.txt", tmp_path / "empty", file])
    assert isinstance(missing, UnreadableFile)
    assert "没有这个文件" in missing.reason
    assert isinstance(nothing, UnreadableFile)
    assert "没有可读的文件" in nothing.reason
    assert last == file
