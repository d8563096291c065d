"""Comparison of a server's constraints, indexes and data with the schema."""

from __future__ import annotations

from collections.abc import Iterator

from core.rows import Value
from graph.neo4j.layout import PREFIX, declared, index_name
from graph.neo4j.server import Server
from graph.schema import NODE, NODES, RELATION
from graph.store import DifferenceKind, SchemaDifference

ADVICE: dict[DifferenceKind, str] = {
    "missing": "以可写方式打开一次（如 dutygraph ingest），会自动补上；补不上时先处理编号重复的节点",
    "changed": "POPULATING 表示正在建立，稍后再检查；FAILED 的请删除（DROP INDEX），再以可写方式打开一次；"
    "端点不对的关系是别的程序加上的，请删除",
    "extra": "不是本程序现在使用的；确认无用后请删除",
}


def differences(server: Server) -> Iterator[SchemaDifference]:
    """Differences of the server's constraints and indexes from the schema.

    An index of another name over the same properties serves as well; of those that are not declared
    only ones with our names count.
    """
    there = {}
    names = set()
    for row in server.read(
        "SHOW INDEXES YIELD name, state, type, labelsOrTypes, properties, owningConstraint RETURN *", {}
    ):
        what = (str(row["type"]).lower(), row["owningConstraint"] is not None)
        on = tuple(_texts(row["labelsOrTypes"]) + _texts(row["properties"]))
        there[(*what, on)] = str(row["state"])
        there.setdefault((what[0], False, on), str(row["state"]))
        names.add(str(row["name"]))
    for name, wanted in _declared_indexes():
        state = there.get(wanted)
        if state is None:
            yield SchemaDifference("missing", name)
        elif state != "ONLINE":
            yield SchemaDifference("changed", name, state)
    ours = {name for name, _ in declared()}
    for name in sorted(names - ours):
        if name.startswith(PREFIX):
            yield SchemaDifference("extra", name)


def _declared_indexes() -> Iterator[tuple[str, tuple[str, bool, tuple[str, ...]]]]:
    """The name of each index, its kind, whether it belongs to a constraint, label and properties."""
    for node in NODES:
        yield f"{PREFIX}_{node.label}_id", ("range", True, (node.label, "id"))
        for index in node.indexes:
            yield index_name(node.label, index), (index.kind, False, (node.label, *index.properties))


def _texts(value: Value) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def strangers(server: Server) -> Iterator[SchemaDifference]:
    """Nodes and relations that the schema does not know, and relations between other nodes than it says.

    All numbers come from the server's own counts, so that the graph is not read.
    """
    total = 0
    for row in server.read("CALL db.labels() YIELD label RETURN label ORDER BY label", {}):
        label = str(row["label"])
        number = _count(server, f"(n:{_quoted(label)})", "n")
        total += number
        if label not in NODE and number:
            yield SchemaDifference("extra", f":{label}", f"{number} 个节点")
    bare = _count(server, "(n)", "n") - total
    if bare > 0:
        yield SchemaDifference("extra", "没有标签的节点", f"{bare} 个")
    types = "CALL db.relationshipTypes() YIELD relationshipType AS type RETURN type ORDER BY type"
    for row in server.read(types, {}):
        type_ = str(row["type"])
        number = _count(server, f"()-[r:{_quoted(type_)}]->()", "r")
        relation = RELATION.get(type_)
        if relation is None:
            if number:
                yield SchemaDifference("extra", f"[:{type_}]", f"{number} 条关系")
            continue
        whole = min(
            _count(server, f"(:{relation.start})-[r:{type_}]->()", "r"),
            _count(server, f"()-[r:{type_}]->(:{relation.end})", "r"),
        )
        if whole != number:
            yield SchemaDifference("changed", f"[:{type_}]", f"{number - whole} 条的端点不对")


def _count(server: Server, pattern: str, name: str) -> int:
    number = server.read(f"MATCH {pattern} RETURN count({name}) AS number", {})[0]["number"]
    assert isinstance(number, int)
    return number


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"
