"""What each clause of a block can hold, told for the whole block in one go.

Most clauses name nothing and honour nobody: where no word of a pattern stands in a clause, it is
not tried there.
"""

from bisect import bisect_left
from typing import NamedTuple

from kg.tag.clauses import Clause
from kg.tag.grammar import Grammar
from kg.text.cues import Held


class Hints(NamedTuple):
    """One clause: where heads and known companies stand in it, and what may be in it."""

    marks: tuple[tuple[int, int], ...]
    cues: frozenset[str]


class BlockHints:
    """The hints of one block: its characters, with and without the insides of marks."""

    def __init__(self, grammar: Grammar, raw: str, masked: str, start: int) -> None:
        """Look through the block."""
        self._marks = grammar.marked(masked)
        self._held: tuple[Held, ...] = (grammar.cues.held(masked), grammar.open_cues.held(raw))
        self._start = start

    def of(self, clause: Clause) -> Hints:
        """The hints of one of its clauses."""
        start = clause.start - self._start
        end = start + len(clause.masked)
        cues = self._held[0].between(start, end) | self._held[1].between(start, end)
        marks = []
        at = bisect_left(self._marks, (start, 0))
        while at < len(self._marks) and self._marks[at][0] < end:
            first, last = self._marks[at]
            if last <= end:
                marks.append((first - start, last - start))
            at += 1
        return Hints(tuple(marks), cues)
