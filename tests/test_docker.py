"""docker-compose.yml and Dockerfile, as far as they can be checked without Docker's engine.

Compose itself checks the file; every variable in it is held against the real Neo4j's settings and
our own; and the program is run with the variables that the container gets.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import neo4j
import pytest
import yaml

from api.config.settings import unknown_variables
from tests.api.cli.test_serve import serving
from tests.conftest import unavailable
from tools.neo4j_server import LONG_TERM, Login
from tools.packages import find_or_install

ROOT = Path(__file__).resolve().parent.parent
COMPOSE_FILE = ROOT / "docker-compose.yml"
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")

# What the image's start script takes for itself; all other NEO4J_… variables become settings.
OF_THE_IMAGE = {"NEO4J_AUTH"}


@pytest.fixture(scope="module")
def compose(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The command of Docker Compose, the plugin or Debian's program, that reads no `.env` of the user's."""
    nothing = tmp_path_factory.mktemp("compose") / "env"
    nothing.touch()
    without = ["--env-file", str(nothing)]
    plugin = ["docker", "compose"]
    try:
        if subprocess.run([*plugin, "version"], capture_output=True, check=False).returncode == 0:
            return [*plugin, *without]
    except FileNotFoundError:
        pass
    program = find_or_install("docker-compose", "docker-compose")
    if program is None:
        unavailable("no Docker Compose here; on Debian: sudo apt-get install docker-compose")
    return [program, *without]


def config(compose: list[str], **variables: str) -> subprocess.CompletedProcess[str]:
    """What compose makes of the file, with these variables set."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    return subprocess.run(
        [*compose, "-f", str(COMPOSE_FILE), "config"],
        env=environment | variables,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    """The services as the file writes them."""
    described: dict[str, Any] = yaml.safe_load(COMPOSE_FILE.read_text("utf-8"))["services"]
    return described


def image_variables() -> dict[str, str]:
    """The variables that the Dockerfile sets in the image."""
    (block,) = re.findall(r"^ENV ((?:.*\\\n)*.*)$", DOCKERFILE, re.MULTILINE)
    return dict(item.split("=", 1) for item in block.replace("\\\n", " ").split())


def setting(variable: str) -> str:
    """The Neo4j setting that the image makes of a variable: `__` stands for `_`, `_` for a dot."""
    name = variable.removeprefix("NEO4J_")
    return name.replace("__", "\0").replace("_", ".").replace("\0", "_")


def test_compose_takes_the_file_and_puts_the_password_in(compose: list[str]) -> None:
    composed = config(compose, NEO4J_PASSWORD="of-this-test")
    assert composed.returncode == 0, composed.stderr
    described = yaml.safe_load(composed.stdout)["services"]
    assert described["neo4j"]["environment"]["NEO4J_AUTH"] == "neo4j/of-this-test"
    assert described["api"]["environment"]["DUTYGRAPH_NEO4J_PASSWORD"] == "of-this-test"
    assert described["api"]["depends_on"]["neo4j"]["condition"] == "service_healthy"


@pytest.mark.parametrize("variables", [{}, {"NEO4J_PASSWORD": ""}])
def test_compose_refuses_an_empty_password(compose: list[str], variables: dict[str, str]) -> None:
    composed = config(compose, **variables)
    assert composed.returncode != 0
    assert "NEO4J_PASSWORD" in composed.stderr


def test_ports_are_published_on_this_machine_only(services: dict[str, Any]) -> None:
    ports = [port for service in services.values() for port in service["ports"]]
    assert len(ports) == 3
    assert [port for port in ports if not port.startswith("127.0.0.1:")] == []


def test_the_image_is_the_release_that_the_tests_run_on(services: dict[str, Any]) -> None:
    assert services["neo4j"]["image"] == f"neo4j:{LONG_TERM.version}-community"


def test_every_neo4j_variable_is_a_setting_of_the_real_server(
    services: dict[str, Any], neo4j_server: Login
) -> None:
    with neo4j.GraphDatabase.driver(
        neo4j_server.uri, auth=(neo4j_server.user, neo4j_server.password)
    ) as driver:
        rows = driver.execute_query("SHOW SETTINGS YIELD name").records
    known = {row["name"] for row in rows}
    named = {setting(name) for name in set(services["neo4j"]["environment"]) - OF_THE_IMAGE}
    assert "server.memory.heap.max_size" in named
    assert named - known == set()


def test_every_variable_of_ours_is_a_setting(services: dict[str, Any]) -> None:
    ours = set(services["api"]["environment"]) | {
        name for name in image_variables() if name.startswith("DUTYGRAPH_")
    }
    assert {"DUTYGRAPH_NEO4J_PASSWORD", "DUTYGRAPH_OPEN"} <= ours
    assert unknown_variables(ours) == []


def test_the_image_is_built_from_files_that_exist_and_not_ignored() -> None:
    wanted = [
        name
        for line in re.findall(r"^COPY (?!--from)(.*) \S+$", DOCKERFILE, re.MULTILINE)
        for name in line.split()
    ]
    allowed = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert {"api", "core", "graph", "ingest", "queries", "constraints.txt"} <= set(wanted)
    assert [name for name in wanted if not (ROOT / name).exists() or f"!{name}" not in allowed] == []


def test_the_program_runs_with_the_variables_of_the_container_and_is_healthy(
    services: dict[str, Any], neo4j_empty: Login
) -> None:
    """All but the address: tests listen on loopback."""
    variables = image_variables() | services["api"]["environment"]
    settings = {name: value for name, value in variables.items() if name.startswith("DUTYGRAPH_")}
    settings |= {
        "DUTYGRAPH_HOST": "127.0.0.1",
        "DUTYGRAPH_NEO4J_USER": neo4j_empty.user,
        "DUTYGRAPH_NEO4J_PASSWORD": neo4j_empty.password,
    }
    (check,) = re.findall(r"^HEALTHCHECK .*CMD (\[.*\])$", DOCKERFILE, re.MULTILINE)
    program, *arguments = json.loads(check)
    assert program == "python"
    with serving(neo4j_empty.uri, **settings) as (_, link):
        arguments = [part.replace("http://127.0.0.1:8765/", link) for part in arguments]
        assert subprocess.run([sys.executable, *arguments], check=False).returncode == 0
    assert subprocess.run([sys.executable, *arguments], capture_output=True, check=False).returncode != 0
