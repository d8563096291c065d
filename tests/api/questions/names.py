"""A directory of names for tests of parsed question: two cities, their province, a district."""

from __future__ import annotations

from api.questions.directory import Agency, Campaign, Directory, Document, Region

YUNZHOU = Region("r_yz", "云州市", "云州", "990100", "市")
HAINING = Region("r_hn", "海宁州市", "海宁州", "990200", "市")
LANJIANG = Region("r_lj", "岚江省", "岚江", "990000", "省")
QINGSHI = Region("r_qs", "青石区", "青石", "990101", "县")


def agency(id: str, name: str, region: Region, *aliases: str, collective: bool = False) -> Agency:
    """An agency of a region."""
    return Agency(id, name, frozenset((name, *aliases)), collective, region.id, region.name)


DIRECTORY = Directory(
    agencies=(
        agency("police-yz", "市公安局", YUNZHOU),
        agency("police-hn", "市公安局", HAINING),
        agency("police-lj", "省公安厅", LANJIANG),
        agency("market-yz", "市市场监管局", YUNZHOU, "市市场监督管理局"),
        agency("market-lj", "省市场监管局", LANJIANG),
        agency("market-qs", "区市场监管局", QINGSHI),
        agency("education-yz", "市教育局", YUNZHOU),
        agency("culture-yz", "市文化广电和旅游局", YUNZHOU, "市文旅局"),
        agency("reform-yz", "市发展和改革委员会", YUNZHOU, "市发展改革委"),
        agency("others-yz", "各有关部门", YUNZHOU, collective=True),
    ),
    campaigns=(
        Campaign("jianwang", "剑网"),
        Campaign("tiequan", "铁拳"),
        Campaign("qingfeng-export", "清风"),
        Campaign("qingfeng-wildlife", "清风"),
        Campaign("food", "农村假冒伪劣食品整治行动"),
    ),
    regions=(YUNZHOU, HAINING, LANJIANG, QINGSHI),
    years=(2016, 2024),
    read_documents=lambda: (
        Document(
            "points", "2024年云州市打击侵权假冒工作要点", "云打假办〔2024〕1号", "r_yz", "云州市", 2024, True
        ),
        Document("national", "全国打击侵权假冒工作要点", "国办发〔2024〕1号", None, None, None, False),
    ),
)
