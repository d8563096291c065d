"""A Word document as if every tracked change had been accepted, on its tree and in place.

Must run before numbering: a deleted heading does not count. Afterwards only paragraphs, tables
and runs are left; wrappers (content controls, smart tags, custom XML) are gone, their content stays.
"""

from __future__ import annotations

from lxml.etree import _Element

from ingest.read.docx_package import w

COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Marks without extent or content of their own; between two paragraphs they would hide that these touch.
MARKS = [
    w(name)
    for name in (
        "bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd moveFromRangeStart moveFromRangeEnd "
        "moveToRangeStart moveToRangeEnd customXmlInsRangeStart customXmlInsRangeEnd customXmlDelRangeStart "
        "customXmlDelRangeEnd customXmlMoveFromRangeStart customXmlMoveFromRangeEnd "
        "customXmlMoveToRangeStart customXmlMoveToRangeEnd permStart permEnd proofErr "
        "pPrChange rPrChange tblPrChange tblPrExChange trPrChange tcPrChange tblGridChange sectPrChange "
        "numberingChange"
    ).split()
]
PROPERTIES = {w("rPr"), w("trPr"), w("tcPr"), w("numPr")}  # in these, w:ins and w:del mark their owner
DELETED = (w("del"), w("moveFrom"))
WRAPPERS = (w("ins"), w("moveTo"), w("smartTag"), w("customXml"), w("sdt"))


def accept_revisions(main_element: _Element) -> None:
    """Change the tree below `body` to what Word shows once all changes are accepted."""
    for mark in list(main_element.iter(*MARKS)):
        _remove(mark)
    _choose_alternatives(main_element)
    _unwrap(main_element)
    for element in list(main_element.iter(*DELETED)):
        if not _is_property(element):
            _remove(element)
    _drop_deleted_cells_and_rows(main_element)
    _join_paragraphs(main_element)


def _remove(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _is_property(element: _Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag in PROPERTIES


def _replace_by_children(element: _Element, holder: _Element) -> None:
    for child in list(holder):
        element.addprevious(child)
    _remove(element)


def _choose_alternatives(main_element: _Element) -> None:
    """Of a shape that is stored twice, for new and old programs, keep one."""
    for element in list(main_element.iter(f"{COMPATIBILITY}AlternateContent")):
        chosen = element.find(f"{COMPATIBILITY}Choice")
        if chosen is None:
            chosen = element.find(f"{COMPATIBILITY}Fallback")
        _replace_by_children(element, element if chosen is None else chosen)


def _unwrap(main_element: _Element) -> None:
    for element in list(main_element.iter(*WRAPPERS)):
        if not _is_property(element):
            holder = element.find(w("sdtContent")) if element.tag == w("sdt") else element
            if holder is None:
                _remove(element)
            else:
                _replace_by_children(element, holder)


def _drop_deleted_cells_and_rows(main_element: _Element) -> None:
    for cell in list(main_element.iter(w("tc"))):
        if cell.find(f"{w('tcPr')}/{w('cellDel')}") is not None:
            _remove(cell)
    for row in list(main_element.iter(w("tr"))):
        deleted = row.find(f"{w('trPr')}/{w('del')}") is not None
        if deleted or row.find(w("tc")) is None:
            _remove(row)
    for table in list(main_element.iter(w("tbl"))):
        if table.find(w("tr")) is None:
            _remove(table)


def _join_paragraphs(main_element: _Element) -> None:
    """A deleted paragraph mark joins its paragraph with the next, whose properties the whole takes.

    Last first, so that a run of deleted marks becomes one paragraph.
    """
    for paragraph in reversed(list(main_element.iter(w("p")))):
        mark = paragraph.find(f"{w('pPr')}/{w('rPr')}")
        if mark is None or all(mark.find(tag) is None for tag in DELETED):
            continue
        content = [child for child in paragraph if child.tag != w("pPr")]
        after = paragraph.getnext()
        if after is not None and after.tag == w("p"):
            at = 0 if after.find(w("pPr")) is None else 1
            after[at:at] = content
            _remove(paragraph)
        elif not content:
            _remove(paragraph)
