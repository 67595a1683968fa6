"""read: a file becomes the characters of a report, each with its place in the file."""

from kg.read.reading import digest, text
from kg.read.sources import expand

__all__ = ["digest", "expand", "text"]
