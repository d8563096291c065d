"""The words of one Word paragraph: runs, line breaks, fields, symbols; text boxes set aside."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.etree import _Element

from ingest.read.docx_package import is_on, switched_on, w
from ingest.read.number_formats import circled

MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
PRINTED = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "-",
}
SHAPES = {w("drawing"), w("pict"), w("object")}
TEXT_BOX = w("txbxContent")
# Properties, the pinyin above a word, and what is left of a change in a place of its own.
SILENT = {w("pPr"), w("rPr"), w("rt"), w("rubyPr"), w("delText"), w("delInstrText")}
FOOTNOTE_MARKS = (w("footnoteReference"), w("endnoteReference"))
PRIVATE_USE = range(0xE000, 0xF900)
# Word's 带圈字符 is a formula that prints two characters over each other: eq \o\ac(○,1)
ENCIRCLED = re.compile(
    r"\s*eq\s*\\o(?:\\a[clr])?\s*\(\s*[○◯〇]\s*[,，;；]\s*([^)]{1,4}?)\s*\)\s*", re.IGNORECASE
)
SOFT_HYPHEN = "\u00ad"


@dataclass(slots=True)
class _Field:
    instruction: list[str] = field(default_factory=list)
    in_result: bool = False


@dataclass(slots=True)
class ParagraphText:
    """`boxes` are the text boxes anchored in the paragraph, `pictures` the other shapes in it."""

    text: str
    boxes: list[_Element]
    pictures: int


class TextReader:
    """Reads the paragraphs of one story in order; a field may begin in one and end in a later one."""

    def __init__(self) -> None:
        self._fields: list[_Field] = []

    def read(self, paragraph: _Element) -> ParagraphText:
        """The paragraph's printed words, its ends stripped, line breaks as newlines."""
        out: list[str] = []
        result = ParagraphText("", [], 0)
        self._walk(paragraph, out, result)
        # A field whose result never came must not swallow the paragraphs behind it.
        self._fields = [field for field in self._fields if field.in_result]
        result.text = "".join(out).replace(SOFT_HYPHEN, "").strip()
        return result

    def _walk(self, element: _Element, out: list[str], result: ParagraphText) -> None:
        for child in element:
            tag = child.tag
            if tag == w("r"):
                if not switched_on(child, "w:rPr/w:vanish"):
                    self._run(child, out, result)
            elif tag in (w("t"), MATH_TEXT):
                self._print(re.sub(r"[\r\n\t]+", " ", child.text or ""), out)
            elif tag in PRINTED:
                self._print(PRINTED[tag], out)
            elif tag == w("sym"):
                self._print(_symbol(child), out)
            elif tag == w("fldChar"):
                self._field(child, out)
            elif tag == w("instrText"):
                if self._fields and not self._fields[-1].in_result:
                    self._fields[-1].instruction.append(child.text or "")
            elif tag in SHAPES:
                boxes = list(_text_boxes(child))
                result.boxes += boxes
                result.pictures += not boxes
            elif tag not in SILENT:
                self._walk(child, out, result)

    def _run(self, run: _Element, out: list[str], result: ParagraphText) -> None:
        if any(is_on(mark.get(w("customMarkFollows"))) for mark in run.iterchildren(*FOOTNOTE_MARKS)):
            return  # the text of the run is the footnote's mark
        self._walk(run, out, result)

    def _print(self, text: str, out: list[str]) -> None:
        if all(field.in_result for field in self._fields):
            out.append(text)

    def _field(self, char: _Element, out: list[str]) -> None:
        kind = char.get(w("fldCharType"))
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            encircled = ENCIRCLED.fullmatch("".join(ended.instruction))
            if encircled and not ended.in_result:
                sign = encircled[1]
                self._print(circled(int(sign)) if sign.isdecimal() else sign, out)


def _symbol(element: _Element) -> str:
    """The character of a symbol; nothing where it is only a place in a picture font."""
    code = element.get(w("char"), "")
    if not re.fullmatch("[0-9A-Fa-f]{2,4}", code) or int(code, 16) in PRIVATE_USE:
        return ""
    return chr(int(code, 16))


def _text_boxes(shape: _Element) -> list[_Element]:
    """The text boxes of a shape or a group of shapes, not those inside of them."""
    boxes: list[_Element] = []
    for child in shape:
        if child.tag == TEXT_BOX:
            boxes.append(child)
        else:
            boxes += _text_boxes(child)
    return boxes
