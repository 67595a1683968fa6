"""The graph as GraphML, for Gephi, yEd, Cytoscape or networkx."""

from pathlib import Path
from typing import Any

import networkx as nx

from kg.analyse.files import write, xml_text
from kg.analyse.simple import Graph

_BETWEEN = " | "


def export(graph: Graph, path: Path) -> None:
    """Write GraphML that `networkx.read_graphml` reads; the same graph gives the same bytes.

    Nodes keep their IRIs as keys; aliases become one text with ` | ` between them.
    """
    flat: Graph = nx.MultiDiGraph()
    for node, data in graph.nodes(data=True):
        flat.add_node(node, **_flat(data))
    for index, (source, target, data) in enumerate(graph.edges(data=True)):
        flat.add_edge(source, target, key=f"e{index}", **_flat(data))
    # Not write_graphml: it writes otherwise where lxml is installed.
    lines = nx.generate_graphml(flat, named_key_ids=True)
    text = '<?xml version="1.0" encoding="UTF-8"?>\n' + "".join(f"{line}\n" for line in lines)
    write(path, text.encode())


def _flat(data: dict[str, Any]) -> dict[str, str | int]:
    return {key: _value(value) for key, value in data.items()}


def _value(value: object) -> str | int:
    if isinstance(value, int):
        return value
    if isinstance(value, tuple):
        return xml_text(_BETWEEN.join(map(str, value)))
    return xml_text(str(value))
