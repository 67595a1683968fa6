"""Quantities: value, unit, bound and range, and what is none."""

import time
from decimal import Decimal

import pytest
from hypothesis import given

from kg.model import Bound, Quantity, Span
from kg.text.grammars import Grammars
from kg.text.normalise import plain
from kg.text.quantities import Found, Grammar
from tests import strategies
from tests.strategies import Written

EXACT, APPROX, MIN, MAX = Bound.EXACT, Bound.APPROX, Bound.MIN, Bound.MAX


def found(words: str, grammar: Grammar) -> list[Found]:
    return list(grammar.find(plain(words), Span(0, len(words))))


def only(words: str, grammar: Grammar) -> Quantity:
    (one,) = found(words, grammar)
    return one.quantity


def quantity(
    amount: str, unit: str, bound: Bound = Bound.EXACT, upper: str | None = None
) -> Quantity:
    return Quantity(
        amount=Decimal(amount), upper=Decimal(upper) if upper else None, unit=unit, bound=bound
    )


# strings of the genre, each with the one quantity that it states last
TABLE = [
    ("规上工业总产值5457亿元", "5457", "亿元", EXACT),
    ("完成工业用电量261.29亿千瓦时", "261.29", "亿千瓦时", EXACT),
    ("高价值发明专利拥有量32\u2002件", "32", "件", EXACT),
    ("占全国比重提升0.3个百分点", "0.3", "个百分点", EXACT),
    ("缩小至1.77:1", "1.77", ":1", EXACT),
    ("总产值增长6.5%左右", "6.5", "%", APPROX),
    ("新增就业人数超4.3万人", "4.3", "万人", MIN),
    ("净增150家以上", "150", "家", MIN),
    ("招引首店50余家", "50", "家", MIN),
    ("面积近8500亩", "8500", "亩", APPROX),
    ("新增装机容量超280兆瓦", "280", "兆瓦", MIN),
    ("PM2.5平均浓度29.4微克/立方米", "29.4", "微克/立方米", EXACT),
    ("养老金标准提高至685元/月", "685", "元/月", EXACT),
    ("亩均税收提升至122.4万/亩", "122.4", "万/亩", EXACT),
    ("完成总产值4.7万亿元", "4.7", "万亿元", EXACT),
    ("婴幼儿托位数4.6个", "4.6", "个", EXACT),
    ("占全国七成", "70", "%", EXACT),
    ("招引项目超万个", "10000", "个", MIN),
    ("为2万余名优抚对象服务", "2", "万名", MIN),
    ("占全省一半以上", "50", "%", MIN),
    ("产量超3.4亿斤", "3.4", "亿斤", MIN),
    ("规模达2500PFLOPS", "2500", "PFLOPS", EXACT),
    ("新增并网57.17MW", "57.17", "MW", EXACT),
    ("人口自然增长率-1.2‰", "-1.2", "‰", EXACT),
    ("全国平均水平的1.8倍", "1.8", "倍", EXACT),
    ("不低于5%", "5", "%", MIN),
    ("五千六百三十二万元", "56320000", "元", EXACT),
    ("三分之二以上", "66.67", "%", MIN),
    ("降低0.5个百分点以内", "0.5", "个百分点", MAX),
    ("为群众办事4300多个", "4300", "个", MIN),
    ("整治5.27万余处", "5.27", "万处", MIN),
    ("惠及两百家企业", "200", "家", EXACT),
    ("完成1,234.5万元", "1234.5", "万元", EXACT),
    ("增长１２．５％", "12.5", "%", EXACT),
    ("人均受教育年限达到10.8年", "10.8", "年", EXACT),
    ("工商业电价5分/千瓦时", "5", "分/千瓦时", EXACT),
    ("满意度得分91.5分", "91.5", "分", EXACT),
    ("制止违规行为8起", "8", "起", EXACT),
    ("产值突破千亿大关", "1000", "亿", MIN),
    ("即将迈上两千亿元台阶", "200000000000", "元", MIN),
    ("营收翻了一番", "100", "%", EXACT),
    ("比上年翻一番", "100", "%", EXACT),
    ("实现两位数增长", "10", "%", MIN),
    ("控制在2%以内", "2", "%", MAX),
    ("不超过100万吨", "100", "万吨", MAX),
    ("提前8个月完成", "8", "个月", EXACT),
    ("占比近三分之一", "33.33", "%", APPROX),
]


@pytest.mark.parametrize(("words", "amount", "unit", "bound"), TABLE, ids=[row[0] for row in TABLE])
def test_a_quantity_has_value_unit_and_bound(
    words: str, amount: str, unit: str, bound: Bound, grammars: Grammars
) -> None:
    assert only(words, grammars.quantities) == quantity(amount, unit, bound)


@pytest.mark.parametrize(
    ("words", "amount", "upper", "unit"),
    [
        ("引进10-20亿元项目", "10", "20", "亿元"),
        ("30%—40%", "30", "40", "%"),
        ("12至15亿元", "12", "15", "亿元"),
        ("10万~20万元", "10", "20", "万元"),
        ("10亿元—20亿元", "10", "20", "亿元"),
        ("5000万-1亿元", "0.5", "1", "亿元"),
    ],
)
def test_a_range_has_both_ends_in_one_unit(
    words: str, amount: str, upper: str, unit: str, grammars: Grammars
) -> None:
    assert only(words, grammars.quantities) == quantity(amount, unit, upper=upper)


def test_two_bounds_side_by_side_are_two_quantities(grammars: Grammars) -> None:
    both = [one.quantity for one in found("不低于3亿元、不超过5亿元", grammars.quantities)]
    assert both == [quantity("3", "亿元", MIN), quantity("5", "亿元", MAX)]


def test_a_bare_decimal_counts_where_a_word_of_change_binds_it(grammars: Grammars) -> None:
    both = [one.quantity for one in found("收入比由1.83缩小至1.77，", grammars.quantities)]
    assert both == [quantity("1.83", ""), quantity("1.77", "")]
    assert found("方案3.27经讨论", grammars.quantities) == []


@pytest.mark.parametrize(
    "words",
    [
        *("5家庭", "3人口", "2市场", "10天然气", "3个性化服务", "3成立", "3项目", "10度假区"),
        *("5G基站", "605省道", "2024年", "第12届", "PM2.5", "24/7服务", "1/0"),
        *("连续十七年", "千家万户", "百年老店", "三个代表", "两个中心"),
    ],
)
def test_digits_of_names_dates_and_words_are_no_quantity(words: str, grammars: Grammars) -> None:
    assert found(words, grammars.quantities) == []


def test_a_rising_range_must_rise(grammars: Grammars) -> None:
    for words in ("20-10家", "6千-5%", "3亿-2亿元"):
        assert found(words, grammars.quantities) == []


@pytest.mark.parametrize(
    "words",
    [
        "约为" * 60 + "增",
        "一" * 40 + "分之" + "一" * 40,
        "亿" * 2000 + "元",
        "千万亿" * 200,
        "一" * 2000,
    ],
)
def test_no_text_takes_long_or_breaks_the_grammar(words: str, grammars: Grammars) -> None:
    begun = time.process_time()
    found(words, grammars.quantities)
    assert time.process_time() - begun < 2


def test_a_range_after_a_minus_is_not_guessed(grammars: Grammars) -> None:
    assert found("增速为-3-5%", grammars.quantities) == []


@given(strategies.written())
def test_what_is_written_is_read_again(grammars: Grammars, written: Written) -> None:
    assert grammars.quantities.read(written.words) == written.quantity


@given(strategies.written(), strategies.texts)
def test_evidence_gives_the_quantity_that_was_found_in_its_context(
    grammars: Grammars, written: Written, around: str
) -> None:
    text = f"{around}，{written.words}，{around}"
    grammar = grammars.quantities
    for one in found(text, grammar):
        if one.kind != "index":  # a bare decimal needs the word of change before it
            assert grammar.read(one.span.of(text)) == one.quantity


@given(strategies.texts)
def test_quantities_lie_in_the_text_in_order_and_never_overlap(
    grammars: Grammars, text: str
) -> None:
    end = 0
    for one in found(text, grammars.quantities):
        assert end <= one.span.start <= one.core.start < one.core.end == one.span.end <= len(text)
        end = one.span.end


def test_a_span_bounds_what_is_looked_at(grammars: Grammars) -> None:
    text = "投资3亿元，其中技改1亿元"
    inside = list(grammars.quantities.find(text, Span(6, len(text))))
    assert [one.quantity for one in inside] == [quantity("1", "亿元")]


@pytest.mark.parametrize(
    ("unit", "kind"), [("亿元", "money"), ("万㎡", "area"), ("%", "percent"), ("元/月", "money"),
                       ("千瓦时", "energy"), ("个百分点", "points"), ("", ""), ("怪单位", "")],
)  # fmt: skip
def test_a_unit_as_written_has_a_kind(unit: str, kind: str, grammars: Grammars) -> None:
    assert grammars.quantities.kind(unit) == kind


@pytest.mark.parametrize("words", ["", "—", "约5", "5亩", "1.2.3", "甲"])
def test_a_cell_that_is_no_bare_number_gives_none(words: str) -> None:
    assert Grammar.bare(words, "亩") is None


def test_a_bare_number_takes_the_unit_that_is_given() -> None:
    assert Grammar.bare("-1,234.5", "万㎡") == quantity("-1234.5", "万㎡")
