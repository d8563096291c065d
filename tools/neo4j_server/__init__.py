"""A real Neo4j without Docker, for tests and for trying out.

    with Server() as server:                a new empty graph, gone at the end
        neo4j.GraphDatabase.driver(server.uri, auth=(server.user, server.password))
    Server(home=Path("data/neo4j"))         a graph that is kept
    python -m tools.neo4j_server            the same, until Ctrl-C: `make neo4j`

The server's jars come from Maven once, into the cache. It listens on this machine only, and ends
with the process that started it, however that ends.
"""

from tools.neo4j_server.release import CURRENT, LONG_TERM, Release, chosen_release
from tools.neo4j_server.server import QUICK, SMALL, Login, Server
from tools.neo4j_server.unavailable import Neo4jUnavailable

__all__ = [
    "CURRENT",
    "LONG_TERM",
    "QUICK",
    "SMALL",
    "Login",
    "Neo4jUnavailable",
    "Release",
    "Server",
    "chosen_release",
]
