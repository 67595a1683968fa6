"""How sure: each part of a reading has a confidence, told from how it was read."""

import csv
import io
import json
import shutil
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path

import pytest

from kg import query, render, store
from kg.errors import LexiconError
from kg.evaluate import coverage
from kg.judge import Judge, confident
from kg.lexicon import actions, confidence, indicators
from kg.lexicon.confidence import FEATURES, Confidence, Weights
from kg.model import MentionType, Reading
from kg.pipeline import build
from kg.pipeline.reading import Reader
from kg.settings import Settings
from tests import readings

SETTINGS = Settings()
EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.txt"))
KINDS = tuple(FEATURES)
EVEN = Weights(base=0.0, weights={})
SURE = Weights(base=9.0, weights={})


def judge(rules: Confidence | None = None) -> Judge:
    folder = SETTINGS.lexicon
    return Judge(
        rules or confidence.load(folder), indicators.load(folder), actions.load_stages(folder)
    )


def rules(**kinds: Weights) -> Confidence:
    return Confidence(near=0.5, **(dict.fromkeys(KINDS, SURE) | kinds))


@pytest.fixture(scope="module")
def found(reader: Reader) -> Reading:
    """The first example, read."""
    return reader.path(EXAMPLES[0])


def test_all_that_is_read_has_a_confidence_but_for_quantities_and_times(found: Reading) -> None:
    parts = [one for kind in KINDS for one in getattr(found, kind)]
    assert {type(one).__name__ for one in parts} >= {"Mention", "Observation", "Event", "Project"}
    for one in parts:
        value = getattr(one, "type", None) in {MentionType.QUANTITY, MentionType.TIME}
        assert (one.confidence is None) == value
        assert value or Decimal(0) <= one.confidence <= Decimal(1)
        assert value or one.confidence == one.confidence.quantize(Decimal("0.01"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_each_feature_is_one_that_the_file_may_weigh(path: Path, reader: Reader) -> None:
    told = reader.judge.features(reader.path(path))
    for kind, known in FEATURES.items():
        for one in getattr(told, kind):
            assert one is None or set(one) == set(known)
            for name, value in (one or {}).items():
                assert not known[name] or value in known[name], (kind, name, value)


def test_what_the_tagger_is_sure_of_stays_as_it_is() -> None:
    reading = readings.small()
    own = reading.mentions[0]._replace(confidence=Decimal("0.31"))
    judged = judge(rules(mentions=EVEN)).judged(
        replace(reading, mentions=(own, *reading.mentions[1:]))
    )
    assert [one.confidence for one in judged.mentions[:2]] == [Decimal("0.31"), Decimal("0.50")]


def test_an_event_is_no_surer_than_the_mentions_of_who_and_what_allow() -> None:
    reading = readings.small()
    sure, unsure = (judge(rules(mentions=one)).judged(reading) for one in (SURE, EVEN))
    assert {one.confidence for one in sure.events} == {Decimal("1.00")}
    assert {one.confidence for one in unsure.events} == {Decimal("0.75")}  # half of the wrong near
    assert {one.confidence for one in unsure.observations} == {Decimal("1.00")}


def test_what_is_not_sure_enough_is_left_out() -> None:
    reading = judge(rules(events=EVEN)).judged(readings.small())
    kept = confident(reading, Decimal("0.60"))
    assert kept.events == ()
    assert kept.observations == reading.observations
    assert confident(reading, Decimal("0.50")) == reading


# -- the file --------------------------------------------------------------------------------------


@pytest.fixture
def own(tmp_path: Path) -> Settings:
    """The data folders, copied, to be changed."""
    for name in ("lexicon", "ontology", "shapes", "queries"):
        shutil.copytree(SETTINGS.root / name, tmp_path / "data" / name)
    return Settings(root=tmp_path / "data")


DAMAGED = {
    "no file": ("", "file is missing"),
    "no TOML": ("near = = 1", "not TOML"),
    "a missing kind": ("near = 0.5\n", "mentions: key is missing"),
    "an unknown kind": (
        "[mentions]\nbase = 1\nweights = {}\n[mention]\n",
        r'mention: .*mean "mentions"\?',
    ),
    "a word for a number": ("[mentions]\nbase = 'high'\nweights = {}\n", r"mentions\.base: "),
    "an unknown key": ("[mentions]\nbase = 1\nweight = {}\n", r"mentions\.weight"),
    "an unknown feature": (
        "[mentions]\nbase = 1\nweights = {rules = {a = 1}}\n",
        r'mentions\.weights\.rules: unknown feature \(did you mean "rule"\?\)',
    ),
    "an unknown value": (
        "[mentions]\nbase = 1\nweights = {marks = {outside = 1}}\n",
        r'mentions\.weights\.marks\.outside: unknown value \(did you mean "inside"\?\)',
    ),
    "a weight that is no number": (
        "[mentions]\nbase = 1\nweights = {marks = {inside = nan}}\n",
        r"mentions\.weights\.marks\.inside: must be a number",
    ),
    "a base without bound": (
        "[mentions]\nbase = inf\nweights = {}\n",
        r"mentions\.base: must be a n",
    ),
    "a share beyond all": ("near = 2\n[mentions]\nbase = 1\nweights = {}\n", "near: a share lies"),
}


@pytest.mark.parametrize("kind", DAMAGED)
def test_a_damaged_file_is_told_in_one_line_with_file_and_key(kind: str, tmp_path: Path) -> None:
    text, message = DAMAGED[kind]
    path = tmp_path / confidence.NAME
    others = [one for one in KINDS if "[mentions]" not in text or one != "mentions"]
    if kind not in {"no file", "no TOML", "a missing kind"}:
        near = "" if text.startswith("near") else "near = 0.5\n"
        text = near + text + "".join(f"[{one}]\nbase = 1\nweights = {{}}\n" for one in others)
    if text:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=message) as error:
        confidence.load(tmp_path)
    assert str(error.value).startswith(str(path))
    assert "\n" not in str(error.value)


def test_the_kinds_of_the_file_are_those_of_the_features() -> None:
    assert {field.name for field in fields(Confidence)} == {"near", *KINDS}


# -- the graph -------------------------------------------------------------------------------------


def answer(graph: Path, name: str, **given: str) -> list[dict[str, str]]:
    asked = query.question(SETTINGS.queries, name)
    found = query.answer(store.open_store(graph), asked, given, SETTINGS.queries)
    return list(csv.DictReader(io.StringIO(render.rows(found, "csv"))))


@pytest.mark.parametrize("name", ["entities", "observations", "facts", "links", "projects"])
def test_every_answer_says_how_sure_it_is(name: str, graph: Path) -> None:
    rows = answer(graph, name)
    assert rows
    assert all(0 < float(row["confidence"]) <= 1 for row in rows)


def test_an_explanation_says_how_sure_a_statement_is(graph: Path) -> None:
    dump = (graph / "dump.nq").read_text(encoding="utf-8")
    node = next(
        word.strip("<>") for word in dump.split() if "/id/event/" in word and "#" not in word
    )
    rows = answer(graph, "explain", iri=node)
    assert rows
    assert all(0 < float(row["confidence"]) <= 1 for row in rows)


def test_a_build_leaves_out_what_is_not_sure_enough_and_says_so(
    graph: Path, tmp_path: Path
) -> None:
    out, least = tmp_path / "graph", Decimal("0.950")
    assert build(EXAMPLES, out, SETTINGS, workers=1).read
    strict = replace(SETTINGS, min_confidence=least)
    assert len(build(EXAMPLES, out, strict, workers=1).read) == len(EXAMPLES)
    assert build(EXAMPLES, out, strict, workers=1).read == ()
    assert json.loads((out / "build.json").read_bytes())["min_confidence"] == "0.95"
    for name in ("entities", "observations"):
        before, after = answer(graph, name), answer(out, name)
        assert [row for row in before if Decimal(row["confidence"]) >= least] == after
        assert 0 < len(after) < len(before)
    assert len(coverage.unexplained(out).rows) > len(coverage.unexplained(graph).rows)


def test_another_file_of_reliabilities_makes_a_graph_anew(own: Settings, tmp_path: Path) -> None:
    out = tmp_path / "graph"
    build(EXAMPLES[:1], out, own, workers=1)
    path = own.lexicon / confidence.NAME
    text = path.read_text(encoding="utf-8")
    path.write_text(f"# one line more\n{text}", encoding="utf-8")
    assert build(EXAMPLES[:1], out, own, workers=1).read == (EXAMPLES[0].stem,)
