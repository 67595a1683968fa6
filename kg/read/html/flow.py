"""From elements to paragraphs and tables, in the order in which they are seen."""

from collections.abc import Callable

from kg.read import wrapping
from kg.read.html import content, lists, tables, words
from kg.read.html.tree import Node
from kg.read.limits import Limits
from kg.read.parts import Grid, Paragraph, Part

_PREFORMATTED = frozenset({"pre", "listing", "xmp", "plaintext"})
#: Marks that a page puts around what it quotes.
_QUOTES = "“”"


def parts(
    node: Node, limits: Limits, page: int | None, around: Callable[[str], bool]
) -> list[Part]:
    """What an element holds; lines and lists of links for which `around` holds are left out."""
    flow = _Flow(limits, page, around)
    flow.within(node)
    flow.end()
    return flow.parts


class _Flow:
    """The line under way, and what was finished."""

    def __init__(
        self, limits: Limits, page: int | None, around: Callable[[str], bool] | None
    ) -> None:
        self.parts: list[Part] = []
        self._limits, self._page, self._around = limits, page, around
        self._run: list[str] = []
        self._size = self._links = 0
        self._number = ""
        self._kept = False  # within <pre>

    def within(self, node: Node) -> None:
        """All that an element holds."""
        for child in node.children:
            if isinstance(child, str):
                self._run.append(words.kept(child) if self._kept else child)
                self._size += len(child.strip())
            elif child.blocky:
                self._block(child)
            else:
                self._inline(child)

    def end(self) -> None:
        """End the line."""
        run, self._run = "".join(self._run), []
        linked, self._size, self._links = self._links >= content.LINKS * max(1, self._size), 0, 0
        lines = words.lines(run)
        if not any(lines) or (linked and self._around):
            return
        if words.BREAK in run:
            lines = list(wrapping.joined(_indented(run)))
        for line in lines:
            self._line(line.strip(" \u3000"))

    def _line(self, line: str) -> None:
        if not line or (self._around and self._around(line)):
            return
        if self._number and not lists.numbered(line):
            line = self._number + line
        self._number = ""
        self.parts.append(Paragraph.of(line, self._page))

    def _inline(self, node: Node) -> None:
        if node.tag == "br":
            self._run.append(words.BREAK)
        elif node.tag == "sup":
            self._run.append(words.raised(_plain(node)))
        elif node.tag == "a" and _is_mark(node):
            return
        elif node.tag == "q":
            self._run.append(_QUOTES[0])
            self.within(node)
            self._run.append(_QUOTES[1])
        else:
            before = self._size
            self.within(node)
            if content.is_link(node):
                self._links += self._size - before

    def _block(self, node: Node) -> None:
        self.end()
        if self._around and content.is_list_of_links(node):
            return
        if node.tag == "table" and node.data:
            self._table(node)
        elif node.tag == "ol":
            self._items(node)
        elif node.tag in _PREFORMATTED:
            before, self._kept = self._kept, True
            self.within(node)
            self.end()
            self._kept = before
        else:
            self.within(node)
            self.end()

    def _items(self, node: Node) -> None:
        numbers = lists.numbers(node)
        for child in node.elements():
            self._number = numbers.get(child, "")
            self._block(child)
            self._number = ""

    def _table(self, node: Node) -> None:
        for caption in node.elements():
            if caption.tag == "caption":
                self.within(caption)
                self.end()
        self.parts.append(tables.grid(node, self._cell, self._limits, self._page))

    def _cell(self, node: Node) -> str:
        if len(node.children) < 2 and all(isinstance(one, str) for one in node.children):
            return " ".join(words.lines("".join(map(str, node.children))))
        flow = _Flow(self._limits, None, None)
        flow.within(node)
        flow.end()
        return "\n".join(map(_said, flow.parts))


def _indented(run: str) -> list[str]:
    """Lines with a sign of their indent, which tells a new paragraph from a line that goes on."""
    found = []
    for piece, line in zip(run.split(words.BREAK), words.lines(run), strict=True):
        indent = piece.lstrip("\r\n\t ")[:1] in {"\xa0", "\u3000", "\u2003", "\u2002"}
        found.append(f"\u3000{line}" if indent and line else line)
    return found


def _said(part: Part) -> str:
    """A paragraph, or a table in a cell of another one, as lines."""
    if isinstance(part, Grid):
        return "\n".join(" ".join(box.text for box in row if box.text) for row in part.rows)
    return part.text


def _is_mark(link: Node) -> bool:
    return link.attrs.get("href", "").startswith("#") and words.is_mark(_plain(link))


def _plain(node: Node) -> str:
    return "".join(one if isinstance(one, str) else _plain(one) for one in node.children)
