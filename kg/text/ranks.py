"""Places in a ranking: 位列全国第11, 居全省首位, 排名第7、第3."""

import re
from collections.abc import Iterator
from decimal import Decimal

from kg.lexicon.statements import StatementRules
from kg.model import Bound, Quantity, Span
from kg.text.numerals import chinese
from kg.text.patterns import any_of
from kg.text.quantities import Found

_NUMBER = r"\d{1,3}|[一二三四五六七八九十]{1,3}"
_TOP = r"\d{1,3}|[一二三四五六七八九十百]{1,3}"
#: How far before a rank its verb may end.
_REACH = 8
_CLOSING = frozenset("，。；、")
_CONTINUING = frozenset({"", "、", "和", "，"})


class RankGrammar:
    """The pattern of ranks, compiled once."""

    def __init__(self, rules: StatementRules) -> None:
        """Compile."""
        ranks = rules.ranks
        scope = rf"(?:(?P<scope>{any_of(ranks.scopes)})(?:同类[^，。；]{{0,8}})?)?"
        place = rf"第\s?(?P<number>{_NUMBER})(?P<unit>位|名)?(?!{any_of(ranks.not_before)})"
        top = rf"前(?P<top>{_TOP})(?:位|名|强)?(?!{any_of(ranks.not_after_top)})"
        head = rf"(?P<head>{any_of(ranks.heads)})"
        self._pattern = re.compile(f"{scope}(?:{place}|{top}|{head})")
        #: What every rank holds: most spans have none of it.
        self._cue = re.compile(f"第|前|{any_of(ranks.heads)}")
        self._verb = re.compile(rf"(?:{any_of(ranks.verbs)})[均都在为了至到]?$")
        self._after_list = re.compile(ranks.after_lists)
        self._named = re.compile(r"(?<=[，、；])[\u4e00-\u9fff]{2,3}$")

    def find(self, flat: str, span: Span) -> Iterator[Found]:
        """Ranks of a span: a number counts after a ranking verb, a scope, or at a clause's end."""
        if not self._cue.search(flat, span.start, span.end):
            return
        last = -1
        for match in self._pattern.finditer(flat, span.start, span.end):
            amount = _amount(match)
            if amount and self._ranks(flat, span, match, last):
                last = match.end()
                found = Span(*match.span())
                quantity = _rank(match, amount)
                scope = match["scope"] or self._scope_before(flat, span, match.start())
                yield Found(span=found, core=found, quantity=quantity, kind="rank", scope=scope)

    def read(self, words: str) -> Quantity | None:
        """The rank that words write, whatever stands around them; None where they write none."""
        match = self._pattern.search(words)
        amount = _amount(match) if match else None
        return _rank(match, amount) if match and amount else None

    def _ranks(self, flat: str, span: Span, match: re.Match[str], last: int) -> bool:
        before = flat[max(span.start, match.start() - _REACH) : match.start()]
        bound = bool(match["scope"] or self._verb.search(before))
        if match["top"]:
            return bound or bool(self._after_list.search(before))
        closes = flat[match.end() : match.end() + 1] in _CLOSING
        continues = last >= 0 and flat[last : match.start()] in _CONTINUING
        return bound or bool(match["unit"] or match["head"]) or closes or continues

    def _scope_before(self, flat: str, span: Span, start: int) -> str:
        """A place right before the rank that no list knows: 全国第八、江苏第一."""
        named = self._named.search(flat, span.start, start)
        return named.group() if named and not self._verb.search(named.group()) else ""


def _rank(match: re.Match[str], amount: Decimal) -> Quantity:
    return Quantity(amount=amount, bound=Bound.MAX if match["top"] else Bound.EXACT)


def _amount(match: re.Match[str]) -> Decimal | None:
    words = match["number"] or match["top"] or "1"
    return Decimal(words) if words.isdigit() else chinese(words)
