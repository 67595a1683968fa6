"""The project's own annotations: offsets and types that fit the reports, and no text."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from kg.model import MentionType
from tests import needs

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "training" / "annotations"
SHARED = ROOT.parent / "shared"
SCOPES = json.loads((FOLDER / "scopes.json").read_text(encoding="utf-8"))


def rows(name: str) -> list[dict[str, object]]:
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_every_annotated_report_has_its_ranges() -> None:
    assert {path.stem for path in FOLDER.glob("*.jsonl")} == set(SCOPES)


@pytest.mark.parametrize("name", SCOPES)
def test_annotations_hold_offsets_and_types_alone_without_overlap(name: str) -> None:
    found = rows(name)
    assert all(set(row) == {"start", "end", "type"} for row in found)
    assert {str(row["type"]) for row in found} <= {kind.value for kind in MentionType}
    places = sorted((int(str(row["start"])), int(str(row["end"]))) for row in found)
    assert all(start < end for start, end in places)
    assert all(one[1] <= other[0] for one, other in pairwise(places))
    assert all(any(a <= s and e <= b for a, b in SCOPES[name]) for s, e in places)


@needs.reports
@pytest.mark.parametrize("name", SCOPES)
def test_annotations_lie_on_words_of_the_report(name: str) -> None:
    (path,) = SHARED.glob(f"corpus*/{name}.txt")
    text = path.read_bytes().decode()
    words = [text[int(str(row["start"])) : int(str(row["end"]))] for row in rows(name)]
    assert all(word == word.strip() and word for word in words)


@pytest.mark.parametrize("layer", ["observations", "facts", "projects", "links", "entities"])
def test_annotated_statements_quote_no_report(layer: str) -> None:
    for path in (ROOT / "training" / "statements").glob(f"*/*.{layer}.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            assert "quote" not in json.loads(line)
