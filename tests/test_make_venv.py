"""`tools/make-venv` on machines that lack something: it says what, and changes nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parent.parent / "tools" / "make-venv"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="make is not used on Windows")


def command(folder: Path, name: str, lines: str) -> Path:
    """An executable shell script of that name."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{lines}\n", "utf-8")
    path.chmod(0o755)
    return path


def make_venv(tmp_path: Path, python: Path) -> subprocess.CompletedProcess[str]:
    """Run the script as an ordinary user whose Python is `python`."""
    command(tmp_path, "id", "echo 1000")
    return subprocess.run(
        [str(SCRIPT), str(tmp_path / "venv")],
        env={"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "PYTHON": str(python)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_an_old_python_is_named_with_what_is_needed(tmp_path: Path) -> None:
    old = command(tmp_path, "old", '[ "$1" = --version ] && echo "Python 3.9.2" && exit 0\nexit 1')
    result = make_venv(tmp_path, old)
    assert result.returncode == 1
    assert "3.11" in result.stderr
    assert "Python 3.9.2" in result.stderr
    assert not (tmp_path / "venv").exists()


def test_without_ensurepip_the_command_that_mends_it_is_printed(tmp_path: Path) -> None:
    bare = command(tmp_path, "bare", f'case "$2" in *ensurepip*) exit 1;; esac\nexec "{sys.executable}" "$@"')
    result = make_venv(tmp_path, bare)
    assert result.returncode == 1
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert f"apt-get install python{version}-venv" in result.stderr
    assert not (tmp_path / "venv").exists()


def test_a_working_environment_is_kept_and_a_moved_one_made_anew(tmp_path: Path) -> None:
    python = Path(sys.executable)
    assert make_venv(tmp_path, python).returncode == 0
    note = tmp_path / "venv" / "note"
    note.touch()
    assert make_venv(tmp_path, python).returncode == 0
    assert note.exists()
    pip = tmp_path / "venv" / "bin" / "pip"
    pip.write_text("#!/nowhere/python\n", "utf-8")
    assert make_venv(tmp_path, python).returncode == 0
    assert not note.exists()
