"""What a site offers to take away: the graph in every format, what changed, and a page about it."""

import os
import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from kg import diff, store
from kg.pipeline.release import release
from kg.publish.files import File, copy, put
from kg.site import data_page
from kg.site.context import Context
from kg.site.view import View

FOLDER = "release"
CHANGES = "changes.txt"


class Download(NamedTuple):
    """A file to take away."""

    name: str
    size: int
    sha256: str


def draw(graph: Path, out: Path, context: Context, url: str) -> Iterator[File]:
    """All downloads, and the page about the release in both languages."""
    dump = graph / store.DUMP
    changes, fresh = _changes(dump, out, context), out / f".{FOLDER}-{os.getpid()}"
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        names = release(graph, fresh)
        offered = [_download(fresh, name) for name in names]
        for name in names:
            yield copy(fresh / name, out, f"{FOLDER}/{name}")
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    yield put(out, f"{FOLDER}/{CHANGES}", changes)
    yield copy(dump, out, store.DUMP)
    for language, folder in (("zh", ""), ("en", "en/")):
        view = View(context, language, f"/{FOLDER}/index.html", url, static=True)
        yield put(out, f"{folder}{FOLDER}/index.html", _page(view, offered, changes))


def _download(folder: Path, name: str) -> Download:
    body = (folder / name).read_bytes()
    return Download(name, len(body), sha256(body).hexdigest())


def _page(view: View, offered: list[Download], changes: bytes) -> bytes:
    made = data_page.quality(view.context)
    said = changes.decode("utf-8")
    return view.render("release", offered=offered, changes=said, made=made)


def _changes(dump: Path, out: Path, context: Context) -> bytes:
    """What changed since the site was written last; what stands there where the graph is the same.

    Nothing where this is the first time.
    """
    before, told = out / store.DUMP, out / FOLDER / CHANGES
    if not before.is_file():
        return b""
    if told.is_file() and _same(before, dump):
        return told.read_bytes()
    found = diff.compare(before, dump, context.record.base)
    return "".join(diff.as_text(found)).encode()


def _same(one: Path, other: Path) -> bool:
    if one.stat().st_size != other.stat().st_size:
        return False
    with one.open("rb") as first, other.open("rb") as second:
        while block := first.read(1 << 20):
            if block != second.read(1 << 20):
                return False
    return True
