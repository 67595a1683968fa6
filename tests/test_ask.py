"""Questions in words: understood as named questions with parameters, or told why not."""

import json
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

import pytest

from kg import query, search, store
from kg.ask import MOST, Asked, Understood, answer, plain, understand
from kg.assist.server import Assistant
from kg.cli import main
from kg.lexicon import asking, indicators
from kg.settings import Settings
from kg.site import Request, Response, Site
from tests import needs
from tests.timing import less_than

SETTINGS = Settings()
DATA = Path(__file__).parent / "data"
ENOUGH, FAST = 0.92, 0.3
LATER = ["asked_later.toml", "asked_mended.toml", "asked_blind.toml"]
LATER += [f"asked_blind{number}.toml" for number in range(2, 8)]


def opened(graph: Path) -> Asked:
    held = store.open_store(graph)
    return Asked(
        store=held,
        index=search.of_state(graph, store.read(graph), held, SETTINGS.queries),
        lexicon_folder=SETTINGS.lexicon,
        queries=SETTINGS.queries,
        text=lambda report: store.report_file(graph, report, store.TEXT).decode("utf-8"),
    )


@pytest.fixture(scope="module", name="five")
def opened_five(five: Path) -> Iterator[Asked]:
    """The graph of the real reports."""
    asked = opened(five)
    with asked.index:
        yield asked


@pytest.fixture(scope="module")
def asked(graph: Path) -> Iterator[Asked]:
    """The graph of the examples."""
    found = opened(graph)
    with found.index:
        yield found


@pytest.fixture(scope="module")
def site(graph: Path) -> Site:
    return Site(graph, SETTINGS)


def questions(file: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((DATA / file).read_text("utf-8"))["asked"]
    return found


def _some(listed: list[dict[str, Any]], most: int) -> Iterator[dict[str, Any]]:
    """The first questions of each kind, in order."""
    seen: Counter[str] = Counter()
    for one in listed:
        seen[one["question"]] += 1
        if seen[one["question"]] <= most:
            yield one


def judged(one: dict[str, Any], names: Asked) -> str:
    """Whether a question is understood rightly, wrongly, or not at all."""
    said = understand(one["text"], names.names)
    wanted = [one, *one.get("also", [])]
    got = (said.question, dict(said.given))
    if any(got == (each["question"], each.get("given", {})) for each in wanted):
        return "right" if said.question != one["question"] or _cut(one, said) else "wrong"
    return "wrong" if said.question else "refused"


def _cut(one: dict[str, Any], said: Understood) -> bool:
    """Whether rows are wanted in the order, and of the measure, that a question asks for."""
    order = dict(said.values).get("order", "")
    measure = one.get("measure")
    return order == one.get("order", order) and (measure is None or measure in said.signals)


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stopped:
        main(["ask", *arguments])
    assert isinstance(stopped.value.code, int)
    return stopped.value.code


def page(site: Site, address: str, *, static: bool = False) -> Response:
    parts = urlsplit(address)
    pairs = tuple(parse_qsl(parts.query, keep_blank_values=True))
    return site.respond(Request(method="GET", path=parts.path, query=pairs, static=static))


# -- what is understood ---------------------------------------------------------------------------


@needs.reports
def test_the_120_questions_are_understood_and_none_wrongly(five: Asked) -> None:
    listed = questions("asked.toml")
    verdicts = {one["text"]: judged(one, five) for one in listed}
    counts = Counter(verdicts.values())
    assert len(listed) == 120
    assert [text for text, verdict in verdicts.items() if verdict == "wrong"] == []
    assert counts["right"] >= ENOUGH * len(listed), verdicts


@needs.reports
@pytest.mark.parametrize("file", LATER)
def test_later_questions_are_understood_too(five: Asked, file: str) -> None:
    verdicts = {one["text"]: judged(one, five) for one in questions(file)}
    assert [text for text, verdict in verdicts.items() if verdict == "wrong"] == []
    assert list(verdicts.values()).count("right") >= ENOUGH * len(verdicts)


@needs.reports
@pytest.mark.parametrize("file", ["asked.toml", "asked_blind4.toml"])
def test_what_is_understood_is_answered_wherever_its_question_is_there(
    five: Asked, file: str
) -> None:
    there = {one.name for one in query.questions(SETTINGS.queries)}
    for one in _some(questions(file), 3):  # each takes a tenth of a second
        found = answer(one["text"], five)
        asked_for = found.said.question
        assert (found.question is not None) == (asked_for in there)
        assert found.notes or found.rows is not None or found.said.problem


@needs.reports
def test_a_question_is_understood_in_no_time_once_the_names_are_read(five: Asked) -> None:
    understand("which area is Changzhou", five.names)  # reads all names, makes all sounds
    for one in questions("asked.toml"):
        with less_than(FAST):
            understand(one["text"], five.names)


def test_a_question_about_a_target_shows_targets_alone_with_their_sentence(asked: Asked) -> None:
    area, indicator = _known(asked)
    found = answer(f"{area}{indicator}的目标是多少？", asked)
    assert found.rows is not None
    assert found.said.question == "targets-and-outcomes"
    assert "outcome" not in found.rows.columns
    assert {"document", "quote"} <= set(found.rows.columns)
    assert found.rows.rows
    assert found.sparql.startswith("# ?the_area = <")


def _known(asked: Asked) -> tuple[str, str]:
    """An area and an indicator that a report gives a target of."""
    one = query.question(SETTINGS.queries, "targets-and-outcomes")
    rows = query.answer(asked.store, one, {}, SETTINGS.queries)
    return str(rows.rows[0][0]), str(rows.rows[0][1])


def test_the_same_question_gets_the_same_answer(asked: Asked) -> None:
    first, second = (json.dumps(plain(answer("GDP是多少", asked), 5)) for _ in range(2))
    assert first == second


def test_quotes_are_whole_sentences(asked: Asked) -> None:
    _, indicator = _known(asked)
    found = answer(f"{indicator}是多少", asked)
    assert found.rows is not None
    at = [found.rows.columns.index(name) for name in ("document", "quote")]
    for row in found.rows.rows:
        document, sentence = (str(row[index]) for index in at)
        assert sentence in asked.text(document)
        assert len(sentence) > 2


def test_questions_take_parameters_that_they_have() -> None:
    there = {one.name: one for one in query.questions(SETTINGS.queries)}
    for one in asking.load(SETTINGS.lexicon).questions:
        if one.name in there:
            own = {parameter.name for parameter in there[one.name].parameters}
            assert set(one.takes) <= own, one.name


def test_traditional_characters_are_read(asked: Asked) -> None:
    said = understand("蘇州市2024年地區生產總值是多少", asked.names)
    assert said.question == "observations"
    assert said.given == {"indicator": "地区生产总值", "area": "苏州市", "period": "2024"}
    assert {one.text for one in said.taken} >= {"蘇州市", "地區生產總值"}


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("二〇二四年GDP", "2024"),
        ("24年GDP", "2024"),
        ("吴江区2024年GDP🎉👍🏽", "2024"),
        ("25年上半年GDP", "2025-H1"),
        ("近24年GDP", None),
        ("24年来GDP", None),
    ],
)
def test_years_are_read_as_they_are_spoken(asked: Asked, text: str, period: str | None) -> None:
    assert understand(text, asked.names).given.get("period") == period


@needs.reports
def test_a_name_given_in_part_takes_no_other_name_in(five: Asked) -> None:
    said = understand("2023年乙吴中区实际使用外资金额是多少", five.names)
    assert said.unknown == ("乙",)
    assert {one.name for one in said.taken} == {"2023", "吴中区", "实际使用外资"}


@pytest.mark.parametrize(("text", "word"), [("在建项目", "推进"), ("ongoing projects", "ongoing")])
def test_codes_are_called_by_their_labels(asked: Asked, text: str, word: str) -> None:
    assert answer(text, asked).line.endswith(word)


def test_what_rows_cannot_be_chosen_by_is_said(asked: Asked) -> None:
    found = answer("2019年在建项目有哪些", asked)
    assert found.rows is not None
    assert any("2019" in note for note in found.notes)


@needs.reports
def test_a_word_that_an_answer_has_no_use_for_is_named(five: Asked) -> None:
    found = answer("得过荣誉最多的企业是康力电梯吗", five)
    assert found.said.question == "honours"
    assert "没有用上：“最多”" in found.line


@pytest.mark.parametrize("text", ["有多少个在建项目", "how many projects are ongoing"])
def test_how_many_there_are_is_counted(asked: Asked, text: str) -> None:
    found = answer(text, asked)
    assert found.rows is not None
    at = found.rows.columns.index("name")
    assert str(len({row[at] for row in found.rows.rows})) in found.line
    assert "共" not in answer("在建项目有哪些", asked).line


def test_a_word_that_rows_cannot_be_chosen_by_is_named(asked: Asked) -> None:
    found = answer("重大在建项目有哪些", asked)
    assert found.said.question == "projects"
    assert any("重大" in note for note in found.notes)


def test_a_no_at_the_end_of_a_question_is_no_negation(asked: Asked) -> None:
    assert understand("吴江区获得过什么荣誉没有？", asked.names).question == "honours"
    assert not understand("吴江区没有获得什么荣誉？", asked.names).question


def test_what_people_say_for_indicators_leads_to_indicators_that_there_are() -> None:
    table = indicators.load(SETTINGS.lexicon)
    for name in asking.load(SETTINGS.lexicon).indicators:
        assert table.index[name].name == name


# -- what is not ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("text", ["华为获得了哪些荣誉", "what is the weather", "月球", "？"])
def test_what_is_offered_instead_can_be_asked(asked: Asked, text: str, language: str) -> None:
    found = answer(text, asked, language)
    assert found.said.problem
    assert not found.said.question
    assert found.rows is None
    assert 1 <= len(found.offers) <= 3
    for offer in found.offers:
        assert understand(offer, asked.names).question


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("GDP东", "unknown"),
        ("谁建了GDP", "lacks"),
        ("出口企业有多少家", "lacks"),
        ("", "empty"),
        (" \n？！", "empty"),
        ("吴" * (MOST + 1), "long"),
        ("a" * 10_000, "long"),
        ("呉江区のGDPはいくらですか", "language"),
        ("Сколько ВВП?", "language"),
        ("吴江区朝阳群众GDP", "unknown"),
        ("SELECT * WHERE { ?s ?p ?o }", "unknown"),
        ("<b>GDP</b>是多少<script>alert(1)</script>", "unknown"),
        ('吴江区GDP"} . ?s ?p ?o #', "unknown"),
    ],
)
def test_what_cannot_be_understood_says_why(asked: Asked, text: str, problem: str) -> None:
    found = answer(text, asked)
    assert found.said.problem == problem
    assert found.line
    assert found.rows is None


def test_a_question_with_a_no_in_it_is_not_answered_as_one_without(asked: Asked) -> None:
    assert understand("吴江区获得了哪些荣誉", asked.names).question == "honours"
    assert not understand("吴江区没获得哪些荣誉", asked.names).question


def test_a_name_of_several_places_is_not_chosen_for_anybody(asked: Asked) -> None:
    said = understand("朝阳2024年GDP", asked.names)
    assert not said.question


# -- where it is asked ----------------------------------------------------------------------------


def test_the_command_answers(graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("GDP是多少", "--graph", str(graph), "--format", "json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["question"] == "observations"
    assert told["parameters"] == {"indicator": "地区生产总值"}
    assert run("GDP是多少", "--graph", str(graph)) == 0
    assert "地区生产总值" in capsys.readouterr().out
    assert run("月球上有什么", "--graph", str(graph)) == 1


@pytest.mark.parametrize("text", ["", "  ", "吴" * 10_000])
def test_bad_use_of_the_command_is_one_line(
    graph: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(text, "--graph", str(graph)) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_start_page_has_a_box_on_the_live_site_alone(site: Site, language: str) -> None:
    assert b'name="q" value="" maxlength' in page(site, f"{language}/").body
    assert b'name="q" value="" maxlength' not in page(site, f"{language}/", static=True).body
    assert page(site, f"{language}/ask?q=GDP", static=True).status == 404


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_page_answers_and_escapes(site: Site, language: str) -> None:
    found = page(site, f"{language}/ask?q={quote('GDP是多少')}")
    assert found.status == 200
    assert b"<blockquote" in found.body
    wrong = page(site, f"{language}/ask?q={quote('<script>alert(1)</script>')}")
    assert wrong.status == 200
    assert b"<script>alert" not in wrong.body


def test_the_api_and_the_tool_tell_the_same(site: Site, graph: Path) -> None:
    told = json.loads(page(site, f"/api/ask?q={quote('GDP是多少')}&limit=3").body)
    result = Assistant(graph, SETTINGS).call("ask", {"text": "GDP是多少", "limit": 3})
    assert result.structured_content is not None
    tool = {key: value for key, value in result.structured_content.items() if key != "documents"}
    assert tool == told
    assert told["rows"]
    assert page(site, "/api/ask").status == 400
