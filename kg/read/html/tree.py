"""A page as a tree of what is seen: no scripts, no styles, nothing hidden, no controls."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

#: Elements that are no text of a page, whatever they hold.
_UNSEEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "frame",
        "frameset",
        "object",
        "embed",
        "applet",
        "svg",
        "canvas",
        "audio",
        "video",
        "map",
        "select",
        "option",
        "button",
        "input",
        "textarea",
        "datalist",
        "dialog",
        "nav",
        "head",
        "title",
        "meta",
        "link",
        "base",
        "noframes",
        "rt",
        "rp",
        "del",
        "xml",
        "progress",
        "meter",
        "col",
        "colgroup",
    ]
)
#: Elements that begin and end lines.
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "li",
        "main",
        "menu",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "caption",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "dir",
        "listing",
        "xmp",
        "plaintext",
    ]
)
#: What is told of an element; all else is not looked at.
_TOLD = ("href", "rowspan", "colspan", "type", "start", "reversed", "value", "style", "role", "rel")
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE
)
#: Elements nested deeper are taken as if they stood beside one another.
_DEEPEST = 120
_MOST = 1_500_000


class Node:
    """An element: its children are elements and characters."""

    __slots__ = ("attrs", "blocky", "children", "data", "links", "prose", "size", "tag")

    def __init__(self, tag: str, attrs: Mapping[str, str]) -> None:
        """Nothing is in it yet."""
        self.tag = tag
        self.attrs = attrs
        self.children: list[Node | str] = []
        self.blocky = tag in BLOCKS  # it, or something in it, begins a line
        self.data = False  # it is a table of data
        self.size = self.links = self.prose = 0  # characters: all, of links, of sentences

    def elements(self) -> "Iterator[Node]":
        """The elements right in it."""
        return (child for child in self.children if isinstance(child, Node))


def grown(body: "LexborNode") -> Node:
    """The tree under an element of a parsed page; none of it is walked by recursion."""
    root = Node("body", {})
    above: list[tuple[LexborNode, Node, bool]] = []
    parent, node, flat = root, body.child, False
    count = 0
    while True:
        while node is None:
            if not above:
                return root
            node, parent, flat = above.pop()
            node = node.next
        count += 1
        if count > _MOST:
            raise _too_many()
        child = _added(node, parent)
        if child is not None and node.child is not None:
            above.append((node, parent, flat))
            flat = len(above) >= _DEEPEST
            parent, node = (parent if flat else child), node.child
        else:
            node = node.next


def _too_many() -> Exception:
    from kg.errors import InputError  # noqa: PLC0415

    return InputError(f"it has more than {_MOST:,} elements")


def _added(node: "LexborNode", parent: Node) -> Node | None:
    """What a node of the page becomes; None where nothing in it is seen."""
    tag = node.tag or ""
    if tag == "-text":
        parent.children.append(node.text_content or "")
        return None
    if tag.startswith(("-", "!")) or tag in _UNSEEN:
        return None
    attrs = _told(node)
    if attrs is None:
        return None
    made = Node(tag, attrs)
    parent.children.append(made)
    return made


def _told(node: "LexborNode") -> Mapping[str, str] | None:
    """Attributes that matter; None where they hide the element."""
    found = node.attributes
    if not found:
        return {}
    if "hidden" in found or found.get("aria-hidden") == "true":
        return None
    style = found.get("style")
    if style and _HIDING.search(style[:2000]):
        return None
    return {name: found[name] or "" for name in _TOLD if name in found}
