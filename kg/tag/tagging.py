"""Taggers propose candidates, a decision between them makes mentions.

With the trained name model the decision weighs what the model and each rule say of a possible
name; without it the strongest rule wins. `kg.tag.components` makes a spaCy pipeline of the taggers.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.lexicon.names import Names
from kg.model import Area, Document, Mention
from kg.tag.candidates import Candidate
from kg.tag.choose import chosen
from kg.tag.learned.propose import judged
from kg.tag.learned.weights import Model
from kg.tag.naming import in_full
from kg.tag.resolve import VALUES, by_place, resolved
from kg.tag.rules import named

#: What finds candidates in a report, whose own place is given where it is known.
Tagger = Callable[[Document, Area | None], Iterable[Candidate]]


class Tagged(NamedTuple):
    """What the taggers make of a report; `ruled` is what the rules alone would decide."""

    candidates: tuple[Candidate, ...]
    ruled: tuple[Mention, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taggers:
    """Taggers by name, in their order, and what is needed to decide between what they propose."""

    finding: Mapping[str, Tagger]
    forms: tuple[str, ...]  # legal forms of companies
    model: Model | None = None

    def decided(self, text: str, candidates: tuple[Candidate, ...]) -> Tagged:
        """Which of the candidates are mentions, with and without the model."""
        ruled = resolved(candidates)
        decided = _decided(self.model, text, candidates, ruled) if self.model else ruled
        return Tagged(candidates, ruled, in_full(decided, self.forms))


def taggers(
    names: Names, further: Mapping[str, Tagger] | None = None, model: Model | None = None
) -> Taggers:
    """The tagger of names and whatever further ones there are, by name."""
    finding = {"names": named(names), **(further or {})}
    return Taggers(finding=finding, forms=names.rules.heads.legal, model=model)


def _decided(
    model: Model, text: str, candidates: Sequence[Candidate], ruled: Sequence[Mention]
) -> tuple[Mention, ...]:
    """The names that model and rules together are worth most, and all values, by place."""
    names = chosen(judged(model, text, candidates, ruled), model.threshold)
    values = (mention for mention in ruled if mention.type in VALUES)
    return tuple(sorted((*names, *values), key=by_place))
