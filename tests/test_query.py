"""Named questions answer with document and words; parameters are bound, and wrong ones named."""

import re
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import query, rdf
from kg.errors import QueryError
from kg.model import Area, Period, Quantity, Reading, Rows, Status
from kg.settings import Settings
from tests import needs, readings

SETTINGS = Settings()
FOLDER = SETTINGS.queries
CONTRACT = {
    "entities": "document,start,end,text,type,name,confidence,quote",
    "observations": "document,start,end,area,indicator,subject,period,status,measure,value,upper,"
    "unit,bound,basis,text,confidence,quote",
    "facts": "document,start,end,actor,action,object,modality,period,confidence,quote",
    "links": "document,start,end,project,indicator,ground,confidence,quote",
    "projects": "document,name,area,stage,modality,investment,unit,enterprise,confidence,start,end,"
    "quote",
}
NAMES = [
    question.name
    for question in query.questions(FOLDER)
    if not any(parameter.required for parameter in question.parameters)
]

#: What reads several statements against each other; test_agree, test_checks, test_changes ask it.
TOGETHER = {"disagreements", "fulfilment", "witnesses", "checks", "indicator-changes"}


def load(*found: Reading) -> ox.Store:
    """A store in memory whose default graph holds what the readings say."""
    using = rdf.mapping(SETTINGS)
    lines = {*rdf.vocabulary(SETTINGS.ontology, SETTINGS.base)}
    for reading in found:
        lines.update(rdf.quads(reading, using))
    store = ox.Store()
    triples = {f"{line.rsplit(' ', 2)[0]} ." for line in lines}
    store.bulk_load(input="\n".join(sorted(triples)), format=ox.RdfFormat.N_TRIPLES)
    return store


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return load(readings.small())


def ask(store: ox.Store, name: str, **given: str) -> list[dict[str, object]]:
    rows = answer(store, name, **given)
    return [dict(zip(rows.columns, row, strict=True)) for row in rows.rows]


def answer(store: ox.Store, name: str, **given: str) -> Rows:
    return query.answer(store, query.question(FOLDER, name), given, FOLDER)


@pytest.mark.parametrize("name", CONTRACT)
def test_contract_questions_have_the_columns_of_the_scorer(store: ox.Store, name: str) -> None:
    assert ",".join(answer(store, name).columns) == CONTRACT[name]


@pytest.mark.parametrize("name", sorted({*NAMES} - TOGETHER))
def test_every_question_answers_with_document_and_words(store: ox.Store, name: str) -> None:
    rows = ask(store, name)
    assert rows
    for row in rows:
        assert row["document"] == "small"
        assert str(row["quote"]) in readings.TEXT


@pytest.mark.parametrize("name", NAMES)
def test_every_question_says_what_it_asks(name: str) -> None:
    question = query.question(FOLDER, name)
    assert question.title != name
    assert question.title_en != name
    assert question.description
    assert question.description_en
    for parameter in question.parameters:
        assert parameter.description
        assert parameter.description_en
        assert not parameter.required
        select = question.sparql.split("SELECT", 1)[1].split("WHERE", 1)[0]
        assert f"?{parameter.variable}" in select


@pytest.mark.parametrize("name", NAMES)
def test_the_order_of_rows_is_fixed(name: str) -> None:
    reading = readings.small()
    other = readings.small("other")
    assert answer(load(reading, other), name) == answer(load(other, reading), name)


def test_what_two_reports_describe_does_not_multiply_rows() -> None:
    both = load(readings.small("a"), readings.small("b"))
    one = load(readings.small("a"))
    for name in NAMES:
        if name != "targets-and-outcomes":  # pairs across reports
            assert len(answer(both, name).rows) == 2 * len(answer(one, name).rows), name


@pytest.mark.parametrize("name", ["吴江区", " 吴江区 "])
def test_a_name_parameter_binds_the_thing(store: ox.Store, name: str) -> None:
    assert len(ask(store, "observations", area=name)) == 5


@pytest.mark.parametrize("name", ["亨通光电", "江苏亨通光电股份有限公司", "“亨通光电”"])
def test_any_alias_leads_to_the_thing(store: ox.Store, name: str) -> None:
    rows = ask(store, "who-did-what", actor=name)
    assert [(row["actor"], row["object"]) for row in rows] == [
        ("江苏亨通光电股份有限公司", "省级绿色工厂")
    ]


def test_an_event_without_actor_is_left_out_where_one_is_asked_for(store: ox.Store) -> None:
    assert len(ask(store, "facts")) == 2
    assert len(ask(store, "facts", actor="亨通光电")) == 1


def test_an_area_of_who_did_what_takes_in_what_lies_below_it(store: ox.Store) -> None:
    assert len(ask(store, "who-did-what", area="江苏省")) == 2


def test_a_name_that_means_two_things_is_asked_of_both() -> None:
    reading = readings.small()
    elsewhere = Area(name="吴江区", level="zone")
    stated = readings.observation("增长7.0%", "工业投资")._replace(area=elsewhere)
    store = load(replace(reading, observations=(*reading.observations, stated)))
    rows = ask(store, "observations", area="吴江区")
    assert len(rows) == 6
    assert "工业投资" in {row["indicator"] for row in rows}


def test_target_and_outcome_of_one_indicator_stand_in_one_row() -> None:
    aim = readings.observation("增长6%以上", readings.GDP)._replace(
        status=Status.TARGET,
        period=Period.year(2025),
        quantity=Quantity(amount=Decimal(6), unit="%"),
    )
    half = aim._replace(status=Status.ACTUAL, period=Period.part(2025, "H1"))
    before = half._replace(period=Period.year(2024))
    store = load(replace(readings.small(), observations=(aim, half, before)))
    (row,) = ask(store, "targets-and-outcomes", indicator=readings.GDP)
    assert (row["target"], row["target_unit"], row["target_status"]) == ("6", "%", "target")
    assert (row["outcome"], row["outcome_period"]) == ("6", "2025-H1")
    assert row["outcome_document"] == "small"


def test_a_target_without_outcome_is_listed(store: ox.Store) -> None:
    (row,) = ask(store, "targets-and-outcomes")
    assert (row["target"], row["target_bound"], row["outcome"]) == ("6", "min", None)


def test_growth_is_not_compared_with_an_amount() -> None:
    aim = readings.observation("增长6%以上", readings.GDP)._replace(status=Status.TARGET)
    amount = readings.small().observations[0]
    store = load(replace(readings.small(), observations=(aim, amount)))
    (row,) = ask(store, "targets-and-outcomes")
    assert row["outcome"] is None


def test_values_of_a_series_come_in_base_units_too(store: ox.Store) -> None:
    rows = ask(store, "time-series", indicator=readings.GDP)
    amounts = [(r["value"], r["unit"], r["base_value"]) for r in rows if r["measure"] == "level"]
    assert amounts == [("2630", "亿元", Decimal(263000000000))]


@pytest.mark.parametrize("level", ["省级", "provincial"])
def test_honours_are_asked_by_level(store: ox.Store, level: str) -> None:
    assert [row["honour"] for row in ask(store, "honours", level=level)] == ["省级绿色工厂"]
    assert ask(store, "honours", level="national") == []


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("observation", {}, "no question observation (did you mean observations?"),
        ("observations", {"place": "x"}, "observations: no parameter place (there are: indicator"),
        ("observations", {"area": "吴江县"}, "no area named 吴江县 (close names: 吴江区"),
        ("observations", {"area": " "}, "area: no value given"),
        ("observations", {"period": "明年"}, "period: no period: 明年 (as in 2024"),
        ("observations", {"period": "2031"}, "no period named 2031 (close names: 2024"),
    ],
)
def test_what_does_not_fit_is_named(
    store: ox.Store, name: str, given: dict[str, str], message: str
) -> None:
    with pytest.raises(QueryError, match=re.escape(message)):
        answer(store, name, **given)


def test_a_parameter_cannot_break_out_of_its_place(store: ox.Store) -> None:
    assert ask(store, "observations", status='x") } #') == []


# --- questions from a file ---


def from_file(folder: Path, text: str) -> query.Question:
    path = folder / "own.rq"
    path.write_text(text, encoding="utf-8")
    return query.read(path, FOLDER)


def test_a_question_of_ones_own_can_be_asked(store: ox.Store, tmp_path: Path) -> None:
    asked = from_file(tmp_path, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    ((count,),) = query.answer(store, asked, {}, FOLDER).rows
    assert count == len(store)


def test_a_question_can_build_a_graph(store: ox.Store, tmp_path: Path) -> None:
    asked = from_file(tmp_path, "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 3")
    rows = query.answer(store, asked, {}, FOLDER)
    assert rows.columns == ("subject", "predicate", "object")
    assert len(rows.rows) == 3
    assert rows.turtle


def test_a_yes_or_no_question_is_answered(store: ox.Store, tmp_path: Path) -> None:
    asked = from_file(tmp_path, "ASK { ?s ?p ?o }")
    assert query.answer(store, asked, {}, FOLDER).rows == (("true",),)


def test_a_required_parameter_is_asked_for(store: ox.Store, tmp_path: Path) -> None:
    text = "# param: least! integer 下限\nSELECT ?the_least WHERE { ?s ?p ?the_least } LIMIT 1"
    asked = from_file(tmp_path, text)
    with pytest.raises(QueryError, match="parameter least is missing"):
        query.answer(store, asked, {}, FOLDER)
    with pytest.raises(QueryError, match="no whole number: viel"):
        query.answer(store, asked, {"least": "viel"}, FOLDER)
    assert query.answer(store, asked, {"least": "1"}, FOLDER).columns == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELEKT", "no SPARQL query"),
        ("# param: x\nASK {}", "no parameter: x"),
        ("# param: x planet Planet\nASK {}", "no parameter type planet"),
    ],
)
def test_a_wrong_file_is_named(store: ox.Store, tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        query.answer(store, from_file(tmp_path, text), {}, FOLDER)


def test_a_parameter_that_select_does_not_name_is_refused(store: ox.Store, tmp_path: Path) -> None:
    asked = from_file(tmp_path, "# param: x text 文字\nSELECT ?s WHERE { ?s ?p ?the_x }")
    with pytest.raises(QueryError, match="SELECT must name"):
        query.answer(store, asked, {"x": "y"}, FOLDER)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"none\.rq: cannot be read"):
        query.read(tmp_path / "none.rq", FOLDER)


def test_asking_loads_nothing_heavy() -> None:
    code = (
        "import sys; import kg.query; print([m for m in "
        "('rdflib', 'spacy', 'pydantic', 'networkx', 'pyshacl', 'rich', 'pypinyin') "
        "if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# --- the gold of a real report, mapped and asked for ---


@needs.gold
@pytest.mark.parametrize(
    ("name", "layer"),
    [
        ("entities", "entities"),
        ("observations", "observations"),
        ("facts", "facts"),
        ("links", "links"),
        ("projects", "projects"),
    ],
)
def test_all_that_gold_says_comes_back(gold_store: ox.Store, name: str, layer: str) -> None:
    rows = ask(gold_store, name)
    expected = readings.rows("000_a65cc7568acc971d", layer)
    keys = [
        k
        for k in ("start", "end", "name", "area", "indicator", "period", "action")
        if k in expected[0]
    ]
    got = sorted(repr([row[key] for key in keys]) for row in rows)
    assert got == sorted(repr([row[key] for key in keys]) for row in expected)


@pytest.fixture(scope="module")
def gold_store() -> ox.Store:
    return load(readings.gold())
