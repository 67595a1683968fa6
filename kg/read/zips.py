"""Zip archives, opened with care: what is damaged in one is said in one line."""

import lzma
import struct
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

from kg.errors import InputError

#: What Python raises at archives that are damaged; an unknown packing is a RuntimeError.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    IndexError,
    OSError,
    RuntimeError,
    ValueError,
)
DAMAGED = "the file is damaged: it cannot be unpacked"


def opened(source: bytes | Path) -> zipfile.ZipFile:
    """An archive; InputError where it is damaged."""
    try:
        return zipfile.ZipFile(BytesIO(source) if isinstance(source, bytes) else source)
    except BROKEN as error:
        raise InputError(DAMAGED) from error
