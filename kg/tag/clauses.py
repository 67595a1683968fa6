"""Clauses and lists of a report, with the inside of quotation marks and brackets hidden."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.model import Block, Span

#: Stands for each hidden character; no pattern of the lexicon matches it.
HIDDEN = "\x01"
_NESTED = re.compile(r"“[^“”\n]*”|《[^《》\n]*》|（[^（）\n]*）|\([^()\n]*\)|\[\d+\]")
_BREAK = re.compile(r"[，。；：！？;!?\n\t]|(?<!\d),|,(?!\d)|(?<!\d):|:(?!\d)|——")


class Clause(NamedTuple):
    """A run between two stops; `masked` has its characters, insides hidden."""

    start: int
    masked: str
    block: Block

    @property
    def end(self) -> int:
        """Offset behind the last character."""
        return self.start + len(self.masked)


def mask(text: str) -> str:
    """Hide what stands in quotation marks and brackets, length unchanged.

    >>> mask("持续深化“一网通办”改革").replace(HIDDEN, "·")
    '持续深化“····”改革'
    """
    return _NESTED.sub(_hide, text)


def _hide(match: re.Match[str]) -> str:
    inner = match.group()
    return inner[0] + HIDDEN * (len(inner) - 2) + inner[-1]


def clauses(block: Block, masked: str) -> Iterator[Clause]:
    """The clauses of a block, in order; `masked` has its characters, insides hidden."""
    at, start = block.span.start, 0
    for stop in _BREAK.finditer(masked):
        end, following = stop.span()
        if end > start:
            yield Clause(at + start, masked[start:end], block)
        start = following
    if start < len(masked):
        yield Clause(at + start, masked[start:], block)


def items(masked: str, start: int, end: int) -> tuple[Span, ...]:
    """The members of a list between two offsets: split at 、 and between ” and “.

    >>> [s.of("甲、乙丙等") for s in items("甲、乙丙等", 0, 5)]
    ['甲', '乙丙等']
    """
    if masked.find("、", start, end) < 0 and masked.find("“", start, end) < 0:
        return (Span(start, end),) if end > start else ()
    found = []
    position = start
    for match in _LIST.finditer(masked, start, end):
        found.append(Span(position, match.start()))
        position = match.end()
    found.append(Span(position, end))
    return tuple(span for span in found if span.end > span.start)


_LIST = re.compile(r"、|(?<=”)(?=“)")
