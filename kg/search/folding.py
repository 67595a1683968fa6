"""Names as they are compared: folded, cut into tokens, and as they sound.

A Chinese character is a token, so that any part of a name is found; so is a word of letters or
digits, which is found by its beginning.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WORD = re.compile(rf"{_HAN.pattern}|[^\W_]+?(?={_HAN.pattern}|[\W_]|$)")
_RUN = re.compile(rf"(?:{_HAN.pattern})+|[^\W_]+?(?={_HAN.pattern}|$)")
_LATIN = re.compile(r"[a-z][a-z0-9]*")
_SPELT = re.compile(r"[a-z0-9]+")
_IDLE = re.compile(r"[\s'’·-]+")
_SYLLABLES, _LETTERS = 24, 48


def fold(text: str) -> str:
    """Width, case and blanks made alike.

    >>> fold(" ＧＤＰ  增速 ")
    'gdp 增速'
    """
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def tokens(text: str) -> tuple[str, ...]:
    """A folded text in tokens; signs count only where there is nothing else.

    >>> tokens("5g基站 (total)"), tokens("%")
    (('5g', '基', '站', 'total'), ('u25',))
    """
    found = _WORD.findall(text)
    return tuple(map(_plain, found)) or tuple(f"u{ord(sign):x}" for sign in text if sign != " ")


def _plain(token: str) -> str:
    """A token that every version of SQLite takes for one: rare characters by their number."""
    return token if len(token) > 1 or ord(token) < 0x10000 else f"u{ord(token):x}"


def by_beginning(token: str) -> bool:
    """Whether a token may be the beginning of a longer one."""
    return not _HAN.fullmatch(token)


def heard(text: str) -> str:
    """A folded text as pinyin somebody types, empty where it is none.

    >>> heard("wu jiang"), heard("lü"), heard("吴 jiang")
    ('wujiang', 'lv', '')
    """
    typed = _IDLE.sub("", text).replace("ü", "v")
    return typed if _LATIN.fullmatch(typed) else ""


def sounds(syllables: Sequence[str]) -> tuple[str, ...]:
    """How a name sounds from its beginning: in full and by initials; none without syllables.

    >>> sounds(["wu", "jiang", "qu"]), sounds([])
    (('wujiangqu', 'wjq'), ())
    """
    return next(_endings(syllables), ())


def inner_sounds(syllables: Sequence[str]) -> tuple[str, ...]:
    """How the name sounds from each later syllable on.

    >>> inner_sounds(["wu", "jiang", "qu"])
    ('jiangqu', 'jq', 'qu', 'q')
    """
    return tuple(sound for later in list(_endings(syllables))[1:] for sound in later)


def _endings(syllables: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for at in range(len(syllables)):
        rest = syllables[at : at + _SYLLABLES]
        yield "".join(rest)[:_LETTERS], "".join(one[0] for one in rest)


def syllables(text: str) -> tuple[str, ...]:
    """The pinyin of a folded name, words of letters as they are; none where no Chinese is in it.

    >>> syllables("5g基站数"), syllables("gdp")
    (('5g', 'ji', 'zhan', 'shu'), ())
    """
    if not _HAN.search(text):
        return ()
    from pypinyin.seg.mmseg import seg  # noqa: PLC0415  # slow to import, needed to make an index

    runs = _RUN.findall("".join(_WORD.findall(text)))
    words = (word for run in runs for word in (seg.cut(run) if _HAN.match(run) else (run,)))
    return tuple(syllable for word in words for syllable in _spelt(word))


@lru_cache(maxsize=65536)
def _spelt(word: str) -> tuple[str, ...]:
    """How one word is said: words come again and again, and each takes long."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415  # as above

    return tuple(one for syllable in lazy_pinyin(word) for one in _SPELT.findall(syllable))
