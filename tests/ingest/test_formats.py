"""The same plan as text, Word document, PDF and web page gives the same tasks."""

from __future__ import annotations

import html
import io
from pathlib import Path

import docx
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

from ingest.document import ParsedDocument, ParsedTask
from ingest.parse import parse_input
from ingest.read.files import Input
from tests.ingest.files import parse_file
from tests.ingest.read.pdf_files import printed

SAMPLES = sorted((Path(__file__).resolve().parents[2] / "samples").glob("*.txt"))
FONT = "STSong-Light"


def as_docx(lines: list[str]) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def as_html(lines: list[str]) -> bytes:
    menu = "".join(f'<li><a href="/{i}.html">栏目{i}</a></li>' for i in range(20))
    mention = "".join(f"<p>　　{html.escape(line)}</p>\n" for line in lines)
    page = (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>政务公开</title></head><body>'
        f'<ul class="nav">{menu}</ul><div class="TRS_Editor">{mention}</div>'
        '<div id="foot">主办：办公室</div></body></html>'
    )
    return page.encode()


def as_pdf(lines: list[str]) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    style = ParagraphStyle("body", fontName=FONT, fontSize=12, leading=20, firstLineIndent=24, wordWrap="CJK")
    file = io.BytesIO()

    def number(canvas: Canvas, template: BaseDocTemplate) -> None:
        canvas.setFont(FONT, 10)
        canvas.drawCentredString(A4[0] / 2, 30, f"— {template.page} —")

    template = BaseDocTemplate(file, pagesize=A4)
    frame = Frame(72, 60, A4[0] - 144, A4[1] - 130)
    template.addPageTemplates(PageTemplate(frames=[frame], onPage=number))
    template.build([Paragraph(html.escape(line), style) for line in lines])
    return file.getvalue()


def as_columns(lines: list[str]) -> bytes:
    return printed(lines, columns=2, head="澜宁市人民政府公报")


WRITERS = {"docx": as_docx, "html": as_html, "pdf": as_pdf, "columns.pdf": as_columns}


def reported(task: ParsedTask) -> object:
    """What a task says, without white space: a page may print none where a text has some."""
    return (
        "".join(task.text.split()),
        "".join(task.clause.split()),
        tuple("".join(part.split()) for part in task.path),
        tuple((r.name.replace(" ", ""), r.role, r.basis, r.collective) for r in task.responsibilities),
        tuple((c.name.replace(" ", ""), c.edition) for c in task.campaigns),
        task.due,
    )


@pytest.fixture(params=SAMPLES, ids=lambda path: path.stem)
def plan(request: pytest.FixtureRequest) -> ParsedDocument:
    path: Path = request.param
    return parse_file(path, 10**8)


@pytest.mark.parametrize("kind", WRITERS)
def test_the_same_plan_in_another_format_gives_the_same_tasks(plan: ParsedDocument, kind: str) -> None:
    if kind == "columns.pdf" and "\n" not in plan.text:
        pytest.skip(
            "one paragraph over all pages: nothing tells a heading from a line that begins with its mark"
        )
    raw = WRITERS[kind](plan.text.split("\n"))
    read = parse_input(Input(f"plan.{kind}", f"plan.{kind}", raw))
    assert [reported(task) for task in read.tasks] == [reported(task) for task in plan.tasks]
    assert read.facts.title == plan.facts.title
    assert read.facts.doc_number == plan.facts.doc_number
    assert read.facts.issuers == plan.facts.issuers


@pytest.mark.parametrize("kind", WRITERS)
def test_every_agency_has_its_location_in_the_file(plan: ParsedDocument, kind: str) -> None:
    read = parse_input(Input(f"plan.{kind}", f"plan.{kind}", WRITERS[kind](plan.text.split("\n"))))
    for task in read.tasks:
        for mention in task.responsibilities:
            here = [
                location
                for location in read.places
                if location.start < mention.end and mention.start < location.end
            ]
            assert here, mention.surface
            assert all((location.page if kind.endswith("pdf") else location.paragraph) for location in here)
