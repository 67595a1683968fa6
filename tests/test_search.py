"""Search: things are found by any name they bear, by pinyin, ranked, paged and told by kind."""

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import cast

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as some
from rdflib import OWL, RDF, RDFS, Graph, URIRef

from kg import query, search, store
from kg.cli import main
from kg.errors import QueryError, StoreError
from kg.pipeline import build
from kg.search import KINDS, Index, Way
from kg.settings import Settings
from tests.rights import bound_by_rights

SETTINGS = Settings()
EXAMPLES = Path(__file__).parents[1] / "examples"
NAME, PLAN = "plan:name", "https://w3id.org/plan-kg/ontology#"


@pytest.fixture(scope="module")
def folder(graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the graph of the examples, to be written into."""
    copy = tmp_path_factory.mktemp("search") / "graph"
    shutil.copytree(graph, copy, ignore=shutil.ignore_patterns("search-*"))
    return copy


@pytest.fixture(scope="module")
def index(folder: Path) -> Index:
    return search.opened(folder, SETTINGS.queries)


def first(index: Index, text: str, kind: str = "") -> str:
    hits = index.suggest(text, kind, 1)
    return hits[0].name if hits else ""


def named(**things: tuple[str, ...]) -> Index:
    """An index of projects by key, each with its names and as many mentions as it has names."""
    lines = []
    for key, names in things.items():
        node = f"<http://example.org/{key}>"
        lines.append(f"{node} a plan:Project ; rdfs:label '{names[0]}'@zh .")
        lines += [f"{node} plan:name '{name}' ." for name in names]
        lines += [f"<http://example.org/{key}/{n}> oa:hasBody {node} ." for n in range(len(names))]
    data = f"@prefix plan: <{PLAN}> . @prefix oa: <http://www.w3.org/ns/oa#> .\n"
    data += "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n" + "\n".join(lines)
    held = ox.Store()
    held.load(data, format=ox.RdfFormat.TURTLE)
    return Index.of(held, SETTINGS.queries)


LAKE = named(a=("湖路工程", "Lake road (a1)"), b=("路 湖", "100%"))


# -- what is found --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("吴江区", "吴江区"),
        ("吴江", "吴江区"),
        ("wjq", "吴江区"),
        ("WuJiangQ", "吴江区"),
        ("wu jiang qu", "吴江区"),
        ("320509", "吴江区"),
        ("GDP", "地区生产总值"),
        ("ｇｄｐ", "地区生产总值"),
        ("gross regional", "地区生产总值"),
        ("2024", "2024年"),
        ("wujiang-2024-work", "政府工作报告"),
        ("wujiang-2024-work.txt", "政府工作报告"),
        ("%", "%"),
        ("NumericObservation", "数值观测"),
        ("目标", "目标"),
    ],
)
def test_a_thing_is_found_by_each_of_its_names(index: Index, asked: str, found: str) -> None:
    assert first(index, asked) == found


def test_any_part_of_a_chinese_name_finds_it(index: Index) -> None:
    names = [hit.name for hit in index.search("智能制造产业", limit=100).hits]
    assert "机器人与智能制造产业规模" in names


def test_words_in_any_order_find_what_holds_them_all(index: Index) -> None:
    hits = index.search("规模 机器人").hits
    assert [(hit.name, hit.way) for hit in hits] == [("机器人与智能制造产业规模", Way.WORDS)]


def test_the_name_that_fits_is_told(index: Index) -> None:
    assert index.suggest("GDP", "indicator", 1)[0].matched == "GDP"
    assert index.suggest("gross reg", "indicator", 1)[0].matched == "Gross regional product"


def test_a_hit_says_what_it_is_in_both_languages(index: Index) -> None:
    hit = index.suggest("GDP", "indicator", 1)[0]
    assert (hit.kind, hit.name_en, hit.way) == ("indicator", "Gross regional product", Way.EXACT)
    assert hit.note != hit.note_en != ""
    assert hit.iri.startswith(f"{SETTINGS.base}id/indicator/")
    assert hit.weight > 0


@pytest.mark.parametrize("nothing", ["", "  ", "查无此名", "zzzzz", "《》", '"', "\x00"])
def test_what_nothing_is_called_finds_nothing(index: Index, nothing: str) -> None:
    found = index.search(nothing)
    assert (found.total, found.hits, found.by_kind) == (0, (), {})


# -- in which order -------------------------------------------------------------------------------


def test_exact_names_come_before_beginnings_parts_and_sounds() -> None:
    index = named(
        a=("城湖路", "甲", "乙", "丙"),
        b=("新湖路", "x", "y"),
        c=("湖路改造", "z"),
        d=("湖路",),
        e=("护鹿工程", "1", "2", "3", "4"),
    )
    assert [hit.name for hit in index.search("湖路").hits] == [
        "湖路",
        "湖路改造",
        "城湖路",
        "新湖路",
    ]
    sounding = [(hit.name, hit.way) for hit in index.search("hulu").hits]
    assert sounding == [
        ("护鹿工程", Way.SOUND),
        ("湖路改造", Way.SOUND),
        ("湖路", Way.SOUND),
        ("城湖路", Way.INNER_SOUND),
        ("新湖路", Way.INNER_SOUND),
    ]


def test_pinyin_fits_from_a_syllable_on_and_not_within_one() -> None:
    assert named(a=("长江路",)).search("jiang").total == 1
    assert named(a=("长江路",)).search("iang").total == 0


def test_a_part_does_not_reach_from_one_name_into_the_next() -> None:
    assert named(a=("东桥", "西河")).search("桥西").total == 0


@given(some.text(alphabet="湖路 ab1%'\"*()^:-“\ue000", max_size=8))
def test_whatever_is_typed_is_looked_for_and_never_an_error(text: str) -> None:
    found = LAKE.search(text, limit=100)
    assert found.total == len(found.hits) == sum(found.by_kind.values())


# -- pages and kinds ------------------------------------------------------------------------------


def test_pages_put_together_are_the_whole_each_thing_once(index: Index) -> None:
    whole = index.search("项目", limit=1000)
    pages = [index.search("项目", limit=7, offset=at).hits for at in range(0, whole.total, 7)]
    assert [hit for page in pages for hit in page] == list(whole.hits)
    assert len({hit.iri for hit in whole.hits}) == len(whole.hits) == whole.total


def test_more_than_can_be_paged_through_is_said_to_be_more() -> None:
    index = named(**{f"k{number}": (f"湖路{number}号",) for number in range(search.MOST + 1)})
    found = index.search("湖路", kinds=("project",), offset=search.MOST - 3, limit=20)
    assert (found.total, found.more, len(found.hits)) == (search.MOST, True, 3)
    assert index.search("湖路", kinds=("area",)).total == 0
    assert not index.search("湖路100号").more


def test_kinds_are_counted_and_confine(index: Index) -> None:
    found = index.search("吴江", kinds=("area", "project"), limit=1000)
    everything = index.search("吴江", limit=1000)
    assert found.by_kind == everything.by_kind
    assert sum(everything.by_kind.values()) == everything.total > found.total
    assert {hit.kind for hit in found.hits} == {"area", "project"}
    assert found.total == len(found.hits) == found.by_kind["area"] + found.by_kind["project"]


def test_every_thing_of_the_graph_is_found_by_its_own_name(folder: Path, index: Index) -> None:
    opened = store.open_store(folder)
    words = (SETTINGS.queries / "internal" / "thing.rq").read_text(encoding="utf-8")
    rows = opened.query(words)
    assert isinstance(rows, ox.QuerySolutions)
    pairs = [(row["name"].value, row["thing"].value) for row in rows]
    assert len(pairs) > 1000
    for name, iri in pairs:
        found = index.search(name, limit=1000).hits
        assert any(hit.iri == iri and hit.way is Way.EXACT for hit in found), name


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kinds": ("city",)}, "no kind city (there are: area, "),
        ({"limit": 0}, "limit 0 is out of range (1 to 10000)"),
        ({"offset": -1}, "offset -1 is out of range"),
        ({"offset": 10_000}, "offset 10000 is out of range"),
        ({"text": "长" * 301}, "more than 300 characters"),
    ],
)
def test_what_cannot_be_asked_is_said(index: Index, wrong: dict[str, object], said: str) -> None:
    asked: dict[str, object] = {"text": "吴江", **wrong}
    with pytest.raises(QueryError) as raised:
        index.search(**asked)  # type: ignore[arg-type]
    assert said in str(raised.value)


def test_kinds_are_those_that_the_queries_tell(index: Index) -> None:
    words = (SETTINGS.queries / "search" / "things.rq").read_text(encoding="utf-8")
    assert all(f'"{kind}"' in words for kind in KINDS)
    assert set(index.search("吴江", limit=1).by_kind) <= set(KINDS)


# -- the file -------------------------------------------------------------------------------------


WEIGHTS = """
PREFIX plan: <https://w3id.org/plan-kg/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?thing (COUNT(DISTINCT ?says) AS ?weight)
WHERE {
  { SELECT DISTINCT ?thing WHERE { ?thing plan:name ?name } }
  { ?says plan:evidence ?evidence ; ?link ?thing } UNION { ?says oa:hasBody|oa:hasSource ?thing }
}
GROUP BY ?thing
"""


def rows(held: ox.Store, asked: str) -> list[str]:
    return [str(row) for row in cast("ox.QuerySolutions", held.query(asked))]


def weights() -> str:
    return (SETTINGS.queries / "search" / "weights.rq").read_text("utf-8")


def test_whatever_leads_from_a_statement_to_a_thing_adds_to_its_weight(folder: Path) -> None:
    held = store.open_store(folder)
    found, expected = (sorted(rows(held, asked)) for asked in (weights(), WEIGHTS))
    assert len(found) > 100
    assert found == expected


def test_all_properties_that_lead_from_statements_to_what_has_a_name_are_counted() -> None:
    ontology = Graph().parse(SETTINGS.ontology)
    stated = set(ontology.transitive_subjects(RDFS.subClassOf, URIRef(f"{PLAN}Statement")))
    nameless = stated | {URIRef(f"{PLAN}{name}") for name in ("Evidence", "Participation")}
    nameless.add(URIRef("http://www.w3.org/ns/oa#SpecificResource"))
    leading = {
        f"<{one}>"
        for one in ontology.subjects(RDF.type, OWL.ObjectProperty)
        if stated & set(ontology.objects(one, RDFS.domain))
        and nameless.isdisjoint(ontology.objects(one, RDFS.range))
    }
    looked_for = query.kinds(weights())
    assert len(leading) > 15
    assert looked_for is not None
    assert leading <= looked_for


def kept(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("search-"))


def test_the_index_is_made_once_and_read_again(folder: Path, index: Index) -> None:
    (name,) = kept(folder)
    before = (folder / name).stat().st_mtime_ns
    with search.opened(folder, SETTINGS.queries) as again:
        assert again.search("吴江") == index.search("吴江")
    assert (folder / name).stat().st_mtime_ns == before
    assert not [path for path in folder.iterdir() if path.name.startswith(store.TEMPORARY)]


def test_another_graph_brings_another_index_and_the_old_one_goes(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(
        "苏州市吴江区2024年政府工作报告\n一、2024年工作回顾\n工业投资20亿元。\n", "utf-8"
    )
    settings = Settings(model=None)
    folder = tmp_path / "graph"
    build([report], folder, settings, workers=1)
    with search.opened(folder, SETTINGS.queries) as index:
        assert index.search("盛泽镇").total == 0
    (old,) = kept(folder)
    words = report.read_text("utf-8") + "盛泽镇工业投资5亿元。\n"
    report.write_text(words, "utf-8")
    build([report], folder, settings, workers=1)
    assert kept(folder) == []
    with search.opened(folder, SETTINGS.queries) as index:
        assert first(index, "盛泽镇") == "盛泽镇"
    assert kept(folder) != [old]
    build([report], folder, settings, workers=1)
    assert len(kept(folder)) == 1


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\0" + b"\1" * 4000])
def test_a_damaged_index_is_made_anew(folder: Path, tmp_path: Path, damage: bytes) -> None:
    copy = tmp_path / "graph"
    shutil.copytree(folder, copy)
    search.opened(copy, SETTINGS.queries).close()
    (name,) = kept(copy)
    (copy / name).write_bytes(damage)
    with search.opened(copy, SETTINGS.queries) as index:
        assert first(index, "wjq") == "吴江区"


def test_where_the_file_cannot_be_put_the_index_is_one_of_its_own(
    graph: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "graph"
    shutil.copytree(graph, copy, ignore=shutil.ignore_patterns("search-*"))
    search.opened(copy, SETTINGS.queries).close()
    (name,) = kept(copy)
    (copy / name).unlink()
    (copy / name / "in the way").mkdir(parents=True)
    with search.opened(copy, SETTINGS.queries) as index:
        assert first(index, "wjq") == "吴江区"
    assert not [path for path in copy.iterdir() if path.name.startswith(store.TEMPORARY)]


def test_a_folder_that_cannot_be_written_is_searched_all_the_same(
    graph: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "graph"  # the graph that tests share may have an index by now
    shutil.copytree(graph, copy, ignore=shutil.ignore_patterns("search-*"))
    copy.chmod(0o555)
    try:
        with bound_by_rights(), search.opened(copy, SETTINGS.queries) as index:
            assert first(index, "wjq") == "吴江区"
        assert kept(copy) == []
    finally:
        copy.chmod(0o755)


def test_two_processes_may_make_the_index_at_once(graph: Path, tmp_path: Path) -> None:
    copy = tmp_path / "graph"
    shutil.copytree(graph, copy, ignore=shutil.ignore_patterns("search-*"))
    command = [sys.executable, "-m", "kg", "search", "wjq", "--graph", str(copy), "--format", "csv"]
    with ThreadPoolExecutor(2) as pool:
        runs = list(
            pool.map(lambda _: subprocess.run(command, capture_output=True, check=False), "ab")
        )
    assert [run.returncode for run in runs] == [0, 0]
    assert runs[0].stdout == runs[1].stdout
    assert "吴江区" in runs[0].stdout.decode()
    assert len(kept(copy)) == 1


def test_threads_share_an_index(index: Index) -> None:
    expected = index.search("吴江")
    with ThreadPoolExecutor(8) as pool:
        assert all(found == expected for found in pool.map(index.search, ["吴江"] * 200))


def test_a_missing_graph_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no graph here"):
        search.opened(tmp_path, SETTINGS.queries)


# -- the command ----------------------------------------------------------------------------------


def kg(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[object, str, str]:
    with pytest.raises(SystemExit) as exit_:
        main([str(one) for one in arguments])
    said = capsys.readouterr()
    return exit_.value.code, said.out, said.err


def test_the_command_lists_things_and_says_how_many_more_there_are(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("search", "吴江", "--graph", folder, "--format", "json")
    code, out, error = kg(capsys, *asked, "--limit", "2", "--kind", "area", "--kind", "project")
    rows = json.loads(out)
    assert code == 0
    assert rows[0]["name"] == "吴江区"
    assert len(rows) == 2
    assert " more (in all: " in error
    _, out, _ = kg(capsys, *asked, "--limit", "1", "--offset", "1")
    assert json.loads(out)[0]["name"] != "吴江区"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("  ",), "nothing to look for"),
        (("吴江", "--kind", "city"), "no kind city"),
        (("吴江", "--limit", "0"), "limit 0 is out of range"),
    ],
)
def test_the_command_refuses_in_one_line(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    code, out, error = kg(capsys, "search", *arguments, "--graph", folder)
    assert (code, out, error.count("\n")) == (2, "", 1)
    assert said in error
