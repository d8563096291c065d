"""Every page in a real browser: narrow and wide, light and dark, on paper, and for who cannot see it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.browser.conftest import Visit
from tests.browser.site import Site

MOST_BYTES = 300_000


def name_of(path: str) -> str:
    """The name of a page's picture: /tasks/t_… → tasks-one."""
    kind, _, id = path.strip("/").partition("/")
    return f"{kind or 'home'}{'-one' if id else ''}"


@pytest.mark.parametrize(("width", "dark"), [(1440, False), (1440, True), (390, False)])
def test_every_page_is_whole_and_readable_by_all(site: Site, visit: Visit, width: int, dark: bool) -> None:
    visitor = visit(site, width=width, dark=dark, signed_in=True)
    faults: list[str] = []
    wide = []
    for path in site.paths():
        page = visitor.open(path)
        assert page.locator("html").get_attribute("lang") == "zh-CN"
        if not path.endswith(".html"):
            assert page.locator("h1").count() == 1, path
            assert page.locator("main").count() == 1, path
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(path)
        visitor.shot(f"{name_of(path)}-{width}-{'dark' if dark else 'light'}")
        faults += visitor.faults()
    assert faults == []
    assert wide == []


def test_pages_are_light(site: Site, visit: Visit) -> None:
    """All that a first visit loads, but for the network's library; as it goes over the wire."""
    for path in site.paths():
        if path.startswith("/network"):
            continue
        visitor = visit(site)
        visitor.open(path)
        visitor.page.wait_for_load_state("networkidle")
        assert 0 < sum(each.sizes()["responseBodySize"] for each in visitor.answered) < MOST_BYTES, path


def test_what_is_not_there_has_a_page(site: Site, visit: Visit) -> None:
    visitor = visit(site)
    for path in ("/nothing", "/tasks/t_nothing", "/agencies/%E5%B1%80%2F%3F%23", "/documents/..%2f..%2fetc"):
        page = visitor.open(path, status=404)
        assert page.locator("h1").count() == 1
        assert page.get_by_role("link", name="首页").count()
        assert visitor.faults() == []
    visitor.shot("not-found-1440-light")
    assert "没有“不存在局”" in visitor.open("/tasks?agency=不存在局", status=422).inner_text("main")


def test_headings_go_down_step_by_step(site: Site, visit: Visit) -> None:
    visitor = visit(site)
    for path in site.paths():
        if path.endswith(".html"):
            continue
        page = visitor.open(path)
        levels = page.eval_on_selector_all(
            "h1,h2,h3,h4,h5,h6", "all => all.map(each => Number(each.tagName[1]))"
        )
        steps = list(pairwise(levels))
        assert levels[0] == 1, path
        assert [step for step in steps if step[1] > step[0] + 1] == [], path


def test_the_keyboard_reaches_everything(site: Site, visit: Visit) -> None:
    page = visit(site).open("/agencies")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"


def test_document_has_the_tasks_and_not_the_controls(site: Site, visit: Visit) -> None:
    visitor = visit(site)
    page = visitor.open("/tasks")
    page.emulate_media(media="print")
    assert page.locator(".task").first.is_visible()
    for hidden in (".nav", ".find", ".filters", ".downloads", ".pager"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
