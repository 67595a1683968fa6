"""Dumps, read line by line: sorted N-Quads or N-Triples in canonical form, packed or not.

Equal triples stand beside each other, so do all lines of a subject. That is what lets exports,
diffs and the registry run over a dump of any size in the memory of one subject. A line that is cut
off, out of order or no statement is a DumpError with file and line.
"""

from kg.dumps.described import Described, described, first, iri, text
from kg.dumps.facts import Facts, facts
from kg.dumps.lines import Pair, opened, quads, unions
from kg.dumps.output import folder, sink

__all__ = [
    "Described",
    "Facts",
    "Pair",
    "described",
    "facts",
    "first",
    "folder",
    "iri",
    "opened",
    "quads",
    "sink",
    "text",
    "unions",
]
