"""Ratios of several parts: 三次产业结构由10:45:45调整为8:42:50 states a number each part."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kg.lexicon.statements import StatementRules
from kg.model import Measure, Quantity, Span
from kg.text.clauses import Clauses
from kg.text.naming import Naming
from kg.text.patterns import any_of
from kg.text.phrases import Phrases
from kg.text.statements.work import Stated

_NUMBER = r"\d+(?:\.\d+)?"
_RATIO = re.compile(rf"(?<![\d.:：∶]){_NUMBER}(?:\s?[:：∶]\s?{_NUMBER})+(?![\d.]*[:：∶\d])")
#: What every ratio holds: most sentences have none of it.
_MARK = re.compile("[:：∶]")
_PART = re.compile(_NUMBER)
_TO_ONE = re.compile(r"[:：∶]\s?1$")


@dataclass(frozen=True, slots=True)
class _Named:
    name: str
    span: Span
    parts: tuple[str, ...]


class Ratios:
    """The patterns of one lexicon, compiled once."""

    def __init__(self, rules: StatementRules, phrases: Phrases, naming: Naming) -> None:
        """Compile."""
        self._phrases, self._naming = phrases, naming
        self._parts = rules.structures.parts
        self._turning = re.compile(rf"(?:{any_of(rules.structures.turning)}|\s)+$")

    def read(self, flat: str, span: Span) -> tuple[Stated, ...]:
        """The numbers of all ratios of a sentence whose parts are known."""
        marked = _MARK.search(flat, span.start, span.end)
        if not marked or not _RATIO.search(flat, span.start, span.end):
            return ()
        return tuple(self._read(flat, span))

    def _read(self, flat: str, span: Span) -> Iterator[Stated]:
        clauses, named, last = Clauses(flat, span), None, span.start
        for match in _RATIO.finditer(flat, span.start, span.end):
            numbers = list(_PART.finditer(flat, match.start(), match.end()))
            if len(numbers) == 2 and _TO_ONE.search(match.group()):
                continue
            start = clauses.opened(match.start(), last)
            named = self._named(flat, start, match.start(), len(numbers)) or named
            last = match.end()
            if named and len(named.parts) == len(numbers):
                for number, part in zip(numbers, named.parts, strict=True):
                    yield _stated(number, part, named)

    def _named(self, flat: str, start: int, end: int, count: int) -> _Named | None:
        """What a ratio is of, and its parts; None where nothing stands before it."""
        turning = self._turning.search(flat, start, end)
        end = turning.start() if turning else end
        phrase = self._phrases.strip(flat, start, end)
        name = flat[phrase.start : phrase.end]
        if phrase.empty:
            return None
        fitting = (p for word, p in self._parts.items() if word in name and len(p) == count)
        known = next(fitting, ())
        members = self._naming.members(flat, phrase.start, phrase.end, count)
        listed = tuple(member for member, _ in members) if len(members) == count else ()
        parts = known or listed
        return _Named(name, Span(phrase.start, phrase.end), parts) if parts else None


def _stated(number: re.Match[str], part: str, named: _Named) -> Stated:
    return Stated(
        value=Span(*number.span()),
        quantity=Quantity(amount=Decimal(number.group())),
        measure=Measure.LEVEL,
        indicator=named.span,
        name=named.name,
        subject=part if part != named.name else None,
        basis=None,
        kind="index",
    )
