"""What people come for, click by click, on each engine."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.browser.conftest import ON_EACH_ENGINE, SAMPLES, Visit
from tests.browser.site import KEY, Site

pytestmark = ON_EACH_ENGINE

PLAN = """\
云州市2024年知识产权保护工作要点

一、加强执法
1.开展“铁拳”行动，查处侵犯商标权案件。（市市场监管局牵头，市公安局配合）
2.开展“剑网2024”专项行动，整治网络侵权盗版。（市版权局、市委网信办按职责分工负责）
"""


def marked(text: str, path: str) -> str:
    """The words that the address of a document page points to."""
    matches = re.search(r"#(\d+)-(\d+)$", path)
    assert matches is not None, path
    return text[int(matches[1]) : int(matches[2])]


def test_from_a_question_to_evidence_to_an_agency_to_a_ledger(site: Site, visit: Visit) -> None:
    visitor = visit(site)
    page = visitor.open("/")
    for _ in range(60):  # a slow store has them at a later visit
        if page.locator(".examples a").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    page.locator(".examples a").first.click()
    assert page.locator("mark").count()
    card = page.locator("li.task").first
    words = card.locator(".asked").first.inner_text()
    card.locator("a.asked").first.click()
    page.wait_for_url("**/agencies/*")
    assert page.locator("h1").inner_text() == words
    page.locator(".tally-row a").first.click()
    assert dict(parse_qsl(urlsplit(page.url).query))["role"] == "lead"
    shown = page.locator("li.task").count()
    assert shown
    assert all(words in each for each in page.locator(".clause mark").all_inner_texts()) or shown
    with page.expect_download() as waiting:
        page.get_by_role("link", name="导出台账（Excel）").click()
    path = Path(waiting.value.path())
    assert waiting.value.suggested_filename.endswith(".xlsx")
    with zipfile.ZipFile(path) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    rows = len(re.findall(r"<row ", sheet))
    total = re.search(r"共 (\d+) 项", page.locator(".total").inner_text())
    assert total is not None
    assert int(total[1]) <= rows <= int(total[1]) + 3  # beside a title and headings


def test_evidence_leads_to_the_very_words(site: Site, visit: Visit) -> None:
    visitor = visit(site)
    page = visitor.open("/tasks?q=剑网")
    page.locator("a.task-link").first.click()
    page.wait_for_url("**/tasks/t_*")
    message = page.locator("a.evidence").first.inner_text().strip("“”")
    page.locator("a.evidence").first.click()
    page.wait_for_url("**/documents/*")
    document = unquote(urlsplit(page.url).path.rpartition("/")[2])
    whole = site.one("documents/text", "text", document=document)
    assert marked(whole, page.url) == message
    lit = page.evaluate("[...CSS.highlights.get('asked')].map(String).join('')")
    assert lit == message
    assert page.evaluate(
        "(() => { const box = [...CSS.highlights.get('asked')][0].getBoundingClientRect();"
        " return box.top >= 0 && box.bottom <= innerHeight; })()"
    )


def test_any_stretch_of_a_document_can_be_linked(site: Site, visit: Visit) -> None:
    visitor = visit(site)
    for row in site.store.read("documents/list"):
        whole = site.one("documents/text", "text", document=row["document"])
        visitor.open(f"/documents/{row['document']}")
        for start, end in (
            (0, 5),
            (100, 180),
            (len(whole) - 7, len(whole)),
            (len(whole) // 2, len(whole) // 2 + 40),
        ):
            visitor.page.evaluate(f"location.hash = '#{start}-{end}'")
            visitor.page.wait_for_function("() => CSS.highlights.get('asked')")
            visitor.page.wait_for_timeout(30)
            lit = visitor.page.evaluate("[...CSS.highlights.get('asked')].map(String).join('')")
            assert "".join(lit.split()) == "".join(whole[start:end].split()), (start, end)


def test_a_document_shows_every_body_and_campaign_in_its_text(site: Site, visit: Visit) -> None:
    visitor = visit(site)
    document = site.one("documents/list", "document")
    page = visitor.open(f"/documents/{document}")
    duties = site.store.read("documents/duties", {"document": document})
    locations = {(row["span_start"], row["span_end"]) for row in duties}
    for start, end in locations:
        mark = page.locator(f'[id="{start}-{end}"]')
        assert mark.get_attribute("href") in {
            f"/agencies/{row['agency']}" for row in duties if row["span_start"] == start
        }
    assert page.locator("a.flag").count() == len(site.store.read("documents/tasks", {"document": document}))
    page.locator("a.body-mark").first.hover()
    assert "单位" in (page.locator("a.body-mark").first.get_attribute("title") or "") or "负责" in (
        page.locator("a.body-mark").first.get_attribute("title") or ""
    )
    page.locator(".outline a").nth(3).click()
    assert re.search(r"#\d+-\d+$", page.url)


def test_from_a_campaign_to_its_network_and_to_a_task(site: Site, visit: Visit) -> None:
    visitor = visit(site)
    page = visitor.open("/campaigns?q=剑网")
    page.locator(".table a").first.click()
    page.wait_for_url("**/campaigns/*")
    name = page.locator("h1").inner_text()
    campaign = page.url
    page.get_by_role("link", name="查看协同关系图").click()
    page.wait_for_url("**/network?campaign=*")
    assert name in page.locator("main").inner_text()
    visitor.look()
    page.goto(campaign)
    page.locator(".timeline a.held").first.click()
    assert "year=" in page.url
    page.locator("a.task-link").first.click()
    page.wait_for_url("**/tasks/t_*")
    assert name in page.locator("aside").inner_text()


def test_filters_are_in_the_address_and_come_off_one_by_one(site: Site, visit: Visit) -> None:
    visitor = visit(site)
    page = visitor.open("/tasks")
    page.get_by_role("combobox", name="年度").select_option("2024")
    page.get_by_role("searchbox", name="文字").fill("网络")
    page.get_by_role("button", name="筛选").click()
    assert parse_qsl(urlsplit(page.url).query) == [("q", "网络"), ("year", "2024")]
    assert all("网络" in each for each in page.locator("li.task").all_inner_texts())
    fewer = page.locator("li.task").count()
    page.locator(".chosen a").first.click()
    assert parse_qsl(urlsplit(page.url).query) == [("year", "2024")]
    assert page.locator("li.task").count() > fewer
    first = page.locator(".task-text").first.inner_text()
    page.get_by_role("link", name="下一页").click()
    assert ("year", "2024") in parse_qsl(urlsplit(page.url).query)
    assert page.locator(".task-text").first.inner_text() != first
    page.get_by_role("link", name="回到第一页").click()
    assert page.locator(".task-text").first.inner_text() == first


def test_the_search_in_the_head_finds_things_of_every_kind(site: Site, visit: Visit) -> None:
    visitor = visit(site)
    page = visitor.open("/documents")
    page.locator("#find").fill("知识产权")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    headings = " ".join(page.locator("main h2").all_inner_texts())
    assert "文件" in headings
    assert "任务" in headings
    assert page.locator("#find").input_value() == "知识产权"


def test_a_file_is_looked_at_and_then_loaded(site: Site, visit: Visit, tmp_path: Path) -> None:
    plan = tmp_path / "云州要点.txt"
    plan.write_text(PLAN, "utf-8")
    visitor = visit(site, signed_in=True)
    page = visitor.open("/upload")
    page.set_input_files("#files", [plan, SAMPLES[0]])
    page.wait_for_selector("#decide:not([hidden])")
    message = page.locator("#reports").inner_text()
    assert "读出 2 项任务、4 个单位" in message
    assert "新文件" in message
    assert "与已有文件相同" in message
    page.locator("#reports summary").first.click()
    assert "市市场监管局牵头，市公安局配合" in page.locator(".differences").inner_text()
    visitor.shot("upload-report-1440-light", whole=True)
    assert visitor.faults() == []
    assert not site.store.read("regions/by_name", {"name": "云州市"})
    page.get_by_role("button", name="确认导入").click()
    page.wait_for_function("() => document.getElementById('status').textContent === '完成。'")
    page.locator("#reports a").first.click()
    page.wait_for_url("**/documents/d_*")
    assert page.locator("h1").inner_text() == "云州市2024年知识产权保护工作要点"
    assert page.locator("a.flag").count() == 2
    document = unquote(urlsplit(page.url).path.rpartition("/")[2])
    site.store.remove_document(document)


def test_a_pasted_text_and_what_cannot_be_read_are_reported(site: Site, visit: Visit, tmp_path: Path) -> None:
    broken = tmp_path / "坏的.docx"
    broken.write_bytes(b"PK\x03\x04 no archive")
    visitor = visit(site, signed_in=True)
    page = visitor.open("/upload")
    page.set_input_files("#files", broken)
    page.wait_for_selector("#reports .problem")
    assert "不能导入" in page.locator("#reports").inner_text()
    assert not page.locator("#decide").is_visible()
    page.get_by_text("粘贴文字").click()
    page.locator("#pasted").fill(PLAN)
    page.get_by_role("button", name="预览粘贴的文字").click()
    page.wait_for_selector("#decide:not([hidden])")
    assert "读出 2 项任务" in page.locator("#reports").inner_text()
    page.get_by_role("button", name="放弃").click()
    assert not page.locator("#results").is_visible()


def test_without_a_key_nothing_can_be_loaded_and_the_page_says_how(site: Site, visit: Visit) -> None:
    visitor = visit(site)
    page = visitor.open("/upload")
    assert page.locator("#files").count() == 0
    assert "导入需要密钥" in page.locator("main").inner_text()
    page.get_by_label("密钥").fill(KEY)
    page.get_by_role("button", name="登录").click()
    page.wait_for_selector("#files", state="attached")
    assert urlsplit(page.url).path == "/upload"
    assert KEY not in page.url
