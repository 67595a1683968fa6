"""The page of errors: every cause from a small gold, and a page that stands by itself."""

import csv
import json
import re
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from kg.cli import main
from kg.errors import InputError
from kg.evaluate import mistakes
from kg.evaluate.mistakes import causes, finding, labels, page, scoring
from kg.evaluate.mistakes.finding import Found
from tests.needs import NO_GOLD

SCORER = Path(__file__).parents[2] / "shared" / "gold" / "score.py"
TEXT = "第一行。\n虚构镇新建样板大桥，<b>完成&投资</b>3亿元；其他。\n"

Row = dict[str, Any]

ENTITY = {"start": 8, "end": 14, "text": "新建样板大桥", "type": "project", "name": None}
NUMBER = {
    "start": 24,
    "end": 27,
    "area": "虚构镇",
    "indicator": "工业投资",
    "subject": None,
    "period": "2024",
    "status": "actual",
    "measure": "level",
    "value": "3",
    "upper": None,
    "unit": "亿元",
    "bound": "exact",
    "basis": None,
    "text": None,
}
WORDS = NUMBER | {"value": None, "unit": None, "text": "稳步提高"}
FACT = {
    "start": 5,
    "end": 14,
    "actor": "甲乙公司",
    "action": "获评",
    "object": "样板企业",
    "modality": "done",
    "period": "2024",
}
LINK = {"start": 5, "end": 27, "project": "样板大桥", "indicator": "工业投资"}
PROJECT: dict[str, object] = {
    "name": "样板大桥",
    "aliases": [],
    "area": "虚构镇",
    "stage": "started",
    "modality": "done",
    "investment": None,
    "unit": None,
    "enterprise": None,
}
#: Name of a case: layer, gold, answers, causes. Each case is a document.
CASES: dict[str, tuple[str, list[Row], list[Row], list[str]]] = {
    "e1": ("entities", [ENTITY], [ENTITY | {"start": 5}], ["left-long"]),
    "e2": ("entities", [ENTITY], [ENTITY | {"start": 9}], ["left-short"]),
    "e3": ("entities", [ENTITY], [ENTITY | {"end": 16}], ["right-long"]),
    "e4": ("entities", [ENTITY], [ENTITY | {"end": 12}], ["right-short"]),
    "e5": ("entities", [ENTITY], [ENTITY | {"start": 7, "end": 12}], ["borders"]),
    "e6": ("entities", [ENTITY], [ENTITY | {"type": "policy"}], ["type"]),
    "e7": (
        "entities",
        [ENTITY, ENTITY | {"start": 14, "end": 16}],
        [ENTITY | {"end": 18}],
        ["missed-over", "right-long"],
    ),
    "e8": (
        "entities",
        [ENTITY],
        [ENTITY | {"start": 20, "end": 22}],
        ["extra-alone", "missed-alone"],
    ),
    "e9": ("entities", [ENTITY], [ENTITY, ENTITY | {"start": 9}], ["extra-over"]),
    "o1": ("observations", [NUMBER], [NUMBER | {"value": "4"}], ["value"]),
    "o2": ("observations", [NUMBER], [NUMBER | {"unit": "万元"}], ["unit"]),
    "o3": ("observations", [NUMBER], [NUMBER | {"period": "2025"}], ["period"]),
    "o4": ("observations", [NUMBER], [NUMBER | {"area": "别的镇"}], ["area"]),
    "o5": ("observations", [NUMBER], [NUMBER | {"status": "target"}], ["status"]),
    "o6": ("observations", [NUMBER], [NUMBER | {"measure": "growth"}], ["measure"]),
    "o7": ("observations", [NUMBER], [NUMBER | {"indicator": "游客人数"}], ["indicator"]),
    "o8": ("observations", [NUMBER], [NUMBER | {"period": "2025", "value": "4"}], ["several"]),
    "o9": ("observations", [NUMBER], [NUMBER | {"start": 0, "end": 2}], ["extra", "missed"]),
    "o10": (
        "observations",
        [WORDS],
        [WORDS | {"start": 0, "end": 2}],
        ["extra-words", "missed-words"],
    ),
    "o11": ("observations", [WORDS], [WORDS | {"text": "大幅下降"}], ["value"]),
    "f1": ("facts", [FACT], [FACT | {"actor": "丙丁集团"}], ["actor"]),
    "f2": ("facts", [FACT], [FACT | {"object": "绿色工厂"}], ["object"]),
    "f3": ("facts", [FACT], [FACT | {"action": "承办"}], ["action"]),
    "f4": ("facts", [FACT], [FACT | {"modality": "planned"}], ["modality"]),
    "f5": ("facts", [FACT], [FACT | {"modality": "planned", "action": "承办"}], ["several"]),
    "f6": ("facts", [FACT], [FACT | {"start": 20, "end": 24}], ["extra", "missed"]),
    "l1": ("links", [LINK], [LINK | {"project": "某某水厂"}], ["project"]),
    "l2": ("links", [LINK], [LINK | {"indicator": "游客人数"}], ["indicator"]),
    "l3": ("links", [LINK], [LINK | {"start": 0, "end": 2}], ["extra", "missed"]),
    "p1": ("projects", [PROJECT], [PROJECT | {"stage": "completed"}], ["stage"]),
    "p2": ("projects", [PROJECT], [PROJECT | {"name": "某某水厂"}], ["extra", "missed"]),
}


@pytest.fixture(scope="session")
def scorer() -> scoring.Scorer:
    if not SCORER.is_file():
        pytest.skip(NO_GOLD)
    return scoring.load(SCORER)


@pytest.fixture(scope="session")
def found(scorer: scoring.Scorer, tmp_path_factory: pytest.TempPathFactory) -> tuple[Found, ...]:
    """The errors of all cases."""
    folder = tmp_path_factory.mktemp("mistakes")
    written(folder)
    return finding.find(scorer, folder / "gold", folder / "out")


def written(folder: Path) -> None:
    """The cases as a folder of gold and one of answers."""
    (folder / "gold").mkdir()
    (folder / "out").mkdir()
    answers: dict[str, list[Row]] = defaultdict(list)
    for name, (layer, golds, givens, _) in CASES.items():
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in golds)
        (folder / "gold" / f"{name}.{layer}.jsonl").write_text(lines, encoding="utf-8")
        answers[layer] += [{"document": name, **row} for row in givens]
    for layer, rows in answers.items():
        with (folder / "out" / f"{layer}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)


def shown(found: tuple[Found, ...]) -> str:
    return page.render([found], dict.fromkeys(CASES, TEXT))


def tree(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314  # our own page


@pytest.mark.parametrize("case", CASES)
def test_each_cause_is_found(case: str, found: tuple[Found, ...]) -> None:
    layer, _, _, expected = CASES[case]
    ones = [one for each in found for one in each.mistakes if one.document == case]
    assert sorted(one.cause for one in ones) == expected
    assert {one.layer for one in ones} == {layer}


def test_every_cause_of_the_page_has_a_case() -> None:
    tried = {(layer, cause) for layer, _, _, expected in CASES.values() for cause in expected}
    named = {(layer, cause) for layer, some in labels.CAUSES.items() for cause in some}
    assert named - tried == {("links", "several")}  # two that differ in both are two links


def test_what_the_scorer_counts_is_what_is_listed(found: tuple[Found, ...]) -> None:
    for each in found:
        wrong = [one for one in each.mistakes if one.cause != "stage"]
        misses = sum(one.gold is not None and not one.cause.startswith("extra") for one in wrong)
        alarms = sum(one.given is not None and not one.cause.startswith("missed") for one in wrong)
        assert misses == each.figures["gold"] - each.figures["matched"]
        assert alarms == each.figures["given"] - each.figures["matched"]


def test_the_page_is_well_formed_and_its_links_lead_somewhere(found: tuple[Found, ...]) -> None:
    root = tree(shown(found))
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    links = [one.get("href", "") for one in root.iter("a")]
    assert {link.removeprefix("#") for link in links} <= set(ids)
    groups = {f"#{layer}-{cause}" for layer, *_, why in CASES.values() for cause in why}
    assert groups <= set(links)


def test_the_bars_count_the_errors(found: tuple[Found, ...]) -> None:
    bars = [one for one in tree(shown(found)).iter("span") if one.get("class") == "bar"]
    counts = [int("".join(bar.itertext())) for bar in bars]
    assert sum(counts) == sum(len(each.mistakes) for each in found)


def test_the_page_is_in_both_languages_without_script(found: tuple[Found, ...]) -> None:
    text = shown(found)
    root = tree(text)
    for language in ("zh", "en"):
        words = [one for one in root.iter("span") if one.get("class") == language]
        assert len(words) > len(CASES)
        assert all("".join(one.itertext()).strip() for one in words)
        switch = [one for one in root.iter("input") if one.get("id") == language]
        assert [one.get("type") for one in switch] == ["radio"]
    assert "<script" not in text


def test_the_page_asks_for_nothing_elsewhere(found: tuple[Found, ...]) -> None:
    assert not re.search(r"https?:|//|\bsrc=|url\(|@import|<link", shown(found))


def test_an_error_shows_document_line_and_both_sides(found: tuple[Found, ...]) -> None:
    root = tree(shown(found))
    (group,) = (one for one in root.iter("section") if one.get("id") == "entities-left-long")
    (article,) = group.iter("article")
    words = " ".join(article.itertext())
    assert "e1" in words
    assert "第 2 行" in words
    assert "line 2" in words
    marks = [(one.get("class"), one.text) for one in article.iter("mark")]
    assert marks == [("given", "虚构镇"), ("both", "新建样板大桥")]
    differing = [one for one in article.iter("tr") if one.get("class") == "differs"]
    assert len(differing) == 1


def test_markup_of_a_report_is_text_on_the_page(found: tuple[Found, ...]) -> None:
    text = shown(found)
    assert "<b>" not in text
    assert "&lt;b&gt;完成&amp;投资" in text
    (sentence, *_) = (one for one in tree(text).iter("p") if one.get("class") == "sentence")
    assert "<b>完成&投资</b>" in "".join(sentence.itertext())


def test_a_document_without_text_is_still_listed(found: tuple[Found, ...]) -> None:
    text = page.render([found], {})
    assert "原文中找不到" in text
    assert len(list(tree(text).iter("article"))) == len(list(tree(shown(found)).iter("article")))


def test_several_folders_of_gold_make_one_page(found: tuple[Found, ...]) -> None:
    once, twice = (page.render([found] * n, {}) for n in (1, 2))
    assert twice.count("<article") == 2 * once.count("<article")
    tree(twice)


def test_a_layer_without_errors_says_so(found: tuple[Found, ...]) -> None:
    assert "没有错误。" in page.render([[replace(found[0], mistakes=())]], {})


def test_the_same_errors_give_the_same_bytes(found: tuple[Found, ...]) -> None:
    again = tuple(replace(each, mistakes=each.mistakes[::-1]) for each in found)
    assert shown(found) == shown(again)


def test_differing_names_the_fields(scorer: scoring.Scorer) -> None:
    given = NUMBER | {"area": "别的镇", "status": "target"}
    assert causes.differing(scorer, "observations", NUMBER, given) == ("area", "status")


def test_a_scorer_without_its_functions_is_named(tmp_path: Path) -> None:
    (tmp_path / "score.py").write_text("pair = alike = None\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"score\.py: the scorer has no MATCH, area"):
        scoring.load(tmp_path / "score.py")
    (tmp_path / "score.py").write_text("raise SystemExit('broken')\n", encoding="utf-8")
    with pytest.raises(InputError, match="the scorer failed: broken"):
        scoring.load(tmp_path / "score.py")


def test_a_scorer_that_prints_something_else_is_named(
    scorer: scoring.Scorer, tmp_path: Path
) -> None:
    (tmp_path / "score.py").write_text("print('well')\n", encoding="utf-8")
    other = replace(scorer, program=tmp_path / "score.py")
    with pytest.raises(InputError, match="what it prints cannot be read"):
        scoring.verdict(other, tmp_path, tmp_path, "facts")


def test_the_command_writes_the_page(
    graph: Path, scorer: scoring.Scorer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path)
    name = "wujiang-2024-work"
    line = json.dumps(ENTITY | {"start": 0, "end": 1}) + "\n"
    (tmp_path / "gold" / f"{name}.entities.jsonl").write_text(line, encoding="utf-8")
    given = ["evaluate", str(tmp_path / "gold"), "--graph", str(graph), "--out"]
    given += [str(tmp_path / "answers"), "--scorer", str(scorer.program), "--errors"]
    with pytest.raises(SystemExit) as exit_:
        main([*given, str(tmp_path / "page.html")])
    assert exit_.value.code == 0
    assert "entities" in capsys.readouterr().out
    root = tree((tmp_path / "page.html").read_text(encoding="utf-8"))
    assert any(name in "".join(one.itertext()) for one in root.iter("article"))

    with pytest.raises(SystemExit) as exit_:
        main([*given, str(tmp_path)])
    said = capsys.readouterr()
    assert (exit_.value.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert "cannot be written" in said.err
    assert "--errors" in said.err


def test_the_template_stands_beside_its_module() -> None:
    assert (Path(mistakes.__file__).parent / page.TEMPLATE).is_file()
