"""What a report is known by: the stem of its file's name, whatever bytes that has."""

import hashlib
import re
from pathlib import PurePosixPath

_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]+"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
#: Longest name kept whole; folders of a graph are called after it, and have 255 bytes at most.
_LONGEST = 120
_DIGITS = 8


def known_as(name: str) -> str:
    """The id of the report in a file of this name.

    >>> known_as("吴江区2024年报告.docx"), known_as("a\\nb.txt")
    ('吴江区2024年报告', 'a b')
    """
    stem = shown(PurePosixPath(name).stem).strip()
    return shortened(stem if stem.strip(". ") else f"report-{digest(name)}")


def shown(name: str) -> str:
    """A name on one line: bytes that are no UTF-8 are read as GB18030 where that gives letters."""
    return _UNSEEN.sub(" ", _SURROGATE.sub("\ufffd", _meant(name)))


def shortened(name: str) -> str:
    """A name of bearable length; one that was longer ends in a digest of all of it."""
    if len(name) <= _LONGEST:
        return name
    return f"{name[:_LONGEST]}~{digest(name)}"


def digest(words: str) -> str:
    """A few letters that stand for a long name."""
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def _meant(name: str) -> str:
    if not _SURROGATE.search(name):
        return name
    try:
        return name.encode("utf-8", "surrogateescape").decode("gb18030")
    except UnicodeError:
        return name
