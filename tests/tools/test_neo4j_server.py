"""The server that the tests of Neo4j run on: it answers, keeps its data, and is never left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import neo4j
import pytest

from tools.neo4j_server import LONG_TERM, Login, Neo4jUnavailable, Server, chosen_release, jars, java
from tools.neo4j_server.release import CURRENT, release

ROOT = Path(__file__).resolve().parents[2]


def answer(login: Login, statement: str) -> list[neo4j.Record]:
    with neo4j.GraphDatabase.driver(login.uri, auth=(login.user, login.password)) as driver:
        return driver.execute_query(statement).records


def alive(group: int) -> bool:
    """Whether a process of the group lives."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_it_answers_over_bolt_and_routes_to_itself(neo4j_empty: Login) -> None:
    assert answer(neo4j_empty, "RETURN 1 AS one")[0]["one"] == 1
    routed = Login(neo4j_empty.uri.replace("bolt:", "neo4j:"), neo4j_empty.user, neo4j_empty.password)
    assert answer(routed, "RETURN 1 AS one")[0]["one"] == 1


def test_it_is_the_release_that_was_chosen(neo4j_server: Login) -> None:
    if "NEO4J_URI" in os.environ:
        pytest.skip("NEO4J_URI names the server")
    versions = answer(neo4j_server, "CALL dbms.components() YIELD name, versions")[0]["versions"]
    assert versions == [chosen_release().version]


def test_a_wrong_password_is_refused(neo4j_server: Login) -> None:
    with pytest.raises(neo4j.exceptions.AuthError):
        answer(Login(neo4j_server.uri, neo4j_server.user, "wrong"), "RETURN 1")


@pytest.mark.parametrize("made", ["CREATE CONSTRAINT c FOR (n:N) REQUIRE n.id IS UNIQUE", "CREATE (:N)"])
def test_an_empty_one_has_nothing_of_the_test_before(neo4j_empty: Login, made: str) -> None:
    assert answer(neo4j_empty, "MATCH (n) RETURN n") == []
    assert answer(neo4j_empty, "SHOW CONSTRAINTS") == []
    answer(neo4j_empty, made)


@pytest.mark.long
def test_what_was_committed_outlives_a_kill_on_the_same_ports(neo4j_private: Callable[[], Server]) -> None:
    server = neo4j_private()
    login = server.login
    answer(login, "CREATE (:Task {id: 't'})")
    server.kill()
    with (
        neo4j.GraphDatabase.driver(login.uri, auth=(login.user, login.password)) as driver,
        pytest.raises(neo4j.exceptions.ServiceUnavailable),
    ):
        driver.verify_connectivity()
    server.restart()
    assert server.login == login
    assert answer(login, "MATCH (n:Task) RETURN n.id AS id")[0]["id"] == "t"


@pytest.mark.usefixtures("neo4j_server")
@pytest.mark.parametrize("end", [signal.SIGKILL, pytest.param(signal.SIGTERM, marks=pytest.mark.long)])
def test_it_ends_with_the_process_that_started_it(tmp_path: Path, end: signal.Signals) -> None:
    """The fixture is there so that this is skipped where there can be no Neo4j."""
    code = (
        "import sys, time, pathlib\nfrom tools.neo4j_server import QUICK, Server\n"
        "server = Server(pathlib.Path(sys.argv[1]), options=QUICK).start()\n"
        "print(server._process.pid, flush=True)\ntime.sleep(600)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "home")], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert parent.stdout is not None
        group = int(parent.stdout.readline())
        assert alive(group)
    finally:
        parent.send_signal(end)
        parent.communicate(timeout=300)
    until = time.monotonic() + 300
    while alive(group) and time.monotonic() < until:
        time.sleep(0.1)
    assert not alive(group)


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No Java, no Maven, nothing in the cache, and no right to install."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(java, "FOLDERS", (tmp_path,))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)


@pytest.mark.usefixtures("bare_machine")
def test_without_java_it_says_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(Neo4jUnavailable, match=r"Java 17 to 21.*apt-get install default-jre-headless"):
        Server(tmp_path / "home", release=LONG_TERM).start()


@pytest.mark.usefixtures("bare_machine")
def test_without_maven_it_says_what_to_install() -> None:
    with pytest.raises(Neo4jUnavailable, match="apt-get install maven"):
        jars.jars(LONG_TERM)


@pytest.mark.usefixtures("bare_machine")
def test_a_failing_download_is_tried_again_and_what_maven_reported_is_reported(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    maven = tmp_path / "mvn"
    maven.write_text(f"#!/bin/sh\necho try >> {tmp_path}/tries\necho 503 Service Unavailable\nexit 1\n")
    maven.chmod(0o755)
    monkeypatch.setattr(jars, "PAUSE", 0.0)
    with pytest.raises(Neo4jUnavailable, match="503 Service Unavailable"):
        jars.jars(LONG_TERM)
    assert len((tmp_path / "tries").read_text().splitlines()) == jars.TRIES
    assert not (tmp_path / "cache" / "dutygraph" / f"neo4j-{LONG_TERM.version}" / "lib").exists()


@pytest.mark.usefixtures("bare_machine")
def test_a_download_that_succeeds_later_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    maven = tmp_path / "mvn"
    maven.write_text(
        "#!/bin/sh\n[ -e again ] || { : > again; exit 1; }\n"
        "for given; do case $given in -DoutputDirectory=*) lib=${given#*=};; esac; done\n"
        "/bin/mkdir -p $lib && : > $lib/neo4j-server-5.26.30.jar\n"
    )
    maven.chmod(0o755)
    monkeypatch.setattr(jars, "PAUSE", 0.0)
    matches = jars.jars(LONG_TERM)
    assert [path.name for path in matches.iterdir()] == ["neo4j-server-5.26.30.jar"]
    maven.unlink()
    assert jars.jars(LONG_TERM) == matches
    assert sorted(path.name for path in matches.parent.iterdir()) == ["lib", "lock"]


@pytest.mark.usefixtures("bare_machine")
def test_of_two_that_need_it_at_once_one_downloads(tmp_path: Path) -> None:
    maven = tmp_path / "mvn"
    maven.write_text(
        f"#!/bin/sh\necho try >> {tmp_path}/tries\n/bin/sleep 1\n"
        "for given; do case $given in -DoutputDirectory=*) lib=${given#*=};; esac; done\n"
        "/bin/mkdir -p $lib && : > $lib/neo4j-server-5.26.30.jar\n"
    )
    maven.chmod(0o755)
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(jars.jars, [LONG_TERM, LONG_TERM])
    assert first == second
    assert (tmp_path / "tries").read_text().splitlines() == ["try"]


@pytest.mark.usefixtures("bare_machine")
def test_a_java_that_does_not_fit_is_passed_over(tmp_path: Path) -> None:
    for major in (11, 25):
        program = tmp_path / f"java-{major}" / "bin" / "java"
        program.parent.mkdir(parents=True)
        program.write_text(f"#!/bin/sh\necho 'openjdk version \"{major}.0.1\" 2026-01-01' >&2\n")
        program.chmod(0o755)
    assert java.find_java(CURRENT) == tmp_path / "java-25" / "bin" / "java"
    with pytest.raises(Neo4jUnavailable):
        java.find_java(LONG_TERM)


def test_the_release_is_chosen_by_a_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_VERSION", "2026.08.1")
    assert chosen_release() == CURRENT
    monkeypatch.delenv("NEO4J_VERSION")
    assert chosen_release() == LONG_TERM == release("5.26.30")
