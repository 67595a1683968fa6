"""IRIs are ASCII, depend on nothing but the thing's own key, and two things have two."""

from hypothesis import given
from hypothesis import strategies as st

from kg.iris import Iris, digest, document_key, named_key
from kg.model import Area, MentionType, Span, Thing
from tests.readings import WUJIANG

BASE = "https://example.test/"
IRIS = Iris(BASE)
NAMES = st.text(min_size=1, max_size=12)
PARTS = st.lists(st.text(max_size=6), min_size=1, max_size=4)
KINDS = st.sampled_from([*MentionType, None])


@given(PARTS, PARTS)
def test_digests_tell_parts_apart(one: list[str], other: list[str]) -> None:
    assert (digest(*one) == digest(*other)) == (one == other)


@given(KINDS, NAMES, KINDS, NAMES)
def test_two_things_have_two_iris(
    kind: MentionType | None, name: str, other_kind: MentionType | None, other: str
) -> None:
    one = IRIS.thing(Thing(type=kind, name=name))
    two = IRIS.thing(Thing(type=other_kind, name=other))
    assert (one == two) == ((kind, name) == (other_kind, other))


@given(NAMES)
def test_iris_are_ascii_without_reserved_characters(name: str) -> None:
    for iri in (IRIS.indicator(name), IRIS.report(name), IRIS.concept("unit", name)):
        assert iri.isascii()
        assert not set(iri.removeprefix(BASE)) & set(' <>"{}|\\^`%?#')


@given(NAMES, NAMES)
def test_two_documents_have_two_keys(one: str, other: str) -> None:
    assert (document_key(one) == document_key(other)) == (one == other)


def test_a_document_with_a_plain_stem_keeps_it() -> None:
    assert IRIS.graph("000_a65cc7568acc971d") == f"{BASE}id/graph/000_a65cc7568acc971d"


def test_an_area_goes_by_its_code() -> None:
    assert IRIS.area(WUJIANG) == f"{BASE}id/area/320509"


def test_areas_of_one_name_in_two_places_are_two() -> None:
    one = Area(name="新华村", level="village", parent="320509")
    other = Area(name="新华村", level="village", parent="320507")
    assert IRIS.area(one) != IRIS.area(other)


def test_a_named_thing_shows_its_pinyin() -> None:
    assert named_key("indicator", "地区生产总值").startswith("di-qu-sheng-chan-zong-zhi-")


def test_a_passage_goes_by_its_place() -> None:
    assert IRIS.passage("d", Span(3, 9)) == f"{BASE}id/passage/d/3-9"
