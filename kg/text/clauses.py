"""Marks that part a sentence into clauses; marks inside brackets and quotes part nothing."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from kg.model import Span

_PARTING = "，,；;。：:！？\n"
_ASIDE = re.compile(r"（[^（）]*）|\([^()]*\)")
_QUOTED = re.compile(r"《[^》]*》|“[^”]*”")
_INNER = re.compile(f"[{_PARTING}、]")
_OPENING = re.compile(f"[{_PARTING}（]")
_CLOSING = re.compile(f"[{_PARTING}、）（]")
_DIGIT = re.compile(r"\d")
_RUN = re.compile(r"[^，；。,;！!]+")


class Clauses:
    """One sentence's marks. `masked` is the sentence with asides blanked, its length unchanged.

    All offsets are those of the text that the sentence stands in.
    """

    def __init__(self, flat: str, span: Span) -> None:
        """Blank brackets without digits, and marks within quotes."""
        inside = flat[span.start : span.end]
        if "（" in inside or "(" in inside:
            inside = _ASIDE.sub(_blank, inside)
        if "《" in inside or "“" in inside:
            inside = _QUOTED.sub(_unmark, inside)
        self.masked = inside
        self._at = span.start

    @cached_property
    def _openings(self) -> tuple[int, ...]:
        """Where clauses and brackets begin."""
        return tuple(self._at + mark.end() for mark in _OPENING.finditer(self.masked))

    def runs(self) -> Iterator[tuple[int, int]]:
        """The runs between commas and stops, without white space at their end."""
        for run in _RUN.finditer(self.masked):
            start = self._at + run.start()
            yield start, start + len(run.group().rstrip())

    def words(self, start: int, end: int) -> str:
        """The characters between two offsets, asides blanked."""
        return self.masked[start - self._at : end - self._at]

    def opened(self, at: int, least: int) -> int:
        """Where the clause that holds `at` begins, not before `least`."""
        before = bisect_right(self._openings, at)
        return max(self._openings[before - 1], least) if before else least

    def closed(self, at: int, most: int) -> int:
        """Where the clause or list member that begins at `at` ends, not after `most`."""
        mark = _CLOSING.search(self.masked, at - self._at, most - self._at)
        return self._at + mark.start() if mark else most

    def before(self, start: int) -> tuple[int, int] | None:
        """The clause before the mark that opens the one at `start`; None at the beginning."""
        stop = start - self._at - 1
        while stop > 0 and self.masked[stop] in _PARTING + " ":
            stop -= 1
        begin = stop
        while begin > 0 and self.masked[begin - 1] not in _PARTING:
            begin -= 1
        return (self._at + begin, self._at + stop + 1) if stop > begin else None

    def bracketed(self, at: int) -> bool:
        """Whether an offset lies in a bracket that holds digits."""
        opened = self.masked.rfind("（", 0, at - self._at)
        return opened > self.masked.rfind("）", 0, at - self._at)


def _blank(match: re.Match[str]) -> str:
    words = match.group()
    return words if _DIGIT.search(words) else " " * len(words)


def _unmark(match: re.Match[str]) -> str:
    return _INNER.sub(" ", match.group())
