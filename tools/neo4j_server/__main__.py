"""`make neo4j`: a Neo4j to work with, its data kept in data/neo4j, until Ctrl-C."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path

from tools.neo4j_server.server import Server
from tools.neo4j_server.unavailable import Neo4jUnavailable

HOME = Path("data/neo4j")


def main() -> int:
    """Exits with 2 where there can be no server, with 1 where it ends by itself."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    say("正在启动 Neo4j（第一次要下载约 120 MB） · starting Neo4j; the first time fetches about 120 MB")
    try:
        with Server(HOME) as server:
            say(_welcome(server))
            while server.running:
                time.sleep(0.2)
            sys.stderr.write(f"Neo4j 意外退出 · Neo4j ended: {server.console}\n")
            return 1
    except Neo4jUnavailable as error:
        sys.stderr.write(f"不能启动 Neo4j · cannot start Neo4j: {error}\n")
        return 2
    except KeyboardInterrupt:
        say("已停止。 · Stopped.")
        return 0


def _welcome(server: Server) -> str:
    return (
        f"Neo4j {server.release.version}，数据在 · data in {HOME}\n"
        f"  浏览器 · browser  {server.http}\n"
        f"  NEO4J_URI={server.uri} NEO4J_USER={server.user} NEO4J_PASSWORD={server.password}\n"
        f"用法 · to use it:\n"
        f"  export DUTYGRAPH_STORE={server.uri} DUTYGRAPH_NEO4J_USER={server.user}"
        f" DUTYGRAPH_NEO4J_PASSWORD={server.password}\n"
        f"  dutygraph ingest samples/*.txt\n"
        f"按 Ctrl-C 结束。 · Ctrl-C ends it."
    )


def say(text: str) -> None:
    """Print at once, also into a pipe."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
