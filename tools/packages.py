"""Programs that a check needs and Python's package index does not hold."""

from __future__ import annotations

import os
import shutil
import subprocess


def install(package: str) -> bool:
    """Install a Debian package. False where that is not ours to do: no root, no apt.

    A failed installation is False too, with apt's own words on the error output.
    """
    if os.name != "posix" or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    apt = ["apt-get", "-q", "-o", "Acquire::Retries=3"]
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update"], ["install", "-y", "--no-install-recommends", package]):
        done = subprocess.run([*apt, *step], env=environment, stdout=subprocess.DEVNULL, check=False)
    return done.returncode == 0


def found_or_installed(command: str, package: str) -> str | None:
    """The path of a command, whose package is installed where it is missing and that is possible."""
    found = shutil.which(command)
    if found is None and install(package):
        found = shutil.which(command)
    return found
