"""Where a sentence states a quantity of something: value, measure, and the phrase that names it.

The grammar knows clauses, breakdowns (其中), coordination (分别), shares (占…比重), ranks and
counted things; which area, period and status hold is for the extractor to say.
"""

from collections.abc import Sequence

from kg.lexicon.statements import StatementRules
from kg.model import Span
from kg.text.clauses import Clauses
from kg.text.quantities import Found, Grammar
from kg.text.statements.backward import backward, continued
from kg.text.statements.coordination import group
from kg.text.statements.forward import crosses, forward, only_names, reads_forward
from kg.text.statements.ranking import rank
from kg.text.statements.ratios import Ratios
from kg.text.statements.work import Left, Stated, Tools, Work
from kg.text.values import ValueFinder

__all__ = ["Left", "Stated", "StatementGrammar"]


class StatementGrammar:
    """The patterns of one lexicon, compiled once."""

    def __init__(self, rules: StatementRules, quantities: Grammar) -> None:
        """Compile."""
        #: Also reads what words alone write: a signed quantity, a bare number, a rank.
        self.values = ValueFinder(rules, quantities)
        self._tools = Tools(rules)
        self.phrases = self._tools.phrases
        self._ratios = Ratios(rules, self.phrases, self._tools.naming)

    def read(
        self,
        flat: str,
        span: Span,
        *,
        listed: bool = False,
        about: str = "",
        quantities: Sequence[Found] | None = None,
        before: Stated | None = None,
    ) -> tuple[tuple[Stated, ...], tuple[Left, ...]]:
        """Statements of one sentence, and its quantities that state nothing.

        `flat` is normalised text (`normalise.plain`); `listed` is for list items and table cells,
        whose names keep their verbs; `about` names the indicator of a cell; `quantities` are those
        of the sentence where they have been read before; `before` is what the sentence before
        stated last, where this one goes on (其中).
        """
        if self._tools.passing.search(flat, span.start, span.end):
            flat, quantities = self._without_passing(flat, span), None
        values = self.values.find(flat, span, quantities)
        parts = self._ratios.read(flat, span)
        if parts:
            values = tuple(v for v in values if not any(v.span.overlaps(p.value) for p in parts))
        if not values:
            return parts, ()
        clauses = Clauses(flat, span)
        work = Work(flat, span, clauses, values, self._tools, listed, about)
        work.topic.name = about
        if before:
            work.go_on(before)
        index = 0
        while index < len(values):
            index += group(work, index) or _one(work, index)
        return (*parts, *work.stated), tuple(work.left)

    def goes_on(self, flat: str, span: Span) -> bool:
        """Whether a sentence opens with what needs the one before: 其中, 同比增长."""
        return bool(self._tools.going_on.match(flat, span.start, span.end))

    def _without_passing(self, flat: str, span: Span) -> str:
        """The text with spells of time blanked, which neither measure nor name anything."""
        for match in self._tools.passing.finditer(flat, span.start, span.end):
            flat = flat[: match.start()] + " " * len(match.group()) + flat[match.end() :]
        return flat


def _one(work: Work, index: int) -> int:
    """State one value; returns 1."""
    value, start = work.values[index], work.segment(index)
    phrase = work.tools.phrases.strip(work.flat, start, value.words_end, listed=work.listed)
    if crosses(work, index, phrase):
        return 1
    if only_names(work, index, phrase):
        work.leave(value, "modifier")
    elif value.kind == "rank":
        rank(work, value, phrase, start)
    elif reads_forward(work, index, phrase):
        forward(work, index, phrase)
    elif phrase.empty:
        continued(work, index, phrase, start)
    else:
        backward(work, index, phrase, start)
    return 1
