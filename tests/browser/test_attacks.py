"""What a document says is never a program: nothing of it runs, and nothing asks elsewhere, on any page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from graph import open_store
from graph.views import MODES
from tests.api.http.plans import graph_of
from tests.browser.attacks import ATTACKS, plan_of
from tests.browser.conftest import Visit, served
from tests.browser.site import Site

RECORDS = {"agencies": "agency", "campaigns": "campaign", "tasks": "task"}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server whose only document is all attacks."""
    with open_store(
        str(tmp_path_factory.mktemp("hostile") / "graph.lbug"), address="http://127.0.0.1:1"
    ) as store:
        store.replace_document(graph_of(plan_of()))
        with served(store) as url:
            yield Site(url, store)


def test_there_are_attacks_enough() -> None:
    assert len(set(ATTACKS)) >= 50


def test_nothing_runs_on_any_page(hostile: Site, visit: Visit) -> None:
    """Each page that there is, and the lists with all of it on one page."""
    for width in (1440, 390):
        visitor = visit(hostile, width=width)
        for path in hostile.paths():
            page = visitor.open(path)
            page.wait_for_timeout(50)
        for path in ("/tasks?limit=500", "/agencies?limit=500", "/campaigns?limit=500", "/check?show=notes"):
            visitor.open(path)


def test_nothing_runs_in_a_saved_view_of_the_network(hostile: Site, visit: Visit, tmp_path: Path) -> None:
    """The single file that people send one another, opened from the disk."""
    for mode in MODES:
        visitor = visit(hostile)
        page = visitor.open(f"/api/v1/network.html?mode={mode}")
        page.wait_for_selector("canvas")
        saved = tmp_path / f"{mode}.html"
        saved.write_bytes(page.request.get(page.url).body())
        page.goto(saved.as_uri())
        page.wait_for_selector("canvas")
        assert page.evaluate("[...violations, ...hits]") == []
        visitor.troubles = [each for each in visitor.troubles if f"asks for {saved.as_uri()}" not in each]


@pytest.mark.parametrize("kind", RECORDS)
def test_nothing_runs_on_the_page_of_any_record(hostile: Site, visit: Visit, kind: str) -> None:
    visitor = visit(hostile)
    ids = [str(row[RECORDS[kind]]) for row in hostile.store.read(f"{kind}/list", {"limit": 500})]
    assert len(ids) >= len(ATTACKS)
    for id in ids:
        page = visitor.open(f"/{kind}/{quote(id, safe='')}")
        assert page.locator("h1").count() == 1


def test_what_people_type_is_words_too(hostile: Site, visit: Visit) -> None:
    visitor = visit(hostile)
    for number, attack in enumerate(ATTACKS):
        message = quote(attack, safe="")
        visitor.open(f"/search?q={message}" if number % 2 else f"/?q={message}")
        if number % 5 == 0:
            visitor.open(f"/tasks?agency={message}&document={message}", status=422)


def test_a_document_shows_attacks_as_printed(hostile: Site, visit: Visit) -> None:
    visitor = visit(hostile)
    document = hostile.one("documents/list", "document")
    whole = hostile.one("documents/text", "text", document=document)
    page = visitor.open(f"/documents/{document}")
    shown = page.locator(".text").text_content() or ""
    stored = "".join(sign for sign in whole if sign not in "\0")
    assert "".join(shown.replace("\ufffd", "").split()) == "".join(stored.split())
    for entry in page.locator(".outline a").all()[:5]:
        entry.click()
    visitor.look()


def test_a_file_that_is_an_attack_is_reported_as_text(hostile: Site, visit: Visit, tmp_path: Path) -> None:
    visitor = visit(hostile, signed_in=True)
    page = visitor.open("/upload")
    words = [attack.replace("\0", "") for attack in ATTACKS]
    lines = "\n".join(
        f"{n}.查处{attack}案件。（市公安局牵头，市{attack[:20]}局配合）"
        for n, attack in enumerate(words, start=1)
    )
    plan = tmp_path / "<img src=x onerror=hit(46)>.txt"
    plan.write_text(f"云州市2025年<script>hit(47)</script>工作要点\n一、重点\n{lines}\n", "utf-8")
    page.set_input_files("#files", plan)
    page.wait_for_selector("#decide:not([hidden])")
    for summary in page.locator("#reports summary").all():
        summary.click()
    assert "onerror=hit(46)" in page.locator("#reports").inner_text()
    assert page.locator("#reports img, #reports script").count() == 0
    visitor.look()
