"""Lines, sentences and white space, always with their offsets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kg.model import Span

_SENTENCE_END = re.compile(r"[。！？!?]+[”’」』）)]*")


class Line(NamedTuple):
    """A line without its break; `span` covers its characters but for outer white space."""

    raw: str
    span: Span

    @property
    def text(self) -> str:
        """The characters without outer white space."""
        return self.raw.strip()

    @property
    def blank(self) -> bool:
        """Whether nothing is written on it."""
        return not self.raw.strip()

    @property
    def is_cell(self) -> bool:
        """Whether a table cell of an exported document starts here (a leading tab)."""
        return self.raw.startswith("\t")


def lines(text: str) -> tuple[Line, ...]:
    """Split at line breaks of any kind."""
    found = []
    offset = 0
    for raw in re.split(r"(\r\n|\n|\r)", text):
        if raw not in {"\r\n", "\n", "\r"}:
            body = raw.strip()
            start = offset + (raw.find(body) if body else 0)
            found.append(Line(raw, Span(start, start + len(body))))
        offset += len(raw)
    return tuple(found)


def sentences(text: str, span: Span) -> tuple[Span, ...]:
    """Sentences of a span, closing marks within, outer white space left out.

    >>> t = "完成投资3亿元。“新增5家！”其中2家。"
    >>> [s.of(t) for s in sentences(t, Span(0, len(t)))]
    ['完成投资3亿元。', '“新增5家！”', '其中2家。']
    """
    return tuple(_sentences(text, span))


def _sentences(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for match in _SENTENCE_END.finditer(text, span.start, span.end):
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, span.end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)


def line_number(text: str, offset: int) -> int:
    """The line, from 1, that holds an offset."""
    return text.count("\n", 0, offset) + 1


@dataclass(frozen=True, slots=True)
class Squeezed:
    """A span's characters without white space, and where each stands in the source."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The source span of squeezed characters start..end (end exclusive, not empty)."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


def squeeze(text: str, span: Span) -> Squeezed:
    """Leave out white space but keep the way back.

    >>> squeeze("完成上级\\n下达任务", Span(0, 9)).text
    '完成上级下达任务'
    """
    kept = [i for i in range(span.start, span.end) if not text[i].isspace()]
    return Squeezed("".join(text[i] for i in kept), tuple(kept))
