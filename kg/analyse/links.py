"""What reports say between two things, and which of it explains their link best."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from kg.analyse.simple import Graph, Simple, name


@dataclass(frozen=True, slots=True)
class Link:
    """A link between two things with the relation that explains it best.

    `along` says whether the relation leads from the first to the second; `weight` counts the
    statements of all relations between the two.
    """

    here: str
    there: str
    along: bool
    said: dict[str, Any]
    weight: int

    @property
    def relation(self) -> str:
        """The report's own words for the relation, its label where there are none."""
        said = self.said
        return str(said.get("words") or said.get("label_zh") or said.get("relation") or "")

    def text(self, key: str) -> str | None:
        """Something that the relation carries, as its quote; None where it has none."""
        return self.said.get(key) or None


def link(graph: Graph, here: str, there: str) -> Link:
    """The link of two linked things; the relation that is quoted, done and often said is best."""
    found = [
        (
            bool(data.get("context")),
            not data.get("quote"),
            data.get("modality") == "planned",
            -data.get("weight", 1),
            not along,
            key,
            data,
        )
        for along, (a, b) in ((True, (here, there)), (False, (there, here)))
        for key, data in sorted((graph.get_edge_data(a, b) or {}).items())
    ]
    best = min(found, key=lambda one: one[:6])
    stated = [one for one in found if not one[0]] or found
    return Link(here, there, not best[4], best[6], sum(-one[3] for one in stated))


def strongest(graph: Graph, plain: Simple, node: str, most: int) -> list[Link]:
    """The links of a thing that most statements are behind; of equal ones to the busier thing."""
    ordered = sorted(
        plain[node],
        key=lambda other: (-plain.edges[node, other]["weight"], -plain.degree(other), other),
    )
    return [link(graph, node, other) for other in ordered[:most]]


def kinds(graph: Graph, node: str) -> list[tuple[str, str, int]]:
    """What a thing's relations are, by their labels in Chinese and English, with statements."""
    counts: Counter[tuple[str, str]] = Counter()
    edges = (*graph.out_edges(node, data=True), *graph.in_edges(node, data=True))
    for source, target, data in edges:
        if source != target and not data.get("context"):
            label = str(data.get("label_zh") or data.get("relation") or "")
            counts[label, str(data.get("label_en") or label)] += data.get("weight", 1)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [(zh, en, count) for (zh, en), count in ordered]


def told(graph: Graph, one: Link) -> str:
    """A link in words, as seen from its first thing: →获评 省级“绿色工厂”×2."""
    times = f"×{one.weight}" if one.weight > 1 else ""
    return f"{'→' if one.along else '←'}{one.relation} {name(graph, one.there)}{times}"
