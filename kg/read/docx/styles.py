"""Styles: what a paragraph or its characters are by the name of their style."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from kg.read.docx.names import P_PR, R_PR, Element, switched, val, w, whole

#: Styles that follow one another at most; more is a circle.
_LONGEST_CHAIN = 50


@dataclass(frozen=True, slots=True)
class Numbered:
    """The list and level of a paragraph, as far as they are named; list 0 is none."""

    num: int | None
    level: int | None
    style: str = ""  # that of the paragraphs that are numbered so


class Styles:
    """The styles of a document, by id."""

    def __init__(self, root: Element | None) -> None:
        """Take them from their part."""
        found = [] if root is None else root.findall(w("style"))
        self._styles = {style.get(w("styleId"), ""): style for style in found}
        usual = (one for one in found if one.get(w("default")) in {"1", "true"})
        self._usual: dict[str, str] = {
            one.get(w("type"), ""): one.get(w("styleId"), "") for one in usual
        }
        self._numbered: dict[str, Numbered | None] = {}
        self._hidden: dict[str, bool | None] = {}

    @cached_property
    def usual(self) -> str:
        """The style of paragraphs that name none."""
        return self._usual.get("paragraph", "")

    def name(self, style: str) -> str:
        """What a style is called, in small letters."""
        return str(val(self._styles.get(style), "name") or style).lower()

    def numbered(self, style: str) -> Numbered | None:
        """The list that a style puts its paragraphs into."""
        if style not in self._numbered:
            self._numbered[style] = self._find_numbered(style)
        return self._numbered[style]

    def _find_numbered(self, style: str) -> Numbered | None:
        level = None
        for name, element in self._chain(style):
            found = numbered(element.find(P_PR), name)
            if found:
                level = found.level if level is None else level
                if found.num is not None:
                    return replace(found, level=level)
        return None

    def hidden(self, style: str) -> bool | None:
        """Whether a style hides characters, None where it says nothing of it."""
        if style not in self._hidden:
            said = (switched(one.find(R_PR), "vanish") for _, one in self._chain(style))
            self._hidden[style] = next((one for one in said if one is not None), None)
        return self._hidden[style]

    def _chain(self, style: str) -> Iterator[tuple[str, Element]]:
        for _ in range(_LONGEST_CHAIN):
            element = self._styles.get(style)
            if element is None:
                return
            yield style, element
            style = val(element, "basedOn") or ""


def numbered(properties: Element | None, style: str = "") -> Numbered | None:
    """The list that properties of a paragraph name, with the level where they name it."""
    found = None if properties is None else properties.find(w("numPr"))
    if found is None:
        return None
    num, level = val(found, "numId"), val(found, "ilvl")
    return Numbered(
        None if num is None else whole(num, 0), None if level is None else whole(level, 0), style
    )
