"""Turtle and TriG: a paragraph a subject, with prefixes, numbers in their written digits."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kg.dumps import Pair, quads, unions
from kg.export.names import Short
from kg.export.spill import Spill
from kg.terms import Rdf, Xsd

_TYPE = f"<{Rdf.TYPE}>".encode()
_BOOLEAN = f"{Xsd.INTEGER.removesuffix('integer')}boolean"
#: Literals that go without quotation marks: in their one spelling, which no parser changes.
_BARE = re.compile(
    rf'"(?:(0|-?[1-9]\d*)"\^\^<{Xsd.INTEGER}>|(-?(?:0|[1-9]\d*)\.\d{{1,6}})"\^\^<{Xsd.DECIMAL}>'
    rf'|(true|false)"\^\^<{_BOOLEAN}>)'.encode()
)
_LESS, _MORE, _QUOTE = b'<>"'


def turtle(dump: Path, prefixes: Mapping[str, str]) -> Iterator[bytes]:
    """The union of all graphs, each triple once."""
    short = Short(prefixes)
    yield _head(prefixes)
    for subject, pairs in unions(dump):
        yield paragraph(subject, pairs, short)


def trig(dump: Path, prefixes: Mapping[str, str], spill: Spill) -> Iterator[bytes]:
    """Each graph with its subjects; what has no graph comes first."""
    short = Short(prefixes)
    yield _head(prefixes)
    last, by_graph = b"", dict[bytes, list[Pair]]()
    for subject, predicate, value, graph in quads(dump):
        if subject != last:
            for name, pairs in by_graph.items():
                spill.add(name, paragraph(last, pairs, short))
            last, by_graph = subject, {}
        own = by_graph.get(graph)
        if own is None:
            own = by_graph[graph] = []
        own.append((predicate, value))
    for name, pairs in by_graph.items():
        spill.add(name, paragraph(last, pairs, short))
    for name, pieces in spill.graphs():
        yield b"\n%b {" % short[name] if name else b""
        yield from pieces
        yield b"}\n" if name else b""


def paragraph(subject: bytes, pairs: Iterable[Pair], short: Short) -> bytes:
    """All that is said of a subject: its classes first, then its properties in their order."""
    classes, parts, last = list[bytes](), list[bytes](), b""
    for predicate, value in pairs:
        if value[0] == _LESS:
            shown = short[value]
        else:
            shown = value if value[-1] == _QUOTE else _literal(value, short)
        if predicate == last:
            parts.append(b", " + shown)
        elif predicate == _TYPE:
            classes.append(shown)
        else:
            parts.append(b" ;\n    %b %b" % (short[predicate], shown))
            last = predicate
    said = b"".join(parts)
    if not classes:
        return b"\n%b%b .\n" % (short[subject], said.removeprefix(b" ;"))
    return b"\n%b\n    a %b%b .\n" % (short[subject], b", ".join(classes), said)


def _literal(value: bytes, short: Short) -> bytes:
    if value[-1] != _MORE:
        return value
    bare = _BARE.fullmatch(value)
    if bare:
        return bare[bare.lastindex or 0]
    characters, _, datatype = value.rpartition(b"^^")
    return b"%b^^%b" % (characters, short[datatype])


def _head(prefixes: Mapping[str, str]) -> bytes:
    return "".join(f"@prefix {name}: <{prefixes[name]}> .\n" for name in sorted(prefixes)).encode()
