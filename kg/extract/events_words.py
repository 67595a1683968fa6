"""Action words in a clause, those that stand together as one."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.extract.clauses import Masked
from kg.lexicon.actions import ActionClass, Actions, Construction
from kg.model import Span
from kg.text.cues import Cues
from kg.text.openings import guarded

_LOOK = re.compile(r"\(\?<?[!=].*?\)")
#: Between two action words that are one action: 揭牌并启用.
_JOINTS = frozenset({"", "并", "、", "和", "并正式", "及"})


class Word(NamedTuple):
    """An action word in a clause; `text` as written, of several words where they stand together."""

    span: Span
    cls: ActionClass
    text: str

    def builds(self, construction: Construction) -> bool:
        """Whether the word is built into a clause so."""
        return construction in self.cls.constructions


class ActionWords:
    """The action words of one lexicon, compiled once."""

    def __init__(self, rules: Actions) -> None:
        """Compile; longer words are tried first."""
        listed = {_LOOK.sub("", word): (word, cls) for cls in rules.classes for word in cls.words}
        self._classes = {bare: cls for bare, (_, cls) in listed.items()}
        ordered = sorted(listed, key=lambda bare: (-len(bare), bare))
        words = "|".join(listed[bare][0] for bare in ordered)
        self.pattern = re.compile(guarded(words))
        self._cues = Cues({"action": words})

    def places(self, mask: Masked) -> Sequence[int]:
        """Where in a report an action word may begin or go on, from left to right."""
        held = self._cues.held(mask.text)
        return range(len(mask.text)) if held.always else [start for start, _, _ in held.words]

    def words(self, mask: Masked, clause: Span) -> tuple[Word, ...]:
        """The action words of a clause; one that qualifies a noun (入选的企业) is none."""
        found: list[Word] = []
        for word in self._each(mask, clause):
            if found and _one_action(mask, found[-1], word):
                found.append(_joined(found.pop(), word))
            else:
                found.append(word)
        return tuple([w for w in found if not mask.text.startswith("的", w.span.end)])

    def next_receipt(self, mask: Masked, word: Word, end: int) -> int:
        """Where what a word governs ends: at the next word of receiving or behind 并, or `end`."""
        for other in self._each(mask, Span(word.span.end, end)):
            near = other.span.start <= word.span.end + 2
            joined = mask.text.startswith("并", other.span.start - 1)
            if not near and (joined or other.builds(Construction.RECEIVE)):
                return _cut(mask, word.span.end, other.span.start)
        return end

    def _each(self, mask: Masked, clause: Span) -> Iterator[Word]:
        for match in self.pattern.finditer(mask.text, clause.start, clause.end):
            words = match.group()
            yield Word(Span(*match.span()), self._classes[words], words)


def _cut(mask: Masked, start: int, end: int) -> int:
    """Where what is received ends before a further word of receiving, or before its subject."""
    if mask.text[end - 1] in "并、且":
        return end - 1
    comma = mask.text.rfind("、", start, end)
    return end if comma < 0 else comma


def _joined(before: Word, word: Word) -> Word:
    """Two words as one, built like the one that may be built in more ways: the last of equals."""
    wider = len(before.cls.constructions) > len(word.cls.constructions)
    span = Span(before.span.start, word.span.end)
    return Word(span, before.cls if wider else word.cls, before.text + word.text)


def _one_action(mask: Masked, before: Word, word: Word) -> bool:
    """Whether two words are one action: side by side, and both or neither of receiving."""
    apart = word.builds(Construction.RECEIVE) and not before.builds(Construction.RECEIVE)
    return not apart and mask.text[before.span.end : word.span.start] in _JOINTS
