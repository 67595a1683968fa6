"""G6: tokens, a dictionary of 5,000 terms and quantities, beside spaCy's ways, in one process."""

from collections.abc import Iterable, Iterator, Sequence
from types import ModuleType

import spacy
from ahocorasick_rs import AhoCorasick
from spacy.language import Language
from spacy.matcher import PhraseMatcher

from benchmarks import data
from benchmarks.measure import Runs, each, turns
from benchmarks.told import Found, Told
from kg import read
from kg.lexicon import areas, indicators, names, observations, quantities, statements
from kg.model import Document, Text
from kg.pipeline.reading import Reader
from kg.settings import Settings
from kg.tag.components import CharacterTokenizer
from kg.tag.values import candidates
from kg.text.grammars import Grammars
from kg.text.prose import Prose

_TERMS = 5_000
#: How often all texts are read a round: one time is too short to be measured.
_TIMES = 10
#: A hit: where it begins and what it is.
Hit = tuple[int, str]


def measured(told: Told) -> Iterator[Found]:
    """kg beside spaCy and pyahocorasick, on the texts of the corpus."""
    texts = [read.text(path) for path in data.sources(told)]
    documents = [one.document for one in data.readings(told)]
    runs = _runs(told, texts, documents)
    count = sum(len(one.text) for one in texts) * _TIMES
    for key, peer in (("blank", "spaCy"), ("ruler", "EntityRuler"), ("phrases", "PhraseMatcher")):
        yield _speed(f"G6-{key}", runs, "kg", peer, count)
    yield _speed("G6-whole", runs, "kg taggers", "spaCy", count)
    yield _lost(told, [one.text for one in texts])


def _runs(told: Told, texts: Sequence[Text], documents: Sequence[Document]) -> Runs:
    ours, reader = _Ours(), Reader(Settings(model=None))
    paragraphs = [line for one in texts for line in one.text.splitlines() if line] * _TIMES
    blank, ruler, matching = spacy.blank("zh"), _ruler(), _Matching()
    return turns(
        told.rounds,
        {
            "kg": each(lambda: [ours.read(one) for _ in range(_TIMES) for one in documents]),
            "kg taggers": each(
                lambda: [reader.proposed(one) for _ in range(_TIMES) for one in texts]
            ),
            "spaCy": each(lambda: _counted(blank.pipe(paragraphs))),
            "EntityRuler": each(lambda: _counted(ruler.pipe(paragraphs))),
            "PhraseMatcher": each(lambda: matching.read(paragraphs)),
        },
    )


def _speed(key: str, runs: Runs, ours: str, peer: str, count: int) -> Found:
    rates = (f"{one} {count / runs.median(one):,.0f} characters/s" for one in (ours, peer))
    return Found(key=key, value=runs.ratio(peer, ours), told=", ".join(rates))


def terms() -> list[str]:
    """Names of the lexicon: all of indicators, then companies, then areas, so many in all."""
    folder = Settings().lexicon
    known = (
        *sorted(name for name in indicators.load(folder).index if len(name) > 1),
        *sorted(names.load(folder).companies),
        *sorted(set(areas.load(folder).divisions.names.values())),
    )
    return list(dict.fromkeys(known))[:_TERMS]


class _Ours:
    """What kg is made of, with the same terms: character tokens, an automaton, its quantities."""

    def __init__(self) -> None:
        folder = Settings().lexicon
        stated, tables = statements.load(folder), observations.tables(folder)
        self._grammars = Grammars.of(quantities.load(folder), stated, tables)
        self._tokens = CharacterTokenizer(spacy.blank("zh").vocab)
        self._automaton = AhoCorasick(terms())

    def read(self, document: Document) -> int:
        """How many tokens, hits, quantities and times a report has."""
        tokens = self._tokens(document.text)
        hits = self._automaton.find_matches_as_indexes(document.text, overlapping=True)
        values = list(candidates(document, Prose(document.text, self._grammars)))
        return len(tokens) + len(hits) + len(values)


def _counted(docs: Iterable[object]) -> int:
    return sum(1 for _ in docs)


def _ruler() -> Language:
    made = spacy.blank("zh")
    ruler = made.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "TERM", "pattern": one} for one in terms()])  # type: ignore[attr-defined]
    return made


class _Matching:
    """spaCy's PhraseMatcher behind its tokens."""

    def __init__(self) -> None:
        self._nlp = spacy.blank("zh")
        self._matcher = PhraseMatcher(self._nlp.vocab)
        self._matcher.add("TERM", [self._nlp.make_doc(one) for one in terms()])

    def read(self, paragraphs: Iterable[str]) -> int:
        return sum(len(self._matcher(doc)) for doc in self._nlp.pipe(paragraphs))


def _lost(told: Told, texts: Sequence[str]) -> Found:
    """Hits that pyahocorasick has and the automaton of kg has not."""
    peer = told.peer("ahocorasick")
    if peer is None:
        return Found(key="G6-hits", value=None, told="pyahocorasick is not installed")
    words = terms()
    wanted = [set(_by_peer(peer, words, text)) for text in texts]
    found = [set(_by_kg(words, text)) for text in texts]
    lost = sum(len(one - other) for one, other in zip(wanted, found, strict=True))
    return Found(key="G6-hits", value=lost, told=f"of {sum(map(len, wanted)):,} hits")


def _by_peer(peer: ModuleType, words: Iterable[str], text: str) -> Iterator[Hit]:
    automaton = peer.Automaton()
    for word in words:
        automaton.add_word(word, word)
    automaton.make_automaton()
    for end, word in automaton.iter(text):
        yield end + 1 - len(word), word


def _by_kg(words: Sequence[str], text: str) -> Iterator[Hit]:
    for index, start, _ in AhoCorasick(words).find_matches_as_indexes(text, overlapping=True):
        yield start, words[index]
