"""A site under test, and a visitor who notes everything that should not happen on a page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi.routing import APIRoute

from api.pages.routers import PAGES
from graph.store import GraphStore

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Dialog, Page, Request

KEY = "dg_browser-tests-of-the-pages-0123456789abcd"
WATCH = """
window.hits = []; window.hit = (n) => window.hits.push(n);
window.alert = window.confirm = window.prompt = window.hit;
window.violations = [];
document.addEventListener("securitypolicyviolation",
  (event) => window.violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
"""


@dataclass(frozen=True, slots=True)
class Site:
    """A server and what it holds."""

    url: str
    store: GraphStore

    def one(self, query: str, column: str, **parameters: Any) -> str:
        """The value of a column of a query's first row."""
        return str(self.store.read(query, parameters)[0][column])

    def paths(self) -> list[str]:
        """A path of every page that there is: of records the first that the graph has."""
        ids = {
            "/agencies/{id}": lambda: self.one("agencies/busiest", "agency", without="collective"),
            "/tasks/{id}": lambda: self.one("tasks/list", "task"),
            "/campaigns/{id}": lambda: self.one("campaigns/names", "campaign"),
            "/documents/{id}": lambda: self.one("documents/list", "document"),
        }
        known = {route.path for router in PAGES for route in router.routes if isinstance(route, APIRoute)}
        assert known >= {"/", *ids}
        return [path.replace("{id}", ids[path]()) if path in ids else path for path in sorted(known)]


class Visitor:
    """A window. `troubles`: errors told, requests to elsewhere, what the policy stopped, scripts that ran."""

    def __init__(self, context: BrowserContext, site: Site, shots: Path) -> None:
        self.context = context
        self.site = site
        self.troubles: list[str] = []
        self.answered: list[Request] = []
        self._shots = shots
        self._expected: set[int] = set()
        context.add_init_script(WATCH)
        self.page: Page = context.new_page()
        self.page.on("console", lambda message: self._console(message.type, message.text))
        self.page.on("pageerror", lambda error: self.troubles.append(f"error: {error}"))
        self.page.on("dialog", self._dialog)
        context.on("request", self._request)
        context.on("requestfinished", self._finished)

    def open(self, path: str, status: int = 200) -> Page:
        """The page at the path; what it did is noted."""
        self.look()
        self._expected = {status}
        answer = self.page.goto(self.site.url + path)
        assert answer is not None
        assert answer.status == status, (path, answer.status)
        self.look()
        return self.page

    def look(self) -> None:
        """Note what the page stopped or ran."""
        if self.page.url.startswith(self.site.url):
            done = self.page.evaluate("[...window.violations, ...window.hits.map((n) => `ran: ${n}`)]")
            self.troubles += [f"{self.page.url}: {each}" for each in done]

    def sign_in(self) -> None:
        """As the link does that the server prints."""
        self.page.goto(f"{self.site.url}/#key={KEY}")
        self.page.wait_for_function("() => location.hash === ''")
        self.page.wait_for_load_state("load")

    def shot(self, name: str, *, whole: bool = False) -> None:
        """Keep a picture of the page."""
        self._shots.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=self._shots / f"{name}.png", full_page=whole)

    def faults(self) -> list[str]:
        """What axe-core calls serious or critical."""
        matches = self.page.evaluate(f"{_axe()};axe.run(document)")
        return [
            f"{self.page.url} {each['id']}: {node['html'][:200]}"
            for each in matches["violations"]
            if each["impact"] in ("serious", "critical")
            for node in each["nodes"]
        ]

    def _finished(self, request: Request) -> None:
        self.answered.append(request)

    def _dialog(self, dialog: Dialog) -> None:
        self.troubles.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _console(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and not any(f"status of {code} " in text for code in self._expected):
            self.troubles.append(f"{self.page.url} {kind}: {text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.site.url}/", "data:", "blob:")):
            self.troubles.append(f"{self.page.url} asks for {request.url}")


@cache
def _axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
