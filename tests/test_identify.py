"""One thing has one name wherever it is named, and two things have two."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.identify import Identifier
from kg.lexicon import areas
from kg.model import (
    Area,
    Mention,
    MentionType,
    Reading,
    Source,
    Span,
    Stage,
    Text,
    Thing,
)
from kg.pipeline.reading import Reader
from kg.settings import Settings
from tests import readings

EXAMPLES = Path(__file__).parents[1] / "examples"
FOLDER = Settings().lexicon
IDENTIFIER = Identifier.load(FOLDER)
AREAS = areas.load(FOLDER)
SOURCE = Source(
    id="report", name="report.txt", media_type="text/plain", encoding="utf-8", sha256="0" * 64
)
ENTERPRISE, ORGANISATION = MentionType.ENTERPRISE, MentionType.ORGANISATION
PROJECT, HONOUR, POLICY = MentionType.PROJECT, MentionType.HONOUR, MentionType.POLICY
INDICATOR, AREA = MentionType.INDICATOR, MentionType.AREA


def place(name: str) -> Area:
    found = AREAS.named(name)
    assert len(found) == 1
    return found[0]


WUJIANG, SUZHOU = place("苏州市吴江区"), place("苏州市")
GAOTANG, GAOQING = place("聊城市高唐县"), place("淄博市高青县")


def mention(kind: MentionType, written: str, at: int = 0, name: str = "") -> Mention:
    made = readings.small().mentions[0]
    span = Span(at, at + len(written))
    return made._replace(span=span, type=kind, text=written, name=name or written, area=None)


def reading(kind: MentionType, *written: str, home: Area = WUJIANG) -> Reading:
    mentions = tuple(mention(kind, name, 100 * index) for index, name in enumerate(written))
    return replace(readings.small(), home=home, mentions=mentions, events=(), projects=())


def called(text: str, *projects: str) -> list[str]:
    """What the projects of a sentence are called, in a report that says nothing else."""
    small = readings.small()
    mentions = tuple(mention(PROJECT, name, text.index(name)) for name in projects)
    document = replace(small.document, text=text)
    said = replace(small, document=document, home=WUJIANG, mentions=mentions, observations=())
    found = IDENTIFIER.identified(replace(said, events=(), projects=(), contributions=()))
    return [one.name for one in found.mentions]


def names(kind: MentionType, *written: str, home: Area = WUJIANG) -> list[str]:
    """What one report of a place calls the things that it writes so."""
    found = IDENTIFIER.identified(reading(kind, *written, home=home))
    return [one.name for one in found.mentions]


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (ENTERPRISE, ["亨通集团有限公司", "亨通集团", "亨通"]),
        (ENTERPRISE, ["苏州英诺赛科", "英诺赛科", "英诺赛科（苏州）有限公司"]),
        (ENTERPRISE, ["奥博生物公司", "奥博生物"]),
        (ENTERPRISE, ["区农发集团", "吴江区农发集团", "吴江农发", "农发集团"]),
        (PROJECT, ["虚拟电厂项目", "吴江区虚拟电厂", "虚拟电厂"]),
        (ORGANISATION, ["区人民医院", "吴江区人民医院", "吴江人民医院", "人民医院"]),
        (ORGANISATION, ["吴江五院", "吴江区第五人民医院", "区第五人民医院"]),
        (ORGANISATION, ["吴江高新区人民医院（筹）", "吴江高新区人民医院"]),
        (ORGANISATION, ["区中医院", "吴江区中医医院"]),
        (ORGANISATION, ["省政府", "江苏省人民政府", "省人民政府"]),
        (ORGANISATION, ["市妇幼保健院", "苏州市妇幼保健院"]),
        (ORGANISATION, ["国家发改委", "国家发展改革委", "国家发展和改革委员会"]),
        (ORGANISATION, ["哈工大苏州研究院", "哈尔滨工业大学苏州研究院"]),
        (ORGANISATION, ["苏州大\n学未来校区", "苏州大学未来校区"]),
        (PROJECT, ["沪苏湖高铁", "沪苏湖铁路", "沪苏湖高速铁路"]),
        (PROJECT, ["太浦河后续（一期）", "太浦河后续（一期）工程", "太浦河后续一期", "太浦河后续"]),
        (PROJECT, ["“东湖智慧城”产业园项目", "东湖智慧城产业园"]),
        (PROJECT, ["盛泽站扩建工程", "省重大项目盛泽站扩建", "盛泽站扩建项目"]),
        (PROJECT, ["汾湖智算中心", "中国移动长三角（苏州）汾湖智算中心"]),
        (PROJECT, ["苏州内河港盛泽码头", "盛泽码头"]),
        (PROJECT, ["中国移动长三角（苏州）汾湖智算中心", "中国移动汾湖智算中心"]),
        (PROJECT, ["地铁14号线", "14号线", "轨道交通14号线"]),
        (HONOUR, ["省级绿色工厂", "江苏省绿色工厂", "省绿色工厂", "江苏省级绿色工厂"]),
        (HONOUR, ["国家级专精特新“小巨人”企业", "国家专精特新小巨人企业"]),
        (PROJECT, ["花湖湾城中村改造项目", "花湖湾"]),
        (PROJECT, ["望湖路", "望湖路城市更新"]),
        (PROJECT, ["水乡旅游线城际铁路", "水乡旅游线"]),
        (ORGANISATION, ["工联院江苏分院", "中国工业互联网研究院江苏分院"]),
        (POLICY, ["“污染防治攻坚战”专项行动", "污染防治攻坚战"]),
        (HONOUR, ["世界500强", "世界500强企业", "“世界500强”榜单"]),
        (HONOUR, ["专精特新“小巨人”企业", "国家级专精特新“小巨人”"]),
        (HONOUR, ["高新技术企业", "国家高新技术企业"]),
        (POLICY, ["“十四五”规划", "十四五规划"]),
        (POLICY, ["“换位跑一次”活动", "“换位跑一次”行动", "换位跑一次"]),
        (POLICY, ["区土地征收成片开发方案", "土地征收成片开发方案"]),
        (POLICY, ["中央生态环保督察", "中央生态环境保护督察"]),
        (INDICATOR, ["GDP", "地区生产总值"]),
        (INDICATOR, ["规模以上工业增加值", "规上工业增加值"]),
        (INDICATOR, ["全社会R&D经费支出占GDP比重", "全社会研究与试验发展经费支出占GDP的比重"]),
    ],
)
def test_one_thing_has_one_name_in_a_report(kind: MentionType, written: list[str]) -> None:
    assert len(set(names(kind, *written))) == 1


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (ENTERPRISE, ["恒力", "恒力化纤"]),
        (ENTERPRISE, ["亨通", "亨通光电", "亨通光纤", "亨通线缆"]),
        (ENTERPRISE, ["苏州银行", "江苏银行", "吴江银行"]),
        (ENTERPRISE, ["联影", "联影医疗"]),
        (INDICATOR, ["工业投资", "全社会固定资产投资"]),
        (INDICATOR, ["规上工业增加值", "规下工业增加值", "工业增加值"]),
        (PROJECT, ["东湖大厦一期", "东湖大厦二期", "东湖大厦"]),
        (PROJECT, ["胜浦大桥", "胜浦大道", "胜浦大桥连接线"]),
        (PROJECT, ["沪宁高铁", "沪宁铁路"]),
        (PROJECT, ["苏台高速", "苏台高速七都至桃源段"]),
        (PROJECT, ["东湖科技园", "西湖科技园"]),
        (PROJECT, ["望湖路", "望湖路城市更新", "望湖路老旧小区改造"]),
        (ORGANISATION, ["市人民医院", "区人民医院"]),
        (ORGANISATION, ["吴江五院", "吴江四院"]),
        (ORGANISATION, ["市场监管局", "商务局"]),
        (HONOUR, ["省级绿色工厂", "国家级绿色工厂", "市级绿色工厂"]),
        (HONOUR, ["省级绿色工厂", "省级以上绿色工厂"]),
        (POLICY, ["“十四五”规划", "“十五五”规划"]),
    ],
)
def test_two_things_have_two_names_in_a_report(kind: MentionType, written: list[str]) -> None:
    assert len(set(names(kind, *written))) == len(written)


@pytest.mark.parametrize(
    ("kind", "written", "other"),
    [
        (ENTERPRISE, "亨通集团", "亨通"),
        (ORGANISATION, "苏州市妇幼保健院", "市妇幼保健院"),
        (PROJECT, "沪苏湖高铁", "沪苏湖铁路"),
        (PROJECT, "中国移动长三角（苏州）汾湖智算中心", "中国移动汾湖智算中心"),
        (PROJECT, "七都污水厂扩建工程", "七都污水厂扩建"),
        (PROJECT, "水乡旅游线城际铁路", "水乡旅游线"),
        (PROJECT, "605省道吴江同里至黎里段改扩建", "605省道同里至黎里段高架"),
        (PROJECT, "长湖申线（京杭运河-苏沪省界段）航道整治工程", "长湖申线"),
        (PROJECT, "梅堰卫生院新院区", "梅堰卫生院"),
        (PROJECT, "吴江科创园", "吴江区科创园"),
        (HONOUR, "省级绿色工厂", "江苏省绿色工厂"),
        (HONOUR, "国家级制造业单项冠军", "制造业单项冠军企业"),
        (HONOUR, "2024“中国百强镇”", "中国百强镇"),
        (HONOUR, "2024年度赛迪百强区", "赛迪百强区"),
        (HONOUR, "省未来产业先行集聚发展试点（低空经济）", "江苏省未来产业先行集聚发展试点区域"),
        (HONOUR, "农业生产全程机械化示范县（规模养殖类）创建名单", "农业生产全程机械化示范县"),
        (POLICY, "服务业三年倍增计划", "服务业三年倍增行动计划"),
        (INDICATOR, "GDP", "地区生产总值"),
    ],
)
def test_two_reports_call_one_thing_alike(kind: MentionType, written: str, other: str) -> None:
    assert names(kind, written, home=WUJIANG) == names(kind, other, home=SUZHOU)


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("吴江纺织循环经济产业园", "纺织循环经济产业园"),
        ("苏州大学·未来产业科技园", "未来产业科技园"),
    ],
)
def test_two_reports_of_a_place_call_its_park_alike(written: str, other: str) -> None:
    assert names(PROJECT, written) == names(PROJECT, other)


def test_two_reports_of_a_place_call_its_body_alike() -> None:
    written, other = "吴江乡村振兴母基金", "乡村振兴母基金"
    assert names(ORGANISATION, written) == names(ORGANISATION, other) == ["吴江区乡村振兴母基金"]
    assert names(ORGANISATION, "吴江汾湖医院") == ["吴江汾湖医院"]


@pytest.mark.parametrize(
    ("text", "name", "meant"),
    [
        ("加快通苏嘉甬、北沿江高铁建设。", "通苏嘉甬", "通苏嘉甬铁路"),
        ("推进滨湖线、通苏嘉甬等铁路建设。", "通苏嘉甬", "通苏嘉甬铁路"),
        ("推进沪武、锡太高速建设。", "沪武", "沪武高速"),
        ("推进沪武、东湖大厦建设。", "沪武", "沪武"),
    ],
)
def test_the_last_of_a_list_says_for_all_what_is_built(text: str, name: str, meant: str) -> None:
    others = [one for one in ("北沿江高铁", "滨湖线", "锡太高速", "东湖大厦") if one in text]
    assert called(text, name, *others)[0] == meant


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (ORGANISATION, "县人民医院"),
        (ORGANISATION, "人民医院"),
        (ORGANISATION, "商务局"),
        (ENTERPRISE, "城投集团"),
        (ENTERPRISE, "产业发展集团"),
        (PROJECT, "零碳产业园"),
        (HONOUR, "县级示范社区"),
    ],
)
def test_what_every_place_has_is_not_one_thing(kind: MentionType, written: str) -> None:
    assert names(kind, written, home=GAOTANG) != names(kind, written, home=GAOQING)


@pytest.mark.parametrize("written", ["国务院", "商务部", "国家发改委", "中国科学院"])
def test_what_the_nation_has_is_one_thing(written: str) -> None:
    assert names(ORGANISATION, written, home=GAOTANG) == names(ORGANISATION, written, home=SUZHOU)


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (POLICY, "区块链创新行动"),
        (PROJECT, "市场北路改造"),
        (POLICY, "市域社会治理试点"),
        (PROJECT, "区间道路"),
    ],
)
def test_a_word_that_only_looks_like_a_place_stays(kind: MentionType, written: str) -> None:
    assert names(kind, written) == [written] or "吴江区" + written in names(kind, written)
    assert not names(kind, written)[0].startswith("苏州市")


def test_a_hospital_numbered_after_a_university_is_not_the_city_s() -> None:
    assert names(ORGANISATION, "中山七院", home=SUZHOU) == ["中山七院"]


def test_a_short_zone_at_the_head_of_a_name_is_written_in_full() -> None:
    zone = AREAS.zone("吴江经济技术开发区", "320509")
    short = mention(AREA, "开发区", 500)._replace(area=zone, name=zone.name)
    made = reading(ORGANISATION, "开发区人民医院")
    found = IDENTIFIER.identified(replace(made, mentions=(*made.mentions, short)))
    assert found.mentions[0].name == "吴江经济技术开发区人民医院"


def test_a_zone_named_by_a_sight_is_one_with_and_without_its_division() -> None:
    zones = [AREAS.zone(f"{front}东太湖生态旅游度假区", "320509") for front in ("吴江", "")]
    mentions = [mention(AREA, one.name)._replace(area=one) for one in zones]
    made = replace(reading(PROJECT), mentions=tuple(mentions))
    assert len({one.area for one in IDENTIFIER.identified(made).mentions}) == 1


def test_a_zone_that_nothing_but_its_division_tells_keeps_it() -> None:
    zone = AREAS.zone("吴江经济技术开发区", "320509")
    made = replace(reading(PROJECT), mentions=(mention(AREA, zone.name)._replace(area=zone),))
    assert IDENTIFIER.identified(made).mentions[0].area == zone


@pytest.mark.parametrize(
    ("name", "company"),
    [
        ("微康生物益生菌项目", "微康生物"),
        ("亨通光电海缆扩建项目", "亨通光电"),
        ("智能装备产业园项目", None),
        ("吴江电子产业园项目", None),
        ("国家数据中心项目", None),
    ],
)
def test_a_project_tells_the_company_at_its_head(name: str, company: str | None) -> None:
    base = readings.everything().projects[0]._replace(name=name, aliases=(), enterprise=None)
    found = IDENTIFIER.identified(replace(reading(PROJECT), projects=(base,))).projects
    assert [one.enterprise for one in found] == [company]


def test_the_body_that_presents_a_report_has_its_one_name() -> None:
    made = reading(ORGANISATION, "区发展和改革委员会")
    written = replace(made.document, text="吴江区发改委\n", issuer=Span(0, 6))
    found = IDENTIFIER.identified(replace(made, document=written))
    assert found.issuer == Thing(type=ORGANISATION, name="吴江区发展和改革委员会")
    assert found.mentions[0].name == found.issuer.name


def test_a_phrase_says_which_place_it_means() -> None:
    event = readings.everything().events[0]._replace(object=Thing(type=None, name="区供销合作总社"))
    found = IDENTIFIER.identified(replace(reading(PROJECT), events=(event,)))
    assert found.events[0].object.name == "吴江区供销合作总社"


def test_a_name_that_tells_nothing_gets_the_place_that_the_report_gives_it() -> None:
    found = names(PROJECT, "吴江设计产业园一期", "设计产业园二期")
    assert found == ["吴江区设计产业园一期", "吴江区设计产业园二期"]


def test_where_two_full_names_fit_a_short_one_stays() -> None:
    found = names(PROJECT, "汾湖智算中心", "移动汾湖智算中心", "电信汾湖智算中心")
    assert len(set(found)) == 3


def test_a_phrase_that_names_something_known_is_that_thing() -> None:
    event = (
        readings.everything()
        .events[0]
        ._replace(
            actor=Thing(type=None, name="“亨通集团”"),
            object=Thing(type=None, name="一等奖"),
        )
    )
    found = IDENTIFIER.identified(replace(reading(ENTERPRISE, "亨通集团"), events=(event,)))
    assert found.events[0].actor == Thing(type=ENTERPRISE, name="亨通")
    assert found.events[0].object == Thing(type=None, name="一等奖")
    assert (Thing(type=ENTERPRISE, name="亨通"), "“亨通集团”") in found.aliases


@pytest.mark.parametrize(
    ("written", "whole"),
    [
        ("苏台高速七都至桃源段", "苏台高速"),
        ("通苏嘉甬高铁苏州北段", "通苏嘉甬铁路"),
        ("吴淞江整治工程吴中段", "吴淞江整治"),
        ("东湖大厦二期", "东湖大厦"),
        ("东湖大厦一期", ""),
        ("石湖西路东段", ""),
        ("东湖大厦", ""),
    ],
)
def test_a_stretch_and_a_later_phase_say_whose_part_they_are(written: str, whole: str) -> None:
    found = IDENTIFIER.identified(reading(PROJECT, written))
    assert [one for _, one in found.wholes] == ([whole] if whole else [])


def test_two_readings_of_one_project_are_one_with_all_its_evidence() -> None:
    base = readings.everything().projects[0]
    begun = base._replace(name="东湖站扩建工程", aliases=(), stage=Stage.STARTED, enterprise=None)
    done = base._replace(
        name="“东湖站”扩建", aliases=(), stage=Stage.COMPLETED, enterprise="亨通集团"
    )
    found = IDENTIFIER.identified(replace(reading(PROJECT), projects=(begun, done))).projects
    assert [(one.name, one.stage, one.enterprise) for one in found] == [
        ("东湖站扩建", Stage.COMPLETED, "亨通")
    ]
    assert found[0].evidence == (*begun.evidence, *done.evidence)
    assert set(found[0].aliases) == {"东湖站扩建工程", "“东湖站”扩建"}


WORDS = st.sampled_from(
    [
        "亨通",
        "集团",
        "有限公司",
        "苏州",
        "吴江",
        "区",
        "市",
        "县",
        "省",
        "人民医院",
        "五院",
        "高铁",
        "铁路",
        "项目",
        "工程",
        "一期",
        "（一期）",
        "“",
        "”",
        "扩建",
        "产业园",
        "级",
        "绿色",
        "工厂",
        "名单",
        "东湖",
        "大桥",
        "开发区",
        "GDP",
        "总量",
    ]
)
NAMES = st.lists(WORDS, min_size=1, max_size=5).map("".join)
KINDS = st.sampled_from([ENTERPRISE, ORGANISATION, PROJECT, HONOUR, POLICY, INDICATOR])


@given(KINDS, NAMES)
def test_the_one_name_of_a_thing_is_its_own_one_name(kind: MentionType, written: str) -> None:
    once = names(kind, written)
    assert names(kind, *once) == once


@given(KINDS, st.lists(NAMES, min_size=2, max_size=4))
def test_the_order_of_mentions_does_not_matter(kind: MentionType, written: list[str]) -> None:
    assert names(kind, *written) == names(kind, *reversed(written))[::-1]


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_the_names_of_a_whole_report_stay_when_they_are_settled_again(
    path: Path, reader: Reader
) -> None:
    once = reader.path(path)
    again = IDENTIFIER.identified(once)
    assert [one.name for one in again.mentions] == [one.name for one in once.mentions]
    assert [one.name for one in again.projects] == [one.name for one in once.projects]


def test_the_end_of_an_indicator_beside_its_figure_is_that_indicator(reader: Reader) -> None:
    text = (
        "苏州市吴江区2024年政府工作报告\n一、2024年工作回顾\n"
        "服务业增加值1200亿元，占GDP比重46%。发放尊老金3200万元。\n"
    )
    read = reader.text(Text(source=SOURCE, text=text))
    figures = {one.indicator for one in read.observations}
    assert {one.name for one in read.mentions if one.type is INDICATOR} <= figures
