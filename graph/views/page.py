"""A view as HTML: the parts that the server's page and the single file have in common, and the file itself.

What documents say goes through an autoescaping template or into a JSON block, never into a script.
The file opens from a disk without a network: vis-network, our script and our style stand in it, and its
Content-Security-Policy admits these by their hashes and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from graph.views.container import data_of, legend_of, vis_folder
from graph.views.view import MODES, Choice, View

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

FOLDER: Final = Path(__file__).parent
TEMPLATES: Final = FOLDER / "templates"
ASSETS: Final = FOLDER / "assets"

CAVEAT_WORDS: Final = "图中的连线只说明文件把这些单位写在同一项任务里，不等于实际共同办理。"
_ROWS: Final = 50


@dataclass(frozen=True, slots=True)
class Scene:
    """Template context of a view. `filters` are headings and values, as people read them."""

    view: View
    title: str
    filters: Sequence[tuple[str, str]]

    @property
    def data(self) -> Markup:
        """Data of the script, as JSON in which no character can end the enclosing block."""
        from jinja2.utils import htmlsafe_json_dumps

        view = self.view
        data = {
            **data_of(view),
            "title": self.title,
            "said": [f"{heading}：{value}" for heading, value in self.filters] + list(view.left_out),
            "centre": view.choice.scope.agency,
        }
        return htmlsafe_json_dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)

    @property
    def node_groups(self) -> list[tuple[str, str]]:
        """The legend's entries of nodes."""
        return list(legend_of(self.view)[0].items())

    @property
    def edge_groups(self) -> list[tuple[str, str]]:
        """The legend's entries of edges."""
        return list(legend_of(self.view)[1].items())

    @property
    def agencies(self) -> list[tuple[str, int]]:
        """The agencies with most tasks, as text: what the drawing shows by size."""
        loads = [(node.name, node.tasks) for node in self.view.nodes if node.kind == "agency"]
        return sorted(loads, key=lambda each: (-each[1], each[0]))[:_ROWS]

    @property
    def pairs(self) -> list[tuple[str, str, int]]:
        """The heaviest edges between agencies, as text: what the drawing shows by thickness."""
        names = {node.id: node.name for node in self.view.nodes}
        return [
            (names[edge.source], names[edge.target], edge.tasks)
            for edge in self.view.edges[:_ROWS]
            if edge.group in ("cowork", "led")
        ]

    @property
    def caveat(self) -> str:
        """Caveat on the meaning of an edge."""
        return CAVEAT_WORDS

    @property
    def long_lists(self) -> str | None:
        """A sentence on the effect of the longest lists on the picture."""
        return long_lists_words(self.view)


def title_of(choice: Choice) -> str:
    """Title of a view."""
    return f"协同关系图：{MODES[choice.mode]}"


def long_lists_words(view: View) -> str | None:
    """A sentence on the share of pairs that the longest lists make, where it is the greatest part."""
    long = view.long_lists
    if long is None:
        return None
    return (
        f"名单最长的 {long.tasks} 项任务（单位超过 {long.agencies} 个），占 {long.joint} 项多单位任务的 "
        f"{long.tasks / long.joint:.0%}，却产生了 {long.share:.0%} 的单位对。"
    )


def single_file(scene: Scene) -> str:
    """The view as one HTML file."""
    vis = _vis_script()
    own = (ASSETS / "network.js").read_text("utf-8")
    style = (ASSETS / "network.css").read_text("utf-8")
    for script in (vis, own):
        assert "</script" not in script.lower()
        assert "<!--" not in script
    policy = (
        f"default-src 'none'; script-src {_hash(vis)} {_hash(own)}; style-src {_hash(style)}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    template = _environment().get_template("views/single_file.html")
    return template.render(scene=scene, policy=policy, vis=vis, own=own, style=style, linked=False)


def policy_of(page: str) -> str:
    """The Content-Security-Policy that a single file names, for a server that sends it."""
    start = page.index('content="default-src') + len('content="')
    return page[start : page.index('"', start)].replace("&#39;", "'")


@cache
def _vis_script() -> str:
    script = (vis_folder() / "vis-network.min.js").read_text("utf-8")
    return script.partition("\n//# sourceMappingURL=")[0]  # names a file that is not there


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _environment() -> Environment:
    import jinja2

    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
