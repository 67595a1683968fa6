"""The grammar of quantities: bound word, number, magnitude, unit, bound word.

A number is a quantity when a unit, a ratio or a bare magnitude follows it: digits in names (5G,
PM2.5, 605省道), dates and list numbers are none.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from kg.lexicon.quantities import QuantityRules, Units
from kg.model import Bound, Quantity, Span
from kg.text.normalise import plain
from kg.text.numerals import chinese, fraction
from kg.text.patterns import any_of, longest

_NUMBER = r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
_HAN_NUMBER = (
    r"[一二两三四五六七八九十百千万]{0,23}[十百千万亿][一二三四五六七八九十百千]{0,15}"
    r"|[两三四五六七八九]"
)
_FRACTION = (
    r"(?:[一二三四五六七八九十百]{1,23}分之[一二三四五六七八九十百]{1,23}"
    r"|[一二三四五六七八九\d]成(?:[一二三四五六七八九]|半)?(?![立功果效为品员长都])"
    r"|(?<![\d./])\d/\d(?![\d/]))"
)
#: What a number may begin with: a sign, a digit, a numeral.
_FIRST_DIGITS = r"\-－−\d一二两三四五六七八九十百千万亿"
#: What may follow a round number in characters: 突破千亿大关.
_STEP = re.compile(r"[，。；、]|大关|关口|新?台阶|$")
#: Words of bound before a number.
_MOST_BOUNDS = 4
_BARE = re.compile(rf"-?(?:{_NUMBER})")
_DECIMALS = (r"\d\.\d", r"\d\.\d\d", r"\d\d\.\d", r"\d\d\.\d\d")
_LAST_DIGIT = re.compile(r"\d(?=\D*$)")


class Found(NamedTuple):
    """A quantity in a text: `span` with its bound words, `core` without those before it."""

    span: Span
    core: Span
    quantity: Quantity
    kind: str  # percent, money, … as in units.toml; word, growth, ratio-of-one, bare, index, rank
    scope: str = ""  # of a rank: among whom


class Grammar:
    """The patterns of one lexicon, compiled once."""

    def __init__(self, rules: QuantityRules) -> None:
        """Compile; units are tried longest first."""
        bounds = rules.words.bounds
        self._before = {
            **dict.fromkeys(bounds.before_exact, Bound.EXACT),
            **dict.fromkeys(bounds.before_approx, Bound.APPROX),
            **dict.fromkeys(bounds.before_max, Bound.MAX),
            **dict.fromkeys(bounds.before_min, Bound.MIN),
        }
        self._after = {
            **dict.fromkeys(bounds.after_approx, Bound.APPROX),
            **dict.fromkeys(bounds.after_max, Bound.MAX),
            **dict.fromkeys(bounds.after_min, Bound.MIN),
        }
        self._kinds = {unit: kind for kind, units in rules.units.kinds.items() for unit in units}
        self._words = {word.text: word for word in rules.words.words}
        magnitudes = any_of(rules.units.magnitudes)
        unit = "|".join(_unit(name, rules.units) for name in sorted(self._kinds, key=longest))
        inside = any_of(bounds.inside_min)
        marks = any_of(rules.words.ranges.marks)
        # a minus stands after a name or a word of change, never after a number or unit
        minus = r"(?P<minus>(?:(?<=[率速幅为是长于达到：:，（(\s])|^)[-－−])?"
        first = rf"{minus}(?P<number>(?<![\d.第])(?:{_NUMBER}))"
        han = rf"(?P<han>(?<![第一二三四五六七八九十百千万亿]){_HAN_NUMBER})"
        # 5000万-1亿元, 30%至40%; the unit may stand twice around a dash: 10亿元—20亿元
        upper = (
            rf"(?:(?P<lowmag>{magnitudes})?(?:(?:%|个)?(?:{marks})|(?:{unit})[-—–~～－])"
            rf"(?P<upper>{_NUMBER}))?"
        )
        rate = rf"(?:(?:/|每)(?:{unit}|月|年|日|天|次))?"
        self._whole_unit = re.compile(rf"(?:{magnitudes})?(?:{unit}){rate}")
        # a bare decimal counts where a word of change binds it: 由3.27缩小至2.93
        bound = "|".join(rf"(?<=[由从至到达为]{shape})" for shape in _DECIMALS)
        pure = rf"(?P<pure>{bound})(?=[，。；、提缩升降增回上下以左（])"
        measured = (
            rf"(?P<inside>{inside})?(?P<mag>{magnitudes})?(?P<inside2>{inside})?"
            rf"(?P<blank>\s{{0,3}})(?P<unit>(?:{unit}){rate}|(?<=[万亿])/(?:{unit}))"
        )
        bare = (
            rf"(?P<barein>{inside})?(?P<baremag>万亿|千亿|百亿|亿|万)(?P<barein2>{inside})?"
            r"(?![\u4e00-\u9fff]{0,2}[级强])"
        )
        ratio = r"(?P<one>\s?[:：∶]\s?1(?![\d.]))"
        bounding = "|".join(
            _bound(word, bounds.not_after.get(word, ""))
            for word in sorted(self._before, key=longest)
        )
        # some are made of others: without an end to them, reading takes for ever
        before = f"(?P<before>(?:{bounding}){{0,{_MOST_BOUNDS}}})"
        after = f"(?P<after>（含）)?(?P<tail>{any_of(self._after)})?"
        words = "|".join(re.escape(word) for word in sorted(self._words, key=longest))
        # what none of these begins is no quantity: most characters are told at a glance
        firsts = {word[0] for word in (*self._before, *self._words)}
        opening = f"(?=[{re.escape(''.join(sorted(firsts)))}{_FIRST_DIGITS}])"
        self._pattern = re.compile(
            rf"{opening}{before}(?:(?P<word>{words})|(?P<part>{_FRACTION})"
            rf"|(?:{first}{upper}|{han})(?:{measured}|{bare}|{ratio}|{pure})){after}"
        )
        self._magnitudes = rules.units.magnitudes
        self._longest_before = sorted(self._before, key=longest)

    def find(self, flat: str, span: Span) -> Iterator[Found]:
        """Quantities of a span of normalised text, from left to right, none overlapping."""
        for match in self._pattern.finditer(flat, span.start, span.end):
            found = self._read(match)
            if found:
                yield found

    def read(self, words: str) -> Quantity | None:
        """The quantity that words write, None where they write none.

        The way back from evidence: `read(span.of(text))` gives the value that was asserted.
        """
        flat = plain(words)
        return next((f.quantity for f in self.find(flat, Span(0, len(flat)))), None)

    def is_unit(self, words: str) -> bool:
        """Whether words are a unit, with its magnitude or without."""
        return self._whole_unit.fullmatch(words) is not None

    def given(self, words: str, unit: str) -> Quantity | None:
        """A number, with a bound at most (6左右), that takes its unit from elsewhere."""
        end = _LAST_DIGIT.search(words) if unit else None
        bare = self.bare(words, unit)
        if bare or end is None:
            return bare
        whole = words[: end.end()] + unit + words[end.end() :]
        found = next(self.find(whole, Span(0, len(whole))), None)
        return found.quantity if found and found.span == Span(0, len(whole)) else None

    @staticmethod
    def bare(words: str, unit: str) -> Quantity | None:
        """A number that takes its unit from elsewhere, as a table's header gives it, else None."""
        return Quantity(amount=_number(words), unit=unit) if _BARE.fullmatch(words) else None

    def kind(self, unit: str) -> str:
        """The kind of a unit as written, its magnitude aside; empty where it is unknown."""
        base = unit.split("/", maxsplit=1)[0]
        for magnitude in ("", *sorted(self._magnitudes, key=longest)):
            kind = self._kinds.get(base.removeprefix(magnitude))
            if kind:  # the whole unit first: the 千 of 千瓦时 is no magnitude
                return kind
        return ""

    def _read(self, group: re.Match[str]) -> Found | None:
        if group["word"]:
            word = self._words[group["word"]]
            quantity = Quantity(
                amount=word.amount, unit=word.unit, bound=self._bound(group, word.bound)
            )
            return self._found(group, quantity, "growth" if word.growth else "word")
        if group["part"]:
            share = fraction(group["part"])
            if share is None:
                return None
            return self._found(
                group, Quantity(amount=share, unit="%", bound=self._bound(group)), "percent"
            )
        return self._measured(group)

    def _measured(self, group: re.Match[str]) -> Found | None:
        amount = _number(group["number"]) if group["number"] else chinese(group["han"] or "")
        if amount is None:
            return None
        unit, kind = self._unit(group)
        if not group["number"] and not self._han_counts(group, kind):
            return None
        upper = _number(group["upper"]) if group["upper"] else None
        if group["lowmag"] and group["lowmag"] != group["mag"]:
            own = self._magnitudes.get(group["mag"] or "", Decimal(1))
            amount = (amount * self._magnitudes[group["lowmag"]] / own).normalize() + 0
        # a range rises, and of one after a minus nobody can tell what the minus is of
        if upper is not None and (upper <= amount or group["minus"]):
            return None
        if group["minus"]:
            amount = -amount
        quantity = Quantity(amount=amount, upper=upper, unit=unit, bound=self._bound(group))
        return self._found(group, quantity, kind)

    def _unit(self, group: re.Match[str]) -> tuple[str, str]:
        if group["one"]:
            return ":1", "ratio-of-one"
        if group["pure"] is not None:
            return "", "index"
        if group["baremag"]:
            return group["baremag"], "bare"
        unit = (group["mag"] or "") + (group["unit"] or "")
        return unit, self._kinds.get((group["unit"] or "").split("/")[0], "money")

    def _han_counts(self, group: re.Match[str], kind: str) -> bool:
        """Whether a number in characters is meant as one: 五千万元 is, 两个 and 百件 seldom."""
        words = group["han"] or ""
        if kind in {"percent", "points", "money", "area", "ratio", "weight", "length", "bare"}:
            closes = group["before"] and _STEP.match(group.string, group.end())
            return len(words) > 1 or kind == "ratio" or bool(group["mag"] or closes)
        large = any(c in words for c in "百千万")
        counted = len(words) > 1 and words[0] not in "十百千万"
        return (large and (bool(group["before"]) or counted)) or len(words) >= 3

    def _bound(self, group: re.Match[str], default: Bound = Bound.EXACT) -> Bound:
        if group["tail"]:
            return self._after[group["tail"]]
        before = group["before"] or ""
        while before:
            word = next(w for w in self._longest_before if before.endswith(w))
            if self._before[word] is not Bound.EXACT:
                return self._before[word]
            before = before.removesuffix(word)
        inside = group["inside"] or group["inside2"] or group["barein"] or group["barein2"]
        return Bound.MIN if inside else default

    def _found(self, match: re.Match[str], quantity: Quantity, kind: str) -> Found:
        start, end = match.span()
        before = match.end("before")
        span = Span(start, end)
        return Found(span, Span(before, end) if before > start else span, quantity, kind)


def _number(words: str) -> Decimal:
    return Decimal(words.replace(",", "").replace("，", ""))


def _bound(word: str, not_after: str) -> str:
    """A word of bound that is no other word's end."""
    return (f"(?<![{not_after}])" if not_after else "") + re.escape(word)


def _unit(name: str, units: Units) -> str:
    """A unit that is no word's beginning; Latin letters must end with it."""
    not_before = units.not_before.get(name, ())
    letters = "(?![A-Za-z0-9])" if name.isascii() and name.isalpha() else ""
    decimal = r"(?:(?<=\.\d)|(?<=\.\d\d))(?<![A-Za-z]\d\.\d)" if name in units.decimal.units else ""
    after = f"(?!{any_of(not_before)})" if not_before else ""
    return decimal + re.escape(name) + after + letters
