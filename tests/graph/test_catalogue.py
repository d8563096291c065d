"""The catalogue: its files keep to the rules, and files that do not are refused by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest

from core.errors import BadParameter, CatalogueError, UnknownQuery
from core.rows import Value
from graph.checking import CHECKS
from graph.queries.catalogue import Query, find_query, load_catalogue, read_query
from graph.records import Succession, System, node_id
from graph.store import GraphStore
from tests.graph.engines import LadybugEngine
from tests.graph.plans import FOOD, MARKET, PIRACY, POLICE

GOOD = """\
// Agencies of a region.
// They come by id.
// param after: string = ""   id after which to begin
// param limit: integer = 50  rows at most
// param region: string?      id of a region
// param kinds: string[]?     kind is one of these
// param system: string?      id of a line of work
// switch inside: system      needs the line of work
// column agency: string      id
// column name: string        name
MATCH (a:Agency)
MATCH (a)-[:IN_SYSTEM]->(s:System)   //? inside
WHERE a.id > $after
  AND a.region = $region   //? region
  AND a.kind IN $kinds   //? kinds
  AND s.id = $system   //? system
RETURN a.id AS agency, a.name AS name  // both
ORDER BY agency LIMIT $limit
"""

SAMPLES: dict[str, Value] = {
    "string": "x",
    "integer": 1,
    "number": 0.5,
    "boolean": True,
    "date": date(2023, 1, 1),
    "string[]": ["lead"],
    "integer[]": [2023],
}


def good() -> Query:
    return read_query("test/good", GOOD)


def of_type(type_: str) -> Query:
    """A query that gives back its one parameter."""
    header = f"// It.\n// param x: {type_}   a value\n// column y: {type_}   it\n// single row\n"
    return read_query("test/type", header + "RETURN $x AS y\n")


def test_a_header_declares_purpose_parameters_switches_and_columns() -> None:
    query = good()
    assert query.purpose == "Agencies of a region.\nThey come by id."
    assert {name: (p.type, p.optional, p.default) for name, p in query.parameters.items()} == {
        "after": ("string", False, ""),
        "limit": ("integer", False, 50),
        "region": ("string", True, None),
        "kinds": ("string[]", True, None),
        "system": ("string", True, None),
    }
    assert query.switches == {"inside": ("system",)}
    assert [(column.name, column.type) for column in query.columns] == [
        ("agency", "string"),
        ("name", "string"),
    ]
    assert not query.single


def test_lines_of_what_is_not_given_fall_away() -> None:
    query = good()
    assert query.render([]).splitlines() == [
        "MATCH (a:Agency)",
        "WHERE a.id > $after",
        "RETURN a.id AS agency, a.name AS name",
        "ORDER BY agency LIMIT $limit",
    ]
    assert "$region" in query.render({"region"})
    assert "IN_SYSTEM" not in query.render({"region"})
    with_system = query.render({"system"})
    assert "IN_SYSTEM" in with_system
    assert "$system" in with_system
    assert "//" not in with_system


def test_what_is_not_given_takes_its_default_or_is_asked_for() -> None:
    assert good().bind({"region": "r"}) == {"after": "", "limit": 50, "region": "r"}
    assert good().bind({"region": None}) == {"after": "", "limit": 50}
    with pytest.raises(BadParameter) as caught:
        find_query("agencies/tasks").bind({})
    assert caught.value.name == "agency"


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"nothing": 1}, "nothing"),
        ({"limit": "5"}, "limit"),
        ({"limit": True}, "limit"),
        ({"limit": 1.0}, "limit"),
        ({"limit": -1}, "limit"),
        ({"limit": 2**63}, "limit"),
        ({"limit": None}, "limit"),
        ({"region": 5}, "region"),
        ({"region": "\ud800"}, "region"),
        ({"kinds": "lead"}, "kinds"),
        ({"kinds": []}, "kinds"),
        ({"kinds": ["lead", 5]}, "kinds"),
        ({"kinds": ["\udfff"]}, "kinds"),
    ],
)
def test_a_value_of_another_type_is_refused_by_name(values: dict[str, Value], name: str) -> None:
    with pytest.raises(BadParameter) as caught:
        good().bind(values)
    assert caught.value.name == name


def test_texts_become_values() -> None:
    query = good()
    assert query.coerce({"limit": ["7"], "kinds": ["court,party", "other"], "region": ["x"]}) == {
        "after": "",
        "limit": 7,
        "kinds": ["court", "party", "other"],
        "region": "x",
    }
    for texts in ({"limit": ["x"]}, {"limit": ["1", "2"]}, {"kinds": [""]}, {"nothing": ["1"]}):
        with pytest.raises(BadParameter):
            query.coerce(texts)


@pytest.mark.parametrize(
    ("type_", "text", "value"),
    [
        ("date", "2023-12-31", date(2023, 12, 31)),
        ("boolean", "true", True),
        ("boolean", "False", False),
        ("number", "0.5", 0.5),
        ("integer", "-3", -3),
        ("string", " a,b ", " a,b "),
    ],
)
def test_each_type_is_read_from_text(type_: str, text: str, value: Value) -> None:
    assert of_type(type_).coerce({"x": [text]}) == {"x": value}


@pytest.mark.parametrize(
    ("type_", "text"),
    [("date", "2023-13-01"), ("boolean", "yes"), ("number", "nan"), ("number", "x"), ("integer", "1.0")],
)
def test_text_that_is_not_of_its_type_is_refused(type_: str, text: str) -> None:
    with pytest.raises(BadParameter):
        of_type(type_).coerce({"x": [text]})


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("// Agencies of a region.\n// They come by id.\n", "", "purpose"),
        ("// param region: string?      id of a region\n", "", "region"),
        ("  AND a.region = $region   //? region\n", "", "region"),
        ("   //? region", "", "region"),
        ("   //? region", "   //? kinds", "region"),
        ("   //? region", "   //? nothing", "nothing"),
        ("   //? region", "   //?", "names no parameter"),
        ("WHERE a.id > $after", "WHERE a.id > $after //? region", "after"),
        ("string?      id of a region", "text?   id of a region", "text"),
        ("string?      id of a region", "string?", "description"),
        ('string = ""', "string = 5", "default"),
        ('string = ""', "string = x", "default"),
        ("string?      id of a region", 'string? = "x"   id of a region', "default"),
        ("   //? inside", "", "inside"),
        ("switch inside: system ", "switch inside: after ", "after"),
        ("switch inside: system ", "switch inside:  ", "inside"),
        ("// param region", "// param after", "twice"),
        ("// column name: string        name\n", "", "columns"),
        ("// column name: string        name\n", "// column title: string   name\n", "columns"),
        ("a.name AS name", "a.name", "AS"),
        ("ORDER BY agency ", "", "ORDER BY"),
        ("// column agency", "// hello\n// column agency", "no declaration"),
        ("RETURN", "SET a.name = 'x' RETURN", "SET"),
        ("LIMIT $limit\n", "LIMIT $limit;\n", ";"),
        ("LIMIT $limit\n", "LIMIT $limit; MATCH (b) DELETE b\n", ";"),
        ("a.id > $after", "a.id > 'x\ny' AND a.id > $after", "line"),
        ("a.name AS name", "apoc.load.json('x') AS name", "json"),
        ("LIMIT $limit\n", "LIMIT $limit RETURN 1 AS x\n", "RETURN"),
    ],
)
def test_a_file_that_breaks_the_rules_is_refused(old: str, new: str, message: str) -> None:
    assert old in GOOD
    with pytest.raises(CatalogueError) as caught:
        read_query("test/bad", GOOD.replace(old, new, 1))
    assert str(caught.value).startswith("test/bad: ")
    assert message in str(caught.value)


def test_the_marker_of_an_optional_line_inside_a_string_is_a_string() -> None:
    query = read_query("test/text", GOOD.replace("a.id > $after", "a.id > $after AND a.id <> '//? region'"))
    assert "'//? region'" in query.render([])


PART = """\
// What narrows agencies.
// param region: string?   id of a region
MATCH (a:Agency)
WHERE a.id > ''
  AND a.region = $region   //? region
"""

WITH_PART = """\
// Number of agencies.
// with test/part
// column total: integer   how many
// single row
RETURN count(*) AS total
"""


def test_a_part_gives_its_declarations_and_opens_the_statement() -> None:
    query = read_query("test/with", WITH_PART, {"test/part": PART})
    assert query.purpose == "Number of agencies."
    assert list(query.parameters) == ["region"]
    assert query.render([]).splitlines() == [
        "MATCH (a:Agency)",
        "WHERE a.id > ''",
        "RETURN count(*) AS total",
    ]
    assert query.text.startswith("MATCH (a:Agency)\n")


def test_a_part_that_is_not_there_is_refused() -> None:
    with pytest.raises(CatalogueError, match="test/with: there is no part test/part"):
        read_query("test/with", WITH_PART)


def test_parts_are_no_queries() -> None:
    assert not [name for name in load_catalogue() if "part" in name.split(".")]


def test_whole_numbers_of_a_list_are_read_from_text() -> None:
    query = of_type("integer[]")
    assert query.coerce({"x": ["2016,2017", "2020"]}) == {"x": [2016, 2017, 2020]}
    for text in ("x", "1.5", "", str(2**63)):
        with pytest.raises(BadParameter):
            query.coerce({"x": [text]})
    with pytest.raises(BadParameter):
        query.bind({"x": [True]})


def test_a_query_that_is_not_there_is_reported() -> None:
    with pytest.raises(UnknownQuery, match="agencies/nothing"):
        find_query("agencies/nothing")


# ---- the files ----


def test_the_catalogue_is_read_once_and_holds_a_name_for_each_file() -> None:
    catalogue = load_catalogue()
    assert catalogue is load_catalogue()
    assert list(catalogue) == sorted(catalogue)
    assert {"agencies/tasks", "tasks/get", "documents/list", "store/state"} <= catalogue.keys()


MERGER = Succession(
    predecessor=System(id=node_id("s", "工商"), name="工商"),
    successor=System(id=node_id("s", "市场监管"), name="市场监管"),
    function="工商行政管理",
    kind="merged",
    year=2018,
    levels=("市", "县"),
    region=None,
    source="某市机构改革方案",
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    """One embedded graph for all; test_same_answers.py compares Neo4j's rows with its rows."""
    engine = LadybugEngine(tmp_path_factory.mktemp("catalogue"))
    with engine.open() as store:
        store.replace_document(PIRACY)
        store.replace_document(FOOD)
        store.load_lineage([MERGER])
        yield store


def samples(query: Query) -> dict[str, Value]:
    real: dict[str, Value] = {
        "agency": MARKET.id,
        "left": MARKET.id,
        "right": POLICE.id,
        "task": PIRACY.tasks[0].id,
        "document": PIRACY.document.id,
        "sha256": PIRACY.document.sha256,
        "campaign": PIRACY.campaigns[0].id,
        "region": PIRACY.document.region,
        "year": 2023,
        "since": 0,
        "name": {"regions/by_name": "云州市", "campaigns/by_name": "剑网"}.get(query.name, "市市场监管局"),
        "word": "网络",
        "words": ["网", "络"],
        "basis": "named",
    }
    return {name: real.get(name, SAMPLES[parameter.type]) for name, parameter in query.parameters.items()}


@pytest.mark.parametrize("name", sorted(load_catalogue()))
def test_every_query_runs_with_each_parameter_alone_and_with_all(filled: GraphStore, name: str) -> None:
    query = find_query(name)
    values = samples(query)
    required = {key: value for key, value in values.items() if not query.parameters[key].optional}
    required = {key: value for key, value in required.items() if query.parameters[key].default is None}
    optional = [key for key in values if query.parameters[key].optional]
    columns = [column.name for column in query.columns]
    for provided in ([], *([key] for key in optional), optional):
        rows = filled.read(name, required | {key: values[key] for key in provided})
        assert all(list(row) == columns for row in rows)
        assert not query.single or len(rows) == 1, "a single row"
    if name in {f"check/{check.query}" for check in CHECKS}:
        assert filled.read(name, required) == [], "the samples have no faults"
    else:
        assert filled.read(name, required), "the samples should give rows"


@pytest.mark.parametrize("name", sorted(load_catalogue()))
def test_rows_hold_what_the_header_says(filled: GraphStore, name: str) -> None:
    kinds: dict[str, type | tuple[type, ...]] = {
        "string": str,
        "integer": int,
        "boolean": bool,
        "date": date,
        "string[]": list,
        "integer[]": list,
    }
    query = find_query(name)
    required = {
        key: value
        for key, value in samples(query).items()
        if not query.parameters[key].optional and query.parameters[key].default is None
    }
    for row in filled.read(name, required):
        for column in query.columns:
            value = row[column.name]
            assert value is None or isinstance(value, kinds[column.type]), column.name


COUNTED = {"agencies/counts", "campaigns/spread", "compare/tasks", "cowork/members", "load/task_leads"}
"""What other queries' rows are joined to, or measures are reckoned from: nobody reads it as it is."""


@pytest.mark.parametrize("name", sorted(load_catalogue().keys() - COUNTED - {"changes/list"}))
def test_rows_that_name_a_node_give_its_id_and_its_name(name: str) -> None:
    columns = {column.name for column in find_query(name).columns}
    assert "region" not in columns or columns & {"region_name", "name"}
    assert "document" not in columns or "title" in columns
    assert "agency" not in columns or "name" in columns


PAGING = re.compile("after|limit|down|[a-z]+_(up|down)")


def test_the_names_of_lists_narrow_alike() -> None:
    """Where there is a total of a list, it takes the list's filters."""
    catalogue = load_catalogue()
    for name, query in catalogue.items():
        subject, kind = name.split("/")
        listed = {"total": "list", "partners_total": "partners"}.get(kind)
        if listed is not None:
            of_list = catalogue[f"{subject}/{listed}"].parameters.keys()
            assert query.parameters.keys() == {each for each in of_list if not PAGING.fullmatch(each)}


def test_no_condition_on_a_duty_stands_beside_another_relation_of_its_body() -> None:
    """The embedded engine (0.22.0) gives wrong rows then, but for the role; a WITH between them mends it."""
    several = re.compile(r"\((\w+)(?::Agency)?(?: \{[^}]*\})?\)-\[(\w+):[A-Z_]+\|")
    for name, query in load_catalogue().items():
        text = "\n".join(line.text.partition("//?")[0] for line in query.lines)
        for part in re.split(r"\n(?=WITH|RETURN)", text):
            outer = re.sub(r"(?:EXISTS|COUNT) \{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}", "", part)
            for agency, duty in several.findall(outer):
                conditions = set(re.findall(rf"\b{duty}\.(\w+) *(?:=|<|>|IN\b|IS\b)", outer)) - {"role"}
                others = len(re.findall(rf"\({agency}[):]", outer)) > 1 or re.search(
                    rf"-\({agency}[):]", outer
                )
                assert not (conditions and others), (name, conditions)
