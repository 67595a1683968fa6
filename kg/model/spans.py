"""Places in a text and stretches of time."""

from datetime import date
from typing import NamedTuple, Self


class _Run(NamedTuple):
    start: int
    end: int


class Span(_Run):
    """A half-open run of characters. A tuple, as reports are full of them."""

    __slots__ = ()

    def __new__(cls, start: int, end: int) -> Self:
        """Refuse what cannot be a place in a text."""
        if not 0 <= start <= end:
            msg = f"no span: {start}..{end}"
            raise ValueError(msg)
        return tuple.__new__(cls, (start, end))

    def of(self, text: str) -> str:
        """The characters themselves."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether both share a character."""
        return self.start < other.end and other.start < self.end

    def within(self, other: "Span") -> bool:
        """Whether this lies in the other one."""
        return other.start <= self.start and self.end <= other.end


class Period(NamedTuple):
    """A stretch of time, whole days, both ends within; `key` is its short form.

    >>> Period(date(2024, 1, 1), date(2024, 12, 31)).key
    '2024'
    """

    start: date
    end: date

    @property
    def key(self) -> str:
        """`2024`, `2025-H1`, `2025-Q1`, `2025-06`, `2023/2025`, else `2025-01-06/2025-02-01`."""
        first, last = (self.start.month, self.start.day), (self.end.month, self.end.day)
        if (first, last) == ((1, 1), (12, 31)):
            return _years(self.start.year, self.end.year)
        if self.start.year == self.end.year:
            part = _PARTS.get((first, last))
            if part:
                return f"{self.start.year}-{part}"
            if self.start.day == 1 and _month_end(self.end) and first[0] == last[0]:
                return f"{self.start.year}-{self.start.month:02}"
        return f"{self.start}/{self.end}" if self.start != self.end else str(self.start)

    @classmethod
    def year(cls, number: int) -> "Period":
        """One calendar year."""
        return cls(date(number, 1, 1), date(number, 12, 31))

    @classmethod
    def years(cls, first: int, last: int) -> "Period":
        """Calendar years, both within."""
        return cls(date(first, 1, 1), date(last, 12, 31))

    @classmethod
    def part(cls, year: int, name: str) -> "Period":
        """H1, H2, Q1 to Q4 of a year."""
        (start, end) = next(days for days, part in _PARTS.items() if part == name)
        return cls(date(year, *start), date(year, *end))

    @classmethod
    def month(cls, year: int, number: int) -> "Period":
        """One calendar month."""
        following = date(year + number // 12, number % 12 + 1, 1)
        return cls(date(year, number, 1), date.fromordinal(following.toordinal() - 1))


_PARTS = {
    ((1, 1), (6, 30)): "H1",
    ((7, 1), (12, 31)): "H2",
    ((1, 1), (3, 31)): "Q1",
    ((4, 1), (6, 30)): "Q2",
    ((7, 1), (9, 30)): "Q3",
    ((10, 1), (12, 31)): "Q4",
}


def _years(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}/{last}"


def _month_end(day: date) -> bool:
    return date.fromordinal(day.toordinal() + 1).day == 1
