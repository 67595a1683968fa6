"""The named questions as SHACL executables, so that editors and assistants find them in the graph.

The ontology declares the prefixes that they use. They stand in the vocabulary's graph.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.iris import Iris
from kg.lexicon.wording import Both
from kg.rdf import nquads
from kg.rdf.nquads import chinese, english, link, plain, typed
from kg.terms import ONTOLOGY, Rdf, Sdo, Sh, Xsd

_PREFIX = re.compile(r"^PREFIX\s+([A-Za-z][\w-]*):\s*<([^>]*)>", re.MULTILINE | re.IGNORECASE)
_FORM = re.compile(r"^(SELECT|ASK|CONSTRUCT)\b", re.MULTILINE | re.IGNORECASE)
_FORMS = {
    "SELECT": (Sh.SELECT_EXECUTABLE, Sh.SELECT),
    "ASK": (Sh.ASK_EXECUTABLE, Sh.ASK),
    "CONSTRUCT": (Sh.CONSTRUCT_EXECUTABLE, Sh.CONSTRUCT),
}


class Asked(NamedTuple):
    """A named question: its words, the names of its parameters, its SPARQL without a header."""

    name: str
    title: Both
    description: Both
    parameters: tuple[str, ...]
    sparql: str


def questions(
    asked: Iterable[Asked], prefixes: dict[str, str], endpoint: str, base: str
) -> tuple[str, ...]:
    """The questions as sorted lines of N-Quads; `endpoint` answers them, empty where none does.

    `prefixes` are those of the vocabulary; those of the questions come to them.
    """
    iris, asked = Iris(base), tuple(asked)
    declared = dict(prefixes)
    for one in asked:
        declared |= dict(_PREFIX.findall(one.sparql))
    triples = [triple for one in asked for triple in _question(one, endpoint, iris)]
    triples += [triple for pair in declared.items() for triple in _prefix(*pair, iris)]
    return tuple(nquads.quads(triples, iris.graph("vocabulary")))


def _question(one: Asked, endpoint: str, iris: Iris) -> Iterator[str]:
    node, form = iris.question(one.name), _FORM.search(one.sparql)
    kind, holds = _FORMS[form[1].upper() if form else "SELECT"]
    yield link(node, Rdf.TYPE, Sh.EXECUTABLE)
    yield link(node, Rdf.TYPE, kind)
    yield chinese(node, Rdf.LABEL, one.title.zh)
    yield english(node, Rdf.LABEL, one.title.en)
    yield chinese(node, Rdf.COMMENT, one.description.zh)
    yield english(node, Rdf.COMMENT, one.description.en)
    yield plain(node, holds, one.sparql)
    yield link(node, Sh.PREFIXES, ONTOLOGY)
    for name in one.parameters:
        yield plain(node, Sdo.KEYWORDS, name)
    if endpoint:
        yield link(node, Sdo.TARGET, endpoint)


def _prefix(name: str, space: str, iris: Iris) -> Iterator[str]:
    node = iris.prefix(name)
    yield link(ONTOLOGY, Sh.DECLARE, node)
    yield link(node, Rdf.TYPE, Sh.PREFIX_DECLARATION)
    yield plain(node, Sh.PREFIX, name)
    yield typed(node, Sh.NAMESPACE, space, Xsd.ANY_URI)
