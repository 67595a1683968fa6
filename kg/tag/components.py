"""The spaCy pipeline: taggers propose candidates, one resolver decides.

With the trained name model the resolver weighs what the model and each rule say of a possible
name; without it the strongest rule wins.

`pipeline` builds it from the lexicon. Each tagger is a component of its own that adds what it
proposes to `doc.user_data["candidates"]`; the last component writes `doc.spans["mentions"]` and,
for the entities, `doc.ents`. Each character is a token. `mentions` asks the same components for a
report's mentions without a token for each of its characters, which nothing else here reads.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.util import registry
from spacy.vocab import Vocab

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

_DOCUMENT, _HOME, _CANDIDATES, _MENTIONS = "document", "home", "candidates", "mentions"


class Tagged(NamedTuple):
    """What the components make of a report; `ruled` is what the rules alone would decide."""

    candidates: tuple[Candidate, ...]
    ruled: tuple[Mention, ...]
    mentions: tuple[Mention, ...]


class Proposer:
    """A component that adds what one tagger proposes."""

    def __init__(self) -> None:
        """Find nothing until `find` is set: what it needs is no configuration but a lexicon."""
        self.find: Tagger = _nothing

    def __call__(self, doc: Doc) -> Doc:
        """Add this tagger's candidates to the document."""
        found = self.find(doc.user_data[_DOCUMENT], doc.user_data.get(_HOME))
        doc.user_data[_CANDIDATES] = (*doc.user_data.get(_CANDIDATES, ()), *found)
        return doc


def _nothing(_document: Document, _home: Area | None) -> Iterable[Candidate]:
    return ()


@Language.factory("kg_propose")
def _propose(nlp: Language, name: str) -> Proposer:  # noqa: ARG001
    return Proposer()


class Resolver:
    """The component that decides between candidates and gives short names their full ones."""

    def __init__(self) -> None:
        """Know no legal forms of companies and no trained model until they are set."""
        self.forms: tuple[str, ...] = ()
        self.model: Model | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Write the mentions, and the entities among them as the document's own."""
        text = doc.user_data[_DOCUMENT].text
        found = self.decide(text, doc.user_data.get(_CANDIDATES, ())).mentions
        spans = [_span(doc, mention) for mention in found]
        doc.spans[_MENTIONS] = SpanGroup(doc, name=_MENTIONS, spans=spans)
        doc.ents = [s for s, m in zip(spans, found, strict=True) if m.type not in VALUES]
        return doc

    def decide(self, text: str, candidates: tuple[Candidate, ...]) -> Tagged:
        """Which of the candidates are mentions, with and without the model."""
        ruled = resolved(candidates)
        decided = _decided(self.model, text, candidates, ruled) if self.model else ruled
        return Tagged(candidates, ruled, in_full(decided, self.forms))


def _decided(
    model: Model, text: str, candidates: Sequence[Candidate], ruled: Sequence[Mention]
) -> tuple[Mention, ...]:
    """The names that model and rules together are worth most, and all values, by place."""
    names = chosen(judged(model, text, candidates, ruled), model.threshold)
    values = (mention for mention in ruled if mention.type in VALUES)
    return tuple(sorted((*names, *values), key=by_place))


@Language.factory("kg_resolve")
def _resolve(nlp: Language, name: str) -> Resolver:  # noqa: ARG001
    return Resolver()


class CharacterTokenizer:
    """Makes a token of each character: offsets of tokens are those of the text."""

    def __init__(self, vocab: Vocab) -> None:
        """Share the pipeline's vocabulary."""
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The document of a text."""
        return Doc(self.vocab, words=list(text), spaces=[False] * len(text))


def _characters() -> Callable[[Language], CharacterTokenizer]:
    return lambda nlp: CharacterTokenizer(nlp.vocab)


registry.tokenizers("kg_characters", func=_characters)


def _span(doc: Doc, mention: Mention) -> Span:
    start, end = mention.span.start, mention.span.end
    return Span(doc, start, end, label=mention.type.value, kb_id=mention.name, span_id=mention.rule)


def pipeline(
    names: Names, taggers: Mapping[str, Tagger] | None = None, model: Model | None = None
) -> Language:
    """A pipeline that tags names, and whatever further taggers find, by component name."""
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "kg_characters"}}})
    for name, find in {"names": named(names), **(taggers or {})}.items():
        component = nlp.add_pipe("kg_propose", name=name)
        component.find = find  # type: ignore[attr-defined]
    resolver = nlp.add_pipe("kg_resolve", name="resolve")
    resolver.forms = names.rules.heads.legal  # type: ignore[attr-defined]
    resolver.model = model  # type: ignore[attr-defined]
    return nlp


def mentions(document: Document, nlp: Language, home: Area | None = None) -> tuple[Mention, ...]:
    """All mentions of a report about `home`, by place; entities do not overlap."""
    return _run(document, nlp, home).mentions


def proposed(
    document: Document, nlp: Language, home: Area | None = None
) -> tuple[tuple[Candidate, ...], tuple[Mention, ...]]:
    """What the rules propose, and what they alone would decide: what the model is shown."""
    tagged = _run(document, nlp, home)
    return tagged.candidates, tagged.ruled


def _run(document: Document, nlp: Language, home: Area | None) -> Tagged:
    components = [component for _, component in nlp.pipeline]
    proposers = (one for one in components if isinstance(one, Proposer))
    candidates = tuple(found for one in proposers for found in one.find(document, home))
    resolver = next(one for one in components if isinstance(one, Resolver))
    return resolver.decide(document.text, candidates)
