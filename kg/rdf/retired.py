"""IRIs that were published once and are used no longer: what stands in their place, if anything."""

from collections.abc import Iterable

from kg.iris import Iris
from kg.lexicon.wording import Wording
from kg.rdf import nquads
from kg.rdf.nquads import chinese, english, link, typed
from kg.terms import Dct, Owl, Rdf, Xsd

GRAPH = "registry"


def registry(retired: Iterable[tuple[str, str]], base: str, words: Wording) -> tuple[str, ...]:
    """Sorted N-Quads of retired IRIs, each with the one that replaces it or an empty text."""
    found, said = [], words.provenance["retired"]
    for old, new in retired:
        found.append(typed(old, Owl.DEPRECATED, "true", Xsd.BOOLEAN))
        found.append(chinese(old, Rdf.LABEL, said.zh))
        found.append(english(old, Rdf.LABEL, said.en))
        if new:
            found.append(link(old, Dct.IS_REPLACED_BY, new))
    return tuple(nquads.quads(found, Iris(base).graph(GRAPH)))
