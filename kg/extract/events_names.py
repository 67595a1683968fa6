"""Who and what: the names and phrases beside an action word, lists taken apart."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.clauses import ASIDE, FILL, QUOTED, SIGNS, UNIT, Masked
from kg.lexicon.actions import ActionClass, Actions, Objects
from kg.model import Area, MentionType, Span, Thing

_UNIT = re.compile(UNIT)
_SIGN = f"[{''.join(SIGNS.values())}{QUOTED}]"
_AREA = SIGNS[MentionType.AREA]
_INDICATOR = SIGNS[MentionType.INDICATOR]
_NAMED = frozenset(SIGNS.values()) - {_AREA, _INDICATOR}
#: A phrase and its name in brackets: 首条航线（吴江至虹桥机场航线）.
_NAMED_ASIDE = re.compile(rf"(?:{UNIT})?[一-鿿]{{4,24}}[（(](?P<unit>{UNIT})[）)]")
#: How far before a verb a phrase of place or an agent may begin.
_REACH = 26
_MARKS = "“”《》‘’"


@dataclass(frozen=True, slots=True)
class Member:
    """One of a list: where it stands, what it is, and the sign of its name ("" for a phrase)."""

    span: Span
    thing: Thing
    sign: str

    @property
    def named(self) -> bool:
        """Whether a mark of an enterprise, organisation, project, honour or policy covers it."""
        return self.sign in _NAMED


@dataclass(frozen=True, slots=True)
class Group:
    """The members of a list, the verb of its tail (推进…建设), and where it ends."""

    members: tuple[Member, ...]
    verb: str
    span: Span


@dataclass(frozen=True, slots=True)
class Subject:
    """What stands before an action word: nobody (dropped), members, or something else."""

    members: tuple[Member, ...] = ()
    dropped: bool = False
    own: bool = False
    circumstance: bool = False


class Names:
    """The patterns of lexicon/actions.toml that find names beside verbs, compiled once."""

    def __init__(self, rules: Actions) -> None:
        """Compile."""
        grammar, heads = rules.grammar, rules.heads
        plain = frozenset(word for word in grammar.adverbs if word.isalpha())
        self._plain_adverbs = plain | {ASIDE, " ", "\u3000", "、"}
        self._sizes = tuple(sorted({len(word) for word in self._plain_adverbs}, reverse=True))
        other = "|".join(word for word in grammar.adverbs if word not in plain)
        self._adverbs = re.compile(f"(?:{other})$")
        self._kept = re.compile(f"(?:{'|'.join(grammar.kept_adverbs)})")
        self._openings = re.compile(f"(?:{'|'.join(grammar.openings)}|\\s)+")
        self._locative = re.compile(grammar.locative)
        self._agent = re.compile(grammar.agent)
        self._prepositions = re.compile("|".join(grammar.prepositions))
        self._self = re.compile(grammar.self)
        self._authority = re.compile(grammar.authorities)
        self._conjunction = re.compile(f"{grammar.conjunction}|(?<={FILL})(?={_SIGN})")
        self._others = re.compile(grammar.others)
        self._modifiers = re.compile(f"(?:{'|'.join(grammar.modifiers)})+")
        self._counted = re.compile(grammar.counted)
        self._unnamed = re.compile(grammar.unnamed)
        self._tails = re.compile(grammar.tails)
        self._left_tail = re.compile(grammar.tails + "$")
        self._shared = re.compile(grammar.shared)
        self._longest = grammar.longest
        self.heads = {
            name: re.compile(getattr(heads, name) + "$")
            for name in ("event", "document", "honour", "project")
        }
        self._programme = re.compile(f"[一-鿿]{{0,8}}?(?:{heads.document}|{heads.project})")
        self._generic = re.compile(heads.generic)

    # --- before the verb --------------------------------------------------------------------------

    def subject(self, mask: Masked, start: int, end: int, home: Area) -> Subject:
        """Read who acts or receives out of the words before an action word."""
        end = self.bare_end(mask, start, end)
        start = self._opened(mask, start, end)
        words = mask.text[start:end]
        if not words:
            return Subject(dropped=True)
        if self._self.fullmatch(words):
            return Subject(own=True, members=(own(home, Span(start, end)),))
        members = self._members(mask, start, end)
        if members:
            return Subject(members=members)
        if self._prepositions.match(words):
            return Subject(circumstance=True)
        return Subject()

    def adverb(self, mask: Masked, start: int, end: int) -> str:
        """The adverb before a verb that belongs to the action as written (牵头获评)."""
        kept = self._kept.search(mask.text, self._without_adverbs(mask.text, start, end), end)
        return kept.group() if kept else ""

    def bare_end(self, mask: Masked, start: int, end: int) -> int:
        """Where the subject ends: adverbs, place and agent before the verb left out."""
        while True:
            end = self._without_adverbs(mask.text, start, end)
            words = mask.text[max(start, end - _REACH) : end]
            found = self._agent.search(words) or self._locative.search(words)
            if not found:
                return end
            end -= len(words) - found.start()

    def _without_adverbs(self, text: str, start: int, end: int) -> int:
        while end > start:
            size = next((n for n in self._sizes if text[end - n : end] in self._plain_adverbs), 0)
            other = None if size else self._adverbs.search(text[max(start, end - 10) : end])
            size = other.end() - other.start() if other else size
            if not size or end - size < start:
                return end
            end -= size
        return end

    def _opened(self, mask: Masked, start: int, end: int) -> int:
        found = self._openings.match(mask.text, start, end)
        return found.end() if found else start

    def _members(self, mask: Masked, start: int, end: int) -> tuple[Member, ...]:
        others = self._others.search(mask.text[start:end])
        suffix = ""
        if others and _UNIT.search(mask.text, start, start + others.start()):
            suffix = mask.source[start + others.start() + 1 : end]
            end = start + others.start()
        found = []
        for item in self._items(mask, start, end):
            member = self._received(mask, item)
            if member:
                found.append(_completed(member, suffix))
        return tuple(found)

    def _received(self, mask: Masked, item: Span) -> Member | None:
        """A member before a verb: a name, a name with more words, or a plain phrase."""
        units = mask.within(item.start, item.end)
        words = mask.text[item.start : item.end]
        if self._unnamed.match(words) and not units:
            return None
        if self._authority.fullmatch(words):
            return Member(item, Thing(type=MentionType.ORGANISATION, name=words), "")
        if self._counted.search(words):
            return None
        if units and units[-1].span.end == item.end:
            quoted = len(units) > 1 and units[-1].mention is None
            return _phrase(mask, item) if quoted else _of_unit(mask, units[-1].span)
        return _phrase(mask, item) if len(words) <= self._longest else None

    def before(self, mask: Masked, start: int, end: int) -> Group | None:
        """The list that ends where an intransitive action word begins."""
        end = self.bare_end(mask, start, end)
        start = self._opened(mask, start, end)
        tail = self._left_tail.search(mask.text, start, end)
        verb = ""
        if tail and tail.group() and tail.start() > start:
            verb, end = tail["verb"] or "", tail.start()
        whole = Span(start, end)
        others = self._others.search(mask.text[start:end])
        suffix = ""
        if others and _UNIT.search(mask.text, start, start + others.start()):
            suffix = mask.source[start + others.start() + 1 : end]
            end = start + others.start()
        members = []
        for item in self._items(mask, start, end):
            member = self._built(mask, item)
            if member:
                members.append(_completed(member, suffix))
        return Group(tuple(members), verb, whole) if members else None

    def _built(self, mask: Masked, item: Span) -> Member | None:
        units = mask.within(item.start, item.end)
        if units and units[-1].span.end == item.end:
            return _of_unit(mask, units[-1].span)
        words = mask.text[item.start : item.end]
        first = units[0].span.start if units else item.start
        phrase = Span(max(first, item.start + words.rfind("的") + 1), item.end)
        if self.is_phrase(mask, phrase, "project"):
            return _phrase(mask, phrase)
        return None

    # --- after the verb ---------------------------------------------------------------------------

    def title(self, mask: Masked, start: int, end: int) -> tuple[Member, ...]:
        """What is received: honours, or the phrase after the verb; nothing where it is counted."""
        text = mask.text
        if self._counted.search(text[start:end]):
            return ()
        others = self._others.search(text[start:end])
        if others and _UNIT.search(text, start, start + others.start()):
            end = start + others.start()
        found = []
        for item in self._items(mask, start, end):
            modified = self._modifiers.match(text, item.start, item.end)
            rest = Span(modified.end() if modified else item.start, item.end)
            if rest.start < rest.end:
                found.append(self._titled(mask, rest))
        return tuple(found)

    def _titled(self, mask: Masked, item: Span) -> Member:
        units = mask.within(item.start, item.end)
        honours = [u for u in units if u.mention and u.mention.type is MentionType.HONOUR]
        if honours:
            return _of_unit(mask, honours[-1].span)
        if len(units) == 1 and units[0].span.end - units[0].span.start >= 0.6 * (
            item.end - item.start
        ):
            return _of_unit(mask, units[0].span)
        return _phrase(mask, item)

    def objects(self, mask: Masked, start: int, end: int) -> Group | None:
        """The list of names that an action word governs, directly or behind a modifier."""
        text = mask.text
        members: list[Member] = []
        at = start
        while at < end:
            modified = self._modifiers.match(text, at, end)
            at = modified.end() if modified else at
            unit = _UNIT.search(text, at, min(end, at + (9 if not members else 4)))
            inside = None if members else _NAMED_ASIDE.match(text, at, end)
            if inside:
                members.append(_of_unit(mask, Span(*inside.span("unit"))))
                break
            if not unit or re.search("[，、的]", text[at : unit.start()]):
                break
            member = self._governed(mask, Span(unit.start(), end))
            if member is None or (member.sign == QUOTED and unit.start() > at):
                break
            members.append(member)
            following = self._joint(mask, member.span.end, end)
            at = following.end() if following else end
        if not members:
            return None
        last = members[-1].span.end
        tail = self._tails.match(text, last, end)
        verb = (tail["verb"] or "") if tail else ""
        spread = self._spread(mask, members)
        return Group(spread, verb, Span(start, tail.end() if tail else last))

    def _governed(self, mask: Masked, rest: Span) -> Member | None:
        """A name at the start of `rest`, or a quoted run or an area with a head behind it."""
        unit = _UNIT.match(mask.text, rest.start, rest.end)
        if unit is None:
            return None
        sign = unit.group()[0]
        beside = _UNIT.match(mask.text, unit.end(), rest.end)
        if sign in _NAMED and beside and not self._joint(mask, unit.end(), rest.end):
            return _phrase(mask, Span(unit.start(), beside.end()))
        if sign in _NAMED:
            return _of_unit(mask, Span(*unit.span()))
        if sign == _INDICATOR:
            return None
        following = _UNIT.match(mask.text, unit.end(), rest.end)
        if sign == _AREA and following:
            return self._governed(mask, Span(unit.end(), rest.end))
        programme = self._programme.match(mask.text, unit.end(), rest.end)
        if programme and sign == QUOTED:
            return _phrase(mask, Span(unit.start(), programme.end()), sign)
        if sign == _AREA:
            head = self._shared.match(mask.text, unit.end(), rest.end)
            if head and self.heads["event"].search(head.group()):
                return _phrase(mask, Span(unit.start(), head.end()))
        return _of_unit(mask, Span(*unit.span()))

    def _spread(self, mask: Masked, members: list[Member]) -> tuple[Member, ...]:
        """Give bare areas before the last member its head: 上海、深圳、北京招商会."""
        phrases = [m for m in members if not m.sign]
        if not phrases:
            return tuple(members)
        inner = mask.within(phrases[0].span.start, phrases[0].span.end)
        head = mask.source[inner[0].span.end : phrases[0].span.end] if inner else ""
        return tuple(
            Member(m.span, Thing(type=None, name=m.span.of(mask.source) + head), "")
            if m.sign == _AREA and m.span < phrases[0].span
            else m
            for m in members
        )

    def phrase(self, mask: Masked, start: int, end: int, *kinds: str) -> Member | None:
        """A plain phrase from an action word to the end of its clause, if its head names a kind."""
        modified = self._modifiers.match(mask.text, start, end)
        span = Span(modified.end() if modified else start, end)
        others = self._others.search(mask.text[span.start : span.end])
        if others or self._conjunction.search(mask.text, span.start, span.end):
            return None
        fits = any(self.is_phrase(mask, span, kind) for kind in kinds)
        return _phrase(mask, span) if fits else None

    def is_phrase(self, mask: Masked, span: Span, kind: str) -> bool:
        """Whether a phrase names one thing of a kind, by its head and its length."""
        words = mask.text[span.start : span.end]
        return (
            4 <= len(words) <= self._longest
            and bool(self.heads[kind].search(words))
            and not self._generic.fullmatch(words)
            and not self._unnamed.match(words)
        )

    def member(self, mask: Masked, span: Span) -> Member:
        """The unit at a span as a member."""
        return _of_unit(mask, span)

    def objects_of(self, cls: ActionClass) -> frozenset[str]:
        """The signs of what a class of action words may govern."""
        if cls.objects is Objects.NAMED:
            return _NAMED
        return _NAMED | {"", QUOTED}

    def _joint(self, mask: Masked, at: int, end: int) -> re.Match[str] | None:
        found = self._conjunction.match(mask.text, at, end)
        return found if found and _joins(mask, found) else None

    def _items(self, mask: Masked, start: int, end: int) -> Iterator[Span]:
        at = start
        for match in self._conjunction.finditer(mask.text, start, end):
            if not _joins(mask, match):
                continue
            if match.start() > at:
                yield Span(at, match.start())
            at = match.end()
        if at < end:
            yield Span(at, end)


def _joins(mask: Masked, match: re.Match[str]) -> bool:
    """Whether a conjunction parts two members: without a word only between quoted ones."""
    at = match.start()
    return bool(match.group()) or (mask.source[at - 1] in "”》" and mask.source[at] in "“《")


def own(home: Area, span: Span) -> Member:
    """The report's own area as a member."""
    thing = Thing(type=MentionType.AREA, name=home.name, area=home)
    return Member(span, thing, _AREA)


def _of_unit(mask: Masked, span: Span) -> Member:
    unit = mask.unit(span.start)
    if unit.mention is None:
        return _phrase(mask, span, QUOTED)
    mention = unit.mention
    thing = Thing(type=mention.type, name=mention.name, area=mention.area)
    return Member(unit.span, thing, SIGNS[mention.type])


def _phrase(mask: Masked, span: Span, sign: str = "") -> Member:
    name = span.of(mask.source).strip()
    if sign == QUOTED and name[:1] in _MARKS and name[-1:] in _MARKS:
        name = name[1:-1]
    return Member(span, Thing(type=None, name=name), sign)


def _completed(member: Member, suffix: str) -> Member:
    """A project that is named by its head alone takes the head of its list: 南华、颐高等…项目."""
    thing = member.thing
    if not suffix or thing.type is not MentionType.PROJECT or thing.name.endswith(suffix[-2:]):
        return member
    if len(thing.name) > 4 or not re.search("[一-鿿]{4}", suffix):
        return member
    return Member(member.span, Thing(type=thing.type, name=thing.name + suffix), member.sign)
