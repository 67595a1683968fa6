"""Rows of tables, read from a dump: one report's graph at a time, numbers as they are written."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from kg.dumps import Pair, quads, text, unions
from kg.export.layout import Column, Table
from kg.export.spill import Spill
from kg.terms import Dct, Oa, Plan, PlanClass, Rdf

#: Cells as text; None where there is nothing.
Row: TypeAlias = list[str | None]
_Node: TypeAlias = dict[str, list[str]]

_EVIDENCE = (Oa.HAS_TARGET, Oa.HAS_SELECTOR, Oa.START)


def rows(dump: Path, tables: Iterable[Table]) -> Iterator[tuple[str, Row]]:
    """Rows with the names of their tables: things first, then what each report states."""
    tables = tuple(tables)
    things = {f"<{table.kind}>": table for table in tables if not table.stated}
    said = {f"<{table.kind}>": table for table in tables if table.stated}
    for subject, pairs in unions(dump):
        node = _node(pairs)
        for kind in node.get(Rdf.TYPE, ()):
            table = things.get(kind)
            if table:
                iri = subject.decode()
                yield table.name, [_cell(one, iri, _Graph({iri: node}, "")) for one in table.column]
    with Spill() as spill:
        for subject, predicate, value, graph in quads(dump):
            spill.add(graph, b"%b %b %b\n" % (subject, predicate, value))
        for _, pieces in spill.graphs():
            yield from _stated(_graph(pieces), said)


class _Graph:
    """What one report says, by subject, and the report's id."""

    def __init__(self, nodes: dict[str, _Node], report: str) -> None:
        self.nodes = nodes
        self.report = report

    def follow(self, starts: Iterable[str], path: Iterable[str]) -> list[str]:
        """What a path of properties leads to, in the order of the dump."""
        found = list(starts)
        for predicate in path:
            found = [v for one in found for v in self.nodes.get(one, {}).get(predicate, ())]
        return found

    def evidence(self, subject: str) -> list[str]:
        """The piece of evidence that stands first in the text."""
        notes = self.follow([subject], [Plan.EVIDENCE])
        return [min(notes, key=self._start)] if notes else []

    def _start(self, note: str) -> tuple[int, str]:
        starts = [int(text(one)) for one in self.follow([note], _EVIDENCE)]
        return min(starts, default=0), note


def _node(pairs: Iterable[Pair]) -> _Node:
    node: _Node = {}
    for predicate, value in pairs:
        node.setdefault(predicate[1:-1].decode(), []).append(value.decode())
    return node


def _graph(pieces: Iterable[bytes]) -> _Graph:
    pairs: dict[str, list[Pair]] = {}
    rest = b""
    for piece in pieces:
        *lines, rest = (rest + piece).split(b"\n")
        for line in lines:
            subject, predicate, value = line.split(b" ", 2)
            pairs.setdefault(subject.decode(), []).append((predicate, value))
    nodes = {subject: _node(said) for subject, said in pairs.items()}
    report = f"<{PlanClass.REPORT}>"
    ids = (n[Dct.IDENTIFIER][0] for n in nodes.values() if report in n.get(Rdf.TYPE, ()))
    return _Graph(nodes, text(next(ids, '""')))


def _stated(graph: _Graph, tables: dict[str, Table]) -> Iterator[tuple[str, Row]]:
    for subject, node in graph.nodes.items():
        for kind in node.get(Rdf.TYPE, ()):
            table = tables.get(kind)
            if table:
                yield table.name, [_cell(one, subject, graph) for one in table.column]


def _cell(column: Column, subject: str, graph: _Graph) -> str | None:
    if column.source == "iri":
        return subject[1:-1]
    if column.source == "report":
        return graph.report
    path, starts = column.path, [subject]
    if path[0] == Plan.EVIDENCE and len(path) > 1:
        path, starts = path[1:], graph.evidence(subject)
    found = graph.follow(starts, path)
    if not found and len(path) > 1 and path[-1] == Rdf.LABEL:
        codes = graph.follow(starts, path[:-1])  # codes that the vocabulary alone describes
        return text(codes[0]).rsplit("/", 1)[-1] if codes else None
    if not found:
        return None
    best = next((one for one in found if one.endswith("@zh")), found[0])
    return text(best).removeprefix(column.space) if column.space else text(best)
