"""Marks that part a sentence into clauses; marks inside brackets and quotes part nothing."""

import re

from kg.model import Span

_PARTING = "，,；;。：:！？\n"


class Clauses:
    """One sentence's marks. `masked` is the text with asides blanked, offsets unchanged."""

    def __init__(self, flat: str, span: Span) -> None:
        """Blank brackets without digits, and marks within quotes."""
        inside = re.sub(r"（[^（）]*）|\([^()]*\)", _blank, flat[span.start : span.end])
        inside = re.sub(r"《[^》]*》|“[^”]*”", _unmark, inside)
        self.masked = flat[: span.start] + inside + flat[span.end :]
        self._span = span

    def opened(self, at: int, least: int) -> int:
        """Where the clause that holds `at` begins, not before `least`."""
        for position in range(at - 1, least - 1, -1):
            if self.masked[position] in _PARTING + "（":
                return position + 1
        return least

    def closed(self, at: int, most: int) -> int:
        """Where the clause or list member that begins at `at` ends, not after `most`."""
        for position in range(at, most):
            if self.masked[position] in _PARTING + "、）（":
                return position
        return most

    def before(self, start: int) -> tuple[int, int] | None:
        """The clause before the mark that opens the one at `start`; None at the beginning."""
        stop = start - 1
        while stop > self._span.start and self.masked[stop] in _PARTING + " ":
            stop -= 1
        begin = stop
        while begin > self._span.start and self.masked[begin - 1] not in _PARTING:
            begin -= 1
        return (begin, stop + 1) if stop > begin else None

    def bracketed(self, at: int) -> bool:
        """Whether an offset lies in a bracket that holds digits."""
        opened = self.masked.rfind("（", self._span.start, at)
        return opened > self.masked.rfind("）", self._span.start, at)


def _blank(match: re.Match[str]) -> str:
    words = match.group()
    return words if re.search(r"\d", words) else " " * len(words)


def _unmark(match: re.Match[str]) -> str:
    return re.sub(f"[{_PARTING}、]", " ", match.group())
