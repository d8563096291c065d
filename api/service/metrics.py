"""Prometheus metrics of one application: request and query durations, query failures."""

from __future__ import annotations

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

_BUCKETS: Final = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """Metrics in a registry of their own, so that two applications in a process do not mix."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self.requests = Histogram(
            "dutygraph_request_seconds",
            "Time to answer a request, by the route's template, method and status.",
            ("route", "method", "status"),
            buckets=_BUCKETS,
            registry=self._registry,
        )
        self.queries = Histogram(
            "dutygraph_query_seconds",
            "Time of a query of the catalogue, by its name.",
            ("query",),
            buckets=_BUCKETS,
            registry=self._registry,
        )
        self.failures = Counter(
            "dutygraph_query_failures_total",
            "Queries of the catalogue that raised an error, by name.",
            ("query",),
            registry=self._registry,
        )

    def text(self) -> bytes:
        """All metrics in the text format 0.0.4."""
        return generate_latest(self._registry)
