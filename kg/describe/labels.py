"""What IRIs are called in Chinese and English."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from kg.describe.parts import Part, part, term
from kg.terms import Dct, Foaf, Oa, Rdf, Skos

#: From the most telling on; an object of a later one counts only where the earlier ones are silent.
_NAMING = tuple(map(NamedNode, (Skos.PREF_LABEL, Rdf.LABEL, Dct.TITLE, Foaf.NAME)))
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
        self._store = store
        self._spaces = sorted(
            ((space, name) for name, space in prefixes.items()), key=lambda pair: -len(pair[0])
        )
        self._known = known
        self._kept: dict[str, Label] = {}
        self._blocks: dict[str, Block] = {}

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
        said = named(self._names(iri))
        if said:
            return said
        if iri in self._known:
            return self._known[iri]
        quoted = self._quoted(part(self._store, iri))
        if quoted:
            return Label(f"“{quoted}”", f"“{quoted}”", "zh", "zh")
        short = self.short(iri)
        return Label(short, short, "", "")

    def _names(self, iri: str) -> Iterator[Literal]:
        """What names a thing, looked up by itself: statements are many, names few."""
        thing = NamedNode(iri)
        for naming in _NAMING:
            quads = self._store.quads_for_pattern(thing, naming, None, DefaultGraph())
            yield from sorted(
                (quad.object for quad in quads if isinstance(quad.object, Literal)), key=str
            )

    def _quoted(self, about: Part) -> str:
        """The words that a passage, or the passage of an annotation, holds."""
        for step in (Oa.HAS_TARGET, Oa.HAS_SELECTOR):
            for iri in about.things(step):
                found = self._quoted(part(self._store, iri))
                if found:
                    return found
        words = about.text(Oa.EXACT).strip()
        return words if len(words) <= _LONG else f"{words[:_LONG]}…"


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
