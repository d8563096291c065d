"""`make test-neo4j-current`: the tests that need Neo4j, on its current release.

Without a Java for it this says so, and fails only where CI=true.
"""

from __future__ import annotations

import os
import subprocess
import sys

from tools.neo4j_server.java import has_java
from tools.neo4j_server.release import CURRENT


def main() -> int:
    """Exits as pytest does."""
    if not has_java(CURRENT):
        sys.stderr.write(f"Neo4j {CURRENT.version} needs {CURRENT.java}, which is not here: not tested\n")
        return int(os.environ.get("CI") == "true")
    environment = os.environ | {"NEO4J_VERSION": CURRENT.version}
    command = [sys.executable, "-m", "pytest", "-m", "neo4j", *sys.argv[1:]]
    return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
