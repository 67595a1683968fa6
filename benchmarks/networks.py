"""G15: measures of a large network, with the extra `fast` and without, beside networkx.

    python -m benchmarks.networks fast|plain|networkx LINKS

measures one of them in a process of its own, on a scale-free graph. Libraries are loaded before:
networkit takes two CPU seconds for that, which a command pays once.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

import networkx as nx

from benchmarks.measure import Taken, here, turns
from benchmarks.told import Found, Told
from kg.analyse import Simple, betweenness, communities

_LINKS, _FEW = 100_000, 60_000
_EACH = 5  # links that a node brings along
_SOURCES = 100


class Measured(NamedTuple):
    """What it took, and how good the communities are."""

    taken: Taken
    modularity: float


def measured(told: Told) -> Iterator[Found]:
    """Each in a process of its own, in turns."""
    links = _FEW if told.small else _LINKS
    modularity = dict[str, float]()

    def measuring(name: str) -> Taken:
        found = _in_process(name, links)
        modularity[name] = found.modularity
        return found.taken

    ways = {name: partial(measuring, name) for name in WAYS}
    runs = turns(told.rounds, ways, slow=("networkx",))
    for key in ("fast", "plain"):
        said = f"{runs.told(key, 'networkx')}; modularity {modularity[key]:.3f}"
        yield Found(key=f"G15-{key}", value=runs.ratio("networkx", key), told=said)
    value = modularity["fast"] / modularity["networkx"]
    said = f"{modularity['fast']:.3f} against {modularity['networkx']:.3f}"
    yield Found(key="G15-modularity", value=value, told=said)


def _in_process(name: str, links: int) -> Measured:
    command = [sys.executable, "-m", "benchmarks.networks", name, str(links)]
    said = subprocess.run(command, check=True, capture_output=True, text=True)
    taken, modularity = json.loads(said.stdout)
    return Measured(Taken(*taken), modularity)


def by_kg(graph: Simple) -> list[list[str]]:
    """What `kg analyse` computes for centrality and communities."""
    betweenness(graph)
    return communities(graph)


def by_kg_alone(graph: Simple) -> list[list[str]]:
    """The same where networkit is not installed."""
    return by_kg(graph)


def by_networkx(graph: Simple) -> list[list[str]]:
    """The same measures by networkx."""
    nx.betweenness_centrality(graph, k=_SOURCES, seed=1)
    return [list(one) for one in nx.community.louvain_communities(graph, seed=1)]


WAYS: dict[str, Callable[[Simple], list[list[str]]]] = {
    "fast": by_kg,
    "plain": by_kg_alone,
    "networkx": by_networkx,
}


def main() -> None:
    """Measure one way and print it."""
    name, links = sys.argv[1], int(sys.argv[2])
    if name == "plain":
        sys.modules["networkit"] = None  # type: ignore[assignment]  # as if it were not installed
    if name == "fast":
        import networkit  # noqa: F401, PLC0415  # loaded before anything is measured
    drawn = nx.barabasi_albert_graph(links // _EACH, _EACH, seed=1)
    graph = nx.relabel_nodes(drawn, {node: str(node) for node in drawn})
    groups: list[list[str]] = []
    taken = here(partial(_into, groups, WAYS[name], graph))
    print(json.dumps([taken, nx.community.modularity(graph, list(map(set, groups)))]))


def _into(groups: list[list[str]], way: Callable[[Simple], list[list[str]]], graph: Simple) -> None:
    groups += way(graph)


if __name__ == "__main__":
    main()
