"""What a report on a page is called, where its text does not say so itself."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kg.read.parts import Paragraph, Part

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

#: How many lines of a text its title may stand in.
_HEAD = 8
_SHORTEST, _LONGEST = 6, 120
_PARTED = re.compile(
    r"\s*[_|｜]\s*|\s+[-–—]+\s+|(?<=[\u4e00-\u9fff])\s*[-–—]+\s*(?=[\u4e00-\u9fff])"
)


def missing(page: "LexborHTMLParser", parts: Iterable[Part]) -> str:
    """The title of a page, empty where the first lines of its text have it, or there is none."""
    head = _squeezed("".join(list(_lines(parts))[:_HEAD]))
    title = next(_titles(page), "")
    return "" if _squeezed(title) in head else title


def once(parts: list[Part]) -> list[Part]:
    """The parts, a title that stands twice at their head only once."""
    head = [_squeezed(line) for line in _lines(parts[:4])]
    # below it may break over lines
    again = ("".join(head[1:end]) for end in range(2, len(head) + 1))
    return parts[1:] if head and head[0] in again else parts


def again(title: Paragraph, parts: list[Part]) -> bool:
    """Whether a further page begins with the title of the first."""
    first = parts[0] if parts else None
    return isinstance(first, Paragraph) and _squeezed(first.text) == _squeezed(title.text)


def _lines(parts: Iterable[Part]) -> Iterator[str]:
    return (part.text for part in parts if isinstance(part, Paragraph))


def _titles(page: "LexborHTMLParser") -> Iterator[str]:
    """What may be the title, the surest first: named as such, a heading, the page's."""
    for meta in page.css("meta[name]"):
        if (meta.attributes.get("name") or "").lower() == "articletitle":
            yield from _fitting(meta.attributes.get("content"))
    whole = page.css_first("title")
    named = _one_line(whole.text()) if whole else ""
    for heading in page.css("h1, h2, h3"):
        words = _one_line(heading.text())
        if words and _squeezed(words) in _squeezed(named):
            yield from _fitting(words)
    if page.css_first("h1") is None:
        yield from _fitting(max(_PARTED.split(named), key=len))


def _fitting(words: str | None) -> Iterator[str]:
    line = _one_line(words or "")
    if _SHORTEST <= len(line) <= _LONGEST:
        yield line


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _squeezed(words: str) -> str:
    return "".join(words.split())
