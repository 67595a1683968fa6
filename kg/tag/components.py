"""The spaCy pipeline: taggers propose candidates, the last component decides between them.

Each tagger is a component of its own that adds what it proposes to `doc.user_data["candidates"]`;
the last one writes `doc.spans["mentions"]` and, for the entities, `doc.ents`; all that is known of
each mention stands in `doc.user_data["tagged"]`. Each character is a token, so that no name is
missed because a token ends elsewhere.
"""

from collections.abc import Callable, Iterable

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.util import registry
from spacy.vocab import Vocab

from kg.model import Area, Document, Mention
from kg.tag.candidates import Candidate
from kg.tag.resolve import VALUES
from kg.tag.tagging import Tagged, Tagger, Taggers

_DOCUMENT, _HOME, _CANDIDATES = "document", "home", "candidates"
_TAGGED, _MENTIONS = "tagged", "mentions"


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
        """Know neither legal forms of companies nor a trained model until `taggers` is set."""
        self.taggers = Taggers(finding={}, forms=())

    def __call__(self, doc: Doc) -> Doc:
        """Write the mentions, and the entities among them as the document's own."""
        text = doc.user_data[_DOCUMENT].text
        tagged = self.taggers.decided(text, doc.user_data.get(_CANDIDATES, ()))
        doc.user_data[_TAGGED], found = tagged, tagged.mentions
        spans = [_span(doc, mention) for mention in found]
        doc.spans[_MENTIONS] = SpanGroup(doc, name=_MENTIONS, spans=spans)
        doc.ents = [s for s, m in zip(spans, found, strict=True) if m.type not in VALUES]
        return doc


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


def pipeline(using: Taggers) -> Language:
    """The pipeline of taggers, a component each by its name, and the one that decides."""
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "kg_characters"}}})
    for name, find in using.finding.items():
        component = nlp.add_pipe("kg_propose", name=name)
        component.find = find  # type: ignore[attr-defined]
    resolver = nlp.add_pipe("kg_resolve", name="resolve")
    resolver.taggers = using  # type: ignore[attr-defined]
    return nlp


def document(report: Document, nlp: Language, home: Area | None = None) -> Doc:
    """A report about `home` as the pipeline's document."""
    doc = nlp.make_doc(report.text)
    doc.user_data |= {_DOCUMENT: report, _HOME: home}
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def tagged(report: Document, nlp: Language, home: Area | None = None) -> Tagged:
    """What is found in a report about `home`; its mentions are by place, entities do not overlap.

    The words that spaCy keeps of a report go with its document: reports are many. Characters are
    few and stay, for the next report has them too.
    """
    for character in sorted(set(report.text)):
        _ = nlp.vocab[character]
    with nlp.memory_zone():
        found: Tagged = document(report, nlp, home).user_data[_TAGGED]
    return found
