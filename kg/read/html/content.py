"""Where on a page its report is: under the lowest element that is above nearly all sentences.

No site is known here. Sentences are runs of characters with marks of punctuation, or long ones,
that are no links; a table of data counts whole. Menus, lists of links and feet of pages have hardly
any.
"""

import re

from kg.read.html import tables
from kg.read.html.tree import Node

#: Share of a page's sentences that an element must be above to be gone into.
MOST = 0.8
#: Share that beside the chosen element would be lost, and links that it may hold then.
_LOST, _LINKED = 0.04, 0.03
_NEAR = 3
#: Share of links from which on a short block is the beginning of news, and how short that is.
_TEASED, _TEASER = 0.12, 400
_SENTENCE, _LONG = 12, 25
#: Share of links from which on something is a list of them.
LINKS = 0.6
_MARK = re.compile("[，。；：、,;]")
_SPACE = re.compile(r"\s+")
#: What is not gone into: it is part of a report, not its frame.
_WHOLE = frozenset(["p", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "a", "blockquote", "dl"])


def measured(node: Node) -> None:
    """Tell each element how many characters, links and sentences are in it."""
    for element in node.elements():
        measured(element)
    node.blocky = node.blocky or any(one.blocky for one in node.elements())
    _summed(node)
    if node.blocky and _TEASED * node.size <= node.links and node.prose < _TEASER:
        node.prose = 0  # the first words of something that stands elsewhere
    if is_link(node):
        node.links, node.prose = node.size, 0
    if node.tag == "table":
        node.data = tables.is_data(node)
        if node.data and node.links < LINKS * node.size:
            node.prose = node.size


def _summed(node: Node) -> None:
    run = _Run()
    for child in node.children:
        if isinstance(child, str):
            run.add(child)
        elif child.tag == "br":
            node.prose += run.prose()
        elif child.blocky:
            node.prose += run.prose() + child.prose
        else:
            run.join(child)
        if isinstance(child, Node):
            node.size += child.size
            node.links += child.links
        else:
            node.size += _length(child)
    node.prose += run.prose() if node.blocky else 0


def is_link(node: Node) -> bool:
    """Whether it leads to another page."""
    href = node.attrs.get("href", "").strip()
    return node.tag == "a" and bool(href) and not href.startswith("#")


def is_list_of_links(node: Node) -> bool:
    """Whether links are all that it is about."""
    return node.size > 0 and node.links >= LINKS * node.size and node.prose < _LONG


def found(body: Node) -> Node:
    """The element that holds the report; the whole page where no sentence stands out."""
    path = [body]
    if not body.prose:
        return body
    while True:
        inner = max(path[-1].elements(), key=lambda one: one.prose, default=None)
        if inner is None or inner.prose < MOST * body.prose or inner.tag in _WHOLE or inner.data:
            return _widened(path, body.prose)
        path.append(inner)


def _widened(path: list[Node], whole: int) -> Node:
    """The element, or one just above it where more of the report stands beside it."""
    chosen = path[-1]
    for above, below in list(zip(path[-2::-1], path[:0:-1], strict=True))[:_NEAR]:
        beside = [one for one in above.elements() if one is not below]
        own = above.prose - below.prose - sum(one.prose for one in beside)
        if own >= _LOST * whole or any(_is_part(one, whole) for one in beside):
            chosen = above
    return chosen


def _is_part(node: Node, whole: int) -> bool:
    """Whether it is a part of the report: long, and without the links of lists of news."""
    return node.prose >= _LOST * whole and node.links <= _LINKED * node.size


class _Run:
    """Characters between two breaks of lines."""

    def __init__(self) -> None:
        self._size = self._links = self._marks = 0

    def add(self, text: str) -> None:
        self._size += _length(text)
        self._marks += 1 if _MARK.search(text) else 0

    def join(self, inline: Node) -> None:
        self._size += inline.size
        self._links += inline.links
        self._marks += 1 if inline.prose or _says(inline) else 0

    def prose(self) -> int:
        """Its characters where it is a sentence; the next run begins."""
        plain = self._size - self._links
        least = _SENTENCE if self._marks else _LONG
        is_prose = plain >= least and self._links <= LINKS * self._size
        self._size = self._links = self._marks = 0
        return plain if is_prose else 0


def _says(inline: Node) -> bool:
    return any(isinstance(one, str) and _MARK.search(one) for one in inline.children)


def _length(text: str) -> int:
    return len(_SPACE.sub("", text))
