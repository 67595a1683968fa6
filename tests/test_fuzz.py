"""What once broke a reader or a grammar does not again, and laws hold of what is drawn."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuzz.targets import BY_NAME, TARGETS, Target, kept

NAMES = [one.name for one in TARGETS]


@pytest.mark.parametrize(
    ("name", "path"), kept(), ids=[f"{name}-{path.name}" for name, path in kept()]
)
def test_what_was_found_once_is_mended(name: str, path: Path) -> None:
    BY_NAME[name].holds(path.read_bytes())


@pytest.mark.parametrize("target", TARGETS, ids=NAMES)
def test_what_fuzzing_begins_with_is_read(target: Target) -> None:
    for data in target.seeds():
        target.holds(data)


@pytest.mark.parametrize("target", TARGETS, ids=NAMES)
def test_no_bytes_break_a_reader_or_a_law(target: Target) -> None:
    given(st.binary(max_size=min(600, target.longest)))(target.holds)()
