"""The prose of one report: what each of its sentences states, read once for all stages."""

from functools import lru_cache

from kg.model import Span
from kg.text.grammars import Grammars
from kg.text.normalise import plain
from kg.text.qualitative import Known, Worded
from kg.text.quantities import Found
from kg.text.statements import Left, Stated


class Prose:
    """The text of one report under the grammars of one lexicon.

    Taggers and extractors ask for the same sentences; each is read when first asked for, and kept
    as long as the report is at work.
    """

    def __init__(self, text: str, grammars: Grammars) -> None:
        """Read nothing yet."""
        self.flat = plain(text)
        self._grammars = grammars
        self._quantities: dict[tuple[int, int], tuple[Found, ...]] = {}
        self._stated: dict[tuple[int, int, bool], tuple[tuple[Stated, ...], tuple[Left, ...]]] = {}
        self._worded: dict[tuple[int, int, bool], tuple[Worded, ...]] = {}

    def quantities(self, span: Span) -> tuple[Found, ...]:
        """The quantities of a span, from left to right."""
        key = (span.start, span.end)
        found = self._quantities.get(key)
        if found is None:
            found = tuple(self._grammars.quantities.find(self.flat, span))
            self._quantities[key] = found
        return found

    def statements(
        self, span: Span, *, listed: bool
    ) -> tuple[tuple[Stated, ...], tuple[Left, ...]]:
        """The statements of a sentence, and its quantities that state nothing."""
        key = (span.start, span.end, listed)
        if key not in self._stated:
            self._stated[key] = self._grammars.statements.read(
                self.flat, span, listed=listed, quantities=self.quantities(span)
            )
        return self._stated[key]

    def worded(self, span: Span, known: Known) -> tuple[Worded, ...]:
        """What a sentence states in words; who asks for one report knows the same names."""
        key = (span.start, span.end, known is None)
        if key not in self._worded:
            self._worded[key] = self._grammars.words.read(self.flat, span, known=known)
        return self._worded[key]


@lru_cache(maxsize=2)  # one report is at work at a time
def prose(text: str, grammars: Grammars) -> Prose:
    """The prose of a report's text."""
    return Prose(text, grammars)
