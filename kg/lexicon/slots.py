"""Sentences with slots, cut into what is written as it stands and what is filled in."""

import re
from dataclasses import dataclass
from typing import TypeAlias

_PART = re.compile(r"\{(?:([a-z_]+):)?([a-z_]+)\}|(\[!?|\])")
_LEFT = frozenset("{}[]")
#: Kinds of the slots that hold the clause of a deed; "[!" is one of the own area.
BRACKETS = frozenset({"[", "[!", "]"})


@dataclass(frozen=True, slots=True)
class Slot:
    """What is filled in: {enterprise}, or {actor:enterprise} where the role tells of a deed.

    The brackets around the clause of a deed are slots too, of the kinds "[", "[!" and "]".
    """

    kind: str
    role: str = ""


Part: TypeAlias = str | Slot


@dataclass(frozen=True, slots=True)
class Template:
    """A sentence with slots; `kinds` are those of its slots, one for each time."""

    text: str
    parts: tuple[Part, ...]
    kinds: tuple[str, ...]

    def count(self, kind: str) -> int:
        """How many slots are of a kind."""
        return self.kinds.count(kind)


def template(text: object) -> Template:
    """A sentence cut into its parts; ValueError where a brace or bracket does not close.

    >>> template("{actor:enterprise}获评").parts
    (Slot(kind='enterprise', role='actor'), '获评')
    >>> template("[{actor:town}建成]{result}").kinds
    ('[', 'town', ']', 'result')
    """
    if not isinstance(text, str):
        raise ValueError("must be text")  # noqa: TRY004  # pydantic tells of a ValueError
    parts: list[Part] = []
    end = 0
    for found in _PART.finditer(text):
        _plain(text[end : found.start()], parts)
        role, kind, bracket = found.groups()
        parts.append(Slot(bracket or kind, role or ""))
        end = found.end()
    _plain(text[end:], parts)
    kinds = tuple(part.kind for part in parts if isinstance(part, Slot))
    brackets = [kind for kind in kinds if kind in BRACKETS]
    if len(brackets) % 2 or "]" in brackets[::2] or set(brackets[1::2]) - {"]"}:
        raise ValueError("square brackets hold one clause each")
    return Template(text, tuple(parts), kinds)


def _plain(text: str, parts: list[Part]) -> None:
    if _LEFT & set(text):
        raise ValueError(f"no slot: {text}")
    if text:
        parts.append(text)
