"""The noun phrase that names what is measured, freed of adverbs and verbs around it."""

import re
from typing import NamedTuple

from kg.lexicon.statements import StatementRules
from kg.text.patterns import any_of, longest

#: Characters of a verb and its object, at least.
_SHORTEST_ACT = 4


class Phrase(NamedTuple):
    """A noun phrase in a text: `start` of the name, `core` without a verb before it, `end`.

    `verbs` are the words that were stripped before `start`, joined.
    """

    start: int
    core: int
    end: int
    verbs: str

    @property
    def empty(self) -> bool:
        """Whether nothing names anything."""
        return self.core >= self.end


class Phrases:
    """The patterns of one lexicon, compiled once."""

    def __init__(self, rules: StatementRules) -> None:
        """Compile."""
        lead = rules.lead
        not_before = f"(?!(?!{lead.still_before})(?:{any_of(lead.not_before)}))"
        change = rules.change
        increments = (*change.increment, *change.net, *change.net_down, *change.cumulative)
        short = [*lead.adverbs, *(word for word in lead.words if len(word) == 1)]
        words = [word for word in lead.words if len(word) > 1]
        verb = any_of((*lead.light, *lead.content, *increments, *words))
        self._added = tuple(sorted(change.increment, key=longest))
        self._mark = re.compile(r"(?:\d{1,2}[）)])?[\s、，：:；）)—–·-]+|\d{1,2}[）)]")
        self._circumstance = re.compile(rf"(?:{'|'.join((*lead.times, *lead.payers))})[，,]?")
        self._lead = re.compile(rf"(?:{any_of(words)}){not_before}|(?:{any_of(short)})(?={verb})")
        self._plain = re.compile(rf"(?:{any_of(rules.patterns.plain)}){not_before}")
        self._light = re.compile(rf"(?:{any_of((*lead.light, *increments))}){not_before}")
        self._content = re.compile(rf"(?:{any_of(lead.content)}){not_before}")
        self._modifier = re.compile(any_of(lead.modifiers))
        self._trail = re.compile(f"(?:{'|'.join(lead.trail)})+$")
        self._split = re.compile(rf"(?:{any_of(rules.verbs.splitting)}){not_before}")
        self._head = re.compile(rf"(?:{any_of(rules.heads.quantity)})$")
        nouns = any_of(rules.patterns.collective_noun)
        self._headed = re.compile(rf"(?:{nouns})?(?:{any_of(rules.heads.quantity)})$")
        self._ratio = re.compile(rf"(?:{any_of(rules.heads.ratio)})$")

    def strip(self, text: str, start: int, end: int, *, listed: bool = False) -> Phrase:
        """The phrase between two offsets, without what leads it in and trails it out.

        Both ends must lie in one clause; an empty phrase where only verbs and adverbs stand. In a
        list (`listed`) a verb such as 新增 belongs to the name.
        """
        trail = self._trail.search(text[start:end])
        end = start + trail.start() if trail else end
        light = self._plain if listed else self._light
        verbs = []
        while start < end:
            match = self._mark.match(text, start, end) or self._circumstance.match(text, start, end)
            if not match:
                lead = self._lead.match(text, start, end)
                match = lead or light.match(text, start, end)
                content = match and not lead and self._content.match(text, start, end)
                if match and content and content.end() > match.end():
                    break  # 新建成 and 优化调整 stay, of which 新建 and 优化 would go
                if match and match.end() > start:
                    verbs.append(match.group())
            if not match or match.end() == start:
                break
            start = match.end()
        core = start if listed else self._core(text, start, end, led=bool(verbs))
        return Phrase(start, core, max(core, end), "".join(verbs))

    def _core(self, text: str, start: int, end: int, *, led: bool) -> int:
        """Where the noun begins after a verb that stays in the name."""
        core = start
        while core < end:
            match = self._content.match(text, core, end)
            if not match and (led or core > start):
                match = self._modifier.match(text, core, end)
            if not match or match.end() >= end:
                break
            core = match.end()
        return start if end - core < 2 else core

    def split(self, text: str, phrase: Phrase) -> tuple[tuple[int, int] | None, Phrase]:
        """Subject and phrase of `4个重大项目 完成 投资`; (None, phrase) where no verb parts it."""
        for match in self._split.finditer(text, phrase.start, phrase.end):
            if match.start() - phrase.start >= 2 and phrase.end - match.end() >= 2:
                rest = self.strip(text, match.end(), phrase.end)
                if not rest.empty:
                    return (phrase.start, match.start()), rest
        return None, phrase

    def with_added(self, text: str, phrase: Phrase, least: int) -> Phrase:
        """The phrase with 新增 before it, which belongs to what has grown: 新登记主体增长8%."""
        added = next((w for w in self._added if phrase.verbs.endswith(w)), "")
        start = phrase.start - len(added)
        if not added or start < least or text[start : phrase.start] != added:
            return phrase
        return Phrase(start, phrase.core, phrase.end, phrase.verbs.removesuffix(added))

    def last_act(self, text: str, phrase: Phrase) -> Phrase:
        """What the last of several acts names: 出台十条措施、投入资金 is about 资金."""
        at = text.rfind("、", phrase.start, phrase.end) + 1
        acts = phrase.verbs or phrase.core > phrase.start
        if not acts or at - phrase.start <= _SHORTEST_ACT:
            return phrase
        light = self._light.match(text, at, phrase.end)
        verb = light or self._content.match(text, at, phrase.end)
        if not verb or phrase.end - verb.end() < 2:
            return phrase
        return self.strip(text, at, phrase.end)

    def names_quantity(self, words: str) -> bool:
        """Whether a phrase ends like the name of a measured quantity."""
        return bool(self._head.search(words.strip()))

    def head(self, words: str) -> str:
        """The noun at the end of a phrase that makes it a quantity; empty where it has none."""
        found = self._headed.search(words.strip())
        return found.group() if found else ""

    def names_ratio(self, words: str) -> bool:
        """Whether a phrase ends like the name of a share or rate."""
        return bool(self._ratio.search(words.strip()))
