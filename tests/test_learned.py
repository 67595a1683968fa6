"""The trained tagger: its file, its sums, and what the resolver takes."""

import itertools
import json
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ModelError
from kg.model import Mention, MentionType, Span
from kg.settings import MODEL
from kg.tag.candidates import UNLIKELY, candidate
from kg.tag.choose import chosen
from kg.tag.learned import weights
from kg.tag.learned.chain import Chain, chain
from kg.tag.learned.features import FEATURES, TAGS, TYPES, identified, longest_first, pieces, shown
from kg.tag.learned.network import emissions
from kg.tag.learned.propose import Judged, judged, probability
from kg.tag.resolve import resolved
from tests import models


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> weights.Model:
    return weights.load(models.written(tmp_path_factory.mktemp("model")))


def sums(model: weights.Model, text: str) -> tuple[weights.Floats, Chain]:
    sentences = longest_first(tuple(pieces(text)))
    numbers = identified(text, model.vocabulary)
    scores = emissions(model, numbers, shown(text, (), ()), sentences)
    return scores, chain(model, scores, sentences)


def test_the_probability_of_a_name_is_that_of_all_taggings_that_hold_it(
    small: weights.Model,
) -> None:
    model, text = small, "某县企"
    scores, found = sums(model, text)
    worth = {}
    for tagging in itertools.product(range(len(TAGS)), repeat=len(text)):
        total = model.first[tagging[0]] + model.last[tagging[-1]]
        total += sum(scores[place, tag] for place, tag in enumerate(tagging))
        total += sum(model.transitions[a, b] for a, b in itertools.pairwise(tagging))
        if total > -1000:
            worth[tagging] = np.exp(float(total))
    everything = sum(worth.values())
    for kind, name in enumerate(TYPES):
        begin, inside, end, single = (TAGS.index(f"{p}-{name.value}") for p in "BIES")
        for span, path in (
            (Span(0, 3), (begin, inside, end)),
            (Span(1, 3), (begin, end)),
            (Span(1, 2), (single,)),
        ):
            wanted = sum(w for t, w in worth.items() if t[span.start : span.end] == path)
            (chance,) = found.probabilities([(*span, kind)])
            assert chance == pytest.approx(wanted / everything, abs=1e-6)


@given(st.lists(st.sampled_from(models.LETTERS + "\n4年"), max_size=80).map("".join))
def test_the_tags_of_each_character_of_a_sentence_have_probability_one(
    small: weights.Model, text: str
) -> None:
    _, found = sums(small, text)
    inside = [place for span in pieces(text) for place in range(span.start, span.end)]
    total = (found.begun * found.left).sum(axis=1)
    assert np.allclose(total[inside], 1)


def test_a_sentence_is_read_alike_alone_and_among_others(small: weights.Model) -> None:
    one, many = "某县医院增长。", "国家企业。\n某县医院增长。\n企业增长，某市某县企业增长。"
    alone, _ = sums(small, one)
    among, _ = sums(small, many)
    start = many.index(one)
    assert np.allclose(alone, among[start : start + len(one)], atol=1e-5)


def test_pieces_cover_all_but_space_and_none_is_too_long() -> None:
    text = "  某市完成投资。\n" + "一，" * 300 + "\n\t3\n"
    spans = tuple(pieces(text))
    assert all(span.end - span.start <= 160 for span in spans)
    covered = {place for span in spans for place in range(span.start, span.end)}
    assert {place for place, one in enumerate(text) if not one.isspace()} <= covered
    assert sum(span.end - span.start for span in spans) == len(covered)


def test_the_network_is_shown_what_rules_propose_and_what_is_only_possible() -> None:
    text = "支持某某科技公司扩产"
    sure = candidate(text, Span(2, 8), MentionType.ENTERPRISE, "head-enterprise", 70)
    possible = candidate(text, Span(2, 4), MentionType.AREA, "possible-short", UNLIKELY)
    seen = shown(text, (sure, possible), resolved((sure, possible)))
    assert seen.shape == (len(text), FEATURES)
    assert seen[:2].sum() == 0
    assert seen[2:8].sum(axis=1).min() > 0
    assert resolved((sure, possible)) == (sure.mention,)


def test_a_model_written_twice_has_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first, second = models.written(tmp_path / "a"), models.written(tmp_path / "b")
    assert first.read_bytes() == second.read_bytes()


def test_a_missing_model_is_named_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"names.npz: there is no name model .*--model none"):
        weights.load(tmp_path / "names.npz")


@pytest.mark.parametrize("keep", [0, 10, 3000])
def test_a_damaged_model_is_refused(tmp_path: Path, keep: int) -> None:
    path = models.written(tmp_path)
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(ModelError, match="damaged"):
        weights.load(path)


def test_a_model_with_a_part_missing_is_refused(tmp_path: Path) -> None:
    path = models.written(tmp_path)
    with zipfile.ZipFile(path) as old:
        kept = {n: old.read(n) for n in old.namelist() if not n.startswith("pairs")}
    with zipfile.ZipFile(path, "w") as new:
        for name, data in kept.items():
            new.writestr(name, data)
    with pytest.raises(ModelError, match="damaged"):
        weights.load(path)


def test_a_model_whose_parts_do_not_fit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "names.npz"
    weights.save(path, {**models.arrays(1), "output": np.zeros((3, 2), np.float32)}, models.meta())
    with pytest.raises(ModelError, match="damaged"):
        weights.load(path)


def test_a_model_of_another_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "names.npz"
    weights.save(path, models.arrays(1), {**models.meta(), "format": 0})
    with pytest.raises(ModelError, match="another version"):
        weights.load(path)


def test_every_possible_name_is_judged_once_with_what_speaks_for_it(small: weights.Model) -> None:
    text = "某县企业增长。国家医院，某县企业。"
    proposed = candidate(text, Span(0, 4), MentionType.ENTERPRISE, "head-enterprise", 70)
    found = judged(small, text, (proposed,), resolved((proposed,)))
    keys = [(one.mention.span, one.mention.type) for one in found]
    assert len(keys) == len(set(keys))
    (mine,) = (one for one in found if one.mention == proposed.mention)
    assert mine.features["rule:enterprise:head-enterprise"] == 1
    assert mine.features["resolved"] == 1
    assert mine.probability == probability(small.judge, mine.features)


_SPANS = st.tuples(st.integers(0, 12), st.integers(1, 5), st.integers(0, 100))


def test_no_name_holds_or_cuts_what_the_words_around_make_certain(small: weights.Model) -> None:
    text = "某县企业增长。"
    place = candidate(text, Span(0, 2), MentionType.AREA, "certain-division", 48)
    longer = candidate(text, Span(0, 4), MentionType.ENTERPRISE, "firm", 90)
    found = judged(small, text, (place, longer), ())
    assert [one.mention for one in found if one.mention.span.start < 2] == [place.mention]
    assert found[0].probability > 0.9


@given(st.lists(_SPANS, max_size=7))
def test_the_names_taken_are_worth_most_and_do_not_overlap(
    places: list[tuple[int, int, int]],
) -> None:
    possible = [_judged(start, start + size, chance / 100) for start, size, chance in places]
    taken = chosen(possible, 0.4)
    assert all(not a.span.overlaps(b.span) for a, b in itertools.combinations(taken, 2))
    best = max(_worth(some) for some in _free_sets(possible))
    assert sum(float(one.confidence or 0) - 0.4 for one in taken) == pytest.approx(best, abs=1e-6)


def _judged(start: int, end: int, chance: float) -> Judged:
    words = "字" * (end - start)
    mention = Mention(
        span=Span(start, end), type=MentionType.PROJECT, text=words, name=words, rule="learned"
    )
    return Judged(mention, {}, chance)


def _free_sets(possible: list[Judged]) -> list[tuple[Judged, ...]]:
    return [
        some
        for size in range(len(possible) + 1)
        for some in itertools.combinations(possible, size)
        if all(
            not a.mention.span.overlaps(b.mention.span) for a, b in itertools.combinations(some, 2)
        )
    ]


def _worth(some: tuple[Judged, ...]) -> float:
    return sum(one.probability - 0.4 for one in some)


@pytest.mark.skipif(not MODEL.is_file(), reason="needs the model, model/names.npz: make train")
def test_the_packaged_model_loads_and_says_what_it_was_made_with() -> None:
    model = weights.load(MODEL)
    assert len(model.vocabulary) > 2000
    assert model.judge["model"] > 0
    figures = json.loads(MODEL.with_suffix(".json").read_text(encoding="utf-8"))
    assert figures["all"]["all"] >= 0.72
