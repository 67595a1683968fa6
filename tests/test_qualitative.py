"""Values without a number."""

import pytest
from hypothesis import given

from kg.model import Measure, Span
from kg.text.grammars import Grammars
from tests import strategies

LEVEL, GROWTH = Measure.LEVEL, Measure.GROWTH
KNOWN = frozenset({"居民人均可支配收入", "粮食产量", "耕地保有量", "安全生产"})

Row = tuple[str, str, Measure]


def said(words: str, grammars: Grammars, *, prose: bool = False) -> list[Row]:
    known = KNOWN.__contains__ if prose else None
    found = grammars.words.read(words, Span(0, len(words)), known=known)
    return [(one.name, one.value.of(words), one.measure) for one in found]


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ("——粮食产量保持稳定；", [("粮食产量", "保持稳定", LEVEL)]),
        ("——耕地保有量完成上级下达任务；", [("耕地保有量", "完成上级下达任务", LEVEL)]),
        (
            "——居民人均可支配收入与经济增长基本同步；",
            [("居民人均可支配收入", "与经济增长基本同步", GROWTH)],
        ),
        ("——城乡居民收入倍差稳步降低；", [("城乡居民收入倍差", "稳步降低", LEVEL)]),
        ("——固定资产投资保持稳定增长；", [("固定资产投资", "保持稳定增长", GROWTH)]),
        (
            "——进出口总额、实际使用外资保稳提质；",
            [("进出口总额", "保稳提质", LEVEL), ("实际使用外资", "保稳提质", LEVEL)],
        ),
        ("——地区生产总值增长6%；", []),
        ("——持续优化营商环境；", []),
    ],
)
def test_a_list_item_states_its_value_in_words(
    words: str, rows: list[Row], grammars: Grammars
) -> None:
    assert said(words, grammars) == rows


def test_prose_states_words_of_known_indicators_only(grammars: Grammars) -> None:
    words = "粮食产量完成省下达任务，社区治理完成省下达任务。"
    assert [name for name, _, _ in said(words, grammars, prose=True)][:1] == ["粮食产量"]
    assert said("社区治理完成省下达任务。", grammars, prose=True) == []


def test_prose_that_names_a_target_states_it(grammars: Grammars) -> None:
    words = "居民人均可支配收入目标为与经济增长基本同步。"
    assert said(words, grammars, prose=True) == [
        ("居民人均可支配收入", "与经济增长基本同步", GROWTH)
    ]


@pytest.mark.parametrize(
    "words",
    ["保持稳定", "持续下降", "稳步提高", "逐步缩小", "不断减少", "促稳提质", "稳步增长"],
)
def test_prose_states_the_trend_of_a_known_indicator(words: str, grammars: Grammars) -> None:
    found = [(name, value) for name, value, _ in said(f"粮食产量{words}。", grammars, prose=True)]
    assert found == [("粮食产量", words)]
    assert said(f"社区治理{words}。", grammars, prose=True) == []


def test_the_trend_of_what_a_verb_governs_is_no_target(grammars: Grammars) -> None:
    assert said("力争粮食产量持续下降。", grammars, prose=True)
    assert said("推动粮食产量持续下降。", grammars, prose=True) == []


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ("稳步提高耕地保有量。", [("耕地保有量", "稳步提高", LEVEL)]),
        (
            "完成上级下达的粮食产量任务。",
            [("粮食产量", "完成上级下达的粮食产量任务", LEVEL)],
        ),
        (
            "建议耕地保有量、水域面积完成省下达任务。",
            [("耕地保有量", "完成省下达任务", LEVEL), ("水域面积", "完成省下达任务", LEVEL)],
        ),
        ("稳步提高服务水平。", []),
    ],
)
def test_a_value_may_stand_before_around_or_behind_its_names(
    words: str, rows: list[Row], grammars: Grammars
) -> None:
    assert said(words, grammars, prose=True) == rows


def test_a_clause_may_go_on_with_what_was_said(grammars: Grammars) -> None:
    words = "——粮食产量保持稳定，完成省下达播种面积任务；"
    assert said(words, grammars) == [
        ("粮食产量", "保持稳定", LEVEL),
        ("播种面积", "完成省下达播种面积任务", LEVEL),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "力争粮食产量保持稳定、耕地保有量增长5%。",
        "力争耕地保有量增长5%、粮食产量保持稳定。",
        "力争粮食产量保持稳定、其他指标好于上年。",
    ],
)
def test_members_with_a_value_each_are_read_one_by_one(words: str, grammars: Grammars) -> None:
    assert said(words, grammars, prose=True)[:1] == [("粮食产量", "保持稳定", LEVEL)]


def test_a_clause_behind_a_value_may_have_one_of_its_own(grammars: Grammars) -> None:
    words = "粮食产量持续下降，安全生产稳步改善、耕地保有量保持稳定。"
    assert said(words, grammars, prose=True) == [
        ("粮食产量", "持续下降", LEVEL),
        ("安全生产", "稳步改善", LEVEL),
        ("耕地保有量", "保持稳定", LEVEL),
    ]


def test_of_what_is_called_by_two_characters_no_trend_is_told(grammars: Grammars) -> None:
    found = grammars.words.read("经济持续增长。", Span(0, 7), known=lambda name: name == "经济")
    assert found == ()


def test_a_clause_that_goes_on_may_name_what_shall_not_happen(grammars: Grammars) -> None:
    words = "粮食产量保持稳定，不发生重特大安全事故。"
    assert said(words, grammars, prose=True) == [
        ("粮食产量", "保持稳定", LEVEL),
        ("重特大安全事故", "不发生重特大安全事故", LEVEL),
    ]


def test_words_as_a_whole_are_a_value_or_not(grammars: Grammars) -> None:
    assert grammars.words.is_value("完成省下达任务")
    assert not grammars.words.is_value("粮食产量")


@given(strategies.texts)
def test_words_lie_in_the_sentence_and_hold_no_digit(grammars: Grammars, text: str) -> None:
    for name, value, _ in said(text, grammars):
        assert name
        assert value
        assert not any(character.isdigit() for character in value)
