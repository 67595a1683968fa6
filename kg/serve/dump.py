"""The dump of the graph for whoever wants all of it: sent by the front, as no worker is needed."""

import asyncio
from collections.abc import AsyncIterator
from email.utils import formatdate
from pathlib import Path
from typing import BinaryIO

from kg.serve.cache import Kept
from kg.serve.replies import SAFE, encoded

PATH = "/dump.nq"
_BLOCK = 256 * 1024


def head(file: BinaryIO, path: Path) -> Kept:
    """What is said before the dump: its length, its state as a tag."""
    found = path.stat()
    tag = f'"{found.st_ino:x}-{found.st_mtime_ns:x}-{found.st_size:x}"'
    said = (
        ("Content-Type", "application/n-quads"),
        ("Content-Length", str(file.seek(0, 2))),
        ("ETag", tag),
        ("Last-Modified", formatdate(found.st_mtime, usegmt=True)),
        ("Cache-Control", "public, max-age=60"),
        *SAFE,
    )
    file.seek(0)
    headers = encoded(said)
    return Kept(200, headers, b"", tag.encode(), dict(headers)[b"last-modified"])


async def parts(file: BinaryIO) -> AsyncIterator[bytes]:
    """The dump in parts; a thread reads, so that nobody waits for the disk."""
    while block := await asyncio.to_thread(file.read, _BLOCK):
        yield block
