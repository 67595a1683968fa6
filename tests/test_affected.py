"""What reports say together after a change: only areas that it touches are read again."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import pytest
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kg import agree, store
from kg.model import Figure, Status
from kg.pipeline import agreeing
from kg.settings import Settings
from tests.figures import figure

SETTINGS = Settings()
#: Areas with those that they lie within; of one nothing is known.
AREAS = {
    "32": "",
    "3205": "32",
    "320506": "3205",
    "320507": "",
    "320509": "3205",
    "320509100": "320509",
    "3301": "",
}
Stated: TypeAlias = tuple[str, str, int, bool]
STATED = st.tuples(
    st.sampled_from(sorted(AREAS)), st.sampled_from("甲乙"), st.integers(1, 3), st.booleans()
)
REPORTS = st.dictionaries(st.sampled_from("abcd"), st.lists(STATED, max_size=8), max_size=4)


def money(report: str, area: str, indicator: str, number: int, *aims: bool) -> Figure:
    status = Status.TARGET if any(aims) else Status.ACTUAL
    base = "http://example.org/"
    return figure(
        report,
        f"{number}00",
        node=f"{base}{report}/{area}/{indicator}/{number}/{status}",
        area=f"{base}area/{area}",
        within=f"{base}area/{AREAS[area]}" if AREAS[area] else "",
        indicator=f"{base}indicator/{indicator}",
        indicator_name=indicator,
        unit="元",
        status=status,
        adds=True,
        listed=True,
        passage=f"{base}{report}/passage/{number}",
    )


def put(writer: store.Writer, reports: Mapping[str, Sequence[Stated]]) -> None:
    """Let these reports alone stand."""
    for entry in writer.entries:
        if entry.id not in reports:
            writer.remove(entry.id)
    for report, stated in reports.items():
        found = {money(report, *one) for one in stated}
        lines = agree.dumps(sorted(found, key=Figure.order))
        writer.put(report, report, "0", {store.QUADS: b"", store.FIGURES: lines})


LATER: Stated = ("3205", "乙", 3, False)
CITY, DISTRICT, OTHER, TOWN, ZONE = (
    (area, "甲", number, False)
    for area, number in (("3205", 3), ("320509", 2), ("320506", 1), ("320509100", 1), ("320507", 1))
)


@hypothesis_settings(max_examples=40, deadline=None)
@given(REPORTS, REPORTS)
# another district, or a town of a district, still tells where the amount around is said
@example({"a": [CITY, OTHER], "b": [DISTRICT]}, {"a": [CITY, OTHER]})
@example({"a": [CITY], "b": [DISTRICT, TOWN]}, {"a": [LATER], "b": [DISTRICT, TOWN]})
# what comes between a city and its district parts them
@example({"a": [CITY, DISTRICT]}, {"a": [CITY, DISTRICT], "b": [ZONE]})
def test_what_comes_and_goes_is_the_difference_of_what_all_reports_say_before_and_after(
    tmp_path_factory: pytest.TempPathFactory,
    before: dict[str, list[Stated]],
    after: dict[str, list[Stated]],
) -> None:
    folder = tmp_path_factory.mktemp("graph")
    with store.writing(folder) as writer:
        put(writer, before)
        was = set(agreeing.lines(writer, SETTINGS))
        writer.commit((), made_with="test", base=SETTINGS.base)
    with store.writing(folder) as writer:
        put(writer, after)
        now = set(agreeing.lines(writer, SETTINGS))
        assert agreeing.changed(writer, SETTINGS) == (was - now, now - was)


def test_areas_far_from_a_change_are_not_read_again() -> None:
    sides = dict(agree.surrounding(AREAS.items()))
    assert agree.affected(sides, sides, {"3301"}) == {"3301"}
    assert agree.affected(sides, sides, set()) == frozenset()
