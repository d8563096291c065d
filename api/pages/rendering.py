"""Templates, and the page of a failure."""

from __future__ import annotations

from pathlib import Path

import jinja2
from fastapi.responses import HTMLResponse

from api.models.problems import Problem
from api.pages import links
from graph.labels import role_words
from graph.views.page import TEMPLATES as VIEW_TEMPLATES

PACKAGE = Path(__file__).parent.parent

templates = jinja2.Environment(
    loader=jinja2.FileSystemLoader([PACKAGE / "templates", VIEW_TEMPLATES]),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
templates.globals.update(
    NAVIGATION=links.NAVIGATION,
    agency_path=links.agency_path,
    campaign_path=links.campaign_path,
    document_path=links.document_path,
    path_of=links.path_of,
    role_words=role_words,
    task_path=links.task_path,
    with_query=links.with_query,
)


def render(template: str, status: int = 200, **values: object) -> HTMLResponse:
    """A page. What documents say is data: the templates escape it and mark none of it safe."""
    return HTMLResponse(templates.get_template(template).render(values), status)


def failure(problem: Problem) -> HTMLResponse:
    """The page of a problem."""
    return render("failure.html", problem.status, problem=problem)
