"""Reading and writing the list."""

import re
from collections.abc import Container, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from kg.dumps import sink
from kg.errors import RegistryError, reason

COLUMNS = ("iri", "replaced_by", "since", "reason")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+")


class Retired(NamedTuple):
    """One IRI that was published: what took its place, since which version, and why.

    `since` is empty where the IRI lives again.
    """

    iri: str
    replaced_by: str
    since: str
    reason: str


def read(path: Path) -> tuple[Retired, ...]:
    """The rows of a list, by IRI; RegistryError with file and line where one is wrong."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RegistryError(f"cannot be read: {reason(error)}", where=str(path)) from error
    found: dict[str, tuple[int, Retired]] = {}
    for number, row in _rows(path, text):
        _check(row, f"{path}:{number}")
        if row.iri in found:
            raise RegistryError(
                f"{row.iri} stands on line {found[row.iri][0]} already",
                where=f"{path}:{number}",
                hint="leave one of the two",
            )
        found[row.iri] = number, row
    _refuse_chains(path, found)
    return tuple(found[iri][1] for iri in sorted(found))


def gone(rows: Iterable[Retired], living: Container[str]) -> tuple[Retired, ...]:
    """The rows that are to be called retired: not marked as living again, and not in the graph."""
    return tuple(row for row in rows if row.since and row.iri not in living)


def write(rows: Iterable[Retired], path: Path) -> None:
    """Write a list, sorted, whole or not at all."""
    with sink(path) as file:
        for row in (Retired(*COLUMNS), *sorted(rows)):
            file.write(("\t".join(row) + "\n").encode())


def _rows(path: Path, text: str) -> Iterator[tuple[int, Retired]]:
    for number, line in enumerate(text.removesuffix("\n").split("\n"), 1):
        cells = tuple(line.split("\t"))
        if number == 1:
            if cells != COLUMNS:
                raise RegistryError(
                    "the first line must name the columns",
                    where=f"{path}:1",
                    hint=f"parted by tabs: {', '.join(COLUMNS)}",
                )
        elif len(cells) != len(COLUMNS):
            raise RegistryError(
                f"{len(cells)} cells for {len(COLUMNS)} columns",
                where=f"{path}:{number}",
                hint="cells are parted by one tab each",
            )
        else:
            yield number, Retired(*cells)


def _check(row: Retired, where: str) -> None:
    for cell in (row.iri, *filter(None, (row.replaced_by,))):
        if not _IRI.fullmatch(cell):
            raise RegistryError(f"{cell or 'an empty cell'} is no IRI", where=where)
    if row.replaced_by and not row.since:
        raise RegistryError(
            f"{row.iri} is replaced, but since when?", where=where, hint="fill the column since"
        )


def _refuse_chains(path: Path, found: dict[str, tuple[int, Retired]]) -> None:
    for number, row in found.values():
        _, other = found.get(row.replaced_by, (0, None))
        if row.replaced_by == row.iri:
            raise RegistryError(f"{row.iri} is replaced by itself", where=f"{path}:{number}")
        if other is not None and other.since:
            ends = f"name {other.replaced_by}" if other.replaced_by else "leave the cell empty"
            raise RegistryError(
                f"{row.iri} is replaced by {row.replaced_by}, which is itself retired",
                where=f"{path}:{number}",
                hint="two rows replace each other" if other.replaced_by == row.iri else ends,
            )
