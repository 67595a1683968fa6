"""The second pass on Spark: figures of all reports put together by area.

Each area is worked on by itself, beside the figures of the area around it. Which one that is
depends on the order of all areas, of which the driver knows no more than their names.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from itertools import groupby, starmap
from typing import Any

import pyarrow as pa

from kg import agree
from kg.lexicon import agreement
from kg.pipeline import agreeing
from kg.pipeline.spark import packing
from kg.pipeline.spark.reading import Told, here
from kg.rdf import AgreementGraph

#: Lines of figures of one report about one area; the first of them, and what it lies within.
_OF_AREA = "area string, first binary, within string, data binary"
_FIELDS = pa.schema(
    [("area", pa.string()), ("first", pa.binary()), ("within", pa.string()), ("data", pa.binary())]
)
#: The same for those who need them: the area itself, and areas within it.
_FOR_AREA = "area string, around boolean, data binary"
_FOR_FIELDS = pa.schema([("area", pa.string()), ("around", pa.bool_()), ("data", pa.binary())])
_LINES = pa.schema([("data", pa.binary())])
#: Areas that one task works on.
_AREAS = 16


def lines(staged: Any, told: Told) -> Any:  # noqa: ANN401  # frames of pyspark
    """Packed lines of N-Quads of what the reports say together, an area a row."""
    from pyspark.sql import functions as f  # noqa: PLC0415  # an extra
    from pyspark.storagelevel import StorageLevel  # noqa: PLC0415

    figures = staged.select("figures").mapInArrow(_by_area, _OF_AREA)
    figures = figures.persist(StorageLevel.DISK_ONLY)
    firsts = figures.groupBy("area").agg(f.min_by("within", "first").alias("within"))
    known = sorted((row["area"], row["within"]) for row in firsts.collect())
    inner = defaultdict(list)
    for area, around in agree.surrounding(known):
        if around:
            inner[around].append(area)
    spread = figures.mapInArrow(partial(_spread, inner=dict(inner)), _FOR_AREA)
    tasks = max(1, len(known) // _AREAS)
    return (
        spread.repartition(tasks, "area")
        .sortWithinPartitions("area")
        .mapInArrow(partial(_together, told=told), "data binary")
    )


def _by_area(batches: Iterable[Any]) -> Iterator[Any]:
    for row in packing.rows(batches):
        lines = packing.unpacked(row["figures"]).splitlines(keepends=True)
        yield packing.batch(starmap(_of_area, agree.by_area(lines)), _FIELDS)


def _of_area(area: str, lines: list[bytes]) -> dict[str, Any]:
    return {
        "area": area,
        "first": lines[0],
        "within": next(agree.loads(lines)).within,
        "data": packing.packed(b"".join(lines)),
    }


def _spread(batches: Iterable[Any], inner: dict[str, list[str]]) -> Iterator[Any]:
    """Figures of an area go to it and to those around which it lies."""
    for row in packing.rows(batches):
        to = [(row["area"], False), *((area, True) for area in inner.get(row["area"], ()))]
        found = ({"area": area, "around": around, "data": row["data"]} for area, around in to)
        yield packing.batch(found, _FOR_FIELDS)


def _together(batches: Iterable[Any], told: Told) -> Iterator[Any]:
    """Lines of one area after the other; rows come by area."""
    graph, words = _graph(told), agreement.load(here(told).lexicon)
    for _, same in groupby(packing.rows(batches), key=lambda row: str(row["area"])):
        kept: dict[bool, set[bytes]] = {False: set(), True: set()}
        for row in same:
            kept[row["around"]].update(packing.unpacked(row["data"]).splitlines())
        own, above = (agree.loads(sorted(kept[around])) for around in (False, True))
        lines = graph.quads(agree.alone(own, above, words))
        data = "".join(f"{line}\n" for line in lines).encode()
        yield packing.batch([{"data": packing.packed(data)}], _LINES)


@lru_cache(maxsize=1)
def _graph(told: Told) -> AgreementGraph:
    return agreeing.graph(here(told))
