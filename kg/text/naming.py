"""Names of what is measured: members of a coordination, and names that lean on one before."""

import re

from kg.lexicon.statements import StatementRules
from kg.model import Span
from kg.text.patterns import any_of, longest
from kg.text.phrases import Phrases

_LISTING = re.compile("[、，]")
_LONGEST_LEANING = 5


class Naming:
    """The patterns of one lexicon, compiled once."""

    def __init__(self, rules: StatementRules, phrases: Phrases) -> None:
        """Compile."""
        self._phrases = phrases
        self._joining = re.compile(any_of((*rules.patterns.joining, "，")))
        collective, nouns = rules.patterns.collective, rules.patterns.collective_noun
        self._collective = re.compile(f"(?:{'|'.join(collective)})$")
        self._noun = re.compile(f"(?:{any_of(nouns)})$")
        self._noun_before = re.compile(f"(?:{any_of(nouns)})(?=.)")
        self._content = re.compile(any_of(rules.lead.content))
        self._acts = re.compile(f"(?:{any_of(rules.lead.content)})+")
        self._complete = tuple(rules.lead.complete)
        self._lacking = frozenset(rules.lead.lacking)
        self._levels = tuple(sorted(rules.patterns.levels, key=longest))
        self._pairs = rules.pairs
        self._share = re.compile(f"(?:{'|'.join(rules.patterns.share)})$")

    def members(self, flat: str, start: int, end: int, count: int) -> list[tuple[str, Span]]:
        """Coordinated names between two offsets: 规上、规下工业增加值 are two of one head.

        Where all joining words give another number than `count`, 、 alone may give it: 与 may
        stand within a name.
        """
        found = self._split(flat, start, end, self._joining)
        if len(found) != count:
            listed = self._split(flat, start, end, _LISTING)
            found = listed if len(listed) == count else found
        return found

    def _split(
        self, flat: str, start: int, end: int, marks: re.Pattern[str]
    ) -> list[tuple[str, Span]]:
        phrase = self._phrases.strip(flat, start, end)
        found: list[tuple[str, Span]] = []
        at = phrase.start
        for match in marks.finditer(flat, phrase.start, phrase.end):
            if match.start() > at:
                found.append((flat[at : match.start()], Span(at, match.start())))
            at = match.end()
        if phrase.end > at:
            found.append((flat[at : phrase.end], Span(at, phrase.end)))
        return self._with_heads(found)

    def _with_heads(self, members: list[tuple[str, Span]]) -> list[tuple[str, Span]]:
        if len(members) < 2:
            return members
        last, span = members[-1]
        share = self._share.search(last)
        if share:
            return self._with_share(members, share)
        if not self._phrases.names_quantity(last):
            bare = self._collective.sub("", last) or last
            bare = bare if len(bare) < 3 or bare != last else self._noun.sub("", bare)
            return [*members[:-1], (bare, Span(span.start, span.start + len(bare)))]
        head = self._phrases.head(last)
        headed = [
            (
                words
                if self._phrases.names_quantity(words)
                else words + self._rest(words, last, head),
                at,
            )
            for words, at in members[:-1]
        ]
        return [*headed, members[-1]]

    def _with_share(
        self, members: list[tuple[str, Span]], share: re.Match[str]
    ) -> list[tuple[str, Span]]:
        """Each has a share of the same: 甲、乙产值占工业比重 are that of 甲产值 and of 乙产值."""
        last, span = members[-1]
        owner = last[: share.start()]
        owners = self._with_heads([*members[:-1], (owner, span)]) if owner else members
        return [*((words + share.group(), at) for words, at in owners[:-1]), members[-1]]

    def _rest(self, words: str, last: str, head: str) -> str:
        """What a member shares with the last one: 城镇、农村居民收入 are both of 居民收入."""
        for parts in self._pairs.values():
            other = next((one for one in parts if one != words and last.startswith(one)), "")
            if words in parts and other:
                return last.removeprefix(other)
        found = _head(words, last, head)
        # 制造业、服务产业增加值: the first is named 产业 already
        noun = self._noun_before.match(found)
        named = noun and words.endswith(noun.group()[-1])
        return found[noun.end() :] if noun and named else found

    def paired(self, members: list[tuple[str, Span]]) -> list[tuple[str, Span]]:
        """The two that one word holds: 城乡居民收入 is that of 城镇居民 and of 农村居民."""
        if len(members) == 1:
            name, span = members[0]
            for word, parts in self._pairs.items():
                if word in name:
                    return [(name.replace(word, part, 1), span) for part in parts]
        return members

    def levelled(self, members: list[tuple[str, Span]]) -> list[tuple[str, Span]]:
        """Members of which some are levels alone: 省级、市级企业技术中心 are two of one kind."""
        last = members[-1][0]
        level = next((word for word in self._levels if last.startswith(word)), "")
        kind = last.removeprefix(level)
        return [
            (words + kind if level and kind and words in self._levels else words, place)
            for words, place in members
        ]

    def completed(self, name: str, topic: str) -> str:
        """A name that leans on the one before: 优良率 after 空气质量优良天数 is 空气质量优良率."""
        if not topic or len(name) > _LONGEST_LEANING:
            return name
        # the whole of a share (占工业产值比重) is nothing to lean on: 工业用电量
        shared = self._share.search(topic)
        position = topic.find(name[:2], 0, shared.start() if shared else None)
        acts = self._content.match(name) and not self._phrases.names_quantity(name)
        measured = self._phrases.names_quantity(name)
        head = topic[:position].removesuffix("的")
        # the whole of the topic's noun (廉租房 after 筹集廉租房, 管道 after 燃气管道) is no leaning
        whole = topic.endswith(name[:2]) and not self._phrases.names_quantity(name)
        whole = whole or bool(self._acts.fullmatch(head))
        leans = position > 0 and measured and not acts and not whole
        if leans:
            return self.bare(head) + name
        if self.acts(name) and not name.endswith(self._complete):
            return self.bare(topic) + name
        return name

    def acts(self, words: str) -> bool:
        """Whether words are a verb that needs an object: 释放."""
        return bool(self._acts.fullmatch(words))

    def lacks(self, words: str) -> bool:
        """Whether words are a verb that says nothing without what it was done to: 开行."""
        return words in self._lacking

    def bare(self, topic: str) -> str:
        """A name without the verb that stands before it."""
        match = self._acts.match(topic)
        return topic[match.end() :] if match and match.end() < len(topic) else topic


def _head(words: str, last: str, head: str) -> str:
    """What the last member has after the place where the others end, else its quantity.

    >>> _head("规上", "规下工业增加值", "增加值"), _head("机器人产业", "信息产业规模", "规模")
    ('工业增加值', '规模')
    >>> _head("原油", "天然气产量", "产量")
    '产量'
    """
    at = last.rfind(words[-2:])
    if at > 0 and at + 2 < len(last):
        return last[at + 2 :]
    alike = words[0] == last[0] or words[-1] == last[len(words) - 1 : len(words)]
    if alike and len(last) - len(words) >= 2:
        return last[len(words) :]
    return head if len(head) >= 2 else ""
