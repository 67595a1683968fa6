"""Measures, paths, exports and pictures of the typed graph."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import analyse
from kg.analyse.centrality import sources
from kg.analyse.drawing import drawing
from kg.analyse.fonts import font
from kg.analyse.layout import Box, Frame, places
from kg.analyse.simple import MANY
from kg.errors import KgError, QueryError
from kg.lexicon.analyse import load
from kg.model import MentionType, Rows
from kg.settings import Settings

LOOK = load(Settings().lexicon)
ROOT = Path(__file__).parents[1]


def node(graph: analyse.Graph, kind: str, name: str, *aliases: str) -> None:
    labels = {"area": "区域", "enterprise": "企业", "honour": "荣誉", "project": "项目"}
    data = {"type": kind, "type_zh": labels[kind], "type_en": kind, "name": name}
    graph.add_node(f"id/{kind}/{name}", **data, aliases=aliases, mentions=len(name))


def say(
    graph: analyse.Graph, a: str, b: str, words: str, modality: str = "done", weight: int = 1
) -> None:
    quote = f"{a.rsplit('/', maxsplit=1)[-1]}{words}{b.rsplit('/', maxsplit=1)[-1]}。"
    graph.add_edge(
        f"id/{a}",
        f"id/{b}",
        key=f"{words}:{modality}",
        relation=words,
        label_zh=words,
        label_en=words,
        words=words,
        modality=modality,
        period="2024",
        document="report",
        quote=quote,
        weight=weight,
        context=modality == "",
    )


@pytest.fixture
def graph() -> analyse.Graph:
    made: analyse.Graph = nx.MultiDiGraph()
    node(made, "area", "吴江区", "我区")
    node(made, "area", "苏州市")
    node(made, "enterprise", "亨通光电", "江苏亨通光电股份有限公司")
    node(made, "enterprise", "盛虹")
    node(made, "honour", "省级“绿色工厂”")
    node(made, "project", "苏台高速")
    node(made, "project", "南湖路")
    say(made, "enterprise/亨通光电", "honour/省级“绿色工厂”", "获评", weight=2)
    say(made, "enterprise/盛虹", "honour/省级“绿色工厂”", "争创", "planned")
    say(made, "project/苏台高速", "area/吴江区", "位于")
    say(made, "area/苏州市", "project/苏台高速", "推进", "planned")
    say(made, "area/苏州市", "project/苏台高速", "建成")
    return made


def column(rows: Rows, name: str) -> list[object]:
    return [row[rows.columns.index(name)] for row in rows.rows]


# --- measures ---


def test_the_most_linked_thing_comes_first_and_unlinked_things_are_left_out(
    graph: analyse.Graph,
) -> None:
    rows = analyse.centrality(graph)
    assert column(rows, "name")[:2] == ["省级“绿色工厂”", "苏台高速"]
    assert "南湖路" not in column(rows, "name")
    assert column(rows, "statements")[:2] == [3, 3]
    assert column(rows, "estimate") == [None] * 6


def test_betweenness_is_estimated_and_says_so_where_the_graph_is_large() -> None:
    plain = nx.relabel_nodes(nx.barabasi_albert_graph(60, 2, seed=1), str)
    large: analyse.Graph = nx.MultiDiGraph(plain)
    estimate = column(analyse.centrality(large, work=20 * plain.number_of_edges()), "estimate")
    assert estimate == ["betweenness from 20 of 60 things"] * 60


def test_from_fifty_thousand_links_on_betweenness_is_always_sampled() -> None:
    assert sources(nx.star_graph(MANY)) is not None


def test_communities_are_labelled_by_their_most_linked_members(graph: analyse.Graph) -> None:
    rows = analyse.run("communities", graph)
    assert column(rows, "label") == [
        "省级“绿色工厂”、亨通光电、盛虹",
        "苏台高速、苏州市、吴江区",
    ]
    assert column(rows, "kinds") == ["企业2、荣誉1", "区域2、项目1"]
    assert [str(share) for share in column(rows, "inside")] == ["1.0000", "1.0000"]


def test_each_linked_thing_is_in_one_community(graph: analyse.Graph) -> None:
    rows = analyse.run("members", graph)
    assert sorted(map(str, column(rows, "iri"))) == sorted(analyse.simple(graph))


def test_ties_by_context_count_for_no_measure(graph: analyse.Graph) -> None:
    before = analyse.centrality(graph)
    say(graph, "enterprise/亨通光电", "area/吴江区", "见于报告", "")
    assert analyse.centrality(graph) == before


def test_the_overview_counts_things_relations_and_parts(graph: analyse.Graph) -> None:
    rows = analyse.run("overview", graph).rows
    assert ("things", "project", 2, 1, None) in rows
    assert ("relations", "获评", 1, None, 2) in rows
    assert ("components", "all", 2, 6, None) in rows


@pytest.mark.parametrize("name", ["overview", "centrality", "communities", "members"])
def test_a_graph_without_anything_gives_empty_tables(name: str) -> None:
    empty: analyse.Graph = nx.MultiDiGraph()
    rows = analyse.run(name, empty)
    assert all(len(row) == len(rows.columns) for row in rows.rows)


def test_an_unknown_analysis_and_a_missing_name_are_refused(graph: analyse.Graph) -> None:
    with pytest.raises(QueryError, match="there are: overview, centrality"):
        analyse.run("centre", graph)
    with pytest.raises(QueryError, match="give start and end"):
        analyse.run("path", graph, ["吴江区"])


# --- paths ---


def test_a_path_explains_each_step_with_relation_direction_and_quote(
    graph: analyse.Graph,
) -> None:
    rows = analyse.run("path", graph, ["我区", "苏州市"])
    assert [row[1:5] for row in rows.rows] == [
        ("吴江区", "←", "位于", "苏台高速"),
        ("苏台高速", "←", "建成", "苏州市"),
    ]
    assert column(rows, "quote") == ["苏台高速位于吴江区。", "苏州市建成苏台高速。"]


def test_a_name_is_found_without_its_marks_and_by_alias(graph: analyse.Graph) -> None:
    rows = analyse.path(graph, "江苏亨通光电股份有限公司", "省级 绿色工厂")
    assert [row[1:5] for row in rows.rows] == [("亨通光电", "→", "获评", "省级“绿色工厂”")]


def test_an_unknown_name_is_answered_with_close_ones(graph: analyse.Graph) -> None:
    with pytest.raises(QueryError, match="close names: 亨通光电、江苏亨通光电股份有限公司"):
        analyse.path(graph, "亨通", "吴江区")


def test_two_names_of_one_thing_are_refused(graph: analyse.Graph) -> None:
    with pytest.raises(QueryError, match="names of one thing"):
        analyse.path(graph, "我区", "吴江区")


def test_where_nothing_leads_there_the_path_is_empty(graph: analyse.Graph) -> None:
    assert analyse.path(graph, "亨通光电", "吴江区").rows == ()
    assert analyse.path(graph, "南湖路", "吴江区").rows == ()


def test_context_is_the_last_resort_of_a_path(graph: analyse.Graph) -> None:
    say(graph, "enterprise/亨通光电", "area/吴江区", "见于报告", "")
    say(graph, "area/苏州市", "area/吴江区", "见于报告", "")
    assert column(analyse.path(graph, "亨通光电", "吴江区"), "relation") == ["见于报告"]
    assert column(analyse.path(graph, "苏州市", "吴江区"), "relation") == ["建成", "位于"]


def test_among_equally_short_paths_the_less_busy_thing_is_taken(graph: analyse.Graph) -> None:
    say(graph, "enterprise/盛虹", "area/吴江区", "投资")
    say(graph, "enterprise/盛虹", "area/苏州市", "投资")
    say(graph, "enterprise/盛虹", "project/南湖路", "投资")
    steps = analyse.path(graph, "吴江区", "苏州市")
    assert column(steps, "to") == ["苏台高速", "苏州市"]


# --- files ---


def test_graphml_reads_back_with_all_that_nodes_and_edges_carry(
    graph: analyse.Graph, tmp_path: Path
) -> None:
    graph.nodes["id/area/吴江区"]["name"] = "吴江区 & <示范区>\x0b"
    analyse.export(graph, tmp_path / "graph.graphml")
    read = nx.read_graphml(tmp_path / "graph.graphml")
    assert list(read) == list(graph)
    assert read.nodes["id/area/吴江区"]["name"] == "吴江区 & <示范区>"
    assert read.nodes["id/area/吴江区"]["aliases"] == "我区"
    assert sorted(data["quote"] for *_, data in read.edges(data=True)) == sorted(
        data["quote"] for *_, data in graph.edges(data=True)
    )
    assert {data["weight"] for *_, data in read.edges(data=True)} == {1, 2}


def test_an_svg_holds_names_as_text_a_legend_and_the_sentence_of_each_link(
    graph: analyse.Graph, tmp_path: Path
) -> None:
    analyse.picture(graph, tmp_path / "graph.svg", LOOK)
    texts = [one.text or "" for one in ET.parse(tmp_path / "graph.svg").iter()]  # noqa: S314
    for words in ("吴江区", "亨通光电", "企业 2", LOOK.words.planned):
        assert words in texts
    assert any("亨通光电 —获评→ 省级“绿色工厂”：亨通光电获评" in text for text in texts)
    assert "Noto Sans CJK SC" in (tmp_path / "graph.svg").read_text(encoding="utf-8")


def test_a_link_that_is_planned_alone_is_dashed(graph: analyse.Graph) -> None:
    drawn = drawing(graph, LOOK)
    dashed = [line.tip for line in drawn.lines if line.dashed and line.tip]
    assert len(dashed) == 1
    assert "争创" in dashed[0]


def test_names_with_markup_in_them_stay_names(graph: analyse.Graph, tmp_path: Path) -> None:
    graph.nodes["id/area/吴江区"]["name"] = "<script>\x0b&"
    analyse.picture(graph, tmp_path / "graph.svg", LOOK)
    texts = [one.text for one in ET.parse(tmp_path / "graph.svg").iter()]  # noqa: S314
    assert "<script>&" in texts


def test_no_more_things_are_drawn_than_the_lexicon_says(graph: analyse.Graph) -> None:
    few = replace(LOOK, picture=replace(LOOK.picture, nodes=3))
    things = [circle for circle in drawing(graph, few).circles if circle.tip]
    assert len(things) == 3


def test_a_picture_of_nothing_is_refused(tmp_path: Path) -> None:
    empty: analyse.Graph = nx.MultiDiGraph()
    with pytest.raises(KgError, match="nothing is linked"):
        analyse.picture(empty, tmp_path / "graph.svg", LOOK)


def test_another_ending_and_a_missing_folder_are_refused(
    graph: analyse.Graph, tmp_path: Path
) -> None:
    with pytest.raises(KgError, match=r"end in \.svg or \.png"):
        analyse.picture(graph, tmp_path / "graph.gif", LOOK)
    with pytest.raises(KgError, match="cannot be written"):
        analyse.picture(graph, tmp_path / "none" / "graph.svg", LOOK)
    assert list(tmp_path.iterdir()) == []


def test_a_bitmap_is_drawn_with_a_chinese_font(graph: analyse.Graph, tmp_path: Path) -> None:
    try:
        font("市", LOOK.fonts)
    except KgError:
        pytest.skip("needs a Chinese font: apt install fonts-noto-cjk")
    analyse.picture(graph, tmp_path / "graph.png", LOOK)
    assert (tmp_path / "graph.png").read_bytes().startswith(b"\x89PNG")


def test_characters_that_no_font_has_are_refused_with_a_hint() -> None:
    with pytest.raises(KgError, match=r"write an \.svg"):
        font("\U0010fff0\U0010fff1", LOOK.fonts)


def test_the_same_graph_gives_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    """Sets of strings change their order from process to process."""
    script = (
        "import sys; sys.path[:0] = sys.argv[2:]\n"
        "import networkx as nx; from pathlib import Path; from kg import analyse\n"
        "from kg.lexicon.analyse import load; from kg.settings import Settings\n"
        "plain = nx.relabel_nodes(nx.barabasi_albert_graph(90, 2, seed=3), lambda n: f'区{n:03}')\n"
        "graph = nx.MultiDiGraph(); graph.add_nodes_from(sorted(plain))\n"
        "graph.add_edges_from(sorted(plain.edges))\n"
        "out = Path(sys.argv[1]); out.mkdir()\n"
        "analyse.export(graph, out / 'a.graphml')\n"
        "analyse.picture(graph, out / 'a.svg', load(Settings().lexicon))\n"
        "rows = [analyse.run(n, graph).rows for n in ('centrality', 'communities', 'overview')]\n"
        "rows.append(analyse.path(graph, '区050', '区080').rows)\n"
        "(out / 'rows').write_text(repr(rows), encoding='utf-8')\n"
    )
    made = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", script, str(out), str(ROOT)]
        subprocess.run(command, check=True, env=environment)
        made.append({path.name: path.read_bytes() for path in sorted(out.iterdir())})
    assert made[0] == made[1]


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 40), st.integers(0, 3))
def test_all_things_stand_inside_the_frame(count: int, seed: int) -> None:
    plain = nx.relabel_nodes(nx.gnm_random_graph(count, count, seed=seed), str)
    frame = Frame(left=0, top=0, right=800, bottom=600)
    boxes = {node: Box(half=30, up=8, down=25) for node in plain}
    for x, y in places(plain, boxes, frame, seed).values():
        assert 30 <= x <= 770
        assert 8 <= y <= 575


def test_all_kinds_of_entities_have_a_colour_of_their_own() -> None:
    kinds = [kind.type for kind in LOOK.kinds]
    entities = {kind.value for kind in MentionType} - {"quantity", "time"}
    assert set(kinds) == entities
    assert len({kind.colour for kind in LOOK.kinds}) == len(kinds)
