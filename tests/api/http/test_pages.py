"""Pages without a browser: their addresses, their marks, their figures, what they keep."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.models.documents import OutlineEntry
from api.pages.links import agency_path, document_path, path_of, with_query
from api.pages.marked_text import marked_text
from api.service.background_jobs import BackgroundJobs
from api.service.metrics import Metrics
from api.service.snapshot import Caches, Snapshot
from core.errors import StoreUnavailable
from graph.store import GraphStore
from ingest.load import load_paths
from tests.api.http.plans import CITY_2024, agency_of, region_of

SAMPLES = sorted((Path(__file__).parents[3] / "samples").glob("*.txt"))


def snapshot_at(store: GraphStore, revision: int) -> Snapshot:
    return Snapshot(store, revision, Caches(), Metrics())


def test_blanks_of_a_form_leave_the_address(client: TestClient) -> None:
    answer = client.get("/tasks?q=&year=2024&region=%20&agency=", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/tasks?year=2024")


@pytest.mark.parametrize("id", ["局/?#%", "..", "a b", "</script>", "😀"])
def test_any_sign_may_stand_in_an_address(client: TestClient, id: str) -> None:
    for path in (agency_path(id), document_path(id, 3, 5), with_query("/tasks", [("q", id)])):
        assert re.fullmatch(r"[\w/?=&%.+#~-]+", path, re.ASCII), path
    if id != "..":
        assert client.get(agency_path(id)).status_code == 404


def test_a_link_on_the_same_server_names_no_host() -> None:
    assert path_of("http://127.0.0.1:8765/tasks?q=%E5%89%91&cursor=x") == "/tasks?q=%E5%89%91&cursor=x"
    assert with_query("/tasks", [("q", None), ("year", ""), ("due", "none")]) == "/tasks?due=none"


def test_every_download_of_a_list_is_there(client: TestClient) -> None:
    agency = agency_of(region_of("云州市", "990100"), "市公安局").id
    for page in ("/tasks?year=2024&role=lead&basis=sole", agency_path(agency) + "?year=2024"):
        links = re.findall(r'<a href="(/api/v1/export/[^"]+)" download', client.get(page).text)
        assert len(links) == 3
        for link in links:
            assert client.get(link.replace("&amp;", "&")).status_code == 200


def test_the_page_of_an_agency_counts_its_roles_side_by_side(client: TestClient) -> None:
    agency = agency_of(region_of("云州市", "990100"), "市公安局").id
    page = client.get(agency_path(agency)).text
    head = page[: page.index("各年任务")]
    counted = re.findall(r">([^<>]+) <strong>(\d+)</strong>", head[head.index("page-head") :])
    assert counted == [("共同负责（未明确牵头）", "1"), ("责任单位", "1"), ("配合单位", "1")]


def test_a_kept_page_is_made_again_when_the_graph_has_changed(serve: Callable[..., TestClient]) -> None:
    client = serve(CITY_2024)
    store: GraphStore = client.app.state.typed.store.get()  # type: ignore[attr-defined]
    agency = agency_path(agency_of(region_of("云州市", "990100"), "市公安局").id)
    assert client.get(agency).text == client.get(agency).text
    store.remove_document(str(store.read("documents/list")[0]["document"]))
    assert client.get(agency).status_code == 404


def test_a_session_leads_to_pages_of_this_server_only(client: TestClient) -> None:
    for to in ("//elsewhere.invalid", "https://elsewhere.invalid", "/api/v1/tasks"):
        content = {"key": "dg_wrong", "to": to}
        answer = client.post("/session", data=content, headers={"origin": "http://127.0.0.1:8765"})
        assert answer.status_code == 401
        assert "location" not in answer.headers


# ---- the text of a document ----


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_marks_lose_nothing_of_a_text(empty: GraphStore, sample: Path) -> None:
    assert [result.error for result in load_paths(empty, [sample], 20_000_000)] == [None]
    document = empty.read("documents/list")[0]["document"]
    whole = str(empty.read("documents/text", {"document": document})[0]["text"])
    duties = empty.read("documents/duties", {"document": document})
    campaigns = empty.read("documents/campaigns", {"document": document})
    tasks = empty.read("documents/tasks", {"document": document})
    blocks, entries = marked_text(
        whole, outline=[], tasks=tasks, duties=duties, campaigns=campaigns, diagnostics=[]
    )
    assert "".join(run.text for block in blocks for run in block.runs) == whole.replace("\n", "")
    marked: dict[tuple[int, int], str] = {}
    for block in blocks:
        for run in block.runs:
            if run.mark:
                marked[run.mark.start, run.mark.end] = (
                    marked.get((run.mark.start, run.mark.end), "") + run.text
                )
    for row in duties:
        assert marked[row["span_start"], row["span_end"]] == str(row["surface"]).replace("\n", "")  # type: ignore[index]
    opened = [run.opens for block in blocks for run in block.runs if run.opens]
    assert len(opened) == len(set(opened))
    assert [entry.n for entry in entries] == list(range(1, len(tasks) + 1))


def test_a_heading_is_one_of_the_outline_and_a_printed_number_is_not() -> None:
    whole = "一、重点\n1.开展检查。（市局负责）"
    outline = [
        OutlineEntry(kind="heading", depth=1, text="一、重点", start=0, end=4),
        OutlineEntry(kind="heading", depth=2, text="1.", start=5, end=7),
    ]
    task: dict[str, Any] = {"task": "t_1", "n": 1, "number": "1.", "text": "开展检查。"}
    task |= {"span_start": 7, "span_end": 12, "clause_start": 12, "clause_end": 18}
    blocks, entries = marked_text(
        whole, outline=outline, tasks=[task], duties=[], campaigns=[], diagnostics=[]
    )
    assert [block.depth for block in blocks] == [1, None]
    assert [(entry.words, entry.n) for entry in entries] == [("一、重点", None), ("开展检查。", 1)]


# ---- figures that come later ----


def test_a_figure_that_takes_long_is_there_on_a_later_visit(empty: GraphStore) -> None:
    later, go = BackgroundJobs(patience=0.01), threading.Event()
    snapshot = snapshot_at(empty, 1)

    def slow(_: Snapshot) -> str:
        assert go.wait(300)
        return "figure"

    assert later.result("x", snapshot, slow) is None
    assert later.result("x", snapshot, slow) is None
    go.set()
    later.close()
    assert later.result("x", snapshot, slow) == "figure"


def test_a_figure_is_of_its_revision_and_read_again_after_a_failure(empty: GraphStore) -> None:
    later, message = BackgroundJobs(patience=5), iter(["first", "second", "third"])

    def fails(_: Snapshot) -> str:
        raise StoreUnavailable("away")

    assert later.result("x", snapshot_at(empty, 1), lambda _: next(message)) == "first"
    assert later.result("x", snapshot_at(empty, 1), lambda _: next(message)) == "first"
    assert later.result("x", snapshot_at(empty, 2), fails) is None
    assert later.result("x", snapshot_at(empty, 2), lambda _: next(message)) == "second"
    later.close()
