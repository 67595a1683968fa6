"""Plain text in the encodings of the trade: UTF-8, GB18030, UTF-16, where sure Big5 and HZ."""

from collections.abc import Iterator

from kg.errors import InputError
from kg.read import encodings
from kg.read.limits import Limits
from kg.read.parts import Paragraph


def parts(data: bytes, _limits: Limits) -> Iterator[Paragraph]:
    """A paragraph a line."""
    return map(Paragraph.of, decoded(data)[1].splitlines())


def decoded(data: bytes) -> tuple[str, str]:
    """Encoding and characters of a file, newlines as they stand, without a byte order mark.

    InputError, without the place, where it is binary or of another encoding.
    """
    found = encodings.decoded(data)
    if found is None and b"\0" in data:
        raise InputError("this is no text (it has NUL bytes)", hint="export it as UTF-8 text")
    if found is None:
        raise InputError("the encoding is neither UTF-8 nor GB18030", hint="save it as UTF-8")
    return found
