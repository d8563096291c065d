"""Statements that try to do more than read the graph, each by a name of its own.

What becomes of each: `refused` by the gate; `bad-parameter`; or harmless: `answered` (it only looks
dangerous), `failed` (the engine itself will have none of it), `limit` (ended at a limit), or `ended`
(at a limit, or by a crash of the engine where it gets no more memory).
`{canary}` stands for a file in the canary's folder, `{graph}` for the graph file.
"""

from __future__ import annotations

from typing import Final, Literal

End = Literal["refused", "bad-parameter", "answered", "failed", "limit", "ended"]

_READ: Final = "MATCH (a:Agency) RETURN a.name AS n"

REFUSED: Final[dict[str, str]] = {
    # several statements
    "second statement": f"{_READ}; MATCH (a) DETACH DELETE a",
    "second statement that reads": f"{_READ}; {_READ}",
    "second statement behind a comment": f"{_READ} /* x */ ; DROP TABLE Agency",
    "two semicolons": f"{_READ};;",
    "semicolon first": f";{_READ}",
    "full-width semicolon": f"{_READ}； CREATE (x)",
    # comments
    "line comment ends at a line feed": f"{_READ} // x\nDETACH DELETE a",
    "line comment over the beginning": "// MATCH\nCREATE (a:Agency {id: 'x'})",
    "block comment between": "MATCH (a)/**/DETACH/**/DELETE/**/a",
    "block comment inside a word": "MATCH (a) DE/**/LETE a",
    "nested block comment": f"{_READ} /* /* */ DETACH DELETE a */",
    "open block comment": f"{_READ} /* ",
    "comment signs in strings around a clause": "MATCH (a) WHERE a.name = '/*' DELETE a RETURN '*/' AS n",
    "comment only": "// nothing",
    "hash comment": f"{_READ} # x",
    # strings
    "open string": "MATCH (a) RETURN 'x AS n",
    "open string behind an escape": r"MATCH (a) RETURN 'x\' AS n",
    "unicode escape of a quote outside of a string": r"MATCH (a) RETURN \u0027x\u0027 AS n",
    "unknown escape": r"MATCH (a) RETURN '\q' AS n",
    "escape of a half character": r"MATCH (a) RETURN '\ud83d' AS n",
    "escape of nothing": r"MATCH (a) RETURN '\u0000' AS n",
    "short escape": r"MATCH (a) RETURN '\u27' AS n",
    "two strings side by side": "MATCH (a) RETURN 'a''b' AS n",
    "nul byte": "MATCH (a) RETURN 'x\0' AS n",
    "nul byte at the end": f"{_READ}\0; CREATE (x)",
    # back-quoted names
    "label that closes itself": "MATCH (a:`x` DETACH DELETE a) RETURN a",
    "doubled back-quote": "MATCH (a) RETURN a.x AS `n``; DELETE a; //`",
    "open back-quote": "MATCH (a) RETURN a AS `n",
    "empty back-quotes": "MATCH (a) RETURN a AS ``",
    "back-quoted function": "MATCH (a) RETURN `nextval`('s') AS n",
    "back-quoted procedure": "CALL `db.labels`()",
    "escape of a back-quote in a name": r"MATCH (a) RETURN a AS `x\u0060 DELETE a`",
    # disguises of words
    "mixed case": "mAtCh (a) dEtAcH dElEtE a",
    "full-width letters": "MATCH (a) ＤＥＬＥＴＥ a",
    "long s and dotless i": "MATCH (a) ſET a.x = 1 RETURN a LımIT 1",
    "zero-width space in a word": "MATCH (a) DE\u200bLETE a",
    "zero-width joiner in a word": "MATCH (a) DE\u200dLETE a",
    "byte order mark": f"\ufeff{_READ}",
    "right-to-left override": "MATCH (a) \u202eETELED a",
    "bidirectional isolate": "MATCH (a) \u2066DELETE a\u2069",
    "combining mark in a word": "MATCH (a) DE\u0301LETE a",
    "line separator before a clause": "MATCH (a)\u2028DELETE a",
    "next line before a clause": "MATCH (a)\x85DELETE a",
    "no-break spaces": "MATCH\u00a0(a)\u00a0DELETE\u00a0a",
    "vertical tab and form feed": "MATCH\x0b(a)\x0cDELETE\x0ba",
    "file separator": "MATCH (a)\x1cDELETE\x1ca",
    # keywords that an engine takes for names
    "variable named count": "MATCH (a:Agency) WITH a, true AS count WHERE count DELETE [a][0]",
    "variable named contains": "MATCH (a:Agency) WITH a, true AS `contains` WHERE contains DELETE [a][0]",
    "variable named match": "MATCH (a:Agency) WITH a, true AS `match` WHERE match DELETE [a][0]",
    "variable named all": "MATCH (all) WITH all ORDER BY all SET [all][0].x = 1",
    # writing
    "create": "CREATE (a:Agency {id: 'x'})",
    "create behind a read": "MATCH (a) CREATE (b:Agency {id: 'x'}) RETURN b",
    "merge": "MERGE (a:Agency {id: 'x'})",
    "set": "MATCH (a:Agency) SET a.name = 'x'",
    "set all": "MATCH (a:Agency) SET a += {name: 'x'}",
    "remove": "MATCH (a:Agency) REMOVE a.name",
    "delete": "MATCH (a:Agency) DELETE a",
    "delete of an expression": "MATCH (a:Agency) WITH * DELETE [a][0]",
    "detach delete": "MATCH (a) DETACH DELETE a",
    "foreach": "MATCH (a:Agency) FOREACH (x IN [1] | SET a.name = 'x')",
    "write in a sub-query": "MATCH (a) WHERE EXISTS { CREATE (b:Agency {id: 'x'}) } RETURN a",
    "write in a counting sub-query": "MATCH (a) RETURN COUNT { MATCH (b) DELETE b } AS n",
    "write behind return": "MATCH (a) RETURN a SET a.x = 1",
    "union with a write": f"{_READ} UNION ALL MATCH (a) DELETE a RETURN 1 AS n",
    # the schema and the engine
    "create table": "CREATE NODE TABLE x (id STRING PRIMARY KEY)",
    "drop table": "DROP TABLE Agency",
    "alter table": "ALTER TABLE Agency DROP name",
    "comment on a table": "COMMENT ON TABLE Agency IS 'x'",
    "macro": "CREATE MACRO f(x) AS x + 1",
    "sequence": "MATCH (a) RETURN nextval('s') AS n",
    "explain": f"EXPLAIN {_READ}",
    "profile": "PROFILE MATCH (a) DELETE a",
    "begin": "BEGIN TRANSACTION",
    "commit": "COMMIT",
    "rollback": "ROLLBACK",
    "checkpoint": "CHECKPOINT",
    "use": "USE other",
    # procedures
    "call": "CALL show_tables() RETURN *",
    "call with a setting": "CALL threads=64",
    "call in a union": f"{_READ} UNION CALL show_tables() RETURN name AS n",
    "call of a procedure of Neo4j": "CALL dbms.security.listUsers() YIELD username RETURN username",
    "call behind with": "WITH 1 AS x CALL db.labels() YIELD label RETURN label",
    "call of a sub-query": "CALL { MATCH (a) DETACH DELETE a } RETURN 1 AS n",
    "call of a sub-query in transactions": "MATCH (a) CALL { WITH a DELETE a } IN TRANSACTIONS RETURN 1 AS n",
    # files and the net
    "copy to": f"COPY ({_READ}) TO '{{canary}}'",
    "copy from": "COPY Agency FROM '{canary}'",
    "export": "EXPORT DATABASE '{canary}.d'",
    "import": "IMPORT DATABASE '{canary}.d'",
    "install": "INSTALL httpfs",
    "load an extension": "LOAD EXTENSION '{canary}'",
    "load from": "LOAD FROM '{canary}' (file_format='csv', header=false) RETURN *",
    "load from behind a read": "MATCH (a) LOAD FROM '{canary}' RETURN *",
    "load csv": "LOAD CSV FROM 'file:///etc/hostname' AS r RETURN r",
    "load from a name of Python": "LOAD FROM sys RETURN *",
    "attach": "ATTACH '{graph}' AS y (dbtype lbug)",
    "detach": "DETACH y",
    # functions
    "range": "UNWIND range(1, 300000000) AS x RETURN count(x) AS n",
    "range in capitals": "UNWIND RANGE(1, 300000000) AS x RETURN count(x) AS n",
    "range by a name space": "UNWIND list.range(1, 300000000) AS x RETURN count(x) AS n",
    "repeat": "RETURN repeat('x', 1000000000) AS n",
    "lpad": "RETURN lpad('x', 1000000000, 'y') AS n",
    "list of everything": "RETURN list_concat([1], [2]) AS n",
    "current setting": "RETURN current_setting('threads') AS n",
    "file of the engine": "RETURN read_text('{canary}') AS n",
    "id": "MATCH (a) RETURN id(a) AS n",
    "apoc": "RETURN apoc.load.json('file:///etc/hostname') AS n",
    "function behind a property": "MATCH (a) RETURN a.name.range(1, 2) AS n",
    "reduce": "RETURN reduce(s = '', x IN ['a'] | s + x) AS n",
    "shortest path": "MATCH p = shortestPath((a)-[*]-(b)) RETURN p",
    # size and depth
    "ten thousand brackets": f"RETURN {'(' * 9_000}1{')' * 9_000} AS n",
    "a thousand lists": f"RETURN {'[' * 1000}1{']' * 1000} AS n",
    "a thousand maps": f"RETURN {'{a:' * 1000}1{'}' * 1000} AS n",
    "a thousand cases": f"RETURN {'CASE WHEN true THEN ' * 500}1{' END' * 500} AS n",
    "thousands of negations": f"RETURN {'NOT ' * 4000}true AS n",
    "thousands of sums": f"RETURN 1{'+1' * 4000} AS n",
    "brackets that do not match": f"RETURN {'([{' * 500} AS n",
    # what is no statement
    "blank": " \n\t ",
    "no return": "MATCH (a)",
    "two returns": f"{_READ} {_READ}",
    "parameter in braces": "MATCH (a) RETURN {p} AS n, ${p} AS m",
    "python": "__import__('os').system('touch {canary}')",
    "sql": "SELECT * FROM Agency",
}
"""What the gate refuses."""

HARMLESS: Final[dict[str, tuple[str, End]]] = {
    "clauses in a string": ("MATCH (a:Agency) WHERE a.name = 'CREATE; x' RETURN a.name AS n", "answered"),
    "alias in back-quotes": ("MATCH (a:Agency) RETURN a.name AS `delete` LIMIT 1", "answered"),
    "semicolon at the end": (f"{_READ};", "answered"),
    "clause in a comment": (f"{_READ} // ; DETACH DELETE a\n LIMIT 1 /* SET a.x = 1 */", "answered"),
    "line separator in a comment": (f"{_READ} // x\u2028 DETACH DELETE a", "answered"),
    "carriage return in a comment": (f"{_READ} // x\rDETACH DELETE a", "answered"),
    "quote by its code": (r"RETURN '\u0027 AS n; DROP TABLE Agency //' AS n", "answered"),
    "quote and back-slash": (r"RETURN 'a\\' AS n, '\' DELETE' AS m", "answered"),
    "names of Python in a string": ("RETURN 'LOAD FROM sys RETURN *' AS n", "answered"),
    "ranges in a string": ("RETURN 'UNWIND RANGE(1,2) UNWIND RANGE(1,2)' AS n", "answered"),
    "bidirectional characters in a string": ("RETURN '\u202eETELED\u200b' AS n", "answered"),
    "label with clauses": ("MATCH (a:`x) DETACH DELETE (a`) RETURN a", "failed"),
    "property named like a clause": ("MATCH (a:Agency {set: 1}) RETURN a.delete AS n", "failed"),
    "full-width alias": ("MATCH (a:Agency) RETURN a.name AS ＤＥＬＥＴＥ", "answered"),
    "comment of another language": (f"{_READ} -- x", "failed"),
    "pattern that backtracks": ("RETURN 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' =~ '(a+)+$' AS n", "answered"),
    "pattern that is none": ("RETURN 'a' =~ '(' AS n", "answered"),
    "all of everything": (
        "MATCH (a), (b), (c), (d), (e), (f), (g), (h) WHERE a.id + b.id = c.id + d.id + e.id + 'x'"
        " RETURN count(DISTINCT f.id + g.id + h.id) AS n",
        "limit",
    ),
    "twelve hops": ("MATCH (a)-[*1..12]-(b) RETURN count(DISTINCT b.id) AS n", "ended"),
    "thirty hops": ("MATCH p = (a)-[*30..30]-(b) RETURN p", "ended"),
    "list of everything": (
        "MATCH (a), (b), (c), (d), (e) RETURN collect(a.id + b.id + c.id + d.id + e.id) AS n",
        "limit",
    ),
}
"""What passes the gate, and how it ends."""
