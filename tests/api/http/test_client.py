"""A client made from the description of the API, by a generator that knows nothing of us, can call it.

The generator has an environment of its own, since it pins older versions of what we use.
"""

from __future__ import annotations

import json
import os
import subprocess
import threading
import time
import venv
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from api.app import create_app
from api.config.settings import Settings
from graph.store import GraphStore
from tests.conftest import unavailable

GENERATOR = "openapi-python-client==0.29.1"
SCRIPTS = "Scripts" if os.name == "nt" else "bin"

CALLS = """
import sys
from dutygraph_client import Client
from dutygraph_client.api.tasks import get_task, list_tasks
from dutygraph_client.api.agencies import get_agency
from dutygraph_client.api.resolve import resolve_names
from dutygraph_client.models import ListTasksRoleItem, NamesToResolve, Problem

with Client(base_url=sys.argv[1]) as client:
    page = list_tasks.sync(client=client, year=[2024], role=[ListTasksRoleItem.LEAD], limit=2)
    first = page.items[0]
    print(page.total, len(page.items), first.responsibilities[0].evidence.surface in first.clause)
    task = get_task.sync(first.id, client=client)
    print(task.document_id == first.document_id, task.due.kind)
    missing = get_agency.sync("a_aaaaaaaaaaaaaaaa", client=client)
    print(isinstance(missing, Problem), missing.status)
    found = resolve_names.sync(client=client, body=NamesToResolve(names=["市公安局"]))
    print(len(found.items[0].matches))
"""


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds the generated package and the environment it runs in."""
    folder = tmp_path_factory.mktemp("client")
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv" / SCRIPTS / "python"
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", GENERATOR]
    done = subprocess.run(pip, capture_output=True, text=True, check=False)
    if done.returncode:
        unavailable(f"{GENERATOR} cannot be installed: {done.stderr[-300:]}")
    plain = "application/octet-stream"
    (folder / "config.yml").write_text(
        json.dumps({"content_type_overrides": {"text/plain": plain, "application/graphml+xml": plain}})
    )
    (folder / "openapi.json").write_text(json.dumps(create_app(Settings()).openapi()), "utf-8")
    command = [str(python), "-m", "openapi_python_client", "generate", "--meta", "none", "--fail-on-warning"]
    done = subprocess.run(
        [*command, "--config", "config.yml", "--path", "openapi.json", "--output-path", "dutygraph_client"],
        cwd=folder,
        env={**os.environ, "PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture
def address(held: GraphStore) -> Iterator[str]:
    """A server over the three plans."""
    server = uvicorn.Server(uvicorn.Config(create_app(Settings(), held), port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


def test_a_generated_client_reads_answers_and_problems(generated: Path, address: str) -> None:
    python = generated / "venv" / SCRIPTS / "python"
    done = subprocess.run(
        [str(python), "-c", CALLS, address],
        cwd=generated,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["4 2 True", "True none", "True 404", "2"]
