"""Bridges, areas alike, links that may be missing, and measures of large graphs."""

from decimal import Decimal
from importlib.util import find_spec

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import analyse
from kg.analyse import fast, shortest
from kg.analyse.hanging import all_hanging
from kg.analyse.missing import missing, steps
from kg.analyse.simple import MANY
from kg.model import AreaFigure, Naming, Rows

NO_NETWORKIT = "needs networkit: pip install plan-kg[fast]"
FIVE = ("甲", "乙", "丙", "丁", "戊")


def node(graph: analyse.Graph, name: str, kind: str = "project") -> None:
    graph.add_node(name, type=kind, type_zh=kind, name=name, aliases=(), mentions=1)


def say(graph: analyse.Graph, a: str, b: str, relation: str = "位于", weight: int = 1) -> None:
    graph.add_edge(
        a,
        b,
        key=relation,
        relation=relation,
        label_zh=relation,
        label_en=relation,
        words="",
        modality="done",
        period="",
        document="report",
        quote=f"{a}{relation}{b}。",
        weight=weight,
        context=False,
    )


def linked(*pairs: tuple[str, str]) -> analyse.Graph:
    made: analyse.Graph = nx.MultiDiGraph()
    for name in dict.fromkeys(name for pair in pairs for name in pair):
        node(made, name)
    for a, b in pairs:
        say(made, a, b)
    return made


def dicts(rows: Rows) -> list[dict[str, object]]:
    return [dict(zip(rows.columns, row, strict=True)) for row in rows.rows]


def figure(area: str, indicator: str, number: str, status: str = "actual") -> AreaFigure:
    said = "目标" if status == "target" else "实际"
    return AreaFigure(
        statement=f"{area}{indicator}",
        area=area,
        indicator=indicator,
        name=indicator,
        measure="growth",
        period="2024",
        status=status,
        said=said,
        value=Decimal(number),
        number=number,
        unit="%",
        rate="percent",
    )


# --- centrality ---


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 30), st.integers(0, 60), st.integers(0, 9))
def test_betweenness_is_what_networkx_counts(count: int, links: int, seed: int) -> None:
    plain = nx.relabel_nodes(nx.gnm_random_graph(count, links, seed=seed), str)
    expected = nx.betweenness_centrality(plain)
    assert shortest.betweenness(plain) == pytest.approx(expected)


def test_betweenness_from_all_things_in_a_drawn_order_is_exact() -> None:
    plain = nx.relabel_nodes(nx.barabasi_albert_graph(50, 2, seed=2), str)
    assert shortest.betweenness(plain, 50) == pytest.approx(shortest.betweenness(plain))


def test_a_central_thing_says_by_which_links() -> None:
    graph = linked(("盛泽镇", "吴江区"), ("黎里镇", "吴江区"))
    say(graph, "盛泽镇", "吴江区", "支持", weight=3)
    first = dicts(analyse.centrality(graph))[0]
    assert first["name"] == "吴江区"
    assert first["relations"] == "支持×3、位于×2"
    assert first["strongest"] == "←支持 盛泽镇×4；←位于 黎里镇"


# --- bridges ---


def test_a_link_that_parts_the_network_says_what_falls_off_and_its_sentence() -> None:
    graph = linked(("甲", "乙"), ("乙", "丙"), ("丙", "甲"), ("甲", "丁"), ("丁", "戊"))
    links = [row for row in dicts(analyse.run("bridges", graph)) if row["kind"] == "link"]
    assert [(row["name"], row["to"], row["things"]) for row in links] == [("甲", "丁", 2)]
    assert links[0]["quote"] == "甲位于丁。"
    assert links[0]["cut_off"] == "丁、戊"


def test_a_thing_that_holds_several_parts_says_how_many() -> None:
    graph = linked(("甲", "乙"), ("乙", "丙"), ("丙", "甲"))
    for name in ("一", "二", "三"):
        for pair in ((name, "甲"), (f"{name}甲", name), (f"{name}甲", "甲")):
            for end in pair:
                if end not in graph:
                    node(graph, end)
            say(graph, *pair)
    things = [row for row in dicts(analyse.run("bridges", graph)) if row["kind"] == "thing"]
    assert [(row["name"], row["pieces"], row["things"]) for row in things] == [("甲", 3, 6)]


def test_a_ring_has_no_bridge() -> None:
    ring = linked(*zip(FIVE, (*FIVE[1:], FIVE[0]), strict=True))
    assert analyse.run("bridges", ring).rows == ()


def test_two_links_between_two_groups_are_joints() -> None:
    groups = [f"{group}{number}" for group in "甲乙" for number in range(4)]
    pairs = [(a, b) for a in groups for b in groups if a < b and a[0] == b[0]]
    two = linked(*pairs, ("甲0", "乙0"), ("甲1", "乙1"))
    rows = dicts(analyse.run("bridges", two))
    assert {(row["kind"], frozenset((row["name"], row["to"]))) for row in rows} == {
        ("joint", frozenset(("甲0", "乙0"))),
        ("joint", frozenset(("甲1", "乙1"))),
    }
    assert [row["things"] for row in rows] == [4, 4]


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 25), st.integers(1, 40), st.integers(0, 9))
def test_what_hangs_is_what_networkx_finds(count: int, links: int, seed: int) -> None:
    plain = nx.relabel_nodes(nx.gnm_random_graph(count, links, seed=seed), str)
    place = {name: index for index, name in enumerate(plain)}
    found = list(all_hanging(plain, place))
    assert {one.holder for one in found} == set(nx.articulation_points(plain))
    bridges = {frozenset(pair) for pair in nx.bridges(plain)}
    assert {frozenset((one.holder, one.first)) for one in found if one.alone} <= bridges
    inner = {pair for pair in bridges if all(plain.degree(end) > 1 for end in pair)}
    assert {frozenset((one.holder, one.first)) for one in found if one.alone} >= inner
    for one in found:
        rest = plain.copy()
        rest.remove_node(one.holder)
        assert set(one.part) == nx.node_connected_component(rest, one.first)


# --- areas alike ---


def alike(*told: AreaFigure) -> list[dict[str, object]]:
    graph: analyse.Graph = nx.MultiDiGraph()
    for area in dict.fromkeys(one.area for one in told):
        node(graph, area, "area")
    analyse.beside.put(graph, told, ())
    return dicts(analyse.run("similarity", graph))


def test_areas_are_alike_by_what_both_report_and_how_near_their_rates_are() -> None:
    ours = [figure("甲区", one, str(number)) for number, one in enumerate(FIVE)]
    theirs = [figure("乙区", one, str(number * 2)) for number, one in enumerate(FIVE)]
    (row,) = alike(*ours, *theirs, figure("乙区", "己", "1"))
    assert (row["common"], row["indicators"], row["rates"]) == (5, 6, 5)
    assert (str(row["share"]), row["gap"]) == ("0.8333", 2)
    assert str(row["nearest"]).startswith("甲 2024 0%｜0%")
    assert str(row["farthest"]).startswith("戊 2024")


def test_an_aim_is_not_held_beside_an_outcome() -> None:
    ours = [figure("甲区", one, "6") for one in FIVE]
    theirs = [figure("乙区", one, "6", "target") for one in FIVE]
    (row,) = alike(*ours, *theirs)
    assert (row["common"], row["rates"], row["gap"]) == (5, 0, None)


def test_where_two_areas_have_little_in_common_nothing_is_said() -> None:
    assert not alike(
        *(figure("甲区", one, "6") for one in FIVE[:4]),
        *(figure("乙区", one, "6") for one in FIVE[:4]),
    )


# --- links that may be missing ---


@pytest.fixture
def serving() -> analyse.Graph:
    """甲 serves an indicator, 乙 does not; a town holds both."""
    made: analyse.Graph = nx.MultiDiGraph()
    for name in ("甲", "乙"):
        node(made, name)
    node(made, "盛泽镇", "area")
    node(made, "床位数", "indicator")
    say(made, "甲", "床位数", "contributes-to")
    return made


def test_what_stands_in_one_sentence_with_a_thing_that_serves_may_serve_too(
    serving: analyse.Graph,
) -> None:
    together = Naming(document="report", quote="推进甲、乙建设。", things=("甲", "乙"))
    analyse.beside.put(serving, (), (together,))
    (row,) = dicts(analyse.run("missing", serving))
    assert (row["name"], row["indicator"], row["neighbour"]) == ("乙", "床位数", "甲")
    assert row["tie_quote"] == "推进甲、乙建设。"
    assert row["quote"] == "甲contributes-to床位数。"


def test_a_thing_that_both_are_linked_with_leads_there_step_by_step(
    serving: analyse.Graph,
) -> None:
    say(serving, "甲", "盛泽镇")
    say(serving, "乙", "盛泽镇")
    (found,) = missing(serving)
    way = steps(serving, found, found.ways[0])
    assert [(one.here, one.there) for one in way] == [
        ("乙", "盛泽镇"),
        ("盛泽镇", "甲"),
        ("甲", "床位数"),
    ]


def test_what_very_much_is_linked_with_ties_nothing_together(serving: analyse.Graph) -> None:
    say(serving, "甲", "盛泽镇")
    say(serving, "乙", "盛泽镇")
    for number in range(30):
        node(serving, f"丙{number}", "honour")
        say(serving, f"丙{number}", "盛泽镇")
    assert not missing(serving)


def test_a_project_that_serves_something_lacks_nothing(serving: analyse.Graph) -> None:
    say(serving, "乙", "床位数", "contributes-to")
    together = Naming(document="report", quote="推进甲、乙建设。", things=("甲", "乙"))
    analyse.beside.put(serving, (), (together,))
    assert not missing(serving)


@pytest.mark.parametrize("name", ["bridges", "similarity", "missing"])
def test_a_graph_of_nothing_gives_no_rows(name: str) -> None:
    empty: analyse.Graph = nx.MultiDiGraph()
    assert analyse.run(name, empty).rows == ()


# --- large graphs ---


@pytest.fixture(scope="module")
def large() -> analyse.Simple:
    """More than fifty thousand links, in communities."""
    plain = nx.planted_partition_graph(20, 100, 0.5, 0.002, seed=1)
    assert plain.number_of_edges() > MANY
    return nx.relabel_nodes(nx.Graph(plain.edges), str)


@pytest.mark.slow
def test_the_extra_finds_the_communities_of_a_large_graph(large: analyse.Simple) -> None:
    if find_spec("networkit") is None:
        pytest.skip(NO_NETWORKIT)
    found = analyse.communities(large)
    assert len(found) == 20
    assert found == analyse.communities(large), "the same each time"


@pytest.mark.slow
def test_the_extra_estimates_betweenness_near_what_is_exact() -> None:
    if find_spec("networkit") is None:
        pytest.skip(NO_NETWORKIT)
    plain = nx.relabel_nodes(nx.barabasi_albert_graph(400, 2, seed=1), str)
    exact, guessed = shortest.betweenness(plain), fast.betweenness(plain, 200)
    most = max(exact, key=exact.__getitem__)
    assert guessed[most] == pytest.approx(exact[most], rel=0.2)
    assert guessed == pytest.approx(shortest.betweenness(plain, 200)), "as without the extra"


@pytest.mark.slow
def test_without_the_extra_a_large_graph_says_how_it_was_estimated(
    large: analyse.Simple, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fast, "there", lambda: False)
    graph: analyse.Graph = nx.MultiDiGraph(large)
    estimate = {row["estimate"] for row in dicts(analyse.run("communities", graph))}
    assert estimate == {"label propagation; Louvain with plan-kg[fast]"}
    told = {row["estimate"] for row in dicts(analyse.run("centrality", graph))}
    assert all(str(one).startswith("betweenness from ") for one in told)
