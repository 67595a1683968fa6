"""What the taggers hand to the resolver: a mention and how much it counts."""

from typing import NamedTuple

from kg.model import Mention, MentionType, Span

#: The priority of what no rule takes by itself.
UNLIKELY = -1

#: How the rule of a name begins that the words around it make certain.
CERTAIN = "certain-"


class Candidate(NamedTuple):
    """A mention that some rule proposes; the higher priority wins where two overlap."""

    mention: Mention
    priority: int


def candidate(text: str, span: Span, kind: MentionType, rule: str, priority: int) -> Candidate:
    """A candidate that is called what the text calls it."""
    words = span.of(text)
    return Candidate(Mention(span, kind, words, words, rule), priority)
