"""A guard in front of a pattern changes nothing that it finds."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.lexicon import names
from kg.settings import Settings
from kg.text.cues import Cues
from kg.text.openings import guarded, needed, opening

_PATTERNS = st.recursive(
    st.sampled_from(
        [
            "甲",
            "乙",
            "[丙丁]",
            r"\d",
            "[0-2]",
            "^",
            "$",
            "(?<=甲)",
            "(?!乙)",
            r"\[",
            "[-乙]",
            ".",
            "[^甲]",
        ]
    ),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: "(?:" + "|".join(parts) + ")")
        | st.lists(inner, min_size=1, max_size=3).map("".join)
        | st.tuples(inner, st.sampled_from(["?", "*", "+", "{0,2}", "{2}", "??"])).map(
            lambda pair: f"(?:{pair[0]}){pair[1]}"
        )
    ),
    max_leaves=8,
)


@given(_PATTERNS, st.text(alphabet="甲乙丙丁0129-[", max_size=12))
def test_a_guarded_pattern_finds_the_same(pattern: str, text: str) -> None:
    plain = [match.span() for match in re.finditer(pattern, text)]
    assert [match.span() for match in re.finditer(guarded(pattern), text)] == plain


@pytest.mark.parametrize(
    "pattern", ["[^甲]乙", ".乙", "甲?", "甲*", "(?=甲)", r"(甲)|\1", "(?i:a)"]
)
def test_what_may_begin_with_anything_is_left_alone(pattern: str) -> None:
    assert opening(pattern) is None
    assert guarded(pattern) == pattern


def test_the_long_lists_of_the_lexicon_are_guarded() -> None:
    rules = names.load(Settings().lexicon).rules
    assert opening("|".join(rules.lead.words))
    assert opening("|".join(rules.trail.words))


@given(_PATTERNS, st.text(alphabet="甲乙丙丁0129-[", max_size=12))
def test_every_match_holds_one_of_the_words_that_a_pattern_needs(pattern: str, text: str) -> None:
    words = needed(pattern)
    for match in re.finditer(pattern, text):
        assert words is None or any(word in match.group() for word in words)


def test_a_pattern_is_looked_for_only_where_a_word_of_it_stands() -> None:
    held = Cues({"law": "(?:条例|办法)$", "any": ".+"}).held("出台条例，实施办")
    assert held.between(0, 4) == {"law", "any"}
    assert held.between(0, 3) == held.between(5, 8) == {"any"}
