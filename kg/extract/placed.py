"""Areas that stand side by side and have a value each: A镇、B镇分别完成产值3亿元、4亿元."""

import re
from collections.abc import Iterator, Sequence

from kg.model import Mention, MentionType
from kg.text.statements import Stated

_JOINING = re.compile(r"\s*(?:[、和及与]|以及)\s*")


def placed(
    stated: Sequence[Stated], mentions: Sequence[Mention], flat: str
) -> Iterator[tuple[Stated, Mention | None]]:
    """Each statement with the area beside others that it is of, which is then no part of it."""
    beside = {area.span.start: area for row in _rows(mentions, flat) for area in row}
    owners = [_owner(one, beside) for one in stated]
    for index, (one, area) in enumerate(zip(stated, owners, strict=True)):
        if area is None:
            yield one, None
        elif one.subject:
            yield one._replace(subject=None), area
        else:
            yield _without(one, area, _rest(stated[index:], owners[index:])), area


def _rows(mentions: Sequence[Mention], flat: str) -> Iterator[list[Mention]]:
    """Areas with nothing but joining marks between them, two at least."""
    row: list[Mention] = []
    for area in (one for one in mentions if one.type is MentionType.AREA and one.area):
        if row and not _JOINING.fullmatch(flat, row[-1].span.end, area.span.start):
            yield from [row] if len(row) > 1 else []
            row = []
        row.append(area)
    if len(row) > 1:
        yield row


def _owner(stated: Stated, beside: dict[int, Mention]) -> Mention | None:
    """The area that is the subject of a statement, or that opens what it is about."""
    for span in (stated.indicator, *stated.cues):
        area = beside.get(span.start) if span else None
        if area and (stated.subject == area.text or _opens(stated, area)):
            return area
    return None


def _opens(stated: Stated, area: Mention) -> bool:
    rest = stated.name.removeprefix(area.text)
    opens = rest not in {"", stated.name} and not _JOINING.match(rest)
    return opens and not stated.subject


def _rest(stated: Sequence[Stated], owners: Sequence[Mention | None]) -> str:
    """What all areas of a row have, as the last of them says: A镇、B镇|工业产值."""
    rest = ""
    for one, area in zip(stated, owners, strict=True):
        if area is None or not _opens(one, area):
            break
        rest = one.name.removeprefix(area.text)
    return rest


def _without(stated: Stated, area: Mention, name: str) -> Stated:
    """The statement without its area, under the name that all of the row share."""
    whole = stated.indicator
    after = whole._replace(start=area.span.end) if whole and whole.end > area.span.end else None
    return stated._replace(name=name, indicator=after, cues=(area.span, *stated.cues))
