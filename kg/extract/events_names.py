"""Names and phrases beside an action word: members of a list, and how a list is taken apart."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.extract.clauses import FILL, QUOTED, SIGNS, UNIT, Masked
from kg.lexicon.actions import Actions
from kg.model import Area, MentionType, Span, Thing

SIGN_UNIT = re.compile(UNIT)
AREA = SIGNS[MentionType.AREA]
NAMED = frozenset(SIGNS.values()) - {AREA, SIGNS[MentionType.INDICATOR]}
_SIGN = f"[{''.join(SIGNS.values())}{QUOTED}]"
_MARKS = "“”《》‘’"
#: A project named by so few characters is named by its head alone.
_HEAD = 4


class Member(NamedTuple):
    """One of a list: where it stands, what it is, and the sign of its name ("" for a phrase)."""

    span: Span
    thing: Thing
    sign: str

    @property
    def named(self) -> bool:
        """Whether a mark of an enterprise, organisation, project, honour or policy covers it."""
        return self.sign in NAMED


class Group(NamedTuple):
    """The members of a list, the verb of its tail (推进…建设), and the span that it takes up."""

    members: tuple[Member, ...]
    verb: str
    span: Span


class Phrases:
    """The patterns that take lists apart and tell a phrase that names one thing."""

    def __init__(self, rules: Actions) -> None:
        """Compile."""
        grammar, heads = rules.grammar, rules.heads
        self.modifiers = re.compile(f"(?:{'|'.join(grammar.modifiers)})+")
        self._within = re.compile(f"{AREA}{FILL}*(?={grammar.firsts})")
        self.counted = re.compile(grammar.counted)
        self.count = re.compile(grammar.count)
        self.unnamed = re.compile(grammar.unnamed)
        self.longest = grammar.longest
        self.generic = re.compile(heads.generic)
        self._conjunction = re.compile(f"{grammar.conjunction}|(?<={FILL})(?={_SIGN})")
        self._others = re.compile(grammar.others)
        self._heads = {
            name: re.compile(getattr(heads, name) + "$")
            for name in ("event", "document", "programme", "honour", "project")
        }

    def headed(self, words: str, kind: str) -> bool:
        """Whether words end as names of a kind do."""
        return bool(self._heads[kind].search(words))

    def names_one(self, mask: Masked, span: Span, kind: str) -> bool:
        """Whether a phrase names one thing of a kind, by its head and its length."""
        words = mask.text[span.start : span.end]
        return (
            _HEAD <= len(words) <= self.longest
            and self.headed(words, kind)
            and not self.generic.fullmatch(words)
            and not self.unnamed.match(words)
        )

    def items(self, mask: Masked, start: int, end: int) -> Iterator[Span]:
        """The members of a list, parted at its conjunctions; 和 parts no phrase without names."""
        at = start
        plain = not mask.holds(start, end)
        for match in self._conjunction.finditer(mask.text, start, end):
            if not _parts(mask, match) or (plain and match.group() not in "、，"):
                continue
            if match.start() > at:
                yield Span(at, match.start())
            at = match.end()
        if at < end:
            yield Span(at, end)

    def joint(self, mask: Masked, at: int, end: int) -> int | None:
        """Where the next member of a list begins, if a conjunction stands at `at`."""
        found = self._conjunction.match(mask.text, at, end)
        return found.end() if found and _parts(mask, found) else None

    def named_part(self, mask: Masked, start: int, end: int) -> tuple[int, str]:
        """Where the named members of a list end, and what 等 sums them up as: A、B等3家企业."""
        others = self._others.search(mask.text[start:end])
        if others and SIGN_UNIT.search(mask.text, start, start + others.start()):
            return start + others.start(), mask.source[start + others.start() + 1 : end]
        return end, ""

    def modified(self, mask: Masked, start: int, end: int) -> int:
        """Where a phrase begins behind what only qualifies it: 首批, 86个, 江苏省首条."""
        within = self._within.match(mask.text, start, end)
        start = within.end() if within else start
        found = self.modifiers.match(mask.text, start, end)
        return found.end() if found else start

    def completed(self, member: Member, summed: str) -> Member:
        """A project named by its head alone takes the head of its list: 南华、颐高等…项目."""
        thing = member.thing
        if thing.type is not MentionType.PROJECT or len(thing.name) > _HEAD:
            return member
        summed = self.modifiers.sub("", summed, count=1) if summed[:1].isdigit() else summed
        if self.modifiers.match(summed) or not re.match("[一-鿿]{4}", summed):
            return member
        if thing.name.endswith(summed[-2:]) or self.generic.fullmatch(summed):
            return member
        return Member(member.span, Thing(type=thing.type, name=thing.name + summed), member.sign)


def _parts(mask: Masked, match: re.Match[str]) -> bool:
    """Whether a conjunction parts two members: without a word only between quoted ones."""
    at = match.start()
    return bool(match.group()) or (mask.source[at - 1] in "”》" and mask.source[at] in "“《")


def own(home: Area, at: int) -> Member:
    """The report's own area as a member that no word names."""
    return Member(Span(at, at), Thing(type=MentionType.AREA, name=home.name, area=home), AREA)


def of_unit(mask: Masked, span: Span) -> Member:
    """The name or quoted run at a span as a member."""
    unit = mask.unit(span.start)
    if unit.mention is None:
        return of_phrase(mask, span, QUOTED)
    mention = unit.mention
    thing = Thing(type=mention.type, name=mention.name, area=mention.area)
    return Member(unit.span, thing, SIGNS[mention.type])


def of_phrase(mask: Masked, span: Span, sign: str = "") -> Member:
    """A plain phrase as a member."""
    name = span.of(mask.source).strip()
    if sign == QUOTED and name[:1] in _MARKS and name[-1:] in _MARKS:
        name = name[1:-1]
    return Member(span, Thing(type=None, name=name), sign)
