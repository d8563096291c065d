"""Word files for the tests, written by python-docx, with the raw XML that it has no words for."""

from __future__ import annotations

from io import BytesIO

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.read.content import Paragraph
from ingest.read.docx import read

NAMESPACES = (
    f"{nsdecls('w', 'r')} "
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)


def word_file(document_xml: str, numbering: str = "", styles: str = "") -> bytes:
    """A .docx whose body, numbering definitions and further styles are the XML given."""
    document = docx.Document()
    section = document.element.body.sectPr
    for block in _elements(document_xml):
        section.addprevious(block)
    definitions = document.part.numbering_part.element
    for old in list(definitions):
        definitions.remove(old)
    definitions.extend(_elements(numbering))
    document.styles.element.extend(_elements(styles))
    return saved(document)


def saved(document: docx.document.Document) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _elements(xml: str) -> list[docx.oxml.xmlchemy.BaseOxmlElement]:
    return list(parse_xml(f"<w:fragment {NAMESPACES}>{xml}</w:fragment>"))


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(text: str = "", list_id: int | None = None, level: int | None = None, style: str = "") -> str:
    """A paragraph, with its own numbering or its style's."""
    at = "" if level is None else f'<w:ilvl w:val="{level}"/>'
    own = "" if list_id is None else f'<w:numId w:val="{list_id}"/>'
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if at or own:
        properties += f"<w:numPr>{at}{own}</w:numPr>"
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text) if text else ''}</w:p>"


def level(index: int, format: str, text: str, more: str = "", suffix: str = "nothing", start: int = 1) -> str:
    """A level of a numbering; `more` stands where Word writes lvlRestart, pStyle and isLgl."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/>{more}'
        f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(id: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{id}">{"".join(levels)}</w:abstractNum>'


def num(id: int, abstract_id: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{id}"><w:abstractNumId w:val="{abstract_id}"/>{overrides}</w:num>'


def texts(raw: bytes) -> list[str]:
    """The texts of the paragraphs, tables left out."""
    return [part.text for part in read(raw).parts if isinstance(part, Paragraph)]
