"""Which Neo4j is started, and what differs between releases."""

from __future__ import annotations

import os
from dataclasses import dataclass

# Stopping waits twice this long for new connections: ten seconds, unless told.
_STOP_AT_ONCE = "internal.dbms.bolt.netty_server_shutdown_quiet_period_duration=0s"
_STOP_AT_ONCE_5 = "internal.dbms.bolt.netty_server_shutdown_quiet_period=0"

# Otherwise it looks for other servers by broadcasts on the local network, and for their manager.
_NO_FLEET = "server.fleet_discovery.enabled=false\ndbms.fleet_manager.enabled=false"


@dataclass(frozen=True)
class Release:
    """A release of Neo4j's community edition.

    `main_class` starts it; `oldest_java` and `newest_java` are the major versions of Java that it
    is made for, both included; `configuration` holds the lines that only this release knows.
    """

    version: str
    main_class: str
    oldest_java: int
    newest_java: int
    configuration: str

    @property
    def java(self) -> str:
        """The Java that it runs on, in words."""
        if self.oldest_java == self.newest_java:
            return f"Java {self.oldest_java}"
        return f"Java {self.oldest_java} to {self.newest_java}"


def release(version: str) -> Release:
    """The release of that number: `5.26.30`, or `2026.08.1` as the numbers are since 2025."""
    if version.startswith("5."):
        return Release(version, "org.neo4j.server.CommunityEntryPoint", 17, 21, _STOP_AT_ONCE_5)
    return Release(version, "org.neo4j.server.Neo4jCommunity", 21, 25, f"{_STOP_AT_ONCE}\n{_NO_FLEET}")


LONG_TERM = release("5.26.30")
CURRENT = release("2026.08.1")


def chosen_release() -> Release:
    """What the variable NEO4J_VERSION names, else the long-term release."""
    return release(os.environ.get("NEO4J_VERSION") or LONG_TERM.version)
