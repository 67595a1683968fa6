"""The list of retired IRIs: tab-separated, sorted, kept beside the sources.

    iri     replaced_by     since   reason

A published IRI never dies: where the graph no longer has it, the list says so, and what stands in
its place where that is certain. A row without `since` is of an IRI that lives again.
"""

from kg.registry.reading import COLUMNS, Retired, gone, read, write
from kg.registry.retiring import Retirement, retire

__all__ = ["COLUMNS", "Retired", "Retirement", "gone", "read", "retire", "write"]
