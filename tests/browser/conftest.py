"""A real Chromium, a server in this process, and an eye on everything that a page does.

Where there is no Chromium the tests are skipped with the reason; where CI=true they fail.
Screenshots go to the cache folder, outside of the checkout.
"""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
import uvicorn

from api.app import create_app
from api.config.settings import Settings
from graph import open_store
from graph.store import GraphStore
from ingest.load import load_paths
from tests.browser.site import KEY, Site, Visitor
from tests.conftest import unavailable
from tests.graph.engines import Neo4jEngine
from tools.neo4j_server import Login

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))
SHOTS = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dutygraph" / "screenshots"
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()

Visit = Callable[..., Visitor]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser of all tests."""
    names = ("chromium", "chromium-browser", "google-chrome")
    matches = next((path for name in names if (path := shutil.which(name))), None)
    if matches is None:
        unavailable("没有 Chromium；root 可用 apt-get install chromium fonts-noto-cjk 安装")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=matches, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def served(store: GraphStore) -> Iterator[str]:
    """A server over the store, in a thread of its own; its address, without a slash at the end."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    app = create_app(Settings(port=port), store, local=KEY)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=300)
        listening.close()


ON_EACH_ENGINE = pytest.mark.parametrize(
    "site", ["ladybug", pytest.param("neo4j", marks=pytest.mark.neo4j)], indirect=True, scope="module"
)


@pytest.fixture(scope="module")
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server over the samples, on the embedded engine or on the one that a test's mark names."""
    engine: Literal["ladybug", "neo4j"] = getattr(request, "param", "ladybug")
    with samples_on(engine, request, tmp_path_factory) as store, served(store) as url:
        yield Site(url, store)


@contextmanager
def samples_on(
    engine: Literal["ladybug", "neo4j"], request: pytest.FixtureRequest, folders: pytest.TempPathFactory
) -> Iterator[GraphStore]:
    """A store of that engine with the samples; Neo4j is emptied before."""
    if engine == "ladybug":
        store = open_store(str(folders.mktemp("browser") / "graph.lbug"), address="http://127.0.0.1:1")
    else:
        login: Login = request.getfixturevalue("neo4j_server")
        store = Neo4jEngine(login).open()
    with store:
        assert all(result.error is None for result in load_paths(store, SAMPLES, 20_000_000))
        yield store


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    """Opens a window on a site. When the test ends, nothing may have gone wrong in any."""
    visitors: list[Visitor] = []

    def begin(site: Site, *, width: int = 1440, dark: bool = False, signed_in: bool = False) -> Visitor:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            color_scheme="dark" if dark else "light",
            accept_downloads=True,
        )
        visitors.append(Visitor(context, site, SHOTS))
        if signed_in:
            visitors[-1].sign_in()
        return visitors[-1]

    yield begin
    for visitor in visitors:
        visitor.context.close()
    for visitor in visitors:
        assert visitor.troubles == []
