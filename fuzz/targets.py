"""What is fuzzed: each target takes bytes, raises where something is wrong, and has bytes to begin.

A reader may say in one line that it cannot read a file, and may be out of memory or depth, which
the process that it runs in says of it; all else that it raises is a fault.
"""

import random
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from fuzz import laws, seeds
from fuzz.damage import member_changed
from fuzz.drawing import page
from fuzz.words import of_quantities, of_queries, of_times, words
from kg.errors import InputError
from kg.read import archive, docx, html, md, mht, paging, pdf, txt
from kg.read.formats import told
from kg.read.limits import Limits
from kg.read.parts import Part
from kg.read.writing import written
from tests import strategies

#: Small, so that many files are read; that large ones are refused is tested elsewhere.
LIMITS = Limits(size=2**21, unpacked=2**23, cells=20_000, characters=400_000, pages=20)

Change = Callable[[bytes, random.Random], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A law of bytes; `change` is a way to damage them that keeps their packing whole."""

    name: str
    holds: Callable[[bytes], None]
    seeds: Callable[[], Iterable[bytes]]
    change: Change | None = None
    longest: int = 4096


def _read(reader: Callable[[bytes, Limits], Iterable[Part]]) -> Callable[[bytes], None]:
    """Whether a reader ends with a text or one line, and its places are in order."""

    def holds(data: bytes) -> None:
        with suppress(InputError, MemoryError, RecursionError):
            text, places = written(reader(data, LIMITS), LIMITS)
            text.encode()
            at = 0
            for one in places:
                assert at <= one.span.start <= one.span.end <= len(text)
                assert "\n" not in one.span.of(text)
                at = one.span.end

    return holds


def _formats(data: bytes) -> None:
    for suffix in (".txt", ".docx", ".doc", ".html", ".pdf", ".md", ".mht", ".exe", ""):
        with suppress(InputError):
            told(data, suffix)


def _texts(data: bytes) -> None:
    with suppress(InputError):
        laws.a_text_is_a_document(txt.decoded(data)[1])


def _following(data: bytes) -> None:
    address = "http://a.example/2025/t1_1.html"
    found = paging.following(data, address)
    assert not found or found.startswith("http://a.example/")


def _pages(data: bytes) -> None:
    _read(html.parts)(data)
    _following(data)


def _archives(data: bytes) -> None:
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
        path = Path(folder) / "a.zip"
        path.write_bytes(data)
        with suppress(InputError, MemoryError):
            for one in archive.members(path, LIMITS):
                assert ".." not in one.name.split("/")
                assert not one.name.startswith("/")
                with suppress(InputError, MemoryError):
                    if one.index and not one.refused:
                        archive.member(path, one.index, LIMITS)


_MEMORY = Path("/dev/shm")  # noqa: S108  # a folder of its own is made there


def _of(
    law: Callable[[str], None], among: Callable[[], tuple[str, ...]]
) -> Callable[[bytes], None]:
    return lambda data: law(words(data, among()))


def _drawn(law: Any, drawn: st.SearchStrategy[Any]) -> Callable[[bytes], None]:  # noqa: ANN401
    """A law of what hypothesis draws, driven by bytes."""
    asked: Any = given(drawn)(law)
    return lambda data: asked.hypothesis.fuzz_one_input(data) and None


_CELLS = st.text(alphabet=strategies.REPORT_CHARACTERS, max_size=12)
GRIDS = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(_CELLS, min_size=width, max_size=width), max_size=8)
)

TARGETS: tuple[Target, ...] = (
    Target(name="formats", holds=_formats, seeds=seeds.formats, longest=2048),
    Target(name="txt", holds=_texts, seeds=seeds.texts),
    Target(name="md", holds=_read(md.parts), seeds=seeds.markdown),
    Target(name="html", holds=_pages, seeds=seeds.pages, longest=8192),
    Target(name="mht", holds=_read(mht.parts), seeds=seeds.mails, longest=8192),
    Target(
        name="docx",
        holds=_read(docx.parts),
        seeds=seeds.documents,
        change=member_changed,
        longest=65_536,
    ),
    Target(name="pdf", holds=_read(pdf.parts), seeds=seeds.prints, longest=32_768),
    Target(name="pdf-pages", holds=lambda data: _read(pdf.parts)(page(data)), seeds=seeds.none),
    Target(
        name="zip", holds=_archives, seeds=seeds.archives, change=member_changed, longest=65_536
    ),
    Target(
        name="quantities",
        holds=_of(laws.quantities_are_read_again, of_quantities),
        seeds=seeds.none,
        longest=400,
    ),
    Target(
        name="periods", holds=_of(laws.times_are_periods, of_times), seeds=seeds.none, longest=400
    ),
    Target(name="tables", holds=_drawn(laws.a_grid_is_a_table, GRIDS), seeds=seeds.none),
    Target(
        name="structure",
        holds=_drawn(laws.a_text_is_a_document, strategies.reports()),
        seeds=seeds.none,
    ),
    Target(
        name="guard",
        holds=_of(laws.what_passes_asks_no_other_server, of_queries),
        seeds=seeds.none,
        longest=1000,
    ),
)

#: The targets by their names.
BY_NAME = {one.name: one for one in TARGETS}

#: Where cases are kept that once broke a target, a folder a target.
FOUND = Path(__file__).parents[1] / "tests" / "data" / "found"


def kept() -> list[tuple[str, Path]]:
    """Those cases, with the names of their targets."""
    return [(one.name, path) for one in TARGETS for path in sorted((FOUND / one.name).glob("*"))]
