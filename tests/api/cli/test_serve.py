"""`dutygraph serve`: the link, what answers under it, and how it ends."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from tests.api.cli.conftest import COMMAND, Run, environment


@contextmanager
def serving(store: Path | str, **settings: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server on a free port, with these variables, and its link; it is ended in any case."""
    server = subprocess.Popen(
        [COMMAND, "serve", "--port", "0", "--store", str(store)],
        env=environment(**settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        assert server.stdout is not None
        link = re.search(r"http://\S+/", server.stdout.readline())
        assert link is not None
        yield server, link[0]
    finally:
        if server.poll() is None:
            server.kill()
        server.communicate(timeout=300)


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_server_prints_its_link_answers_and_ends_cleanly(
    run: Run, graph: Path, tmp_path: Path, end: signal.Signals
) -> None:
    store = shutil.copy(graph, tmp_path / "g.lbug")
    with serving(Path(store)) as (server, link):
        assert httpx2.get(link, timeout=300).status_code == 200
        provided = httpx2.get(f"{link}api/v1/ask", params={"q": "市公安局有哪些任务"}, timeout=300).json()
        assert provided["status"] == "answered"
        assert "市公安局（云州市）" in run("ask", "市公安局有哪些任务", "--store", "g.lbug").out
        server.send_signal(end)
        out, err = server.communicate(timeout=300)
    assert (server.returncode, err) == (0, "")
    assert out.endswith("已停止。\n")


def test_port_that_is_taken_is_one_line(run: Run, graph: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = run("serve", "--port", str(port), "--store", str(graph))
    assert (ended.code, ended.out) == (2, "")
    assert ended.complaints == [
        f"不能在 127.0.0.1:{port} 上监听：端口已被占用；请换一个端口（--port），0 表示任选一个空闲端口"
    ]
