"""Single characters that stand for a province or the own place: 京、津, 驻沪, 驻高部队."""

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.lexicon.areas import Areas
from kg.tag.area_context import Place, one_of
from kg.text.openings import guarded

_RULE = "letter"


@lru_cache(maxsize=8)
def _patterns(areas: Areas, own: str) -> tuple[re.Pattern[str], ...]:
    known = areas.places.letter_context
    letter = f"[{''.join(areas.places.letters)}]"
    safe = f"[{known.safe}{own}]"
    end = f"(?!{known.never})"
    before = one_of(known.before, literal=True)
    return (
        # three and more are one region, as 冀鲁豫
        _pattern(f"(?<!{letter})((?={letter}*{safe}{letter}*{safe}){letter}{{3,5}}){end}"),
        # two are one each, as 京津
        _pattern(f"(?<!{letter})({safe})({safe})(?!{letter}){end}"),
        # in a list, as 京、津
        _pattern(f"{before}({safe})、({safe})(?![一-鿿]?、){end}"),
        # one alone, as in 留渝来渝
        _pattern(f"{one_of(known.alone, literal=True)}({safe})(?!{letter}){end}"),
    )


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(guarded(words))


def places(text: str, home: str, areas: Areas) -> Iterator[Place]:
    """All of them; a row of three or more is one region of its own name."""
    letters = areas.places.letters
    own = _own_letters(home, areas)
    for pattern in _patterns(areas, own):
        for match in pattern.finditer(text):
            for group in range(1, pattern.groups + 1):
                start, end = match.span(group)
                name = match.group(group)
                codes = (letters[name],) if len(name) == 1 else ()
                yield Place(start, end, codes, name, _RULE)
    yield from _city_rows(text, areas)
    yield from _stationed(text, home, areas)


def _city_rows(text: str, areas: Areas) -> Iterator[Place]:
    """Each character of 京沪广深 for itself."""
    row = areas.places.city_row
    for match in re.finditer(f"(?:{row.rows})(?!{areas.places.letter_context.never})", text):
        for start, letter in enumerate(match.group(), match.start()):
            yield Place(start, start + 1, (row.letters[letter],), letter, _RULE)


def _own_letters(home: str, areas: Areas) -> str:
    province = areas.province(home)
    common = areas.places.letter_context.common
    letters = areas.places.letters.items()
    return "".join(c for c, code in letters if code == province and c not in common)


def _stationed(text: str, home: str, areas: Areas) -> Iterator[Place]:
    """The first or last character of the own name after 驻 (驻容部队)."""
    short = areas.divisions.short(home) if home else None
    if short is None:
        return
    known = areas.places.letter_context
    who = one_of(known.stationed_with, literal=True)
    ends = f"[{short[0]}{short[-1]}]"
    for match in re.finditer(f"{known.stationed}({ends})(?={who})", text):
        yield Place(match.start(1), match.end(1), (home,), match.group(1), _RULE)
