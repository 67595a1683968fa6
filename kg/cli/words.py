"""What the command says, in Chinese or English: words.toml and messages.toml beside this file.

Errors carry English; `translated` finds the Chinese of it, with what was filled in.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kg.errors import KgError

_HERE = Path(__file__).parent
WORDS, MESSAGES = _HERE / "words.toml", _HERE / "messages.toml"
#: Variables that say which language messages are in: the first that is set counts.
VARIABLES = ("KG_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
_PLACE = re.compile(r"\{(\w+)\}")
_DEEP = 4  # what is filled in may itself be a message


def language(environment: Mapping[str, str] = os.environ) -> str:
    """`zh` where the first variable that is set begins so, else `en`.

    >>> language({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"})
    'en'
    >>> language({"LANG": "zh_CN.UTF-8"})
    'zh'
    """
    said = next((environment[name] for name in VARIABLES if environment.get(name)), "")
    return "zh" if said.lower().startswith("zh") else "en"


def said(key: str, /, **values: object) -> str:
    """The words of a key of words.toml, filled in."""
    return _words()[key][language()].format(**values)


def error(one: KgError) -> str:
    """One line: where, what is wrong, how to mend it."""
    key = "error-hint" if one.hint else "error"
    words = said(key, message=translated(one.message), hint=translated(one.hint))
    return f"{one.where}: {words}" if one.where else words


def translated(text: str) -> str:
    """A message in the language of the command; the same where it has no translation."""
    return text if language() == "en" else _chinese(text, _DEEP)


def _chinese(text: str, deep: int) -> str:
    for pattern, words in _messages() if deep else ():
        if found := pattern.fullmatch(text):
            values = found.groupdict().items()
            return words.format(**{name: _chinese(value, deep - 1) for name, value in values})
    return text


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = tomllib.loads(WORDS.read_text("utf-8"))["words"]
    return found


@cache
def _messages() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns of English messages with their Chinese, those that say most first."""
    tables = tomllib.loads(MESSAGES.read_text("utf-8")).values()
    pairs = [pair for table in tables for pair in table.items()]
    pairs.sort(key=lambda pair: (-len(_PLACE.sub("", pair[0])), pair[0]))
    return tuple((_pattern(english), chinese) for english, chinese in pairs)


def _pattern(english: str) -> re.Pattern[str]:
    """What a message looks like when it is filled in.

    >>> _pattern("no {type} named {name}").fullmatch("no area named 盛泽").groupdict()
    {'type': 'area', 'name': '盛泽'}
    """
    parts = _PLACE.split(english)
    pieces = (f"(?P<{p}>.+?)" if at % 2 else re.escape(p) for at, p in enumerate(parts))
    return re.compile("".join(pieces), re.DOTALL)
