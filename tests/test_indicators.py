"""One name for every spelling of an indicator, and none for what must stay apart."""

import json
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import LexiconError
from kg.lexicon import indicators
from kg.lexicon.indicators import Indicator, Kind, canonical, find, head, is_ratio
from kg.settings import Settings
from tests import needs
from tests.timing import less_than

TABLE = indicators.load(Settings().lexicon)
SHARED = Path(__file__).parents[2] / "shared"
PIECES = st.sampled_from(
    re.findall(
        r"\S+",
        """规模以上 规上 工业 增加值 占 GDP 地区生产总值 生产总值 的 比重 比例 份额 研究与试验发展
        R&D 研发 （ ） ( ) “ ” 每 万 千 人口 人
        拥有 0 3 ~ - 岁 以下 婴幼儿 托位 数 数量 总量 全市
        我区 年末 下降 降低 率 营收 入 运 Ⅲ III 类 优 于
        单位 万元 能源消耗 能耗 医保 长护险 战新产业 高速铁路 PM2.5 ｐｍ２．５ 浓度 税收 收入
        经营主体 市场主体""",
    )
)
NAMES = st.lists(PIECES | st.sampled_from(" \u2002\u3000\n"), max_size=9).map("".join)
APART = (
    ("工业投资", "全社会固定资产投资"),
    ("固定资产投资", "全社会固定资产投资"),
    ("规上工业增加值", "规上工业总产值"),
    ("规上工业增加值", "工业增加值"),
    ("一般公共预算收入", "税收收入"),
    ("税收收入", "税收收入（全口径）"),
    ("城镇居民人均可支配收入", "农村居民人均可支配收入"),
    ("进出口总额", "外贸出口"),
    ("实际使用外资", "合同外资"),
    ("高新技术企业数", "新增高新技术企业数"),
    ("空气质量优良天数", "空气质量优良天数比例"),
    ("城镇登记失业率", "城镇调查失业率"),
    ("战略性新兴产业增加值", "战略性新兴产业产值"),
    ("单位GDP能耗", "单位GDP能耗下降率"),
    ("每万人发明专利拥有量", "每万人高价值发明专利拥有量"),
)


def known(name: str) -> Indicator:
    found = find(name, TABLE)
    assert found, name
    return found


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("规模以上工业增加值", "规上工业增加值"),
        ("GDP", "地区生产总值"),
        ("全市地区生产总值（GDP）", "地区生产总值"),
        ("人均 GDP", "人均地区生产总值"),
        ("制造业增加值占地区生产总值的比例", "制造业增加值占GDP比重"),
        ("全社会R＆D经费投入占GDP的比重", "全社会研究与试验发展经费支出占GDP比重"),
        ("全社会研究与试验发展(R&D)经费支出占GDP比重", "全社会研究与试验发展经费支出占GDP比重"),
        ("每千名常住人口3周岁以下婴幼儿托位数", "每千人口拥有0-3岁婴幼儿托位数"),
        ("每千人口拥有0～3岁婴幼儿托位数", "每千人口拥有0-3岁婴幼儿托位数"),
        ("每千人口拥有执业(助理)医师数", "每千人口执业（助理）医师数"),
        ("国家级专精特新小巨人企业数量", "国家级专精特新“小巨人”企业数"),
        ("一般公共预算收入（同口径）", "一般公共预算收入"),
        ("固定资产投资\u2002（不含农户）", "固定资产投资"),
        ("万元地区生产总值能耗降低率", "单位地区生产总值能源消耗降低"),
        ("ＰＭ２．５年均浓度", "PM2.5浓度"),
        ("商事主体总量", "经营主体数"),
        ("基本医保参保率", "基本医疗保险参保率"),
        ("规上服务业营收", "规上服务业营业收入"),
    ],
)
def test_spellings_of_one_indicator_have_one_name(spelling: str, name: str) -> None:
    assert canonical(spelling, TABLE) == name


@pytest.mark.parametrize(("one", "other"), APART)
def test_what_differs_in_scope_stays_apart(one: str, other: str) -> None:
    assert known(one) is not known(other)


def test_an_unknown_name_keeps_its_words_and_only_its_spelling_becomes_regular() -> None:
    assert canonical("规模以上 蚕丝(绢) 企业数量", TABLE) == "规上蚕丝（绢）企业"
    assert canonical("村厕运营收入占村集体收入的份额", TABLE) == "村厕运营收入占村集体收入比重"


@given(NAMES)
def test_a_canonical_name_is_its_own_canonical_name(name: str) -> None:
    once = canonical(name, TABLE)
    assert canonical(once, TABLE) == once


@given(st.sampled_from(sorted(TABLE.index)))
def test_every_name_and_alias_finds_its_entry_also_with_blanks_in_it(name: str) -> None:
    assert known(" ".join(name)) is TABLE.index[name]


def test_the_parts_and_the_whole_of_an_indicator_are_named_canonically() -> None:
    for each in TABLE.indicators:
        parts = [each.numerator, each.denominator, each.broader]
        assert [part for part in parts if part and canonical(part, TABLE) != part] == []
        assert bool(each.numerator) == bool(each.denominator), each.name


def test_a_rate_or_share_by_name_is_one_by_kind() -> None:
    named = re.compile(r"(占.*比重|率|占比|比例)$")
    others = {"全员劳动生产率", "亿元GDP生产安全事故死亡率"}
    rates = [each for each in TABLE.indicators if named.search(each.name)]
    assert {each.name for each in rates if each.kind not in {Kind.RATIO, Kind.SHARE}} == others


def longest(phrase: str) -> Indicator | None:
    parts = (
        phrase[start : start + size]
        for size in range(len(phrase), 1, -1)
        for start in range(len(phrase) - size + 1)
    )
    return next(filter(None, (find(part, TABLE) for part in parts)), None)


def test_the_longest_name_in_an_example_is_its_indicators() -> None:
    examples = [(each, phrase) for each in TABLE.indicators for phrase in each.examples]
    assert len(examples) > 100
    assert [phrase for each, phrase in examples if longest(phrase) is not each] == []


def test_a_name_that_looks_alike_is_something_else() -> None:
    wrong = [(each, name) for each in TABLE.indicators for name in each.not_examples]
    assert [name for each, name in wrong if find(name, TABLE) is each] == []


def test_no_spelling_rule_merges_two_entries() -> None:
    spelled = {TABLE.written(name): each for name, each in TABLE.index.items()}
    for name, each in TABLE.index.items():
        assert spelled[TABLE.written(name)] is each
        bare = TABLE.compared(TABLE.written(name))
        assert bare in spelled or TABLE.alike[bare] is each, name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("森林覆盖率", True),
        ("进出口总额", False),
        ("经济增速", False),
        ("湖岸贯通率", True),
        ("劳动生产率", False),
        ("蟹苗投放面积", False),
        ("夜校开课", None),
    ],
)
def test_a_share_is_told_from_an_amount_by_entry_or_last_noun(
    name: str,
    expected: object,
) -> None:
    assert is_ratio(name, TABLE) is expected


def test_a_phrase_is_known_as_an_indicator_by_its_last_noun() -> None:
    assert head("丝绸产业产值增速", TABLE) == "增速"
    assert head("数字孪生水网", TABLE) is None


def test_loading_takes_a_fraction_of_a_second() -> None:
    with less_than(0.5):
        indicators.load(Settings().lexicon)


MINIMAL = """
[categories]
"甲" = { code = "a", label_en = "A" }
[definitions]
amount = { zh = "甲", en = "A" }
count = { zh = "甲", en = "A" }
ratio = { zh = "甲", en = "A" }
share = { zh = "甲", en = "A" }
index = { zh = "甲", en = "A" }
intensity = { zh = "甲", en = "A" }
rate-of-change = { zh = "甲", en = "A" }
unknown = { zh = "甲", en = "A" }
unit = { zh = "甲", en = "A" }
parts = { zh = "甲", en = "A" }
broader = { zh = "甲", en = "A" }
[heads]
amount = ["总额"]
[shares]
endings = ["覆盖率"]
not_endings = []
[characters]
source = "（"
target = "("
[[variants]]
texts = ["以上"]
replacement = "上"
[[indicator]]
name = "出口总额"
aliases = ["出口"]
label_en = "Exports"
kind = "amount"
category = "甲"
"""


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (('aliases = ["出口"]', 'alias = ["出口"]'), "indicator[1].alias"),
        (('"出口"]', '"出口", "出口总额"]'), "indicator[1].aliases[2]"),
        (('category = "甲"', 'category = "乙"'), "indicator[1].category"),
        (('category = "甲"', 'category = "甲"\nbroader = "进出口"'), "indicator[1].broader"),
        (('kind = "amount"', 'kind = "sum"'), "indicator[1].kind"),
        (('kind = "amount"', 'kind = "amount"\nunit = "亿员"'), "indicator[1].unit"),
        (('target = "("', 'target = "()"'), "characters"),
        (('texts = ["以上"]', 'pattern = "(以上"'), "variants[1].pattern"),
        (('texts = ["以上"]', ""), "variants[1]"),
        (('code = "a"', 'code = "甲"'), "categories.甲.code"),
        (('unit = { zh = "甲"', 'unit = { zh = "{甲}"'), "definitions.unit"),
        (("parts = {", "part = {"), "definitions"),
        (('kind = "amount"', 'kind = "amount"\nclose_match = "a b"'), "indicator[1].close_match"),
    ],
)
def test_a_wrong_file_is_reported_with_file_and_key(
    tmp_path: Path, change: tuple[str, str], where: str
) -> None:
    shutil.copy(Settings().lexicon / "units.toml", tmp_path)
    (tmp_path / "indicators.toml").write_text(MINIMAL.replace(*change), encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        indicators.load(tmp_path)
    assert caught.value.where.endswith(where)
    assert "indicators.toml" in caught.value.where


def gold_names() -> dict[str, set[str]]:
    """Indicator names of the annotated reports, and the reports that use each."""
    files = [*SHARED.glob("gold/000*.entities.jsonl"), *SHARED.glob("gold-more/*.entities.jsonl")]
    names: dict[str, set[str]] = {}
    for path in files:
        for line in path.read_text(encoding="utf-8").splitlines():
            mention = json.loads(line)
            if mention["type"] == "indicator":
                names.setdefault(mention["name"], set()).add(path.name)
    return names


@needs.gold
def test_most_names_that_several_annotated_reports_use_are_known() -> None:
    names = gold_names()
    common = [name for name, reports in names.items() if len(reports) > 1]
    share = sum(find(name, TABLE) is not None for name in common) / len(common)
    assert share > 0.9
