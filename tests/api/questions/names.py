"""A directory of names for tests of reading: two cities, their province, a district."""

from __future__ import annotations

from api.questions.directory import Body, Directory, Operation, Paper, Place

YUNZHOU = Place("r_yz", "云州市", "云州", "990100", "市")
HAINING = Place("r_hn", "海宁州市", "海宁州", "990200", "市")
LANJIANG = Place("r_lj", "岚江省", "岚江", "990000", "省")
QINGSHI = Place("r_qs", "青石区", "青石", "990101", "县")


def body(id: str, name: str, place: Place, *aliases: str, collective: bool = False) -> Body:
    """A body of a place."""
    return Body(id, name, frozenset((name, *aliases)), collective, place.id, place.name)


DIRECTORY = Directory(
    bodies=(
        body("police-yz", "市公安局", YUNZHOU),
        body("police-hn", "市公安局", HAINING),
        body("police-lj", "省公安厅", LANJIANG),
        body("market-yz", "市市场监管局", YUNZHOU, "市市场监督管理局"),
        body("market-lj", "省市场监管局", LANJIANG),
        body("market-qs", "区市场监管局", QINGSHI),
        body("education-yz", "市教育局", YUNZHOU),
        body("culture-yz", "市文化广电和旅游局", YUNZHOU, "市文旅局"),
        body("reform-yz", "市发展和改革委员会", YUNZHOU, "市发展改革委"),
        body("others-yz", "各有关部门", YUNZHOU, collective=True),
    ),
    operations=(
        Operation("jianwang", "剑网"),
        Operation("tiequan", "铁拳"),
        Operation("qingfeng-export", "清风"),
        Operation("qingfeng-wildlife", "清风"),
        Operation("food", "农村假冒伪劣食品整治行动"),
    ),
    places=(YUNZHOU, HAINING, LANJIANG, QINGSHI),
    years=(2016, 2024),
    read_papers=lambda: (
        Paper(
            "points", "2024年云州市打击侵权假冒工作要点", "云打假办〔2024〕1号", "r_yz", "云州市", 2024, True
        ),
        Paper("national", "全国打击侵权假冒工作要点", "国办发〔2024〕1号", None, None, None, False),
    ),
)
