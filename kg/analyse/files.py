"""Files that are written: whole or not at all."""

import os
import re
from pathlib import Path

from kg.errors import KgError

#: Characters that XML cannot hold.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    r"""The text without characters that XML has no place for.

    >>> xml_text("吴江区\x0b2024年")
    '吴江区2024年'
    """
    return _FORBIDDEN.sub("", text)


def write(path: Path, data: bytes) -> None:
    """Put a file in place in one step; KgError where that cannot be."""
    fresh = path.with_name(f".new-{path.name}")
    try:
        fresh.write_bytes(data)
        os.replace(fresh, path)  # noqa: PTH105  # the name says what happens
    except OSError as error:
        fresh.unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise KgError(f"cannot be written: {reason}", where=str(path)) from error
