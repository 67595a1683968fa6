"""read: a path becomes the characters of a report, as they stand."""

from kg.read.sources import expand
from kg.read.txt import text

__all__ = ["expand", "text"]
