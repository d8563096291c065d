"""The gate lets reading through and nothing else, whatever it looks like."""

from __future__ import annotations

import pytest

from graph.queries.cypher import Refused, check_read_only, tokens

READS = [
    "MATCH (a:Agency) RETURN a.name AS name",
    "match (a) return a.name as name order by name desc limit 5",
    "MATCH (a) WHERE a.name = 'CREATE; x' RETURN a.name AS `delete`",
    'MATCH (a) WHERE a.name = "DETACH DELETE a" RETURN count(*) AS n',
    "MATCH (a) /* SET a.x = 1 */ RETURN a.set AS n // DELETE a",
    "MATCH (a:Create)-[r:DELETE|SET]->(b:`drop table`) RETURN r.merge AS n",
    "MATCH (a {id: $id, count: 1}) RETURN count(DISTINCT a.id) AS n",
    "OPTIONAL MATCH (a)-[:PART_OF*0..3]->(b) RETURN coalesce(a.x, -1.5e3, .5) AS n",
    "UNWIND $rows AS row WITH row WHERE row.a IS NOT NULL RETURN row AS n",
    "MATCH (a) WHERE NOT EXISTS { MATCH (a)-[:X]->(b) WHERE b.y = 1 } RETURN COUNT { MATCH (a)-->() } AS n",
    "MATCH (a) RETURN CASE WHEN a.x > 1 THEN 'x' ELSE null END AS n",
    "MATCH (a) WHERE ALL(w IN $words WHERE a.text CONTAINS w) RETURN a.x[0] AS n",
    "MATCH (a) WHERE a.x IN ['a', 'b'] AND (a.y STARTS WITH 'c' OR a.z =~ '.*') RETURN (a.x) AS n",
    "WITH date('2023-01-01') AS day RETURN day AS n",
    "MATCH (a)-[r]-(b) WITH a, collect({x: r.x}) AS xs RETURN a.n AS 名称",
]

WRITING = [
    "",
    "// nothing",
    "CREATE (a:Agency)",
    "create (a:Agency)",
    "MATCH (a) CREATE (b)",
    "MATCH (a) CREATE (b) RETURN b AS n",
    "MATCH (a)CREATE(b)RETURN b AS n",
    "MATCH (a) create\n(b) RETURN b AS n",
    "MATCH (a) /**/ CREATE /**/ (b) RETURN b AS n",
    "MATCH (a) CREATE p = (b) RETURN p AS n",
    "MATCH (create) CREATE (create) RETURN 1 AS n",
    "MATCH (a) MERGE (b:X {id: 1}) RETURN b AS n",
    "MATCH (a) SET a.x = 1 RETURN a AS n",
    "MATCH (a) RETURN a.x AS n ORDER BY n DESC SET a.x = 1",
    "MATCH (a) RETURN a.x AS n ORDER BY n ASC REMOVE a.x",
    "MATCH (a) WHERE a.x IS NULL SET a.x = 1 RETURN a AS n",
    "MATCH (a) WHERE true DELETE a",
    "MATCH (a) WITH * DELETE a",
    "MATCH (a) WITH * DELETE [a][0]",
    "MATCH (a) WITH DISTINCT * DELETE [a][0]",
    "MATCH (a) WITH a LIMIT 1 DELETE a",
    "MATCH (a) DETACH DELETE a",
    "MATCH (a) DELETE(a)",
    "MATCH (a) RETURN CASE WHEN true THEN 1 END DELETE a",
    "MATCH (a) REMOVE a.x",
    "MATCH (a) REMOVE a:X",
    "MATCH (a) FOREACH (x IN [1] | SET a.x = x)",
    "MATCH (a) RETURN a AS n; MATCH (b) DELETE b",
    "MATCH (a) RETURN a AS n;",
    "CALL show_tables() RETURN *",
    "MATCH (a) CALL { MATCH (b) RETURN b } RETURN a AS n",
    "MATCH (a) RETURN a.x AS n ORDER BY n DESC CALL { CREATE (x) }",
    "WITH 1 AS x CALL db.labels() YIELD label RETURN label AS n",
    "MATCH (a) RETURN apoc.load.json('file') AS n",
    "MATCH (a) RETURN apoc.coll.max([1]) AS n",
    "MATCH (a) RETURN a.count(1) AS n",
    "MATCH (a) RETURN file('x') AS n",
    "MATCH (a) RETURN `count`(a) AS n",
    "MATCH (a) RETURN range(1, 300000000) AS n",
    "LOAD FROM 'x.csv' RETURN *",
    "LOAD CSV FROM 'x' AS r RETURN r AS n",
    "LOAD FROM frame RETURN *",
    "MATCH (a) LOAD FROM frame RETURN a AS n",
    "COPY Agency FROM 'x.csv'",
    "COPY (MATCH (a) RETURN a.x) TO 'x.csv'",
    "EXPORT DATABASE 'x'",
    "IMPORT DATABASE 'x'",
    "INSTALL httpfs",
    "LOAD EXTENSION httpfs",
    "ATTACH 'x' AS y (dbtype duckdb)",
    "DETACH y",
    "USE y",
    "DROP TABLE Agency",
    "ALTER TABLE Agency ADD x STRING",
    "CREATE NODE TABLE X (id STRING PRIMARY KEY)",
    "BEGIN TRANSACTION",
    "COMMIT",
    "CHECKPOINT",
    "EXPLAIN MATCH (a) RETURN a AS n",
    "PROFILE MATCH (a) DELETE a",
    "MATCH (a) RETURN a AS n UNION MATCH (b) RETURN b AS n",
    "MATCH (a) RETURN 'it\\' AS n",
    "MATCH (a) RETURN 'open AS n",
    "MATCH (a) RETURN `open AS n",
    "MATCH (a) RETURN a AS `x``y`",
    "MATCH (a) /* open RETURN a AS n",
    "MATCH (a RETURN a AS n",
    "MATCH (a)) RETURN a AS n",
    "MATCH (a] RETURN a AS n",
    "MATCH (a) WHERE a.x = 0x1F RETURN a AS n",
    "MATCH (a) WHERE a.x = 1abc RETURN a AS n",
    "MATCH (a) RETURN a # b AS n",
    "MATCH (a) RETURN @x AS n",
    "MATCH (a) RETURN 'a' 'b' AS n",
    "MATCH (a) RETURN $1 AS n",
    "MATCH (a) RETURN !a AS n",
    "MATCH (a) RETURN ${x} AS n",
]


@pytest.mark.parametrize("statement", READS)
def test_what_only_reads_passes(statement: str) -> None:
    check_read_only(tokens(statement))


@pytest.mark.parametrize("statement", WRITING)
def test_what_does_more_is_refused(statement: str) -> None:
    with pytest.raises(Refused):
        check_read_only(tokens(statement))


def test_tokens_know_their_line_and_depth() -> None:
    matches = tokens("MATCH (a {x: 'y\nz'})\n// end")
    assert [(token.text, token.line, token.depth) for token in matches if token.kind != "symbol"] == [
        ("MATCH", 1, 0),
        ("a", 1, 1),
        ("x", 1, 2),
        ("'y\nz'", 1, 2),
        ("// end", 3, 0),
    ]
