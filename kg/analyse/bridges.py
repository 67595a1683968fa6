"""What the network hangs on: things and links without which it falls apart, thin joints."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.analyse.communities import label, ordered
from kg.analyse.hanging import Hanging, all_hanging
from kg.analyse.links import Link, link
from kg.analyse.simple import Graph, Simple, name, ranked, simple
from kg.model import Rows

#: A part that is cut off counts from so many things on: a single thing that hangs on another is
#: no part of its own.
_PART = 2
#: Two communities are joined thinly where no more links than these lead from one to the other.
_THIN = 2


@dataclass(frozen=True, slots=True)
class Bridge:
    """A link (or a thing, then without a link) and what it joins to the rest.

    `kind` is thing, link or joint; `off` what is cut off without it, for a joint the smaller
    community, and `heads` what stands for it; `rest` is the larger community of a joint; `pieces`
    how many parts are cut off.
    """

    kind: str
    node: str
    link: Link | None
    off: tuple[str, ...]
    heads: tuple[str, ...]
    pieces: int
    rest: tuple[str, ...] = ()


def bridges(graph: Graph) -> list[Bridge]:
    """Things that part the network, links that do, then links that alone join two communities."""
    plain = simple(graph)
    place = {node: index for index, node in enumerate(ranked(graph, plain))}
    hanging = list(all_hanging(plain, place))
    links = list(_links(graph, hanging))
    apart = {_ends(one) for one in links}
    joints = [one for one in _joints(graph, plain, place) if _ends(one) not in apart]
    found = []
    for kind in (_things(graph, hanging), links, joints):
        found += sorted(kind, key=lambda one: (_unsaid(one), -len(one.off), place[one.node]))
    return found


def _unsaid(one: Bridge) -> bool:
    """Whether no report says the link: that areas lie in areas is known anyway, it comes last."""
    return one.kind != "thing" and one.link is not None and one.link.text("quote") is None


def table(graph: Graph) -> Rows:
    """A row a bridge, see `rows`."""
    return rows(graph, bridges(graph))


def rows(graph: Graph, found: Iterable[Bridge]) -> Rows:
    """A row a bridge with what hangs on it and the sentence that makes it one.

    `thing`: without it the network falls into `pieces` more parts of two things or more, `things`
    are cut off in all. `link`: without it `things` are cut off. `joint`: the only links (two at
    most) between two communities; `things` is the size of the smaller one.
    """
    columns = ("kind", "name", "relation", "to", "things", "pieces", "cut_off", "rest")
    more = ("statements", "document", "quote", "iri")
    told = tuple(_row(graph, one) for one in found)
    return Rows(columns=(*columns, *more), rows=told)


def _row(graph: Graph, one: Bridge) -> tuple[str | int | None, ...]:
    said = one.link
    return (
        one.kind,
        name(graph, one.node),
        f"{'→' if said.along else '←'}{said.relation}" if said else None,
        name(graph, said.there) if said else None,
        len(one.off),
        one.pieces,
        label(graph, list(one.heads)),
        label(graph, list(one.rest)) or None,
        said.weight if said else None,
        said.text("document") if said else None,
        said.text("quote") if said else None,
        one.node,
    )


def _ends(one: Bridge) -> frozenset[str]:
    return frozenset((one.link.here, one.link.there)) if one.link else frozenset()


def _things(graph: Graph, hanging: list[Hanging]) -> Iterator[Bridge]:
    """Things that hold parts to the rest, but not one part by one link: the link says that."""
    held: dict[str, list[Hanging]] = defaultdict(list)
    for one in hanging:
        if len(one.part) >= _PART:
            held[one.holder].append(one)
    for holder, parts in held.items():
        if len(parts) > 1 or not parts[0].alone:
            parts.sort(key=lambda one: -len(one.part))
            off = tuple(node for one in parts for node in one.part)
            heads = tuple(one.part[0] for one in parts)
            said = link(graph, holder, parts[0].first)
            yield Bridge("thing", holder, said, off, heads, len(parts))


def _links(graph: Graph, hanging: list[Hanging]) -> Iterator[Bridge]:
    """Links without which a part of two things or more is cut off."""
    for one in hanging:
        if one.alone and len(one.part) >= _PART:
            said = link(graph, one.holder, one.first)
            yield Bridge("link", one.holder, said, one.part, one.part, 1)


def _joints(graph: Graph, plain: Simple, place: dict[str, int]) -> Iterator[Bridge]:
    """The links between two communities where there are only one or two."""
    groups = ordered(graph, plain)
    member = {node: index for index, group in enumerate(groups) for node in group}
    between: dict[tuple[int, int], list[tuple[str, str]]] = defaultdict(list)
    for one, other in plain.edges:
        ends = sorted((one, other), key=lambda node: (member[node], place[node]))
        if member[ends[0]] != member[ends[1]]:
            between[member[ends[0]], member[ends[1]]].append((ends[0], ends[1]))
    for (large, small), links in sorted(between.items()):
        if len(links) <= _THIN and len(groups[small]) > _PART:
            for one, other in links:
                said, off = link(graph, one, other), tuple(groups[small])
                yield Bridge("joint", one, said, off, off, 0, tuple(groups[large]))
