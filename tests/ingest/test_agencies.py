"""Who is who, on names as documents of 2012 to 2025 print them, from the centre to the township."""

from __future__ import annotations

import pytest

from ingest.registers import agencies
from ingest.registers.agencies import Identity
from tests.ingest.agency_mentions import called

# Each line: names of one agency, the kind, the line of work.
SAME_AGENCY = [
    ("省发改委 省发展改革委 省发展和改革委员会", "government", "发展改革"),
    ("市工信局 市工业和信息化局 市工业信息化局", "government", "工业和信息化"),
    ("市人社局 市人力社保局 市人力资源社会保障局 市人力资源和社会保障局", "government", "人力资源社会保障"),
    ("省住建厅 省住房城乡建设厅 省住房和城乡建设厅", "government", "住房城乡建设"),
    ("县市场监管局 县市场监督管理局", "government", "市场监管"),
    ("市工商局 市工商行政管理局", "government", "工商"),
    ("市质监局 市质量技术监督局", "government", "质监"),
    ("市食药监局 市食品药品监管局 市食品药品监督管理局", "government", "食品药品监管"),
    ("市文广新局 市文化广电新闻出版局", "government", "文化广电新闻出版"),
    ("市文广旅局 市文化广电旅游局 市文化广电和旅游局", "government", "文化和旅游"),
    ("省环保厅 省环境保护厅", "government", "环境保护"),
    ("区卫健委 区卫生健康委 区卫生健康委员会", "government", "卫生健康"),
    ("市卫计委 市卫生计生委 市卫生和计划生育委员会", "government", "卫生计生"),
    ("县安监局 县安全监管局 县安全生产监督管理局", "government", "安全生产监管"),
    ("省林草局 省林业和草原局", "government", "林业和草原"),
    ("市国税局 市国家税务局", "vertical", "国税"),
    ("市医保局 市医疗保障局", "government", "医疗保障"),
    ("市数政局 市数据和政务服务局", "government", "数据"),
    ("市政务服务和数据管理局 市政务服务数据管理局 市政数局", "government", "数据"),
    ("市供销社 市供销合作社 市供销合作联社", "institution", "供销"),
    ("市委网信办 市网信办 市委网络安全和信息化委员会办公室 市互联网信息办公室", "party", "网信"),
    ("市委编办 市编办 市委机构编制委员会办公室", "party", "机构编制"),
    ("市纪委监委 市纪委 市监委", "party", "纪检监察"),
    ("县委宣传部 县宣传部", "party", "宣传"),
    ("团市委 市团委 共青团市委", "group", "共青团"),
    ("市妇联 市妇女联合会", "group", "妇联"),
    ("市法院 市中级人民法院 市中院", "court", "法院"),
    ("市检察院 市人民检察院", "procuratorate", "检察"),
    ("市食安办 市食品安全委员会办公室 市食安委办公室", "coordinating", "食品安全"),
    ("市安委办 市安委会办公室 市安全生产委员会办公室", "coordinating", "应急管理"),
    ("市双打办 市打击侵权假冒工作领导小组办公室", "coordinating", "打击侵权假冒"),
    ("市扫黄打非办 市“扫黄打非”办公室 市“扫黄打非”工作领导小组办公室", "coordinating", "扫黄打非"),
    ("市禁毒办 市禁毒委员会办公室", "coordinating", "禁毒"),
    ("自治州公安局 州公安局", "government", "公安"),
    ("市委农办 市委农村工作领导小组办公室", "party", "农业农村"),
    ("市委宣传部 市委宣传部（市版权局）", "party", "宣传"),
]  # fmt: skip


@pytest.mark.parametrize(("names", "kind", "system"), SAME_AGENCY, ids=lambda value: value.split()[0])
def test_the_spellings_of_an_agency_are_the_same(names: str, kind: str, system: str) -> None:
    result = {called(name) for name in names.split()}
    assert len({identity.name for identity in result}) == 1
    assert {(identity.kind, identity.system) for identity in result} == {(kind, system)}


@pytest.mark.parametrize(
    "names",
    [
        "市政府办公厅 市政府办公室",
        "市食安办 市食安委",
        "市安委办 市安委会",
        "市城管局 市综合行政执法局",
        "市大数据局 市数据局",
        "市行政审批局 市政务服务中心",
        "市港口局 市航道局",
        "省移动公司 省联通公司",
        "市文明办 市创文办",
        "市农业局 市农业农村局",
        "市委办公室 市政府办公室",
        "县人民医院 县中医院",
    ],
)
def test_agencies_that_only_resemble_each_other_stay_apart(names: str) -> None:
    first, second = names.split()
    assert called(first).name != called(second).name


@pytest.mark.parametrize(
    ("name", "settled", "region", "kind"),
    [
        ("河北省教育厅", "省教育厅", "河北省", "government"),
        ("中共河北省委宣传部", "省委宣传部", "河北省", "party"),
        ("广西壮族自治区公安厅", "自治区公安厅", "广西壮族自治区", "government"),
        ("新疆生产建设兵团公安局", "兵团公安局", "新疆生产建设兵团", "government"),
        ("雄安新区公共服务局", "雄安新区公共服务局", "雄安新区", "government"),
        ("福州市鼓楼区人民政府", "区政府", "鼓楼区", "government"),
        ("共青团信阳市委员会", "团市委", "信阳市", "group"),
        ("国家税务总局河北省税务局", "省税务局", "河北省", "vertical"),
        ("中国人民银行郑州中心支行", "人民银行郑州中心支行", "郑州市", "vertical"),
        ("人行郑州中心支行", "人民银行郑州中心支行", "郑州市", "vertical"),
        ("国家金融监督管理总局河北监管局", "河北金融监管局", "河北省", "vertical"),
        ("中国银保监会河北监管局", "河北银保监局", "河北省", "vertical"),
        ("中国证监会浙江监管局", "浙江证监局", "浙江省", "vertical"),
        ("河北调查总队", "国家统计局河北调查总队", "河北省", "vertical"),
        ("中华人民共和国石家庄海关", "石家庄海关", "石家庄市", "vertical"),
        ("中国邮政集团有限公司河北省分公司", "中国邮政集团有限公司河北省分公司", "河北省", "enterprise"),
        ("河北省制造强省建设领导小组", "省制造强省建设领导小组", "河北省", "coordinating"),
    ],
)
def test_an_agency_with_its_own_region(name: str, settled: str, region: str, kind: str) -> None:
    result = called(name)
    assert (result.name, result.region, result.kind) == (settled, region, kind)


def test_names_of_the_centre_alone_mean_it_in_any_document() -> None:
    for name in ("教育部", "人力资源和社会保障部", "国家能源局", "银保监会", "中央网信办", "市场监管总局"):
        assert called(name).level == "国"
        assert agencies.is_of_the_centre(name)
    for name in ("国资委", "医保局", "信访局"):
        assert called(name).level is None
        assert called(name, national=True).level == "国"
        assert not agencies.is_of_the_centre(name)


def test_what_begins_like_a_level_or_a_region_and_is_none() -> None:
    assert called("乡村振兴局") == Identity("乡村振兴局", "government", "乡村振兴")
    assert called("市场监管局").mark is None
    assert called("市依法治市办").name == "市委依法治市办"
    assert called("省级人民政府").name == "省级人民政府"
    assert agencies.own_regions("智慧城市建设领导小组办公室") == ((), "智慧城市建设领导小组办公室")
    assert agencies.own_regions("澜宁市临溪区税务局") == (("澜宁市", "临溪区"), "税务局")


def test_an_office_of_a_known_agency_is_of_its_line_of_work() -> None:
    assert called("省人社厅就业促进处").system == "人力资源社会保障"
    assert called("市生态环境局临溪分局").system == "生态环境"
    assert called("高新区市场监管局").system == "市场监管"


USUAL = """
市政府办公室 市发展改革委 市教育局 市科技局 市工业和信息化局 市民族宗教局 市公安局 市民政局 市司法局
市财政局 市人力资源社会保障局 市自然资源和规划局 市生态环境局 市住房城乡建设局 市交通运输局 市水利局
市农业农村局 市商务局 市文化和旅游局 市卫生健康委 市退役军人局 市应急局 市审计局 市外办 市国资委
市市场监管局 市体育局 市统计局 市医保局 市信访局 市机关事务管理局 市人防办 市国动办 市政务服务局
市行政审批局 市大数据局 市地方金融监管局 市金融办 市乡村振兴局 市林业局 市园林局 市城管局 市房管局
市住房公积金管理中心 市供销社 市粮食和物资储备局 市知识产权局 市药监局 市投资促进局 市招商局
市贸促会 市档案馆 市党史研究室 市委办公室 市委组织部 市委统战部 市委政法委 市委政研室 市委台办
市委老干部局 市委党校 市直机关工委 市委巡察办 市委社会工作部 市委改革办 市委财经办 市委军民融合办
市委金融办 市委审计办 市总工会 市科协 市残联 市文联 市社科联 市侨联 市工商联 市红十字会 市法学会
市关工委 市人大常委会 市政协 市法院 市检察院 市税务局 市气象局 市地震局 市烟草专卖局 市邮政管理局
市消防救援支队 市银保监分局 市金融监管分局 人民银行市中心支行 市通信管理办公室 市供电公司 市电信公司
市军分区 市人武部 市武警支队 市公安局交警支队 市河长办 市林长办 市禁毒办 市爱卫办 市老龄办 市治超办
市道安办 市处非办 市优化办 市文明办 市妇儿工委办 市减灾委办公室 市防汛抗旱指挥部办公室
市森林草原防灭火指挥部办公室 市征兵办 市农民工办 市信用办 市软件正版化工作领导小组办公室
市污染防治攻坚办 市质量强市办 市未保办 市物价局 市粮食局 市规划局 市国土资源局 市环保局 市农业局
市农委 市林业厅 市畜牧局 市旅游局 市旅发委 市文化局 市体育局 市卫生局 市人口计生委 市法制办 市扶贫办
市监察局 市综治办 市外侨办 市侨办 市经信委 市商务委 市城乡建委 市交通委 市规划局 市民政厅 市日报社
市广播电视台 市第一人民医院 某某大学 某某职业技术学院 市水务集团有限公司 市城投集团 经开区管委会
某某街道办事处 某某镇政府
""".split()


def test_all_the_usual_agencies_of_a_city_have_a_kind() -> None:
    assert [name for name in USUAL if called(name).kind == "other"] == []


def test_nearly_all_of_them_have_a_line_of_work() -> None:
    without = [name for name in USUAL if called(name).system is None]
    assert len(without) <= len(USUAL) // 50, without


def test_every_level_has_the_usual_agencies() -> None:
    for level in ("省", "自治区", "市", "州", "盟", "县", "区", "旗", "兵团"):
        for mention in ("公安厅", "教育局", "市场监督管理局", "委组织部", "妇联", "人民检察院"):
            result = called(level + mention)
            assert result.kind != "other"
            assert result.system is not None
            assert result.mark == level
