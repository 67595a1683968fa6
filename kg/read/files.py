"""Files as they lie on a disk: only regular ones are opened, and none is read past its limit."""

import hashlib
import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from kg.errors import InputError
from kg.read.limits import Limits


def refuse_special(path: Path) -> None:
    """InputError where something is there that is no file: to open a pipe or a device may hang."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError as error:
        raise InputError("no such file or folder") from error
    except (OSError, ValueError) as error:
        raise InputError(said(error)) from error
    if stat.S_ISDIR(mode):
        raise InputError("this is a folder")
    if not stat.S_ISREG(mode):
        raise InputError("this is no file but a pipe, a socket or a device")


def is_folder(path: Path) -> bool:
    """Whether a folder is there; not where that cannot be told."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def head(path: Path, size: int) -> bytes:
    """The first bytes of a file; InputError where it cannot be opened."""
    refuse_special(path)
    try:
        with _opened(path) as file:
            return file.read(size)
    except OSError as error:
        raise InputError(said(error)) from error


def content(path: Path, limits: Limits) -> bytes:
    """The bytes of a file; InputError where it cannot be opened or is too large."""
    refuse_special(path)
    try:
        with _opened(path) as file:
            limits.check("size", os.fstat(file.fileno()).st_size)
            data = file.read(limits.size + 1)  # it may have grown, or not said its size
    except OSError as error:
        raise InputError(said(error)) from error
    limits.check("size", len(data))
    return data


def digest(paths: Iterable[Path]) -> str:
    """The SHA-256 of files one after another; InputError where one cannot be opened."""
    found = hashlib.sha256()
    for path in paths:
        refuse_special(path)
        try:
            with _opened(path) as file:
                while piece := file.read(1 << 20):
                    found.update(piece)
        except OSError as error:
            raise InputError(said(error)) from error
    return found.hexdigest()


def said(error: Exception) -> str:
    """What the system says, or that a path cannot be one."""
    return (isinstance(error, OSError) and error.strerror) or "cannot be opened"


def _opened(path: Path) -> BinaryIO:
    """Without waiting: what was a file a moment ago may be a pipe now."""
    return open(path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NONBLOCK))
