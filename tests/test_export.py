"""All formats say the same, with the digits and characters of the dump, and the same bytes."""

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import export, store
from kg.cli import main
from kg.dumps.packed import zstd
from kg.errors import DumpError, InputError
from kg.settings import Settings
from tests.test_cli import kg, one_line

SETTINGS = Settings()
KEY = "sdmx-measure:obsValue"
USING = export.spelling(SETTINGS.ontology, SETTINGS.base)
#: Format: ending, name in pyoxigraph, name in rdflib.
FORMATS: dict[str, tuple[str, ox.RdfFormat, str]] = {
    "nq": ("nq", ox.RdfFormat.N_QUADS, "nquads"),
    "trig": ("trig", ox.RdfFormat.TRIG, "trig"),
    "ttl": ("ttl", ox.RdfFormat.TURTLE, "turtle"),
    "nt": ("nt", ox.RdfFormat.N_TRIPLES, "nt"),
    "jsonld": ("jsonld", ox.RdfFormat.JSON_LD, "json-ld"),
    "rdfxml": ("rdf", ox.RdfFormat.RDF_XML, "xml"),
}
Capture = pytest.CaptureFixture[str]
Term = ox.NamedNode | ox.Literal


def text(dump: Path, form: str) -> bytes:
    return b"".join(export.pieces(dump, form, USING))


def triples(data: bytes, form: str) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(data, format=FORMATS[form][1])}


def canonical(found: Iterable[ox.Triple]) -> str:
    dataset = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in found)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return "\n".join(sorted(map(str, dataset)))


def written(quads: Iterable[ox.Quad], folder: Path) -> Path:
    path = folder / "dump.nq"
    lines = sorted({f"{quad} .\n" for quad in quads})
    path.write_text("".join(lines), encoding="utf-8", newline="\n")
    return path


# -- the examples ----------------------------------------------------------------------------------


def test_every_format_holds_the_triples_of_the_dump(graph: Path) -> None:
    dump = graph / store.DUMP
    whole = canonical(triples(dump.read_bytes(), "nq"))
    for form in FORMATS:
        assert canonical(triples(text(dump, form), form)) == whole, form


def test_quads_and_trig_hold_the_graphs(graph: Path) -> None:
    dump = graph / store.DUMP
    quads = set(ox.parse(path=dump, format=ox.RdfFormat.N_QUADS))
    assert set(ox.parse(text(dump, "trig"), format=ox.RdfFormat.TRIG)) == quads
    assert text(dump, "nq") == dump.read_bytes()


def test_the_dump_says_what_the_store_says(graph: Path, tmp_path: Path) -> None:
    """The store rewrites numbers, so both are put into it."""
    again = ox.Store(str(tmp_path / "store"))
    again.bulk_load(text(graph / store.DUMP, "trig"), format=ox.RdfFormat.TRIG)
    named = {quad for quad in store.open_store(graph) if quad.graph_name != ox.DefaultGraph()}
    assert set(again) == named


def test_each_triple_stands_once_where_there_are_no_graphs(graph: Path) -> None:
    data = text(graph / store.DUMP, "nt").decode().splitlines()
    assert data == sorted(set(data))


def test_turtle_is_read_with_the_projects_prefixes_a_paragraph_a_subject(graph: Path) -> None:
    data = text(graph / store.DUMP, "ttl").decode()
    start = data.index("area:320509\n")
    paragraph = data[start : data.index(" .\n", start)]
    assert "\n    a dct:Location, skos:Concept, plan:Area ;" in paragraph
    assert 'plan:areaCode "320509"' in paragraph
    assert "plan:areaLevel code-area-level:county" in paragraph
    assert data.count("\narea:320509\n") == 1


def test_json_for_web_developers_has_short_keys_and_texts_by_language(graph: Path) -> None:
    data = json.loads(text(graph / store.DUMP, "jsonld"))
    nodes = {node["id"]: node for node in data["@graph"]}
    place = nodes[f"{SETTINGS.base}id/area/320509"]
    assert place["rdfs:label"]["zh"] == "吴江区"
    assert place["areaCode"] == "320509"
    values = [node[KEY] for node in nodes.values() if KEY in node]
    assert values
    assert {type(value) for value in values} == {str}
    assert all(isinstance(n["oa:start"], int) for n in nodes.values() if "oa:start" in n)


def test_the_context_stands_in_the_file_and_beside_it(graph: Path, tmp_path: Path) -> None:
    out = tmp_path / "graph.jsonld"
    export.export(graph / store.DUMP, "jsonld", USING, out)
    beside = json.loads((tmp_path / export.CONTEXT).read_text(encoding="utf-8"))
    assert json.loads(out.read_text(encoding="utf-8"))["@context"] == beside["@context"]


# -- nasty input -----------------------------------------------------------------------------------

_NASTY = ['"', "\\", "\r", "\n", "\t", "'", "&", "<", ">", "]]>", "𠀀", "\u2028", "\x7f", "é", "吴"]
_TEXTS = st.lists(st.sampled_from([*_NASTY, " ", "a", "0", "@", "^^", "\ufeff"])).map("".join)
_CONTROLS = st.lists(st.sampled_from([*_NASTY, "\x00", "\x01", "\x1f", "\ufffe"])).map("".join)
_PLAN, _BASE = "https://w3id.org/plan-kg/ontology#", SETTINGS.base
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_SUBJECTS = st.sampled_from(
    [
        *(f"{_BASE}id/area/320509", f"{_BASE}id/area/3205.", f"{_BASE}id/area/a.b", f"{_BASE}id/x"),
        *(f"{_BASE}id/event/a~b/0,1;(2)", f"{_BASE}id/area/", f"{_PLAN}Area", f"{_PLAN}-a"),
        *("http://x/?a=1&b='2'", "http://x/吴江#区", "urn:a:b", "http://x//", "http://x/%20"),
        *(f"{_BASE}code/unit/1", f"{_BASE}id/area//a", "https://x/𠀀"),
    ]
).map(ox.NamedNode)
_PREDICATES = st.sampled_from(
    [
        *(f"{_PLAN}name", f"{_PLAN}indicator", f"{_PLAN}confidence", f"{_PLAN}id", f"{_PLAN}new"),
        *(f"{_RDFS}label", f"{_RDFS}seeAlso", "http://www.w3.org/ns/oa#start", "http://x/1a.b"),
        *(
            "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
            "http://x/&y",
            "http://x/吴",
            "urn:a:b",
        ),
        *("http://purl.org/linked-data/sdmx/2009/measure#obsValue", "http://x/p?a=b"),
        "http://www.w3.org/2002/07/owl#deprecated",
    ]
).map(ox.NamedNode)
_NUMBERS = st.sampled_from(
    ["5.50", "5", "-0", "007", "82.0", "1.", ".5", "+3", "0.00000001", "1e3", "123456789012345678"]
)
_TAGS = st.sampled_from(["zh", "en", "zh-hans-cn", "x-a"])
_TYPES = st.sampled_from(["decimal", "integer", "boolean", "date", "anyURI", "int", "double"])


def _literals(texts: st.SearchStrategy[str]) -> st.SearchStrategy[ox.Literal]:
    typed = st.builds(lambda kind: ox.NamedNode(_XSD + kind), _TYPES)
    return st.one_of(
        st.builds(ox.Literal, texts),
        st.builds(lambda a, b: ox.Literal(a, language=b), texts, _TAGS),
        st.builds(lambda a, b: ox.Literal(a, datatype=b), _NUMBERS | texts, typed),
    )


def _quads(texts: st.SearchStrategy[str]) -> st.SearchStrategy[set[ox.Quad]]:
    graphs = st.sampled_from(["a", "b", "vocabulary"])
    return st.sets(
        st.builds(
            ox.Quad,
            _SUBJECTS,
            _PREDICATES,
            _SUBJECTS | _literals(texts),
            graphs.map(lambda name: ox.NamedNode(f"{_BASE}id/graph/{name}")),
        ),
        max_size=12,
    )


def _seen(data: bytes, form: str) -> set[tuple[str, ...]]:
    """The triples as rdflib reads them, numbers as they are written."""
    rdflib.NORMALIZE_LITERALS = False
    try:
        found = rdflib.Dataset(default_union=True)
        found.parse(data=data, format=FORMATS[form][2])
        return {
            (str(s), str(p), *_parts(str(o), o.language, o.datatype))
            if isinstance(o, rdflib.Literal)
            else (str(s), str(p), str(o))
            for s, p, o in found.triples((None, None, None))
        }
    finally:
        rdflib.NORMALIZE_LITERALS = True


def _expected(quads: Iterable[ox.Quad]) -> set[tuple[str, ...]]:
    return {
        (q.subject.value, q.predicate.value, *_parts(o.value, o.language, o.datatype.value))
        if isinstance(o := q.object, ox.Literal)
        else (q.subject.value, q.predicate.value, o.value)
        for q in quads
        if not isinstance(q.subject, ox.Triple) and not isinstance(q.object, ox.Triple)
    }


def _parts(characters: str, language: str | None, datatype: str | None) -> tuple[str, ...]:
    kind = "" if language or datatype in {None, f"{_XSD}string"} else str(datatype)
    return characters, language or "", kind


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
@pytest.mark.parametrize("form", FORMATS)
def test_nasty_literals_and_names_come_back_through_both_parsers(form: str, tmp_path: Path) -> None:
    @settings(max_examples=60)
    @given(_quads(_TEXTS))
    def comes_back(quads: set[ox.Quad]) -> None:
        data = text(written(quads, tmp_path), form)
        assert triples(data, form) == {quad.triple for quad in quads}
        if form in {"nq", "trig"}:
            assert set(ox.parse(data, format=FORMATS[form][1])) == quads
        assert _seen(data, form) == _expected(quads)

    comes_back()


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "rdfxml"])
def test_characters_that_xml_lacks_come_back_in_the_other_formats(
    form: str, tmp_path: Path
) -> None:
    @settings(max_examples=40)
    @given(_quads(_CONTROLS))
    def comes_back(quads: set[ox.Quad]) -> None:
        data = text(written(quads, tmp_path), form)
        assert triples(data, form) == {quad.triple for quad in quads}

    comes_back()


# -- what goes wrong -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "predicate", "value"),
    [
        ("XML cannot hold U+0001", "http://x/p", '"a\\u0001"'),
        ("XML cannot hold U+FFFE", "http://x/p", '"a\ufffe"'),
        ("<http://x/1> cannot be the name of an XML element", "http://x/1", '"a"'),
        ("#li> cannot be", "http://www.w3.org/1999/02/22-rdf-syntax-ns#li", '"a"'),
    ],
)
def test_what_xml_cannot_hold_is_said_and_no_file_is_left(
    said: str, predicate: str, value: str, tmp_path: Path
) -> None:
    dump = tmp_path / "dump.nq"
    dump.write_text(f"<http://x/s> <{predicate}> {value} <http://x/g> .\n", encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(InputError, match="take another format") as error:
        export.export(dump, "rdfxml", USING, out / "graph.rdf")
    assert said in str(error.value)
    assert list(out.iterdir()) == []


@pytest.mark.parametrize(
    ("text_of_dump", "line", "said"),
    [
        ("<http://x/a> <http://x/p> <http://x/b> <http://x/g> .\n<http://x/c> <ht", 2, "cut off"),
        ("<http://x/a> <http://x/p> <http://x/b> <http://x/g>\n", 1, "no statement"),
        ("_:b <http://x/p> <http://x/b> <http://x/g> .\n", 1, "_:b is a blank node"),
        (
            (
                "<http://x/b> <http://x/p> <http://x/b> <http://x/g> .\n"
                "<http://x/a> <http://x/p> <http://x/b> <http://x/g> .\n"
            ),
            2,
            "<http://x/a> is out of order",
        ),
    ],
)
def test_a_damaged_dump_is_one_line_and_the_file_before_stays(
    text_of_dump: str, line: int, said: str, tmp_path: Path
) -> None:
    dump, out = tmp_path / "dump.nq", tmp_path / "graph.ttl"
    dump.write_text(text_of_dump, encoding="utf-8")
    out.write_text("before", encoding="utf-8")
    with pytest.raises(DumpError) as error:
        export.export(dump, "ttl", USING, out)
    assert str(error.value).startswith(f"{dump}:{line}: ")
    assert said in str(error.value)
    assert out.read_text(encoding="utf-8") == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dump.nq", "graph.ttl"]


def test_an_export_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    dump = tmp_path / "dump.nq"
    line = '<http://x/{0:07}> <http://x/p> "{0}" <http://x/g> .\n'
    os.mkfifo(dump)  # the export waits for more of it when it is stopped
    out = tmp_path / "out"
    out.mkdir()
    program = (
        "import sys; from pathlib import Path; from kg import export; from kg.settings import *\n"
        # a shell that starts the tests in its background has this signal ignored
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "using = export.spelling(Settings().ontology, Settings().base)\n"
        "export.export(Path(sys.argv[1]), 'ttl', using, Path(sys.argv[2]))\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(dump), str(out / "graph.ttl")], stderr=subprocess.PIPE
    ) as process:
        with dump.open("w", encoding="utf-8") as written:
            written.write("".join(map(line.format, range(100))))
            written.flush()
            while process.poll() is None and not any(out.iterdir()):
                time.sleep(0.01)
            os.kill(process.pid, signal.SIGINT)
            process.communicate(timeout=60)
        assert process.returncode != 0
    assert list(out.iterdir()) == []


# -- packing and the command -----------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_dump_gives_the_same_bytes_packed_or_not(
    form: str, graph: Path, tmp_path: Path
) -> None:
    files = []
    for number in "12":
        for ending in ("", ".gz", ".zst"):
            file = tmp_path / number / f"graph.{form}{ending}"
            file.parent.mkdir(exist_ok=True)
            export.export(graph / store.DUMP, form, USING, file, ending[1:] or "none")
            files.append(file.read_bytes())
    assert files[:3] == files[3:]
    assert gzip.decompress(files[1]) == files[0]
    assert zstd().ZstdDecompressor().decompressobj().decompress(files[2]) == files[0]


def test_the_command_writes_a_file_or_to_standard_output(
    graph: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    for form in ("nt", "ttl"):
        assert _run("export", "--graph", graph, "--format", form) == 0
        said = capfdbinary.readouterr()
        out = tmp_path / f"graph.{form}.gz"
        assert _run("export", "--graph", graph, "--format", form, "--out", out) == 0
        assert gzip.decompress(out.read_bytes()) == said.out == text(graph / store.DUMP, form)


def _run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as left:
        main([str(one) for one in arguments])
    return int(left.value.code or 0)


def test_a_folder_without_a_graph_is_one_line(tmp_path: Path, capsys: Capture) -> None:
    said = kg(capsys, "export", "--graph", tmp_path, "--format", "nq")
    assert "no graph here" in one_line(said)


def test_where_zstandard_is_missing_that_is_one_line(
    graph: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "zstandard", None)
    out = tmp_path / "graph.nq.zst"
    said = kg(capsys, "export", "--graph", graph, "--format", "nq", "--out", out)
    assert "pip install 'plan-kg[zstd]'" in one_line(said)
    assert not out.exists()
