"""Finding a Java that a release runs on."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tools.neo4j_server.release import Release
from tools.neo4j_server.unavailable import Neo4jUnavailable
from tools.packages import install

PACKAGE = "default-jre-headless"

# Where Debian, Red Hat and macOS put the Javas that are not the default one.
FOLDERS = (Path("/usr/lib/jvm"), Path("/Library/Java/JavaVirtualMachines"))


def find_java(release: Release) -> Path:
    """The `java` for a release: of JAVA_HOME, of PATH, of the folders, else Debian's, installed.

    Raises Neo4jUnavailable.
    """
    java = _search(release)
    if java is None and install(PACKAGE):
        java = _search(release)
    if java is None:
        raise Neo4jUnavailable(
            f"Neo4j {release.version} needs {release.java}; there is none in JAVA_HOME, on PATH or in "
            f"{FOLDERS[0]}. On Debian: sudo apt-get install {PACKAGE} "
            f"(or openjdk-{release.oldest_java}-jre-headless, where the default is another)"
        )
    return java


def has_java(release: Release) -> bool:
    """Whether a Java for the release is here, with nothing installed."""
    return _search(release) is not None


def _search(release: Release) -> Path | None:
    for java in _candidates():
        if release.oldest_java <= _major(java) <= release.newest_java:
            return java
    return None


def _candidates() -> Iterator[Path]:
    home = os.environ.get("JAVA_HOME")
    if home:
        yield Path(home, "bin", "java")
    on_path = shutil.which("java")
    if on_path:
        yield Path(on_path)
    for folder in FOLDERS:
        yield from sorted(folder.glob("*/bin/java"))
        yield from sorted(folder.glob("*/Contents/Home/bin/java"))


def _major(java: Path) -> int:
    """The major version of a `java`; 0 where it does not start."""
    try:
        output = subprocess.run(
            [java, "-version"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        ).stderr
    except OSError:
        return 0
    version = re.search(r'version "(\d+)', output)
    return int(version[1]) if version else 0
