"""The typed graph says what a store of reports says, with the sentence for each relation."""

from dataclasses import replace
from pathlib import Path

import pytest

from kg import network, rdf, store
from kg.errors import QueryError
from kg.model import Event, Evidence, MentionType, Modality, Reading, Thing
from kg.settings import Settings
from tests import readings

SETTINGS = Settings()
BASE = f"{SETTINGS.base}id/"


def put(directory: Path, *found: Reading) -> Path:
    mapping = rdf.mapping(SETTINGS)
    with store.writing(directory) as writer:
        for reading in found:
            lines = rdf.quads(reading, mapping)
            data = "".join(f"{line}\n" for line in lines).encode()
            writer.put(reading.document.id, "report.txt", "0" * 64, {store.QUADS: data})
        vocabulary = rdf.vocabulary(SETTINGS.ontology, SETTINGS.base)
        writer.commit(vocabulary, made_with="test", base=SETTINGS.base)
    return directory


def graph_of(directory: Path, *, context: bool = False) -> network.Graph:
    return network.graph(store.open_store(directory), SETTINGS.queries, context=context)


def planned_honour() -> Event:
    words = "亨通光电获评省级绿色工厂"
    return Event(
        actor=readings.HENGTONG,
        action="争创",
        kind="honour",
        object=readings.FACTORY,
        modality=Modality.PLANNED,
        period=readings.small().events[0].period,
        evidence=Evidence(span=readings.place_of(words), rule="test"),
    )


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> network.Graph:
    first, second = readings.small("a"), readings.small("b")
    second = replace(second, events=(*second.events, planned_honour()))
    return graph_of(put(tmp_path_factory.mktemp("graph"), first, second))


def by_name(graph: network.Graph) -> dict[str, str]:
    return {data["name"]: node for node, data in graph.nodes(data=True)}


def test_a_node_carries_type_name_aliases_and_how_often_it_is_mentioned(
    graph: network.Graph,
) -> None:
    node = by_name(graph)[readings.HENGTONG.name]
    assert node.startswith(f"{BASE}enterprise/")
    assert graph.nodes[node] == {
        "type": "enterprise",
        "type_zh": "企业",
        "type_en": "Enterprise",
        "name": "江苏亨通光电股份有限公司",
        "aliases": ("亨通光电",),
        "mentions": 2,
    }


def test_an_honour_links_receiver_and_honour_with_its_words_and_sentence(
    graph: network.Graph,
) -> None:
    names = by_name(graph)
    edge = graph.edges[names[readings.HENGTONG.name], names["省级绿色工厂"], "honour:done"]
    assert edge == {
        "relation": "honour",
        "label_zh": "获评",
        "label_en": "honour",
        "words": "获评",
        "modality": "done",
        "period": "2024",
        "document": "a",
        "quote": "亨通光电获评省级绿色工厂。",
        "weight": 2,
        "context": False,
    }


def test_what_is_done_and_what_is_planned_are_two_relations(graph: network.Graph) -> None:
    names = by_name(graph)
    edges = graph.get_edge_data(names[readings.HENGTONG.name], names["省级绿色工厂"])
    assert set(edges) == {"honour:done", "honour:planned"}


def test_a_project_is_linked_with_its_place_and_the_indicator_that_it_serves(
    graph: network.Graph,
) -> None:
    names = by_name(graph)
    place = graph.edges[names["苏台高速公路"], names["吴江区"], "place"]
    served = graph.edges[names["南湖路项目"], names["地区生产总值"], "contributes-to"]
    assert (place["quote"], place["weight"]) == ("苏台高速建成通车。", 2)
    assert served["words"] == "贡献于（同一措施）"
    assert served["quote"].endswith("推进南湖路项目建设。")


def test_an_area_is_part_of_the_one_above_without_a_quote(graph: network.Graph) -> None:
    edge = graph.edges[f"{BASE}area/320509", f"{BASE}area/320500", "part-of"]
    assert (edge["label_zh"], edge["document"], edge["quote"]) == ("隶属于", "", "")


def test_an_indicator_that_no_report_speaks_of_is_no_node(tmp_path: Path) -> None:
    mapping, standard = (
        rdf.mapping(SETTINGS),
        rdf.standard_concepts(SETTINGS.lexicon, SETTINGS.base),
    )
    vocabulary = rdf.vocabulary(SETTINGS.ontology, SETTINGS.base)
    with store.writing(tmp_path) as writer:
        data = "".join(f"{line}\n" for line in rdf.quads(readings.small(), mapping)).encode()
        writer.put("small", "small.txt", "0" * 64, {store.QUADS: data})
        writer.commit(sorted({*vocabulary, *standard}), made_with="test", base=SETTINGS.base)
    made = graph_of(tmp_path)
    names = {data["name"] for _, data in made.nodes(data=True) if data["type"] == "indicator"}
    assert "地区生产总值" in names
    assert "森林覆盖率" not in names


def test_a_phrase_of_no_type_is_no_node(tmp_path: Path) -> None:
    reading = readings.small()
    phrase = reading.events[0]._replace(object=Thing(type=None, name="绿色生产"))
    graph = graph_of(put(tmp_path, replace(reading, events=(phrase,))))
    assert "绿色生产" not in by_name(graph)
    assert graph.number_of_edges(by_name(graph)[readings.HENGTONG.name]) == 0


def test_an_enterprise_undertakes_its_project(tmp_path: Path) -> None:
    reading = readings.small()
    owned = reading.projects[0]._replace(enterprise=readings.HENGTONG.name)
    graph = graph_of(put(tmp_path, replace(reading, projects=(owned,))))
    names = by_name(graph)
    assert graph.has_edge(names["苏台高速公路"], names[readings.HENGTONG.name], key="undertaken-by")


def test_context_ties_a_thing_to_the_area_whose_report_names_it(tmp_path: Path) -> None:
    graph = graph_of(put(tmp_path, readings.small()), context=True)
    names = by_name(graph)
    tie = graph.edges[names["省级绿色工厂"], names["吴江区"], "named-in-report-of"]
    assert (tie["context"], tie["quote"]) == (True, "亨通光电获评省级绿色工厂。")


def test_nodes_and_edges_have_a_fixed_order(graph: network.Graph) -> None:
    nodes = list(graph)
    edges = [(str(a), str(b), str(key)) for a, b, key in graph.edges(keys=True)]
    assert nodes == sorted(nodes)
    assert edges == sorted(edges)


def test_types_are_those_of_the_model(graph: network.Graph) -> None:
    types = {data["type"] for _, data in graph.nodes(data=True)}
    assert types <= {kind.value for kind in MentionType}


def test_a_missing_query_folder_is_reported(tmp_path: Path) -> None:
    put(tmp_path / "graph", readings.small())
    with pytest.raises(QueryError, match=r"names\.rq"):
        network.graph(store.open_store(tmp_path / "graph"), tmp_path)
