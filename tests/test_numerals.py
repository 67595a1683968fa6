"""Chinese numerals and shares."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.normalise import plain
from kg.text.numerals import CHARACTERS, chinese, fraction
from tests import strategies

DIGITS = "零一二三四五六七八九"


def spelled(number: int) -> str:
    """A number below 10,000 in Chinese, as schoolbooks write it."""
    words, zero = "", False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            words += ("零" if zero else "") + DIGITS[digit] + unit
            zero = False
        else:
            zero = bool(words)
    return words or "零"


@given(st.integers(min_value=0, max_value=9999))
def test_every_number_below_ten_thousand_is_read(number: int) -> None:
    assert chinese(spelled(number)) == number


@given(st.integers(min_value=1, max_value=9999), st.integers(min_value=1000, max_value=9999))
def test_myriads_multiply_what_stands_before_them(high: int, low: int) -> None:
    assert chinese(f"{spelled(high)}万{spelled(low)}") == high * 10_000 + low
    assert chinese(f"{spelled(high)}亿") == high * 10**8


@pytest.mark.parametrize(
    ("words", "number"),
    [("十", 10), ("十七", 17), ("二十", 20), ("两千三百", 2300), ("一百零五", 105),
     ("二〇二六", 2026), ("二○二四", 2024), ("万", 10_000), ("三亿五千万", 350_000_000)],
)  # fmt: skip
def test_forms_that_reports_use_are_read(words: str, number: int) -> None:
    assert chinese(words) == number


@pytest.mark.parametrize("words", ["", "十七个", "三分之二", "17", "几十"])
def test_what_is_no_numeral_gives_none(words: str) -> None:
    assert chinese(words) is None


@given(st.text(alphabet=CHARACTERS, max_size=8))
def test_no_order_of_characters_breaks_the_reading(words: str) -> None:
    number = chinese(words)
    assert number is None or number >= 0


@pytest.mark.parametrize(
    ("words", "share"),
    [("七成", "70"), ("四成五", "45"), ("三成半", "35"), ("8成", "80"), ("三分之二", "66.67"),
     ("百分之七十", "70"), ("1/4", "25"), ("2/3", "66.67")],
)  # fmt: skip
def test_shares_are_read_in_percent(words: str, share: str) -> None:
    assert fraction(words) == Decimal(share)


@pytest.mark.parametrize("words", ["", "分之", "零分之一", "成", "一半", "1/0", "0/0"])
def test_what_is_no_share_gives_none(words: str) -> None:
    assert fraction(words) is None


@given(strategies.texts | st.text())
def test_normalised_text_keeps_every_offset(text: str) -> None:
    assert len(plain(text)) == len(text)
    assert plain(plain(text)) == plain(text)


def test_full_width_digits_and_letters_become_ascii_and_quotes_stay() -> None:
    assert plain("“５Ｇ”增长７．５％，３２\u2002件；Ⅲ类") == "“5G”增长7.5%，32 件；Ⅲ类"
