"""Programs that a check needs and Python's package index does not hold."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import portalocker

LIMIT = 1800  # seconds that another process may take for its installation


def cache() -> Path:
    """The folder that downloads are kept in, outside the checkout: the Makefile's CACHE."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dutygraph"


def install(package: str) -> bool:
    """Install a Debian package. False where that is not ours to do: no root, no apt.

    A failed installation is False too, with apt's own words on the error output. Of processes that
    install at once, one waits for the other: apt itself would refuse the second.
    """
    if os.name != "posix" or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    apt = ["apt-get", "-q", "-o", "Acquire::Retries=3"]
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    cache().mkdir(parents=True, exist_ok=True)
    with portalocker.Lock(cache() / "apt.lock", timeout=LIMIT, check_interval=0.5):
        for step in (["update"], ["install", "-y", "--no-install-recommends", package]):
            done = subprocess.run([*apt, *step], env=environment, stdout=subprocess.DEVNULL, check=False)
    return done.returncode == 0


def find_or_install(command: str, package: str) -> str | None:
    """The path of a command, whose package is installed where it is missing and that is possible."""
    path = shutil.which(command)
    if path is None and install(package):
        path = shutil.which(command)
    return path
