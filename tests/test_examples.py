"""The example reports are of the promised kind and share no sentence with the real ones."""

import re
from pathlib import Path

import pytest

from tests.needs import NO_REPORTS

EXAMPLES = Path(__file__).parents[1] / "examples"
SHARED = Path(__file__).parents[2] / "shared"
REPORTS = sorted(EXAMPLES.glob("*.txt"))
RUN = 30


def squeezed(path: Path) -> str:
    return re.sub(r"\s+", "", path.read_text(encoding="utf-8"))


def runs(text: str) -> set[str]:
    return {text[start : start + RUN] for start in range(len(text) - RUN + 1)}


def test_there_are_three_example_reports() -> None:
    assert [path.stem for path in REPORTS] == [
        "wujiang-2024-work",
        "wujiang-2025-half-year",
        "wuzhong-2023-plan",
    ]


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_an_example_is_utf_8_without_a_byte_order_mark_and_ends_its_last_line(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert not text.startswith("\ufeff")
    assert "\r" not in text


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_an_example_has_60_to_120_lines(path: Path) -> None:
    assert 60 <= len(path.read_text(encoding="utf-8").splitlines()) <= 120


def test_an_example_shares_no_run_of_30_characters_with_a_real_report() -> None:
    real = sorted(SHARED.glob("corpus*/*.txt"))
    if not real:
        pytest.skip(NO_REPORTS)
    written = {run: path.stem for path in REPORTS for run in runs(squeezed(path))}
    shared = {run for path in real for run in runs(squeezed(path)) & written.keys()}
    assert {(written[run], run) for run in shared} == set()
