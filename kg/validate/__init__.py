"""SHACL over the graph of one report; what is wrong becomes findings with sentence and line.

Each report is checked alone, so reports can be checked side by side in processes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.lexicon import findings as codes
from kg.lexicon.findings import FindingTable
from kg.model import Finding
from kg.settings import Settings
from kg.validate import rules
from kg.validate.engines import DEFAULT, ENGINES, REFERENCE, Engine
from kg.validate.places import MISQUOTED, Places
from kg.validate.rules import Rules

__all__ = [
    "DEFAULT",
    "ENGINES",
    "REFERENCE",
    "Shapes",
    "findings",
    "of_reading",
    "ordered",
    "shapes",
    "triples_of",
]


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shapes, the engine that runs them, and what findings are called."""

    rules: Rules
    engine: Engine
    codes: FindingTable


def shapes(settings: Settings, engine: str = DEFAULT) -> Shapes:
    """Load the shapes once a process; OntologyError names file and line of what is wrong."""
    table = codes.load(settings.lexicon)
    found = rules.load(settings.shapes, settings.ontology, table)
    return Shapes(found, ENGINES[engine](found), table)


def findings(triples: Sequence[str], text: str, using: Shapes) -> tuple[Finding, ...]:
    """What is wrong in the triples of one report, in the order of its text.

    They are lines of N-Triples without the full stop.
    """
    places = Places(triples, text, using.codes)
    return ordered((*places.misquoted(), *_broken(triples, places, using)))


def triples_of(quads: Iterable[str]) -> list[str]:
    """The triples of lines of N-Quads."""
    return [line.rsplit(" ", 2)[0] for line in quads]


def of_reading(found: Iterable[Finding]) -> Iterator[Finding]:
    """Of the findings kept with a report those that `findings` does not make anew."""
    return (one for one in found if not one.shape and one.code != MISQUOTED)


def ordered(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings of one report, each once, in the order of its text."""
    return tuple(sorted(set(found), key=_order))


def _order(found: Finding) -> tuple[int, str, str, str, str, str]:
    return (found.line, found.code, found.quote, found.message_en, found.about, found.shape)


def _broken(triples: Sequence[str], places: Places, using: Shapes) -> Iterator[Finding]:
    ntriples = " .\n".join((*triples, ""))
    for result in using.engine.results(ntriples):
        yield places.finding(result, using.rules.rules[result.shape])
