"""RDF/XML: a description a subject, with declared prefixes.

XML cannot hold every character, nor every predicate as the name of an element; where one cannot be
written, that is an error, and no file is left that says less than the others.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from kg.dumps import unions
from kg.dumps.described import plain
from kg.errors import InputError
from kg.terms import Rdf

_START = "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
_START += "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
#: The longest end of an IRI that can be the name of an element.
_LOCAL = re.compile(f"[{_START}][{_START}0-9.\u00b7\u0300-\u036f\u203f\u2040-]*$")
#: Bytes of what XML escapes or cannot hold (U+FFFE and U+FFFF too), and of escapes of N-Triples.
_SPECIAL = re.compile(rb"[&<>\"\r\x00-\x08\x0b\x0c\x0e-\x1f\\]|\xef\xbf[\xbe\xbf]")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"})
_RDF = Rdf.TYPE.removesuffix("type")
#: Names that RDF/XML keeps for itself.
_KEPT = frozenset(
    f"{_RDF}{name}"
    for name in (
        *("RDF", "Description", "ID", "about", "parseType", "resource", "nodeID", "datatype"),
        *("li", "aboutEach", "aboutEachPrefix", "bagID"),
    )
)
_LESS, _MORE = b"<>"
_HINT = "take another format: nt, ttl, jsonld, nq, trig"


def rdfxml(dump: Path, prefixes: Mapping[str, str]) -> Iterator[bytes]:
    """The union of all graphs, each triple once."""
    elements = _Elements(prefixes)
    declared = "".join(f'\n    xmlns:{name}="{_safe(prefixes[name])}"' for name in sorted(prefixes))
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{declared}>\n'.encode()
    for subject, pairs in unions(dump):
        parts = [b'<rdf:Description rdf:about="%b">\n' % _attribute(subject[1:-1])]
        for predicate, value in pairs:
            element = elements[predicate]
            if value[0] == _LESS:
                rare = b"&" in value or b"\\" in value
                iri = _attribute(value[1:-1]) if rare else value[1:-1]
                parts.append(element.resource + iri + b'"/>\n')
            else:
                parts.append(_literal(element, value))
        parts.append(b"</rdf:Description>\n")
        yield b"".join(parts)
    yield b"</rdf:RDF>\n"


class _Element(NamedTuple):
    """The parts of a property's element: up to a resource, up to a literal's marks, its end."""

    resource: bytes
    literal: bytes
    end: bytes


class _Elements(dict[bytes, _Element]):
    """The elements of properties, by predicate in brackets."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        super().__init__()
        self._names = {namespace: name for name, namespace in prefixes.items()}

    def __missing__(self, predicate: bytes) -> _Element:
        start, end = self._element(predicate[1:-1].decode())
        found = self[predicate] = _Element(
            f'  <{start} rdf:resource="'.encode(), f"  <{start}".encode(), f"</{end}>\n".encode()
        )
        return found

    def _element(self, iri: str) -> tuple[str, str]:
        local = _LOCAL.search(iri)
        if local is None or local.start() == 0 or iri in _KEPT:
            raise InputError(f"<{iri}> cannot be the name of an XML element", hint=_HINT)
        for end in (iri.rfind("#") + 1, iri.rfind("/") + 1):
            name = self._names.get(iri[:end])
            if name and _LOCAL.fullmatch(iri, end):
                return f"{name}:{iri[end:]}", f"{name}:{iri[end:]}"
        space, rest = iri[: local.start()], local[0]
        return f'ns:{rest} xmlns:ns="{_safe(space)}"', f"ns:{rest}"


def _literal(element: _Element, value: bytes) -> bytes:
    at = value.rindex(b'"')
    text = value[1:at]
    if _SPECIAL.search(text):
        text = _safe(plain(text.decode())).encode()
    if at == len(value) - 1:
        return element.literal + b">" + text + element.end
    if value[-1] != _MORE:
        marks = b' xml:lang="%b">' % value[at + 2 :]
    else:
        marks = b' rdf:datatype="%b">' % _attribute(value[at + 4 : -1])
    return element.literal + marks + text + element.end


def _attribute(iri: bytes) -> bytes:
    return _safe(plain(iri.decode())).encode() if b"&" in iri or b"\\" in iri else iri


def _safe(text: str) -> str:
    illegal = _ILLEGAL.search(text)
    if illegal:
        raise InputError(
            f"XML cannot hold U+{ord(illegal[0]):04X}, as in {text[:40]!r}", hint=_HINT
        )
    return text.translate(_ESCAPES)
