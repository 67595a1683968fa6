"""Slices of a data set: the observations of one indicator, and those of one area."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kg.rdf.evidence import Passages
from kg.rdf.nquads import chinese, link
from kg.rdf.things import title
from kg.terms import Cube, Plan, Qb, Rdf

if TYPE_CHECKING:
    from kg.rdf.observations import Stated

_KEYS = {"indicator": (Cube.BY_INDICATOR, Plan.INDICATOR), "area": (Cube.BY_AREA, Qb.REF_AREA)}


def triples(cube: str, stated: Iterable["Stated"], passages: Passages) -> Iterator[str]:
    """The slices of one data set, each with what it holds fixed."""
    iris, found = passages.iris, defaultdict(list)
    for one in stated:
        first = one.places[0]
        by_indicator = ("indicator", iris.indicator(first.indicator), first.indicator)
        found[by_indicator].append(one.node)
        found["area", iris.area(first.area), first.area.name].append(one.node)
    document = passages.document
    data_set, template = iris.data_set(document.id, cube), passages.using.wording.labels.slice
    for (dimension, value, name), nodes in found.items():
        key, fixed = _KEYS[dimension]
        node = iris.slice(document.id, cube, dimension, value)
        yield link(data_set, Qb.SLICE, node)
        yield link(node, Rdf.TYPE, Qb.SLICE_CLASS)
        yield link(node, Qb.SLICE_STRUCTURE, key)
        yield link(node, fixed, value)
        yield chinese(node, Rdf.LABEL, template.format(report=title(document), value=name))
        yield from (link(node, Qb.SLICE_OBSERVATION, one) for one in nodes)
