# Dutygraph's page and API: docker-compose.yml runs it beside Neo4j.
FROM python:3.13-slim AS build
WORKDIR /source
COPY constraints.txt pyproject.toml README.md LICENSE ./
COPY api api
COPY core core
COPY graph graph
COPY ingest ingest
COPY queries queries
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --retries 10 -c constraints.txt .

FROM python:3.13-slim
RUN useradd --system --uid 10001 dutygraph && install --directory --owner=dutygraph /data
COPY --from=build /venv /venv
USER dutygraph
WORKDIR /data
VOLUME /data
# Who publishes the port beyond the host's loopback address: reading needs a key too, unless DUTYGRAPH_OPEN says otherwise.
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    XDG_STATE_HOME=/data \
    DUTYGRAPH_HOST=0.0.0.0 \
    DUTYGRAPH_STORE=/data/dutygraph.lbug
EXPOSE 8765
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8765/health', timeout=4)"]
ENTRYPOINT ["dutygraph"]
CMD ["serve"]
