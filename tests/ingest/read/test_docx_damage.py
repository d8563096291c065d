"""Damaged and hostile Word files: a sentence that says what is wrong, and nothing fetched."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from ingest.read.content import Paragraph
from ingest.read.docx import read
from ingest.read.errors import Unreadable
from tests.ingest.read.word_files import p, run, texts, word_file


def rewritten(raw: bytes, change: dict[str, bytes | None], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The same zip with some parts replaced, or left out where None."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as old, zipfile.ZipFile(out, "w", method) as new:
        for name in dict.fromkeys([*old.namelist(), *change]):
            data = change[name] if name in change else old.read(name)
            if data is not None:
                new.writestr(name, data)
    return out.getvalue()


PLAIN = word_file(p("区教育局牵头。"))


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (PLAIN[: len(PLAIN) // 2], "不完整"),
        (b"PK\x03\x04", "不完整"),
        ("只是文字".encode(), "不完整"),
        (rewritten(PLAIN, {"word/document.xml": None}), "不完整"),
        (rewritten(PLAIN, {"word/document.xml": b"<w:document"}), "不完整"),
        (rewritten(PLAIN, {"_rels/.rels": None, "word/document.xml": None}), "没有文档正文"),
        (rewritten(PLAIN, {"word/document.xml": b"<workbook/>"}), "没有文档正文"),
        (word_file(p("")), "没有文字"),
    ],
)
def test_the_reason_is_reported(raw: bytes, message: str) -> None:
    with pytest.raises(Unreadable, match=message):
        read(raw)


def test_a_document_of_pictures_asks_for_character_recognition() -> None:
    with pytest.raises(Unreadable, match="OCR"):
        read(word_file("<w:p><w:r><w:drawing/></w:r></w:p>"))


def test_a_flipped_byte_is_noticed() -> None:
    at = PLAIN.index(b"word/document.xml") + 60
    with pytest.raises(Unreadable, match="不完整"):
        read(PLAIN[:at] + bytes([PLAIN[at] ^ 0xFF]) + PLAIN[at + 1 :])


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = rewritten(PLAIN, {"word/document.xml": b"<a>" + b" " * (40 << 20) + b"</a>"})
    assert len(bomb) < 200_000
    with pytest.raises(Unreadable, match="压缩炸弹"):
        read(bomb)


def test_a_part_that_hides_its_size_is_not_unpacked_beyond_it() -> None:
    bomb = rewritten(PLAIN, {"word/document.xml": b"<a>" + b" " * (40 << 20) + b"</a>"})
    size = (40 << 20) + 7
    lying = bomb.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lying != bomb
    with pytest.raises(Unreadable, match="损坏"):
        read(lying)


def test_a_zip_of_very_many_parts_is_refused() -> None:
    many: dict[str, bytes | None] = {f"word/x{i}.xml": b"" for i in range(10_001)}
    with pytest.raises(Unreadable, match="部件"):
        read(rewritten(PLAIN, many, zipfile.ZIP_STORED))


def test_entities_are_refused() -> None:
    document = (
        '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
    )
    with pytest.raises(Unreadable, match="实体"):
        read(rewritten(PLAIN, {"word/document.xml": document.encode()}))


def test_a_dangling_or_external_relation_does_not_matter() -> None:
    with zipfile.ZipFile(BytesIO(PLAIN)) as old:
        relations = old.read("word/_rels/document.xml.rels").decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    more = (
        f'<Relationship Id="rIdA" Type="{kind}/image" Target="NULL"/>'
        f'<Relationship Id="rIdB" Type="{kind}/styles" Target="http://127.0.0.1:9/" TargetMode="External"/>'
    )
    relations = relations.replace("</Relationships>", more + "</Relationships>")
    assert texts(rewritten(PLAIN, {"word/_rels/document.xml.rels": relations.encode()})) == ["区教育局牵头。"]


def test_a_broken_numbering_part_is_a_warning() -> None:
    content = read(rewritten(PLAIN, {"word/numbering.xml": b"<w:numbering"}))
    assert [part.text for part in content.parts if isinstance(part, Paragraph)] == ["区教育局牵头。"]
    assert "编号" in content.warnings[0]


def test_deep_nesting_is_a_sentence_not_a_crash() -> None:
    deep = p("里")
    for _ in range(60):
        deep = f"<w:tbl><w:tr><w:tc>{deep}</w:tc></w:tr></w:tbl>"
    assert texts(word_file(deep)) == ["里"]
    with zipfile.ZipFile(BytesIO(PLAIN)) as old:
        document = old.read("word/document.xml").decode()
    for _ in range(3000):
        deep = f"<w:tbl><w:tr><w:tc>{deep}</w:tc></w:tr></w:tbl>"
    with pytest.raises(Unreadable):
        read(
            rewritten(PLAIN, {"word/document.xml": document.replace("<w:body>", "<w:body>" + deep).encode()})
        )


def test_strict_open_xml_is_read() -> None:
    with zipfile.ZipFile(BytesIO(PLAIN)) as old:
        document = old.read("word/document.xml")
    strict = document.replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert texts(rewritten(PLAIN, {"word/document.xml": strict})) == ["区教育局牵头。"]


def test_embedded_objects_are_reported() -> None:
    raw = word_file(f'<w:p>{run("见附表")}<w:r><w:object><o:OLEObject Type="Embed"/></w:object></w:r></w:p>')
    assert "1 个" in read(raw).warnings[0]
