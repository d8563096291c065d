"""The reference is up to date and leaves nothing out that a user may set, call or get."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from typer.main import get_command

from api.cli.app import app
from api.config.settings import Settings, variable_of
from graph.exports.catalogue import EXPORTS
from graph.queries.catalogue import load_catalogue
from graph.schema import NODES, RELATIONS
from ingest.lexicon.clause_forms import FORMS
from ingest.read.formats import EXTENSIONS
from tools.console_blocks import ROOT
from tools.reference import FOLDER, PAGES, openapi, page

SOURCES = ("api", "core", "graph", "ingest")


def text_of(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_as_generated(name: str) -> None:
    assert text_of(name) == page(name), "run `make reference`"


@pytest.mark.parametrize("name", PAGES)
def test_tables_have_a_head_and_rows_of_the_same_width(name: str) -> None:
    lines = text_of(name).splitlines()
    ruled = [at for at, line in enumerate(lines) if re.fullmatch(r"\|(?:---\|)+", line)]
    widths = {
        at: len(re.findall(r"(?<!\\)\|", line)) for at, line in enumerate(lines) if line.startswith("|")
    }
    starts = [at for at in widths if at - 1 not in widths]
    assert starts
    assert [lines[at] for at in starts if at + 1 not in ruled] == []
    assert [lines[at] for at in widths if at - 1 in widths and widths[at] != widths[at - 1]] == []


def test_there_are_no_other_pages() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {"README.md", *PAGES}


def test_every_setting_is_there() -> None:
    text = text_of("settings.md")
    assert [name for name in Settings.model_fields if f"| `{variable_of(name)}` |" not in text] == []


def test_messages_name_settings_that_are_there() -> None:
    known = {variable_of(name) for name in Settings.model_fields} | {"DUTYGRAPH_", "DUTYGRAPH_NEO4J_"}
    named = {
        variable
        for package in SOURCES
        for path in (ROOT / package).rglob("*.py")
        for variable in re.findall(r"DUTYGRAPH_[A-Z0-9_]*", path.read_text("utf-8"))
    }
    assert named - known == set()


def commands(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    yield name, command
    for own, child in getattr(command, "commands", {}).items():
        yield from commands(f"{name} {own}", child)


def test_every_command_and_option_is_there() -> None:
    sections = re.split(r"^## ", text_of("cli.md"), flags=re.MULTILINE)
    by_name = {section.partition("\n")[0]: section for section in sections}
    for name, command in commands("dutygraph", get_command(app)):
        options = [option for parameter in command.params for option in parameter.opts if option[0] == "-"]
        if options:
            assert [option for option in options if f"`{option}`" not in by_name[name]] == [], name


def test_every_endpoint_and_parameter_is_there() -> None:
    sections = re.split(r"^## ", text_of("http.md"), flags=re.MULTILINE)
    by_name = {section.partition("\n")[0]: section for section in sections}
    for path, item in openapi()["paths"].items():
        for method, endpoint in item.items():
            section = by_name[f"{method.upper()} {path}"]
            names = [parameter["name"] for parameter in endpoint.get("parameters", ())]
            assert [name for name in names if f"| `{name}` |" not in section] == [], path


@pytest.mark.parametrize("guide", ["docs/how-to/own-documents.md", "docs/zh-CN/own-documents.md"])
def test_every_format_is_there(guide: str) -> None:
    for text in (text_of("formats.md"), (ROOT / guide).read_text("utf-8")):
        assert [extension for extension in EXTENSIONS if f"`{extension}`" not in text] == []


@pytest.mark.parametrize("guide", ["docs/how-to/export.md", "docs/zh-CN/own-documents.md"])
def test_every_export_is_there(guide: str) -> None:
    for text in (text_of("exports.md"), (ROOT / guide).read_text("utf-8")):
        assert [each for each in EXPORTS if f"`{each.format}`" not in text] == []
        forms = [each.form for each in EXPORTS if each.form != "network"]
        assert [form for form in forms if form not in text] == []


def test_every_query_node_relation_and_clause_form_is_there() -> None:
    queries, schema, forms = text_of("queries.md"), text_of("schema.md"), text_of("clause-forms.md")
    assert [name for name in load_catalogue() if f"## {name}\n" not in queries] == []
    assert [node.label for node in NODES if f"## {node.label}\n" not in schema] == []
    assert [each.type for each in RELATIONS if f"## {each.type}\n" not in schema] == []
    assert [form.name for form in FORMS if f"| `{form.name}` |" not in forms] == []
