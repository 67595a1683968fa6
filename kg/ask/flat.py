"""A question as it is compared: small letters, one width, simplified, no idle blanks and marks."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

_QUOTES = frozenset("“”\"‘’'「」『』《》〈〉")
#: What makes an owner of an English name: Wujiang's.
_OWNED = re.compile(r"(?<=[A-Za-z])['’]s(?![A-Za-z])")
#: Emoji and what goes with them.
_PICTURES = frozenset({"So", "Sk", "Cf", "Mn"})
_LATIN = re.compile(r"[A-Za-z0-9.&%-]")


class Flat(NamedTuple):
    """The characters that are compared, with the place of each in the question.

    The places do not rise where words were turned round.
    """

    text: str
    places: tuple[int, ...]

    def at(self, start: int, end: int) -> tuple[int, int]:
        """Where a part stands in the question."""
        found = self.places[start:end]
        return min(found), max(found) + 1

    def turned(self, patterns: Iterable[re.Pattern[str]]) -> "Flat":
        """With the asking word behind what is asked for, where a pattern finds it before.

        >>> pattern = re.compile("(?P<verb>新增)(?P<asked>了?多少)(?P<rest>[^?]+)")
        >>> flat("新增了多少就业？").turned([pattern]).text
        '新增就业了多少?'
        """
        for pattern in patterns:
            found = pattern.search(self.text)
            if found:
                start, middle, end = found.start("asked"), found.end("asked"), found.end("rest")
                order = [*range(start), *range(middle, end), *range(start, middle)]
                order += range(end, len(self.text))
                signs = "".join(self.text[at] for at in order)
                return Flat(signs, tuple(self.places[at] for at in order))
        return self


_AS_IT_IS: Mapping[int, str] = {}


def flat(text: str, simple: Mapping[int, str] = _AS_IT_IS) -> Flat:
    """Make a question comparable; `simple` gives the simplified character of a traditional one.

    >>> flat("吴江区　“ＧＤＰ” 是 多少").text
    '吴江区gdp是多少'
    >>> flat("What is the GDP").text
    'what is the gdp'
    """
    signs: list[str] = []
    places: list[int] = []
    owned = {at for match in _OWNED.finditer(text) for at in range(*match.span())}
    for at, sign in enumerate(text.translate(simple)):
        if at in owned or sign in _QUOTES or unicodedata.category(sign) in _PICTURES:
            continue
        for one in _folded(sign):
            signs.append(" " if one.isspace() else one)
            places.append(at)
    kept = [at for at in range(len(signs)) if not _idle(signs, at)]
    return Flat("".join(signs[at] for at in kept), tuple(places[at] for at in kept))


@lru_cache(maxsize=16384)
def _folded(sign: str) -> str:
    return unicodedata.normalize("NFKC", sign).casefold()


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
