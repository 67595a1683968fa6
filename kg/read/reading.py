"""One source becomes the characters of a report."""

import hashlib
from pathlib import Path

from kg.errors import InputError
from kg.model import Source, Text
from kg.read import child, files, txt
from kg.read.formats import HEAD, TXT, by_ending, is_plain
from kg.read.limits import Limits
from kg.read.naming import known_as, shown
from kg.read.origins import Origin

LIMITS = Limits()


def at(path: Path) -> Origin:
    """A file as a source."""
    return Origin(id=known_as(path.name), name=shown(path.name), path=path, shown=shown(str(path)))


def text(path: Path, limits: Limits = LIMITS) -> Text:
    """Read one file; see `text_of`."""
    return text_of(at(path), limits)


def digest(path: Path) -> str:
    """The SHA-256 of a file's bytes; InputError where it cannot be opened."""
    return digest_of(at(path))


def digest_of(origin: Origin, limits: Limits = LIMITS) -> str:
    """The SHA-256 of a source's bytes, of several pages those of one after another.

    InputError where it cannot be opened.
    """
    try:
        if origin.member:
            return child.digest(origin, limits)
        return files.digest((origin.path, *origin.more))
    except InputError as error:
        raise InputError(error.message, where=origin.shown, hint=error.hint) from error


def text_of(origin: Origin, limits: Limits = LIMITS) -> Text:
    """Read one source; plain text keeps its newlines, all else is written as text with its places.

    Offsets count code points after a byte order mark. InputError where it is missing, empty,
    damaged, of another format or encoding, or costs more than the limits allow.
    """
    try:
        found = _read(origin, limits)
    except InputError as error:
        raise InputError(error.message, where=origin.shown, hint=error.hint) from error
    source = Source(
        id=origin.id,
        name=origin.name,
        media_type=found.media_type,
        encoding=found.encoding,
        sha256=found.sha256,
        address=origin.address,
    )
    return Text(source=source, text=found.text, places=found.places)


def _read(origin: Origin, limits: Limits) -> child.Read:
    found = _plain(origin, limits) if _is_plain(origin) else child.read(origin, limits)
    if not found.text.strip():
        raise InputError("the file is empty")
    return found


def _is_plain(origin: Origin) -> bool:
    """Whether it is a file of plain text, for which no child is needed."""
    if origin.member or origin.address or by_ending(origin.ending) is not TXT:
        return False
    return is_plain(files.head(origin.path, HEAD))


def _plain(origin: Origin, limits: Limits) -> child.Read:
    data = files.content(origin.path, limits)
    encoding, characters = txt.decoded(data)
    limits.check("characters", len(characters))
    return child.Read(
        media_type=TXT.media_type,
        encoding=encoding,
        sha256=hashlib.sha256(data).hexdigest(),
        text=characters,
    )
