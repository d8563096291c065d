"""Load, comparison and network in a real browser, and the drawing as a file from a disk."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

import networkx as nx
import pytest

from graph.views import Choice, draw
from graph.views.page import Scene, single_file, title_of
from tests.browser.conftest import SHOTS, Visit
from tests.browser.site import WATCH, Site
from tests.graph.views.conftest import loaded
from tests.graph.views.test_page import HOSTILE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DRAWN = "document.documentElement.dataset.netDrawn"
INKED = """() => {
  const canvas = document.querySelector("#net-canvas canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let inked = 0;
  for (let at = 3; at < data.length; at += 4) inked += data[at] > 0;
  return inked / (data.length / 4);
}"""


def drawn(page: Page) -> Page:
    """The page, once the drawing is there."""
    page.wait_for_function(DRAWN)
    assert page.evaluate(INKED) > 0.005
    return page


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("query", ["", "?mode=duties", "?led=true"])
def test_a_network_is_drawn(site: Site, visit: Visit, width: int, query: str) -> None:
    visitor = visit(site, width=width)
    page = drawn(visitor.open(f"/network{query}"))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    visitor.shot(f"network{re.sub('[^a-z]', '-', query)}-{width}")
    assert visitor.faults() == []


def test_searching_leads_to_a_body_and_on_to_its_page(site: Site, visit: Visit) -> None:
    visitor = visit(site)
    page = drawn(visitor.open("/network?region=澜宁市&year=2024"))
    page.fill("#net-find", "市公安局")
    page.press("#net-find", "Enter")
    details = page.locator("#net-details")
    assert details.locator("h2").inner_text() == "市公安局"
    first = details.locator("li button").first
    other = first.inner_text()
    first.click()
    assert details.locator("h2").inner_text() == other
    visitor.shot("network-details-1440")
    assert visitor.faults() == []
    page.keyboard.press("Escape")
    assert details.is_hidden()
    page.fill("#net-find", "没有这个局")
    page.press("#net-find", "Enter")
    assert "图中没有这个名称" in page.locator("#net-found").inner_text()
    page.fill("#net-find", other)
    page.press("#net-find", "Enter")
    details.get_by_role("link", name="单位页").click()
    page.wait_for_url("**/agencies/*")
    assert page.locator("h1").inner_text() == other


def test_a_click_on_a_node_shows_it(site: Site, visit: Visit) -> None:
    page = drawn(visit(site).open("/network?region=澜宁市&year=2024&most=100"))
    page.fill("#net-find", "市公安局")
    page.press("#net-find", "Enter")  # in the middle now
    page.wait_for_timeout(600)
    page.locator("#net-details .net-close").click()
    page.locator("#net-canvas").scroll_into_view_if_needed()
    box = page.locator("#net-canvas").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_selector("#net-details h2")
    assert page.locator("#net-details h2").inner_text() == "市公安局"


def test_long_lists_are_reported_of_and_switched_off(site: Site, visit: Visit) -> None:
    page = drawn(visit(site).open("/network?region=澜宁市&year=2016"))
    notice = page.locator(".notice", has_text="名单最长的")
    assert re.search(r"却产生了 \d\d% 的单位对", notice.inner_text())
    before = int(re.search(r"(\d+) 条连线", page.locator(".net-notes").inner_text())[1])  # type: ignore[index]
    notice.get_by_role("link", name="不计这些长名单").click()
    drawn(page)
    request = dict(parse_qsl(urlsplit(page.url).query))
    assert request.keys() == {"region", "year", "max_bodies"}
    after = int(re.search(r"(\d+) 条连线", page.locator(".net-notes").inner_text())[1])  # type: ignore[index]
    assert after < before
    page.get_by_role("link", name="重新计入").click()
    assert "max_bodies" not in page.url


def test_the_drawing_is_saved_as_file_graphml_and_picture(site: Site, visit: Visit, tmp_path: Path) -> None:
    page = drawn(visit(site).open("/network?year=2024"))
    with page.expect_download() as waiting:
        page.get_by_role("link", name="GraphML").click()
    assert waiting.value.suggested_filename == "协同关系图.graphml"
    assert nx.read_graphml(waiting.value.path()).number_of_nodes() > 5
    with page.expect_download() as waiting:
        page.get_by_role("link", name="单个网页").click()
    assert "sha256-" in Path(waiting.value.path()).read_text("utf-8")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="存为图片").click()
    picture = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(picture)
    assert picture.suffix == ".png"
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size > 50_000
    SHOTS.mkdir(parents=True, exist_ok=True)
    (SHOTS / "network-as-picture.png").write_bytes(picture.read_bytes())


@pytest.mark.parametrize("mode", ["cowork", "duties"])
def test_a_saved_page_opens_from_a_disk_without_a_network(
    chromium: Browser, tmp_path: Path, mode: str
) -> None:
    """With texts of documents that are attacks: nothing runs, nothing is asked for, and all is drawn."""
    choice = Choice(mode=mode)  # type: ignore[arg-type]
    with loaded(tmp_path, HOSTILE) as store:
        page_text = single_file(Scene(draw(store, choice), title_of(choice), []))
    path = tmp_path / "view.html"
    path.write_text(page_text, "utf-8")
    context = chromium.new_context(offline=True)
    context.add_init_script(WATCH)
    troubles: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("request", lambda request: troubles.append(request.url))
    page.goto(path.as_uri())
    drawn(page)
    page.fill("#net-find", "script")
    page.press("#net-find", "Enter")
    assert "</script><script>hit(1)" in page.locator("#net-details h2").inner_text()
    assert page.locator("#net-details a").count() == 0  # there is no server to go to
    page.mouse.move(500, 400)
    page.wait_for_timeout(400)
    assert page.evaluate("[...window.hits, ...window.violations]") == []
    assert [each for each in troubles if each != path.as_uri()] == []
    context.close()


def test_load_is_sorted_weighed_and_followed_to_tasks(site: Site, visit: Visit) -> None:
    visitor = visit(site)
    page = visitor.open("/load?region=澜宁市&year=2024")
    page.wait_for_function("Chart.getChart(document.querySelector('canvas[data-kind=bodies]'))")
    visitor.shot("load-1440", whole=True)
    page.locator("#load-table thead").get_by_role("link", name="共同负责").click()
    joint = [int(each) for each in page.locator("#load-table tbody tr td:nth-child(6)").all_inner_texts()]
    assert joint == sorted(joint, reverse=True)
    weighed = page.locator("#load-table tbody tr").first.locator("[data-weighed]")
    before = weighed.inner_text()
    page.fill("input[name=w_joint]", "50")
    assert weighed.inner_text() != before
    message = weighed.inner_text()
    page.get_by_role("button", name="筛选").click()
    assert "w_joint=50" in page.url
    assert page.locator("#load-table tbody tr").first.locator("[data-weighed]").inner_text() == message
    cell = page.locator("#load-table tbody tr").first.locator("td[data-tasks] a").first
    count = cell.inner_text()
    cell.click()
    page.wait_for_url("**/tasks?*")
    assert page.locator(".total").inner_text() == f"共 {count} 项任务"


def test_documents_are_compared(site: Site, visit: Visit) -> None:
    visitor = visit(site)
    page = visitor.open("/compare")
    page.locator(".section .plain-list a").first.click()
    assert page.locator(".cmp").count() > 5
    visitor.shot("compare-1440")
    page.locator(".cmp-counts").get_by_role("link", name="取消").click()
    assert all("取消" in each for each in page.locator(".cmp-kind").all_inner_texts())
    assert re.search(r"\d+ 至 \d+", page.locator("table").first.inner_text())  # bounds of the lineage
    page.locator(".cmp a.task-link").first.click()
    page.wait_for_url("**/tasks/t_*")


@pytest.mark.parametrize(
    "path", ["/load?by=system", "/load?by=year", "/compare?by=years&left=2016&right=2024&region=澜宁市"]
)
@pytest.mark.parametrize("width", [1440, 390])
def test_measures_are_readable_by_all(site: Site, visit: Visit, path: str, width: int) -> None:
    visitor = visit(site, width=width)
    page = visitor.open(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert visitor.faults() == []
