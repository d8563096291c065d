"""The jars of a release: fetched once by Maven, kept in the cache."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

import portalocker

from tools.neo4j_server.release import Release
from tools.neo4j_server.unavailable import Neo4jUnavailable
from tools.packages import cache, find_or_install

PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies"
TRIES = 4
PAUSE = 5.0  # seconds before the second try, then twice, three times as many
LIMIT = 900  # seconds that one try may take

PROJECT = """\
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>dutygraph</groupId>
  <artifactId>neo4j-for-tests</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{0}</version></dependency>
    <dependency><groupId>org.neo4j.app</groupId><artifactId>neo4j-server</artifactId><version>{0}</version></dependency>
  </dependencies>
</project>
"""


def jars(release: Release) -> Path:
    """The folder of the release's jars (about 120 MB), fetched where it is missing.

    One process fetches, others wait for it. What an interrupted fetch has got stays, for the next.

    Raises Neo4jUnavailable: no Maven, or the download failed after some tries.
    """
    folder = cache() / f"neo4j-{release.version}"
    whole = folder / "lib"
    if not whole.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with portalocker.Lock(folder / "lock", timeout=LIMIT * TRIES, check_interval=0.5):
            if not whole.exists():
                _fetch(release, folder / "fetching")
                (folder / "fetching" / "lib").rename(whole)
                shutil.rmtree(folder / "fetching")
    return whole


def _fetch(release: Release, folder: Path) -> None:
    """Have Maven put the jars into `folder/lib`."""
    maven = find_or_install("mvn", "maven")
    if maven is None:
        raise Neo4jUnavailable(
            f"Neo4j {release.version} is not in {cache()}, and there is no Maven to fetch it with. "
            "On Debian: sudo apt-get install maven"
        )
    folder.mkdir(exist_ok=True)
    (folder / "pom.xml").write_text(PROJECT.format(release.version), "utf-8")
    for attempt in range(1, TRIES + 1):
        output = _run_maven(maven, folder)
        if output is None:
            return
        if attempt < TRIES:
            time.sleep(PAUSE * attempt)
    raise Neo4jUnavailable(
        f"Neo4j {release.version} could not be downloaded, {TRIES} tries. Maven says: {output}"
    )


def _run_maven(maven: str, folder: Path) -> str | None:
    """None when the jars are all there, else the end of Maven's output."""
    shutil.rmtree(folder / "lib", ignore_errors=True)
    command = [maven, "--quiet", "--batch-mode", "--no-transfer-progress", "--update-snapshots"]
    command += [f"-Dmaven.repo.local={folder / 'repository'}", PLUGIN]
    command += ["-DincludeScope=runtime", f"-DoutputDirectory={folder / 'lib'}"]
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"nothing in {LIMIT} seconds"
    if done.returncode == 0 and any((folder / "lib").glob("neo4j-server-*.jar")):
        return None
    return done.stdout.strip()[-500:]
