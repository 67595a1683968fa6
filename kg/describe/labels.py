"""What IRIs are called in Chinese and English."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from kg.terms import Dct, Foaf, Oa, Rdf, Skos

#: From the most telling on; an object of a later one counts only where the earlier ones are silent.
_NAMING = tuple(NamedNode(iri) for iri in (Skos.PREF_LABEL, Rdf.LABEL, Dct.TITLE, Foaf.NAME))
_TARGET, _SELECTOR, _EXACT = (NamedNode(iri) for iri in (Oa.HAS_TARGET, Oa.HAS_SELECTOR, Oa.EXACT))
_KEPT = 50_000
_LONG = 40


class Label(NamedTuple):
    """A name in both languages; `zh_from`, `en_from` are the languages that it is really in."""

    zh: str
    en: str
    zh_lang: str = "zh"
    en_lang: str = "en"


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

    def __getitem__(self, iri: str) -> Label:
        """What an IRI is called; its short form where nobody says."""
        found = self._kept.get(iri)
        if found is None:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            found = self._kept[iri] = self._find(iri)
        return found

    def short(self, iri: str) -> str:
        """An IRI with a prefix, as it is where it has none."""
        for space, name in self._spaces:
            if iri.startswith(space) and len(iri) > len(space):
                return f"{name}:{iri[len(space) :]}"
        return iri

    def _find(self, iri: str) -> Label:
        node = NamedNode(iri)
        said = named(self._texts(node))
        if said:
            return said
        if iri in self._known:
            return self._known[iri]
        quoted = self._quoted(node)
        if quoted:
            return Label(f"“{quoted}”", f"“{quoted}”", "zh", "zh")
        short = self.short(iri)
        return Label(short, short, "", "")

    def _texts(self, node: NamedNode) -> list[Literal]:
        return [
            each.object
            for naming in _NAMING
            for each in self._store.quads_for_pattern(node, naming, None, DefaultGraph())
            if isinstance(each.object, Literal)
        ]

    def _quoted(self, node: NamedNode) -> str:
        """The words that a passage, or the passage of an annotation, holds."""
        for step in (_TARGET, _SELECTOR):
            for each in self._store.quads_for_pattern(node, step, None, DefaultGraph()):
                found = self._quoted(each.object) if isinstance(each.object, NamedNode) else ""
                if found:
                    return found
        for each in self._store.quads_for_pattern(node, _EXACT, None, DefaultGraph()):
            words = each.object.value.strip() if isinstance(each.object, Literal) else ""
            return words if len(words) <= _LONG else f"{words[:_LONG]}…"
        return ""


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
