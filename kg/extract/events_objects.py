"""What stands behind an action word: titles received, names and phrases acted on."""

import re

from kg.extract.clauses import QUOTED, SIGNS, UNIT, Masked
from kg.extract.events_names import (
    AREA,
    NAMED,
    SIGN_UNIT,
    Group,
    Member,
    Phrases,
    of_phrase,
    of_unit,
)
from kg.lexicon.actions import Actions
from kg.model import MentionType, Span, Thing

#: A phrase and its name in brackets: 首条航线（吴江至虹桥机场航线）.
_NAMED_ASIDE = re.compile(rf"(?:{UNIT})?[一-鿿]{{4,24}}[（(](?P<unit>{UNIT})[）)]")
#: Names of who gives a title or holds it, no titles themselves: 通过 O 论证.
_GIVERS = frozenset({MentionType.ORGANISATION, MentionType.AREA, MentionType.ENTERPRISE})
#: Members of a list that no mark covers, before one that a mark covers.
_PLAIN_MEMBERS = re.compile(rf"(?:[一-鿿]{{2,12}}、)+(?={UNIT})")
_INDICATOR = SIGNS[MentionType.INDICATOR]
#: How far behind a verb its first object may begin, and how far a further one behind 、.
_FIRST, _FURTHER = 11, 4
#: A title is what a single name covers if it covers this share of the words.
_MOST = 0.6


class Complements:
    """The patterns of what stands behind an action word, compiled once."""

    def __init__(self, rules: Actions, phrases: Phrases) -> None:
        """Compile."""
        heads = rules.heads
        self._phrases = phrases
        self._tails = re.compile(rules.grammar.tails)
        self._apart = re.compile(rules.grammar.apart)
        self._last = re.compile(f"的(?={UNIT}{rules.grammar.last})")
        self._shared = re.compile(rules.grammar.shared)
        self._called = re.compile(rules.grammar.called)
        self._unquoted = re.compile(rules.grammar.unquoted)
        self._programme = re.compile(f"[一-鿿]{{0,8}}?(?:{heads.document}|{heads.project})")

    def titles(self, mask: Masked, start: int, end: int) -> tuple[Member, ...]:
        """What is received: honours, or the phrase after the verb; nothing where it is counted."""
        counted = self._phrases.count.match(mask.text, start, end)
        if counted or self._phrases.counted.search(mask.text[start:end]):
            return ()
        end, _ = self._phrases.named_part(mask, start, end)
        found = []
        for item in self._phrases.items(mask, start, end):
            rest = Span(self._phrases.modified(mask, item.start, item.end), item.end)
            if rest.end - rest.start > 2 or mask.holds(rest.start, rest.end):
                found.append(self._title(mask, rest))
        return tuple(found)

    def _title(self, mask: Masked, item: Span) -> Member:
        units = mask.within(item.start, item.end)
        honours = [u for u in units if u.mention and u.mention.type is MentionType.HONOUR]
        if honours:
            return of_unit(mask, honours[-1].span)
        if len(units) == 1 and units[0].mention and units[0].mention.type not in _GIVERS:
            covered = units[0].span.end - units[0].span.start
            if covered >= _MOST * (item.end - item.start):
                return of_unit(mask, units[0].span)
        called = self._called.search(mask.text[item.start : item.end]) if units else None
        if called and item.start + called.start() == units[-1].span.end:
            item = Span(item.start, units[-1].span.end)
        whole = len(units) == 1 and units[0].span == item
        return of_unit(mask, item) if whole else of_phrase(mask, item)

    def objects(self, mask: Masked, start: int, end: int) -> Group | None:
        """The list of names that an action word governs, directly or behind a modifier."""
        members = self._listed(mask, start, end) if mask.holds(start, end) else []
        if not members:
            return None
        last, verb = self._tail(mask, members[-1].span.end, end)
        joined = self._phrases.joint(mask, last, end) if verb else None
        more = self._listed(mask, joined, end, first=False) if joined else []
        if more:  # each with its verb: 加快X建设、Y建成
            further, other = self._tail(mask, more[-1].span.end, end)
            members, last = (members + more, further) if other else (members, last)
        return Group(self._spread(mask, members), verb, Span(start, last))

    def _listed(self, mask: Masked, start: int, end: int, *, first: bool = True) -> list[Member]:
        """The names of a list that begins near `start`."""
        members: list[Member] = []
        at: int | None = start
        while at is not None and at < end:
            at = self._behind_plain(mask, at, end)
            member = self._next(mask, at, end, first=first and not members)
            if member is None or self._counted(mask, member):
                break
            members.append(member)
            at = self._phrases.joint(mask, member.span.end, end)
        return members

    def _behind_plain(self, mask: Masked, at: int, end: int) -> int:
        """Where the names of a list begin that plain words open: 供电、殡葬、P等项目."""
        plain = _PLAIN_MEMBERS.match(mask.text, at, end)
        return plain.end() if plain and "等" in mask.text[plain.end() : end] else at

    def _tail(self, mask: Masked, at: int, end: int) -> tuple[int, str]:
        """What closes an object behind its last name: where it ends, and its verb if it has one."""
        tail = self._tails.match(mask.text, at, end)
        if not tail or mask.holds(tail.end(), tail.end() + 1):
            return at, ""  # a verb there governs what follows
        return tail.end(), tail["verb"] or tail["built"] or ""

    def last(self, mask: Masked, start: int, end: int) -> Group | None:
        """The name that ends a clause behind 的, which a verb at its head governs."""
        if not mask.holds(start, end):
            return None
        found = list(self._last.finditer(mask.text, start, end))
        member = self._governed(mask, Span(found[-1].end(), end)) if found else None
        return Group((member,), "", Span(start, end)) if member else None

    def _counted(self, mask: Masked, member: Member) -> bool:
        """Whether a title is followed by the number of those who have it: 示范农场5家."""
        titled = member.thing.type is MentionType.HONOUR
        return titled and bool(self._phrases.count.match(mask.text, member.span.end))

    def _next(self, mask: Masked, start: int, end: int, *, first: bool) -> Member | None:
        """The next member of a list of objects, if one begins near `start`."""
        at = self._phrases.modified(mask, start, end)
        inside = _NAMED_ASIDE.match(mask.text, at, end) if first else None
        if inside:
            return of_unit(mask, Span(*inside.span("unit")))
        unit = SIGN_UNIT.search(mask.text, at, min(end, at + (_FIRST if first else _FURTHER)))
        if not unit or self._apart.search(mask.text[at : unit.start()]):
            return None
        if unit.group()[0] == QUOTED and unit.start() > at:
            return None
        return self._governed(mask, Span(unit.start(), end))

    def _governed(self, mask: Masked, rest: Span) -> Member | None:
        """A name at the start of `rest`, or a quoted run or an area with a head behind it."""
        unit = SIGN_UNIT.match(mask.text, rest.start, rest.end)
        if unit is None or unit.group()[0] == _INDICATOR:
            return None
        span, sign = Span(*unit.span()), unit.group()[0]
        beside = SIGN_UNIT.match(mask.text, span.end, rest.end)
        if beside and self._phrases.joint(mask, span.end, rest.end) is None:
            if sign == AREA:
                return self._governed(mask, Span(span.end, rest.end))
            return of_phrase(mask, Span(span.start, beside.end()))
        if sign == QUOTED:
            return self._quoted(mask, span, rest.end)
        head = self._shared.match(mask.text, span.end, rest.end) if sign == AREA else None
        if head and self._phrases.headed(head.group(), "event"):
            return of_phrase(mask, Span(span.start, head.end()))
        return of_unit(mask, span)

    def _quoted(self, mask: Masked, span: Span, end: int) -> Member | None:
        """A quoted run with the head behind it, if any; none where it names no thing: “十四五”."""
        programme = self._programme.match(mask.text, span.end, end)
        if programme:
            return of_phrase(mask, Span(span.start, programme.end()))
        return None if self._unquoted.fullmatch(span.of(mask.source)) else of_unit(mask, span)

    def _spread(self, mask: Masked, members: list[Member]) -> tuple[Member, ...]:
        """Give bare areas before a phrase its head: 上海、深圳、北京招商会."""
        phrase = next((m for m in members if not m.sign), None)
        inner = mask.within(phrase.span.start, phrase.span.end) if phrase else ()
        if phrase is None or not inner:
            return tuple(members)
        head = mask.source[inner[0].span.end : phrase.span.end]
        return tuple(
            Member(m.span, Thing(type=None, name=m.span.of(mask.source) + head), "")
            if m.sign == AREA and m.span < phrase.span
            else m
            for m in members
        )

    def phrase(self, mask: Masked, start: int, end: int, *kinds: str) -> Member | None:
        """A plain phrase from an action word to the end of its clause, if its head names a kind."""
        span = Span(self._phrases.modified(mask, start, end), end)
        if len(list(self._phrases.items(mask, span.start, span.end))) != 1:
            return None
        fits = any(self._phrases.names_one(mask, span, kind) for kind in kinds)
        return of_phrase(mask, span) if fits else None


def may_govern(member: Member, *, named_only: bool, quoted: bool) -> bool:
    """Whether a member may be what an action word acts on."""
    if member.sign == QUOTED:
        return quoted and not named_only
    return member.sign in NAMED or (not member.sign and not named_only)
