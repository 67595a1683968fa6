"""One file becomes the characters of a report."""

import hashlib
from pathlib import Path

from kg.errors import InputError
from kg.model import Placed, Source, Text
from kg.read import child, txt
from kg.read.formats import HEAD, TXT, by_ending, is_plain
from kg.read.limits import Limits

LIMITS = Limits()


def digest(path: Path) -> str:
    """The SHA-256 of a file's bytes; InputError where it cannot be opened."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InputError(error.strerror or "cannot be opened", where=str(path)) from error


def text(path: Path, limits: Limits = LIMITS) -> Text:
    """Read one file; plain text keeps its newlines, all else is written as text with its places.

    Offsets count code points after a byte order mark. InputError where the file is missing, empty,
    damaged, of another format or encoding, or costs more than the limits allow.
    """
    try:
        return _text(path, limits)
    except InputError as error:
        raise InputError(error.message, where=str(path), hint=error.hint) from error


def _text(path: Path, limits: Limits) -> Text:
    places: tuple[Placed, ...] = ()
    if by_ending(path.suffix) is TXT and is_plain(_head(path)):
        data = child.content(path, limits)
        encoding, characters = txt.decoded(data)
        limits.check("characters", len(characters))
        media_type = TXT.media_type
    else:
        media_type, characters, places = child.read(path, limits)
        encoding = "utf-8"
    if not characters.strip():
        raise InputError("the file is empty")
    source = Source(
        id=path.stem,
        name=path.name,
        media_type=media_type,
        encoding=encoding,
        sha256=digest(path),
    )
    return Text(source=source, text=characters, places=places)


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(HEAD)
    except OSError as error:
        raise InputError(error.strerror or "cannot be opened") from error
