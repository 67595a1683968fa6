"""Places in a ranking: 位列全国第11, 居全省首位, 排名第7、第3."""

import re
from collections.abc import Iterator
from decimal import Decimal

from kg.lexicon.statements import StatementRules
from kg.model import Bound, Quantity, Span
from kg.text.numerals import chinese
from kg.text.patterns import any_of
from kg.text.quantities import Found


class RankGrammar:
    """The pattern of ranks, compiled once."""

    def __init__(self, rules: StatementRules) -> None:
        """Compile."""
        ranks = rules.ranks
        scope = rf"(?P<scope>{any_of(ranks.scopes)})"
        number = r"(?P<number>\d{1,3}|[一二三四五六七八九十]{1,3})"
        self._pattern = re.compile(
            rf"(?:{scope}(?:同类[^，。；]{{0,8}})?)?(?:第\s?{number}(?P<unit>位|名)?(?!{any_of(ranks.not_before)})"
            rf"|前(?P<top>\d{{1,3}}|[一二三四五六七八九十百]{{1,3}})(?P<topunit>位|名|强)?(?![\d一二三四五六七八九年个季月排列沿期天])"
            r"|(?P<head>首位|榜首|首名|第一方阵(?!)))"
        )
        self._verb = re.compile(rf"(?:{any_of(ranks.verbs)})(?:均|都|在|为|了|至|到)?$")

    def find(self, text: str, span: Span) -> Iterator[Found]:
        """Ranks of a span: a number word counts after a verb of ranking, a scope, or with 位."""
        last_end = -1
        for match in self._pattern.finditer(text, span.start, span.end):
            before = text[max(span.start, match.start() - 8) : match.start()]
            closes = match["number"] and text[match.end() : match.end() + 1] in set("，。；、")
            continued = last_end >= 0 and text[last_end : match.start()] in {"、", "和", "，", ""}
            ranked = (
                match["scope"]
                or match["unit"]
                or self._verb.search(before)
                or continued
                or closes
                or match["head"]
            )
            if match["top"] and not (match["scope"] or self._verb.search(before)):
                continue
            number = match["number"] or match["top"] or "1"
            amount = Decimal(number) if number.isdigit() else chinese(number)
            if not ranked or not amount:
                continue
            last_end = match.end()
            bound = Bound.MAX if match["top"] else Bound.EXACT
            found = Span(*match.span())
            yield Found(
                span=found, core=found, kind="rank", quantity=Quantity(amount=amount, bound=bound)
            )
