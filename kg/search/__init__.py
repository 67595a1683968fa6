"""Search for things by name, other names, keys and pinyin, and for sentences by their words.

An index is made of a store and kept as one SQLite file beside it, so that memory does not grow with
the graph. It is a cache: named by what it was made of, made anew where it is missing.
"""

from kg.search.cached import of_state, opened, sentences_of_state, sentences_opened
from kg.search.index import KINDS, MOST, Alike, Entry, Found, Hit, Index, Way
from kg.search.kinds import THINGS
from kg.search.sentences import Said, Sentence, Sentences, words

__all__ = [
    "KINDS",
    "MOST",
    "THINGS",
    "Alike",
    "Entry",
    "Found",
    "Hit",
    "Index",
    "Said",
    "Sentence",
    "Sentences",
    "Way",
    "of_state",
    "opened",
    "sentences_of_state",
    "sentences_opened",
    "words",
]
