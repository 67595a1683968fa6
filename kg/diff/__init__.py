"""What changed from one dump to another: as an RDF patch, and in words.

Both dumps are read side by side; what is kept in memory is what differs, never the whole.
"""

from kg.diff.merge import changes, patch
from kg.diff.refuse import refuse
from kg.diff.report import Change, Difference, compare
from kg.diff.words import as_json, as_text

__all__ = [
    "Change",
    "Difference",
    "as_json",
    "as_text",
    "changes",
    "compare",
    "patch",
    "refuse",
]
