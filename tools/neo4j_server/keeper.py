"""Run a command for as long as the process that asked for it lives: `python keeper.py PARENT COMMAND…`.

A killed process cannot end its children. This one looks whose child it is, and ends the command when
that is no longer PARENT (a process id), in whatever way the parent ended. It leads a process group
of its own with the command in it: a signal to the group reaches both.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

LOOK = 0.1  # seconds
GRACE = 30  # seconds that the command has to end by itself


def main() -> None:
    """Exits with the command's status."""
    parent, command = int(sys.argv[1]), sys.argv[2:]
    # SIGTERM to the group is meant for the command. A handler of Python's own is not inherited by
    # the command, as SIG_IGN would be.
    signal.signal(signal.SIGTERM, lambda *_: None)
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    while child.poll() is None:
        if os.getppid() != parent:
            _end(child)
        time.sleep(LOOK)
    sys.exit(child.returncode)


def _end(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(GRACE)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


if __name__ == "__main__":
    main()
