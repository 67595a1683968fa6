"""Numbers that Word makes by itself: of lists, headings and items."""

import re
from dataclasses import dataclass

from kg.read.docx.names import Element, number, val, w, whole
from kg.read.docx.numerals import formatted
from kg.read.docx.styles import Numbered, Styles
from kg.read.docx.symbols import bullet

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_FORMAT = w("numFmt")
#: After these a number and its paragraph stand without a gap.
_CLOSED = tuple("、．）)。：:】]〕》—–-－•·●■◆①②③④⑤⑥⑦⑧⑨⑩")


@dataclass(frozen=True, slots=True)
class _Level:
    """How the numbers of a level look; `restarts` is the level above that starts it anew."""

    start: int
    format: str
    text: str
    legal: bool
    bullet: bool
    hidden: bool
    close: bool
    restarts: int | None


class Numbering:
    """The lists of a document, counted on as its paragraphs are read in order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        """Take them from their part."""
        self._styles = styles
        lists = [] if root is None else root.findall(w("abstractNum"))
        self._lists = {whole(one.get(w("abstractNumId")), -1): one for one in lists}
        nums = [] if root is None else root.findall(w("num"))
        self._nums = {whole(one.get(w("numId")), -1): one for one in nums}
        self._levels: dict[tuple[int, int], _Level | None] = {}
        self._counts: dict[int, list[int | None]] = {}
        self._begun: set[tuple[int, int]] = set()

    def next(self, found: Numbered, text: str) -> str:
        """The number of the next paragraph of a list, with a gap before its text where it has one.

        Empty where the list shows none.
        """
        level = self._level_of(found)
        num = found.num or 0
        if not 0 <= level < LEVELS or self._level(num, level) is None:
            return ""
        counts = self._counted(num, level)
        made = self._level(num, level)
        if made is None or made.hidden:
            return ""
        if made.bullet:
            return made.text
        said = _PLACE.sub(lambda m: self._part(num, int(m[1]) - 1, counts, made), made.text)
        close = made.close or said.endswith(_CLOSED) or _is_point(said, text)
        return said + ("" if close or not said else " ")

    def _level_of(self, found: Numbered) -> int:
        """A style that names no level is of the one that names it."""
        if found.level is not None:
            return found.level
        element = self._list(found.num or 0)
        if element is not None and found.style:
            for level in element.findall(w("lvl")):
                if val(level, "pStyle") == found.style:
                    return whole(level.get(w("ilvl")), 0)
        return 0

    def _counted(self, num: int, level: int) -> list[int | None]:
        key = whole(val(self._nums[num], "abstractNumId"), -1)
        counts = self._counts.setdefault(key, [None] * LEVELS)
        self._begin(num, counts)
        made = self._level(num, level)
        before = counts[level]
        counts[level] = (made.start if made else 1) if before is None else before + 1
        for below in range(level + 1, LEVELS):
            lower = self._level(num, below)
            if lower and (lower.restarts is None or 0 < level + 1 <= lower.restarts):
                counts[below] = None
        return counts

    def _begin(self, num: int, counts: list[int | None]) -> None:
        """The first paragraph of a list that says so starts its levels anew."""
        for over in self._nums[num].findall(w("lvlOverride")):
            level = whole(over.get(w("ilvl")), -1)
            if 0 <= level < LEVELS and (num, level) not in self._begun:
                self._begun.add((num, level))
                if over.find(w("startOverride")) is not None:
                    counts[level] = None

    def _part(self, num: int, level: int, counts: list[int | None], of: _Level) -> str:
        made = self._level(num, level)
        if made is None or made.bullet:
            return ""
        count = counts[level]
        style = "decimal" if of.legal else made.format
        return formatted(made.start if count is None else count, style)

    def _level(self, num: int, level: int) -> _Level | None:
        if (num, level) not in self._levels:
            self._levels[num, level] = self._find_level(num, level)
        return self._levels[num, level]

    def _find_level(self, num: int, level: int) -> _Level | None:
        element = self._list(num)
        own = None if element is None else _at(element, "lvl", level)
        over = None if num not in self._nums else _at(self._nums[num], "lvlOverride", level)
        if over is not None and over.find(w("lvl")) is not None:
            own = over.find(w("lvl"))
        if own is None:
            return None
        start = number(own, "start", 0 if own.find(w("start")) is None else 1)
        return _level(own, start if over is None else number(over, "startOverride", start))

    def _list(self, num: int, seen: int = 0) -> Element | None:
        """The definition of a list, which may be that of a style of lists."""
        found = self._nums.get(num)
        element = self._lists.get(whole(val(found, "abstractNumId"), -1))
        style = val(element, "numStyleLink")
        if style is None or seen > LEVELS:
            return element
        named = self._styles.numbered(style)
        return element if named is None else self._list(named.num or 0, seen + 1)


def _is_point(number: str, text: str) -> bool:
    """Whether a number ends in a point that no digit behind it makes a decimal point."""
    return number.endswith(".") and not text[:1].isascii()


def _at(parent: Element, name: str, level: int) -> Element | None:
    every = parent.findall(w(name))
    return next((one for one in every if whole(one.get(w("ilvl")), -1) == level), None)


def _level(element: Element, start: int) -> _Level:
    kind = _kind(element)
    text = val(element, "lvlText") or ""
    is_bullet = kind == "bullet"
    fonts = element.find(f"{w('rPr')}/{w('rFonts')}")
    font = "" if fonts is None else fonts.get(w("ascii"), "")
    restart = val(element, "lvlRestart")
    return _Level(
        start=start,
        format=kind,
        text=bullet(text, font) if is_bullet else text,
        legal=element.find(w("isLgl")) is not None,
        bullet=is_bullet,
        hidden=element.find(f"{w('rPr')}/{w('vanish')}") is not None,
        close=val(element, "suff") == "nothing",
        restarts=None if restart is None else whole(restart, 0),
    )


def _kind(element: Element) -> str:
    """The format of a level; newer ones stand in an alternative, the usual one behind it."""
    found = element.find(_FORMAT)
    if found is None:
        found = next(element.iter(_FORMAT), None)
    kind = "decimal" if found is None else found.get(w("val"), "decimal")
    custom = None if found is None else found.get(w("format"))
    return "decimalZero" if kind == "custom" and custom == "01, 02, 03, ..." else kind
