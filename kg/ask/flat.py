"""A question as it is compared: small letters, one width, no quotation marks, no idle blanks."""

import re
import unicodedata
from typing import NamedTuple

_QUOTES = frozenset("“”\"‘’'「」『』《》〈〉")
_LATIN = re.compile(r"[A-Za-z0-9.&%-]")


class Flat(NamedTuple):
    """The characters that are compared, with the place of each in the question."""

    text: str
    places: tuple[int, ...]

    def at(self, start: int, end: int) -> tuple[int, int]:
        """Where a part stands in the question."""
        return self.places[start], self.places[end - 1] + 1


def flat(text: str) -> Flat:
    """Make a question comparable.

    >>> flat("吴江区　“ＧＤＰ” 是 多少").text
    '吴江区gdp是多少'
    >>> flat("What is the GDP").text
    'what is the gdp'
    """
    signs: list[str] = []
    places: list[int] = []
    for at, sign in enumerate(text):
        if sign in _QUOTES:
            continue
        for one in unicodedata.normalize("NFKC", sign).casefold():
            signs.append(" " if one.isspace() else one)
            places.append(at)
    kept = [at for at in range(len(signs)) if not _idle(signs, at)]
    return Flat("".join(signs[at] for at in kept), tuple(places[at] for at in kept))


def _idle(signs: list[str], at: int) -> bool:
    """Whether a sign is a blank that parts no two words of letters."""
    if signs[at] != " ":
        return False
    before = signs[at - 1] if at else " "
    after = signs[at + 1] if at + 1 < len(signs) else " "
    return not (_LATIN.match(before) and _LATIN.match(after))


def compared(name: str) -> str:
    """A name as it is compared with a question."""
    return flat(name).text.strip()
