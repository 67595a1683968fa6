"""Text with marked spans: cut where any of them starts or ends, written in one pass."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from operator import attrgetter

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of a text, how it looks (a class), and where it leads ("" for nowhere)."""

    start: int
    end: int
    kind: str
    href: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that lie in the same marks, the innermost first."""

    start: int
    text: str
    marks: tuple[Mark, ...]


def cut(
    text: str, start: int, end: int, marks: Iterable[Mark], places: Iterable[int] = ()
) -> Iterator[Piece]:
    """The characters from start to end in pieces; marks may nest and overlap.

    A piece begins at each of the places too.

    >>> [(p.text, len(p.marks)) for p in cut("abcd", 0, 4, [Mark(1, 3, "x"), Mark(2, 4, "y")])]
    [('a', 0), ('b', 1), ('c', 2), ('d', 1)]
    """
    waiting = sorted(
        (m for m in marks if m.start < end and m.end > start and m.start < m.end),
        key=attrgetter("start"),
    )
    edges = {start, end, *(one for one in places if start < one < end)}
    for mark in waiting:
        edges |= {min(max(mark.start, start), end), min(max(mark.end, start), end)}
    active: list[Mark] = []
    index = 0
    for at, until in pairwise(sorted(edges)):
        while index < len(waiting) and waiting[index].start <= at:
            active.append(waiting[index])
            index += 1
        active = [mark for mark in active if mark.end > at]
        active.sort(key=lambda mark: (mark.end - mark.start, -mark.start))
        yield Piece(at, text[at:until], tuple(active))


def written(pieces: Iterable[Piece], anchored: set[int] | None = None) -> Markup:
    """Pieces as HTML: the look of the innermost mark, and its link.

    The first piece at an offset of `anchored` gets it as an anchor, c1234; it is then taken out.
    """
    return Markup("").join(Markup(one) for one in _written(pieces, anchored or set()))  # noqa: S704


def _written(pieces: Iterable[Piece], anchored: set[int]) -> Iterator[str]:
    for piece in pieces:
        words = escape(piece.text, quote=False)
        anchor = ""
        if piece.start in anchored:
            anchored.discard(piece.start)
            anchor = f' id="c{piece.start}"'
        if not piece.marks:
            yield f"<span{anchor}>{words}</span>" if anchor else words
            continue
        yield _marked(piece.marks, words, anchor)


def _marked(marks: tuple[Mark, ...], words: str, anchor: str) -> str:
    first = marks[0]
    kinds = first.kind
    if len(marks) > 1 and any(mark.kind == "m m-event" for mark in marks[1:]):
        kinds = f"{kinds} in-event"
    linked = next((mark for mark in marks if mark.href), None)
    title = f' title="{escape(first.title)}"' if first.title else ""
    if linked is None:
        tag = "mark" if first.kind == "mark" else "span"
        said = "" if tag == "mark" else f' class="{kinds}"'
        return f"<{tag}{said}{anchor}{title}>{words}</{tag}>"
    return f'<a class="{kinds}" href="{escape(linked.href)}"{anchor}{title}>{words}</a>'
