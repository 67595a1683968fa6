"""Observations of prose and lists: quantities and words, with area, period and status."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from kg.extract.cells import CellReader
from kg.extract.context import Own, Scope, ScopeReader, Sentence
from kg.extract.owners import OwnerReader
from kg.extract.placed import placed
from kg.extract.spells import Spells
from kg.lexicon.indicators import IndicatorTable, canonical
from kg.lexicon.observations import TableRules
from kg.lexicon.statements import StatementRules
from kg.model import (
    Area,
    Block,
    BlockKind,
    Document,
    Evidence,
    Measure,
    Mention,
    MentionType,
    Observation,
    Span,
    Status,
)
from kg.text.columns import is_known, listed_names
from kg.text.grammars import Grammars
from kg.text.lines import squeeze
from kg.text.prose import prose
from kg.text.qualitative import Worded
from kg.text.statements import Left, Stated

_PERCENT = {"percent", "word"}
_BARE = re.compile(r"第?\d")
_JOINING = re.compile("[、和及与]|以及")


class ObservationReader:
    """Reads observations by the grammars and cues of one lexicon."""

    def __init__(
        self,
        grammars: Grammars,
        statements: StatementRules,
        tables: TableRules,
        indicators: IndicatorTable,
    ) -> None:
        """Compile what the grammars do not hold."""
        self.indicators = indicators
        self.grammars = grammars
        self.scopes = ScopeReader(statements.status)
        self.owners = OwnerReader(statements.patterns)
        self._cells = CellReader(tables, grammars)

    def read(
        self,
        document: Document,
        mentions: tuple[Mention, ...],
        home: Area,
        higher: Mapping[str, Area] = MappingProxyType({}),
    ) -> tuple[tuple[Observation, ...], tuple[Left, ...]]:
        """Every observation of a report, in order of evidence; and quantities that state none.

        `higher` are the self words that mean a place above the report's own, with that place.
        """
        work = _Work(document, mentions, Own(home, higher), self)
        found = [*work.blocks(), *self._cells.observations(document, home)]
        names = {one.indicator for one in found}
        known = {name: canonical(name, self.indicators) or name for name in names}
        found = [_renamed(one, known[one.indicator]) for one in found]
        found.sort(key=lambda o: (o.evidence.span, o.indicator, o.subject or "", o.area.name))
        return tuple(found), tuple(work.left)


def _renamed(observation: Observation, name: str) -> Observation:
    """The observation under the one name that all spellings of its indicator share."""
    if name == observation.indicator:
        return observation
    return observation._replace(indicator=name, written=observation.indicator)


class _Work:
    """One report under way."""

    def __init__(
        self,
        document: Document,
        mentions: tuple[Mention, ...],
        own: Own,
        reader: ObservationReader,
    ) -> None:
        self._document = document
        self._mentions = sorted(mentions, key=lambda mention: mention.span.start)
        self._starts = [mention.span.start for mention in self._mentions]
        self._own = own
        self._reader = reader
        self._listed = listed_names(document, reader.grammars.columns)
        self._scopes = reader.scopes
        self._grammars = reader.grammars
        self._prose = prose(document.text, reader.grammars)
        self._flat = self._prose.flat
        self.left: list[Left] = []
        self._spells = Spells(document)
        #: The statement made last, and its block.
        self._last: tuple[Block, Stated] | None = None

    def blocks(self) -> Iterator[Observation]:
        """Observations of all blocks that are no front matter."""
        intro: Span | None = None
        for block in self._document.blocks:
            if block.kind is BlockKind.PARAGRAPH:
                words = block.span.of(self._flat)
                intro = (
                    block.sentences[-1] if block.sentences and words.endswith(("：", ":")) else None
                )
            if block.kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
                continue
            told = self._spells.of(block, self._flat)
            for span in block.sentences:
                mentions = self._within(span)
                if self._states_nothing(block, span, mentions):
                    self._last = None
                    continue
                sentence = Sentence(
                    block=block, span=span, mentions=mentions, intro=intro, told=told
                )
                scope = self._scopes.scope(self._document, self._flat, sentence, self._own)
                if scope:
                    yield from self._sentence(block, scope)

    def _states_nothing(self, block: Block, span: Span, mentions: tuple[Mention, ...]) -> bool:
        """Whether a sentence, which is read as it stands, has no value and states none in words."""
        if any(one.type is MentionType.AREA for one in mentions):
            return False
        listed = block.kind is BlockKind.ITEM
        stated, left = self._prose.statements(span, listed=listed)
        return not (stated or left or self._prose.worded(span, None if listed else self._is_known))

    def _within(self, span: Span) -> tuple[Mention, ...]:
        """The mentions that lie in a span."""
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return tuple(m for m in self._mentions[first:last] if m.span.end <= span.end)

    def _sentence(self, block: Block, scope: Scope) -> Iterator[Observation]:
        listed = block.kind is BlockKind.ITEM
        flat = self._masked(scope)
        before = self._before(block, scope, flat)
        if scope.areas or before:
            stated, left = self._grammars.statements.read(
                flat, scope.span, listed=listed, before=before
            )
        else:
            stated, left = self._prose.statements(scope.span, listed=listed)
        self.left += left
        self._last = (block, stated[-1]) if stated else None
        said: Observation | None = None
        mentions = self._within(scope.span)
        for one, place in placed(stated, mentions, flat):
            owned = self._reader.owners.owned(flat, one, mentions)
            found = self._numeric(scope, owned, flat, listed=listed)
            if place and place.area:
                found = found._replace(area=place.area)
            # 分别达到3%、5%: the second was reached when the first one was
            if said and self._goes_with(said, found):
                found = found._replace(period=said.period)
            said = found
            yield found
        values = [one.value for one in stated]
        known = None if listed else self._is_known
        if scope.areas:
            words = self._grammars.words.read(flat, scope.span, known=known)
        else:
            words = self._prose.worded(scope.span, known)
        for worded in words:
            found = self._worded(scope, worded)
            aimed = found.status is Status.TARGET or not worded.trend
            if aimed and not any(worded.value.overlaps(value) for value in values):
                yield found

    def _goes_with(self, before: Observation, after: Observation) -> bool:
        """Whether only a joining mark or word parts two values, the second a bare number."""
        start, end = before.evidence.span.end, after.evidence.span.start
        bare = _BARE.match(self._flat, end) and before.measure is after.measure
        return bool(bare and _JOINING.fullmatch(self._flat, start, end))

    def _before(self, block: Block, scope: Scope, flat: str) -> Stated | None:
        """What the sentence before stated last, where this one goes on in the same block."""
        if self._last is None or self._last[0] is not block:
            return None
        return self._last[1] if self._grammars.statements.goes_on(flat, scope.span) else None

    def _is_known(self, name: str) -> bool:
        return is_known(name, self._listed, self._reader.indicators)

    def _masked(self, scope: Scope) -> str:
        """The text with areas at the head of a clause blanked: they name where, not what."""
        flat = self._flat
        for mention in scope.areas:
            span = mention.span
            flat = flat[: span.start] + " " * (span.end - span.start) + flat[span.end :]
        return flat

    def _numeric(self, scope: Scope, stated: Stated, flat: str, *, listed: bool) -> Observation:
        scopes = self._scopes
        status = scopes.status(scope, flat, stated.value)
        area, named_at = scopes.area(scope, stated.value, flat)
        measure = stated.measure
        bare = measure is Measure.LEVEL and stated.kind in _PERCENT
        if bare and (listed or status is Status.TARGET) and self._is_growth(stated.name):
            measure = Measure.GROWTH
        cues = tuple(c for c in (stated.indicator, *stated.cues, named_at) if c)
        return Observation(
            area=area,
            indicator=stated.name,
            subject=stated.subject,
            period=scopes.period(scope, flat, stated.value),
            status=status,
            measure=measure,
            quantity=stated.quantity,
            basis=stated.basis,
            text=None,
            evidence=Evidence(span=stated.value, rule="list" if listed else "prose", cues=cues),
        )

    def _is_growth(self, name: str) -> bool:
        """A bare percentage as the target of an amount is its growth, of a share its level."""
        phrases = self._grammars.statements.phrases
        return not phrases.names_ratio(name) and not re.search("占.+", name)

    def _worded(self, scope: Scope, worded: Worded) -> Observation:
        scopes = self._scopes
        area, _ = scopes.area(scope, worded.value, self._flat)
        return Observation(
            area=area,
            indicator=worded.name,
            subject=None,
            period=scopes.period(scope, self._flat, worded.value),
            status=scopes.status(scope, self._flat, worded.value),
            measure=worded.measure,
            quantity=None,
            basis=None,
            text=squeeze(self._document.text, worded.value).text,
            evidence=Evidence(
                span=worded.value,
                rule="words",
                cues=(worded.indicator,) if worded.indicator else (),
            ),
        )
