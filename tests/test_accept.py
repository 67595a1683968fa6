"""Which kind of answer a header asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.site.accept import choose, language

HTML, TURTLE, JSON = "text/html", "text/turtle", "application/ld+json"


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        ("", HTML),
        ("*/*", HTML),
        ("text/turtle", TURTLE),
        ("text/turtle;q=0.9, application/ld+json", JSON),
        ("text/*;q=0.3, text/html;q=0.2", TURTLE),
        ("text/html;q=0, */*", TURTLE),
        ("*/*;q=0", None),
        ("image/png", None),
        ("application/*", JSON),
        ("TEXT/TURTLE", TURTLE),
        ("text/turtle;q=nine, application/ld+json;q=0.1", JSON),
        ("text/html;level=1;q=0.4, text/turtle;q=0.5", TURTLE),
        (";;;,,,", HTML),
    ],
)
def test_the_best_media_type_is_chosen(accept: str, wanted: str | None) -> None:
    assert choose(accept, [HTML, TURTLE, JSON]) == wanted


@pytest.mark.parametrize(
    ("accepted", "wanted"),
    [
        ("", "zh"),
        ("en", "en"),
        ("zh-Hans-CN,en;q=0.8", "zh"),
        ("de, *;q=0.1", "zh"),
        ("x;;y", "zh"),
    ],
)
def test_the_best_language_is_chosen(accepted: str, wanted: str) -> None:
    assert language(accepted, ["zh", "en"]) == wanted


@given(st.text(max_size=80))
def test_whatever_is_said_one_of_the_offered_or_none_comes(accept: str) -> None:
    assert choose(accept, [HTML, TURTLE]) in {HTML, TURTLE, None}
