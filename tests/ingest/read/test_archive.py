"""Zip archives and folders: every document in them, one at a time, within limits."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from core.errors import UnreadableFile
from ingest.read import archive, files
from ingest.read.files import Input, inputs

PLAN = "一、加强执法\n1.开展“铁拳”行动。（市市场监管局牵头）\n".encode()
LIMIT = 1_000_000


def packed(members: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as writer:
        for name, raw in members.items():
            writer.writestr(name, raw)
    return file.getvalue()


def saved(folder: Path, members: Mapping[str, bytes], name: str = "各区 方案.zip") -> Path:
    path = folder / name
    path.write_bytes(packed(members))
    return path


def outcomes(*paths: Path) -> list[tuple[str, str]]:
    """Names with what became of them: the text of an input, the reason of an error."""
    return [
        (result.path, result.raw.decode() if isinstance(result, Input) else result.reason)
        for result in inputs(paths, LIMIT)
    ]


def test_each_document_of_an_archive_comes_with_its_path_and_name(tmp_path: Path) -> None:
    path = saved(tmp_path, {"乙区/方案 2.txt": b"B", "甲区.txt": b"A", "照片.png": b"P", "乙区/": b""})
    result = list(inputs([path], LIMIT))
    assert result == [
        Input(f"{path} › 乙区/方案 2.txt", "方案 2.txt", b"B"),
        Input(f"{path} › 甲区.txt", "甲区.txt", b"A"),
    ]


def test_names_that_windows_wrote_in_gbk_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    # Two places of the file hold the name; ASCII of the same length is written and then replaced.
    name = "工作要点".encode("gb18030")
    raw = packed({"x" * len(name) + ".txt": PLAN}).replace(b"x" * len(name), name)
    path.write_bytes(raw)
    assert [result for result, _ in outcomes(path)] == [f"{path} › 工作要点.txt"]


def test_what_systems_and_word_leave_behind_is_no_document(tmp_path: Path) -> None:
    names = ("__MACOSX/._a.txt", ".隐藏/a.txt", "~$方案.docx", "a.txt")
    path = saved(tmp_path, dict.fromkeys(names, PLAN))
    assert outcomes(path) == [(f"{path} › a.txt", PLAN.decode())]


def test_names_that_lead_elsewhere_are_only_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unpacked in the folder we stand in, or in the archive's, each of them would lie in the test's own."""
    deep = tmp_path / "a" / "b" / "c"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    names = ("../出走.txt", "../../../出走.txt", "..\\..\\出走.txt", f"{tmp_path}/绝对.txt", "留下.txt")
    path = saved(deep, dict.fromkeys(names, PLAN))
    before = sorted(tmp_path.rglob("*"))
    assert [words for _, words in outcomes(path)] == [PLAN.decode()] * len(names)
    assert sorted(tmp_path.rglob("*")) == before == [tmp_path / "a", deep.parent, deep, path]


def test_what_is_wrong_with_a_single_file_stops_none_of_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    raw = bytearray(packed({"1.txt": PLAN, "2.txt": b"unharmed", "3.txt": PLAN * 9}, zipfile.ZIP_STORED))
    raw[raw.index(PLAN) + 3] ^= 0xFF
    path.write_bytes(raw)
    (_, damaged), (_, good), _ = outcomes(path)
    assert "已损坏" in damaged
    assert good == "unharmed"


def test_limits_on_size_and_ratio_hold_for_each_file(tmp_path: Path) -> None:
    path = saved(tmp_path, {"1大.txt": b"\x00\xff" * LIMIT, "2小.txt": PLAN})
    (_, message), (_, words) = outcomes(path)
    assert "超过上限 1.0 MB" in message
    assert "DUTYGRAPH_MAX_FILE_BYTES" in message
    assert words == PLAN.decode()
    bomb = saved(tmp_path, {"bomb.txt": b"0" * 5_000_000}, "bomb.zip")
    (result,) = inputs([bomb], 10_000_000)
    assert isinstance(result, UnreadableFile)
    assert "压缩比" in result.reason


@pytest.mark.parametrize("lie", [10, LIMIT])
def test_a_size_that_lies_unpacks_no_more_than_it_says(tmp_path: Path, lie: int) -> None:
    real = 3_000_000
    raw = packed({"a.txt": b"0" * real}).replace(real.to_bytes(4, "little"), lie.to_bytes(4, "little"))
    path = tmp_path / "a.zip"
    path.write_bytes(raw)
    ((_, message),) = outcomes(path)
    assert "已损坏" in message or "压缩比" in message


def test_limits_on_count_and_total_refuse_the_archive(tmp_path: Path) -> None:
    many = saved(tmp_path, {f"{n}.txt": b"x" for n in range(archive.FILES_MOST + 1)}, "many.zip")
    assert outcomes(many) == [(str(many), "压缩包里有 501 个文件，超过上限 500 个；请分成几个压缩包")]
    full = saved(tmp_path, {f"{n}.txt": bytes(999_000) for n in range(archive.TOTAL_TIMES + 1)}, "full.zip")
    ((name, message),) = outcomes(full)
    assert (name, "解开后有 21 MB，超过上限 20 MB" in message) == (str(full), True)


def test_an_archive_with_a_password_says_so(tmp_path: Path) -> None:
    raw = bytearray(packed({"a.txt": PLAN}))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(signature) + flags] |= 1
    path = tmp_path / "a.zip"
    path.write_bytes(raw)
    ((_, message),) = outcomes(path)
    assert "加了密码" in message


def test_a_cut_archive_and_an_empty_archive_are_a_single_line_each(tmp_path: Path) -> None:
    whole = saved(tmp_path, {"a.txt": PLAN})
    cut = tmp_path / "cut.zip"
    cut.write_bytes(whole.read_bytes()[:60])
    pictures = saved(tmp_path, {"a.png": b"x"}, "pictures.zip")
    assert outcomes(cut, pictures) == [
        (str(cut), "文件已损坏或不完整，无法打开；请重新获取原件"),
        (str(pictures), "压缩包里没有可读的文件"),
    ]


def test_documents_in_zip_format_are_no_archives(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(packed({"[Content_Types].xml": b"", "word/document.xml": b""}))
    (result,) = inputs([path], LIMIT)
    assert isinstance(result, Input)
    assert result.raw == path.read_bytes()


def test_an_archive_larger_than_the_limit_on_a_file_is_read_file_by_file(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    members = {f"{n}.txt": bytes([n]) * (LIMIT * 3 // 4) for n in range(3)}
    path.write_bytes(packed(members, zipfile.ZIP_STORED))
    assert path.stat().st_size > LIMIT
    assert list(inputs([path], LIMIT)) == [
        Input(f"{path} › {name}", name, raw) for name, raw in members.items()
    ]


def test_a_folder_gives_every_kind_of_document_but_no_lock_files(tmp_path: Path) -> None:
    for name in (
        "要点 一.docx",
        "~$点 一.docx",
        "b.PDF",
        "c.xls",
        "d.htm",
        "e.wps",
        "f.csv",
        "g.png",
        "h.exe",
    ):
        (tmp_path / name).write_bytes(PLAN)
    saved(tmp_path, {"z.txt": PLAN}, "包.zip")
    assert [name.removeprefix(f"{tmp_path}/") for name, _ in outcomes(tmp_path)] == [
        "b.PDF",
        "c.xls",
        "d.htm",
        "e.wps",
        "f.csv",
        "包.zip › z.txt",
        "要点 一.docx",
    ]


def test_a_file_that_vanishes_meanwhile_is_a_single_line_and_the_rest_is_read(tmp_path: Path) -> None:
    for name in ("1.txt", "2.txt", "3.txt"):
        (tmp_path / name).write_bytes(PLAN)
    walk = inputs([tmp_path], LIMIT)
    assert isinstance(next(walk), Input)
    (tmp_path / "2.txt").unlink()
    gone, last = walk
    assert isinstance(gone, UnreadableFile)
    assert (gone.path, gone.reason) == (str(tmp_path / "2.txt"), "没有这个文件，请检查路径")
    assert isinstance(last, Input)


def test_a_device_without_an_end_is_refused_at_the_limit() -> None:
    device = Path("/dev/zero")
    if not device.exists():
        pytest.skip("this platform has no /dev/zero")
    with pytest.raises(UnreadableFile, match="超过上限"):
        files.read_bytes(device, LIMIT)
