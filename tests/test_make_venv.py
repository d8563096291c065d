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


def make_venv(tmp_path: Path, python: Path, user: int = 1000) -> subprocess.CompletedProcess[str]:
    """Run the script as that user, with `python` as the Python of the machine."""
    command(tmp_path, "id", f"echo {user}")
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


def test_root_of_a_debian_gets_the_missing_package(tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    command(tmp_path, "apt-get", f'case "$*" in *" install "*) echo "$@" >"{installed}";; esac')
    bare = command(
        tmp_path,
        "bare",
        f'case "$2" in *ensurepip*) exit 1;; esac\n'
        f'[ "$2" = venv ] && [ -e "{installed}" ] && exec mkdir "$3"\nexec "{sys.executable}" "$@"',
    )
    result = make_venv(tmp_path, bare, user=0)
    assert result.returncode == 0, result.stderr
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert installed.read_text("utf-8").split()[-1] == f"python{version}-venv"
    assert (tmp_path / "venv").is_dir()


def test_a_working_environment_stays_and_a_moved_environment_is_built_again(tmp_path: Path) -> None:
    scripts = tmp_path / "venv" / "bin"
    scripts.mkdir(parents=True)
    (scripts / "python").symlink_to(sys.executable)
    pip = command(scripts, "pip", "exit 0")
    assert make_venv(tmp_path, Path(sys.executable)).returncode == 0
    assert pip.read_text("utf-8") == "#!/bin/sh\nexit 0\n"
    command(scripts, "pip", "exit 127")
    assert make_venv(tmp_path, Path(sys.executable)).returncode == 0
    assert subprocess.run([pip, "--version"], capture_output=True, check=False).returncode == 0
