"""Figures of several reports that state one number of what they call differently.

市重点项目 and 市重点, 新材料 and 新材料产业: number, unit, period and kind are the same, and the
names share most of their characters. Each figure finds one partner at most, the one most alike.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

from kg.agree.agreeing import compared_as, place
from kg.lexicon.agreement import AgreementWords
from kg.model import Agreed, Agreement, Figure, Measure, Status

_HEAD = Decimal("0.6")
_Same: TypeAlias = tuple[Decimal | None, Decimal | None, str, str, bool, Measure]


def renamed(figures: Iterable[Figure], words: AgreementWords) -> Iterator[Agreement]:
    """Agreements of figures of one area that no key puts together."""
    by_number: dict[_Same, list[Figure]] = defaultdict(list)
    for one in figures:
        if one.amount is not None:
            by_number[_number(one)].append(one)
    for number in sorted(by_number, key=str):
        found = sorted(by_number[number], key=place)
        if len({one.report for one in found}) > 1:
            yield from _paired(found, words)


def _number(one: Figure) -> _Same:
    target = one.status is Status.TARGET
    kind = compared_as(one.measure)
    return one.amount, one.upper, one.unit, one.period.key, target, kind


def _paired(figures: Sequence[Figure], words: AgreementWords) -> Iterator[Agreement]:
    pairs = [
        (-likeness(_name(one, words), _name(other, words)), at, after)
        for at, one in enumerate(figures)
        for after, other in enumerate(figures)
        if at < after and one.report != other.report
    ]
    same = (
        pair for pair in pairs if _one_thing(figures[pair[1]], figures[pair[2]], -pair[0], words)
    )
    for at, after in matched(same):
        yield Agreement(Agreed.CORROBORATED, (figures[at], figures[after]))


def matched(pairs: Iterable[tuple[Decimal, int, int]]) -> Iterator[tuple[int, int]]:
    """Pairs with the least number first, each member in one pair only.

    >>> list(matched([(Decimal(-1), 1, 2), (Decimal(-3), 2, 3), (Decimal(-2), 4, 5)]))
    [(2, 3), (4, 5)]
    """
    taken: set[int] = set()
    for _, one, other in sorted(pairs):
        if not {one, other} & taken:
            taken |= {one, other}
            yield one, other


def _one_thing(one: Figure, other: Figure, alike: Decimal, words: AgreementWords) -> bool:
    """Whether two names may be of one thing, as the number that they share is more or less rare.

    Percentages of few digits are the same everywhere, and standard indicators have their own names.
    """
    if len({one.basis, other.basis} - {""}) > 1:
        return False
    if _digits(one) > words.few:
        return alike >= words.share
    same = one.indicator == other.indicator
    if not same and one.unit in words.rates:
        return False
    listed = not same and (one.listed or other.listed)
    return alike >= (words.share_of_listed if listed else words.share_of_few)


def _digits(one: Figure) -> int:
    """How many digits a number has that are no idle zeros."""
    return len(one.amount.normalize().as_tuple().digits) if one.amount else 1


def _name(one: Figure, words: AgreementWords) -> str:
    parts = (words.short(one.subject), words.short(one.indicator_name))
    return "".join(parts)


def likeness(one: str, other: str) -> Decimal:
    """How much two names share: 1 for the same pairs of characters, 0 for none.

    A name that ends in the whole of the other one has its head, which is what counts most.

    >>> likeness("市重点项目", "市重点"), likeness("新改扩建学校", "学校"), likeness("首店", "学校")
    (Decimal('0.67'), Decimal('0.6'), Decimal('0.00'))
    """
    first, second = _pairs(one), _pairs(other)
    total = len(first) + len(second)
    if first and second and (one.endswith(other) or other.endswith(one)):
        return max(_HEAD, _share(first & second, total))
    return _share(first & second, total)


def _share(both: Collection[object], total: int) -> Decimal:
    return (Decimal(2 * len(both)) / max(total, 1)).quantize(Decimal("0.01"))


@lru_cache(maxsize=20_000)
def _pairs(name: str) -> frozenset[tuple[str, str]]:
    plain = [char for char in name if char.isalpha()]  # years are no part of a name
    return frozenset(pairwise(plain))
