"""JSON-LD for web developers: one object a subject, with all that any report says of it.

Named graphs are left to N-Quads and TriG. The context is written into the file and beside it.
A property that always holds things, texts by language or numbers has plain values; whatever does
not fit stands under the whole IRI of the property in long form, so that nothing is lost. Decimals
are strings: a JSON number would lose the digits that were written.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from kg.dumps import Pair, unions
from kg.dumps.described import plain
from kg.export.names import Spelling
from kg.terms import PLAN, Rdf, Xsd

_TYPE = f"<{Rdf.TYPE}>".encode()
_INTEGER = Xsd.INTEGER.encode()
_STRING = _INTEGER.removesuffix(b"integer") + b"string"
_WHOLE = re.compile(rb'"(?:0|-?[1-9]\d{0,14})"')
#: Keys and what stands before the colon of short names; more than there are does no harm.
_NAMED = re.compile(rb'"(([A-Za-z][A-Za-z0-9-]*)(?::[A-Za-z0-9_.-]+)?)')
_RARE = re.compile(rb"[\\\x00-\x1f]")
_LESS = ord("<")
_NO_LANGUAGE = b'">'
_QUOTE = ord('"')
_TAKEN = frozenset({"id", "type"})
_KEPT = 20_000


def context(using: Spelling) -> dict[str, Any]:
    """What `@context` holds."""
    made: dict[str, Any] = {"@version": 1.1, "id": "@id", "type": "@type"}
    keys = _Keys(using)
    made |= keys.prefixes
    for iri, holds in sorted(using.holds.items()):
        said = {"@id": keys.compact(iri)}
        if holds == "@language":
            said["@container"] = holds
        elif holds.encode() != _STRING:
            said["@type"] = holds if holds == "@id" else keys.compact(holds)
        made[keys.key(iri)] = said
    return made


def context_file(using: Spelling) -> str:
    """The context as a document of its own."""
    return json.dumps({"@context": context(using)}, ensure_ascii=False, indent=1) + "\n"


def jsonld(dump: Path, using: Spelling) -> Iterator[bytes]:
    """The union of all graphs, each triple once, an object a line."""
    keys = _Keys(using)
    head = json.dumps(context(using), ensure_ascii=False, indent=1)
    yield f'{{"@context": {head},\n"@graph": [\n'.encode()
    comma = b""
    for subject, pairs in unions(dump):
        yield comma + _node(subject, pairs, keys)
        comma = b",\n"
    yield b"\n]}\n"


class Documents:
    """Small documents, each with as much of the context as it needs."""

    def __init__(self, using: Spelling) -> None:
        """What stays the same from document to document."""
        self._keys = _Keys(using)
        self._context = context(using)
        self._known = frozenset(key.encode() for key in self._context)
        self._heads: dict[frozenset[bytes], bytes] = {}

    def node(self, subject: bytes, pairs: Iterable[Pair]) -> bytes:
        """One subject with its predicates and objects, all as N-Triples."""
        return _node(subject, pairs, self._keys)

    def names(self, node: bytes) -> set[bytes]:
        """What a node uses of the context: keys, and prefixes of keys and of types."""
        found: set[bytes] = set()
        for pair in set(_NAMED.findall(node)):
            found.update(pair)
        return found & self._known

    def whole(self, nodes: Iterable[bytes], named: Iterable[bytes]) -> bytes:
        """One document of nodes, with what they use of the context."""
        needed = frozenset(named)
        head = self._heads.get(needed)
        if head is None:
            if len(self._heads) >= _KEPT:
                self._heads.clear()
            head = self._heads[needed] = self._head(needed)
        return b'{"@context": %b,\n"@graph": [\n%b\n]}\n' % (head, b",\n".join(nodes))

    def _head(self, needed: frozenset[bytes]) -> bytes:
        """The context of documents that use these keys and prefixes."""
        always = {b"@version", b"id", b"type"}
        said = {k: what for k, what in self._context.items() if k.encode() in needed | always}
        for what in list(said.values()):
            said |= self._prefixes(what)
        return json.dumps(dict(sorted(said.items())), ensure_ascii=False).encode()

    def _prefixes(self, said: object) -> dict[str, str]:
        """The prefixes that a term's own definition uses."""
        iris = said.values() if isinstance(said, dict) else ()
        names = {str(iri).partition(":")[0] for iri in iris}
        return {name: self._keys.prefixes[name] for name in names if name in self._keys.prefixes}


class _Key(NamedTuple):
    """How a property is written: its key, what it holds, its key where a value does not fit.

    `things` is the key of objects that are IRIs where they are written without more, else empty.
    """

    key: bytes
    holds: bytes
    whole: bytes
    things: bytes


class _Keys(dict[bytes, _Key]):
    """The keys of properties, by predicate in brackets."""

    def __init__(self, using: Spelling) -> None:
        super().__init__()
        self._holds = using.holds
        self.prefixes = using.vocabularies
        self._spaces = sorted(
            ((space, name) for name, space in self.prefixes.items()), key=lambda one: -len(one[0])
        )
        self.data = f"<{using.base}id/".encode()
        self._short: dict[bytes, bytes] = {}

    def __missing__(self, predicate: bytes) -> _Key:
        iri = predicate[1:-1].decode()
        holds = self._holds.get(iri, "")
        key = self.key(iri).encode() if holds else b""
        things = b"type" if predicate == _TYPE else key if holds == "@id" else b""
        found = _Key(key, holds.encode(), iri.encode(), things)
        self[predicate] = found
        return found

    def key(self, iri: str) -> str:
        """The key of a property whose values are plain: the local name of the project's own."""
        local = iri.removeprefix(PLAN)
        own = local != iri and local not in self.prefixes and local not in _TAKEN
        return local if own else self.compact(iri)

    def short(self, term: bytes) -> bytes:
        """An IRI given in brackets: of a vocabulary with its prefix; of data whole, to follow."""
        if term.startswith(self.data):
            return term[1:-1]
        found = self._short.get(term)
        if found is None:
            if len(self._short) >= _KEPT:
                self._short.clear()
            found = self._short[term] = self.compact(term[1:-1].decode()).encode()
        return found

    def compact(self, iri: str) -> str:
        """An IRI with a prefix, where one fits."""
        for space, name in self._spaces:
            if iri.startswith(space) and len(iri) > len(space) and iri[len(space)] != "/":
                return f"{name}:{iri[len(space) :]}"
        return iri


def _node(subject: bytes, pairs: Iterable[Pair], keys: _Keys) -> bytes:
    members: dict[bytes, bytes | list[bytes]] = {}  # a list only where there are several values
    texts: dict[bytes, dict[bytes, list[bytes]]] = {}
    data = keys.data
    for predicate, value in pairs:
        key = keys[predicate]
        if value[0] == _LESS:
            short = value[1:-1] if value.startswith(data) else keys.short(value)
            name, shown = key.things, b'"%b"' % short
            if not name:
                name, shown = key.whole, b'{"@id": %b}' % shown
        elif key.holds == _STRING and value[-1] == _QUOTE:
            name, shown = key.key, _quoted(value)
        elif key.holds == b"@language" and value[-1] not in _NO_LANGUAGE:
            text, _, language = value.rpartition(b"@")
            texts.setdefault(key.key, {}).setdefault(language, []).append(_quoted(text))
            continue
        else:
            name, shown = _literal(value, key, keys)
        held = members.get(name)
        if held is None:
            members[name] = shown
        elif isinstance(held, bytes):
            members[name] = [held, shown]
        else:
            held.append(shown)
    said = [
        b', "%b": %b' % (key, held if isinstance(held, bytes) else b"[%b]" % b", ".join(held))
        for key, held in members.items()
    ]
    said += [b', "%b": %b' % (key, _by_language(texts[key])) for key in texts]
    return b'{"id": "%b"%b}' % (keys.short(subject), b"".join(said))


def _literal(value: bytes, key: _Key, keys: _Keys) -> tuple[bytes, bytes]:
    """Key and value of a property whose object is a literal."""
    at = value.rindex(b'"') + 1
    text, mark = _quoted(value[:at]), value[at:]
    datatype = mark[3:-1] if mark.startswith(b"^") else _STRING
    if mark.startswith(b"@"):
        return key.whole, b'{"@value": %b, "@language": "%b"}' % (text, mark[1:])
    if datatype == key.holds:
        whole = datatype == _INTEGER and _WHOLE.fullmatch(text)
        return key.key, text[1:-1] if whole else text
    if datatype == _STRING:
        return key.whole, text
    return key.whole, b'{"@value": %b, "@type": "%b"}' % (text, keys.short(mark[2:]))


def _quoted(literal: bytes) -> bytes:
    """A JSON string of the characters of a literal, which N-Triples escapes alike mostly."""
    if _RARE.search(literal):
        return json.dumps(plain(literal[1:-1].decode()), ensure_ascii=False).encode()
    return literal


def _one_or_more(values: list[bytes]) -> bytes:
    return values[0] if len(values) == 1 else b"[%b]" % b", ".join(values)


def _by_language(said: Mapping[bytes, list[bytes]]) -> bytes:
    texts = (b'"%b": %b' % (one, _one_or_more(said[one])) for one in sorted(said))
    return b"{%b}" % b", ".join(texts)
