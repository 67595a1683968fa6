"""read: a file becomes the characters of a report, each with its place in the file."""

from kg.read.origins import Origin
from kg.read.reading import digest, digest_of, text, text_of
from kg.read.sources import Given, expand
from kg.read.web import Web

__all__ = ["Given", "Origin", "Web", "digest", "digest_of", "expand", "text", "text_of"]
