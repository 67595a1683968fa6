"""What IRIs are called in Chinese and English."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from kg.describe.parts import Node, term
from kg.terms import Dct, Foaf, Oa, Rdf, Skos

#: From the most telling on; an object of a later one counts only where the earlier ones are silent.
_NAMING = (Skos.PREF_LABEL, Rdf.LABEL, Dct.TITLE, Foaf.NAME)
#: From an annotation or a passage to the words that it holds.
_STEPS = (Oa.HAS_TARGET, Oa.HAS_SELECTOR)
_LABEL = term(Rdf.LABEL)
_KEPT = 50_000
_LONG = 40


class Label(NamedTuple):
    """A name in both languages; `zh_lang`, `en_lang` are the languages that it is really in."""

    zh: str
    en: str
    zh_lang: str = "zh"
    en_lang: str = "en"


class Block(NamedTuple):
    """A subject with its predicates and objects, spelt as in N-Triples, all in order.

    What is `common` comes again in many documents of a store and is the same in all of them.
    """

    subject: bytes
    pairs: Sequence[tuple[bytes, bytes]]
    common: bool = False


class Labels:
    """The labels of a store's terms, looked up once and kept for a while."""

    def __init__(
        self, store: Store, prefixes: Mapping[str, str], known: Mapping[str, Label]
    ) -> None:
        """`known` are labels of terms that the store does not name itself."""
        self._told = _Told(store)
        self._spaces = sorted(
            ((space, name) for name, space in prefixes.items()), key=lambda pair: -len(pair[0])
        )
        self._known = known
        self._kept: dict[str, Label] = {}
        self._blocks: dict[str, Block] = {}

    def gather(self) -> None:
        """Read all names of the store at once: for those who will ask for most of them."""
        self._told.gather()

    def __getitem__(self, iri: str) -> Label:
        """What an IRI is called; its short form where nobody says."""
        found = self._kept.get(iri)
        if found is None:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            found = self._kept[iri] = self._find(iri)
        return found

    def block(self, iri: str) -> Block:
        """The labels of a term in the languages that they are really in, none for a quotation."""
        found = self._blocks.get(iri)
        if found is None:
            if len(self._blocks) >= _KEPT:
                self._blocks.clear()
            pairs = tuple((_LABEL, text) for text in sorted(_literals(self[iri])))
            found = self._blocks[iri] = Block(term(iri), pairs, common=True)
        return found

    def short(self, iri: str) -> str:
        """An IRI with a prefix, as it is where it has none."""
        for space, name in self._spaces:
            if iri.startswith(space) and len(iri) > len(space):
                return f"{name}:{iri[len(space) :]}"
        return iri

    def _find(self, iri: str) -> Label:
        said = named(
            node
            for naming in _NAMING
            for node in self._told.objects(iri, naming)
            if isinstance(node, Literal)
        )
        if said:
            return said
        if iri in self._known:
            return self._known[iri]
        quoted = self._quoted(iri)
        if quoted:
            return Label(f"“{quoted}”", f"“{quoted}”", "zh", "zh")
        short = self.short(iri)
        return Label(short, short, "", "")

    def _quoted(self, iri: str) -> str:
        """The words that a passage, or the passage of an annotation, holds."""
        for step in _STEPS:
            for node in self._told.objects(iri, step):
                found = self._quoted(node.value) if isinstance(node, NamedNode) else ""
                if found:
                    return found
        words = next((node.value.strip() for node in self._told.objects(iri, Oa.EXACT)), "")
        return words if len(words) <= _LONG else f"{words[:_LONG]}…"


class _Told:
    """The objects of those properties that tell what things are called: few among many."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._all: dict[str, dict[str, list[Node]]] = {}

    def gather(self) -> None:
        """Read all of them now, instead of each when it is asked for."""
        for predicate in (*_NAMING, *_STEPS, Oa.EXACT):
            found: dict[str, list[Node]] = {}
            for subject, value in self._read(None, predicate):
                found.setdefault(subject, []).append(value)
            self._all[predicate] = {iri: sorted(values, key=str) for iri, values in found.items()}

    def objects(self, iri: str, predicate: str) -> Sequence[Node]:
        """The objects of one property of a thing, in order."""
        known = self._all.get(predicate)
        if known is not None:
            return known.get(iri, ())
        return sorted((value for _, value in self._read(NamedNode(iri), predicate)), key=str)

    def _read(self, thing: NamedNode | None, predicate: str) -> Iterator[tuple[str, Node]]:
        for quad in self._store.quads_for_pattern(thing, _node(predicate), None, DefaultGraph()):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                yield quad.subject.value, quad.object


@cache
def _node(predicate: str) -> NamedNode:
    return NamedNode(predicate)


def _literals(label: Label) -> Iterator[bytes]:
    for text, language in sorted({(label.zh, label.zh_lang), (label.en, label.en_lang)}):
        if language in {"zh", "en"} and not text.startswith("“"):  # a quotation is no name
            yield str(Literal(text, language=language)).encode()


def named(texts: Iterable[Literal]) -> Label | None:
    """The first text in each language; what one language lacks the other one gives."""
    by_language: dict[str, str] = {}
    for text in texts:
        by_language.setdefault((text.language or "").partition("-")[0], text.value)
    if not by_language:
        return None
    chinese = next(lang for lang in ("zh", "", "en", *by_language) if lang in by_language)
    english = next(lang for lang in ("en", "", "zh", *by_language) if lang in by_language)
    return Label(by_language[chinese], by_language[english], chinese, english)
