"""Which reports a build is asked to read: files, folders with all in them, archives, addresses."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, TypeAlias

from kg.errors import InputError
from kg.read import archive, child, files
from kg.read.formats import FORMATS, by_ending, endings
from kg.read.limits import Limits
from kg.read.naming import known_as, shortened, shown
from kg.read.origins import Origin
from kg.read.reading import LIMITS, at, digest_of
from kg.read.web import Web, is_address

if TYPE_CHECKING:
    from kg.read.articles import Articles

#: Texts that stand beside reports and are none.
BESIDE = ("README", "LICENSE", "NOTICE")
#: How names begin of what is hidden, and of what Word lays beside an open file.
_HIDDEN = (".", "~$")
#: Folders of pictures and frames that browsers save beside a page.
_SAVED = ("_files", ".files")
#: Files of a folder that is a graph: the texts that it keeps are no sources.
GRAPH = frozenset({"build.json", "dump.nq"})
#: Formats from the one that is read best to the one that is read worst.
_RANK = {key: rank for rank, key in enumerate(("txt", "md", "docx", "html", "pdf"))}
#: Of files of one name, so many are listed in each message.
_LISTED = 3

#: What may be given: a file, a folder, an archive or an address.
Given: TypeAlias = Path | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Reports by id, what cannot be read, and what another file of the same report stands for."""

    origins: tuple[Origin, ...]
    failures: tuple[InputError, ...] = ()
    left_out: tuple[InputError, ...] = ()


def expand(
    sources: Iterable[Given],
    web: Web | None = None,
    limits: Limits = LIMITS,
    *,
    by_path: bool = False,
) -> Found:
    """What to read, folders and archives opened, addresses fetched, in order of report id.

    A report is known by its file's stem; `by_path` by that and the folders that lead to it from the
    folder or archive given, for many places give their reports the same names. Of files in one
    folder that differ in their ending the one that is read best is taken; files of one stem
    elsewhere are told as failures, unless they have the same bytes. InputError of the first failure
    where there is nothing to read.
    """
    return settled(_each(sources, web or Web(), limits, by_path=by_path), limits)


def settled(each: Iterable[Origin | InputError], limits: Limits = LIMITS) -> Found:
    """Which of all files found are read: see `expand`."""
    found: list[Origin] = []
    failures: list[InputError] = []
    left_out: list[InputError] = []
    for one in each:
        if isinstance(one, InputError):
            failures.append(one)
        else:
            found.append(one)
    origins: list[Origin] = []
    for _, same in groupby(_once(found), key=lambda one: one.id):
        chosen = _chosen(list(same), limits)
        origins.extend(chosen.origins)
        failures.extend(chosen.failures)
        left_out.extend(chosen.left_out)
    if failures and not origins:
        raise failures[0]
    return Found(origins=tuple(origins), failures=tuple(failures), left_out=tuple(left_out))


def _each(
    sources: Iterable[Given], web: Web, limits: Limits, *, by_path: bool
) -> Iterator[Origin | InputError]:
    articles: Articles | None = None
    for given in dict.fromkeys(sources):
        if not (isinstance(given, str) and is_address(given)):
            known = partial(inside, str(Path(given))) if by_path else _as_it_is
            yield from map(known, _local(Path(given), limits))
            continue
        articles = articles or _articles(web, limits)
        yield from _fetched(given, articles, limits)


def _articles(web: Web, limits: Limits) -> "Articles":
    from kg.read.articles import Articles  # noqa: PLC0415  # children fetch nothing

    return Articles(web, limits)


def _fetched(address: str, articles: "Articles", limits: Limits) -> Iterator[Origin | InputError]:
    try:
        found = articles.origin(address)
        if found.suffix != archive.ENDING:
            yield found
            return
        for one in _members(found.path, limits):
            yield _within(found, one)
    except InputError as error:
        yield InputError(error.message, where=error.where or shown(address), hint=error.hint)


def _within(fetched: Origin, one: Origin | InputError) -> Origin | InputError:
    """A member of an archive that was fetched: it is the address that people know."""
    where = one.where if isinstance(one, InputError) else one.shown
    label = f"{fetched.shown}{where.removeprefix(str(fetched.path))}"
    if isinstance(one, InputError):
        return InputError(one.message, where=label, hint=one.hint)
    if not one.member:
        return fetched
    return replace(one, shown=label, address=fetched.address)


def inside(given: str, one: Origin | InputError) -> Origin | InputError:
    """A report known by the folders that lead to it from the one given, too."""
    if isinstance(one, InputError):
        return one
    folders = PurePosixPath(one.shown).relative_to(shown(given)).parent
    return replace(one, id=shortened((folders / one.id).as_posix()))


def _as_it_is(one: Origin | InputError) -> Origin | InputError:
    return one


def _local(path: Path, limits: Limits) -> Iterator[Origin | InputError]:
    if not files.is_folder(path):
        yield from _file(path, limits)
        return
    nothing = True
    for file in _walked(path):
        nothing = False
        yield from [file] if isinstance(file, InputError) else _file(file, limits)
    if nothing:
        yield _failure(path, "no report in this folder", f"reads {endings()}")


def _walked(folder: Path) -> Iterator[Path | InputError]:
    """Files that may be reports, in order; links to folders are not followed: they may go round."""
    open_ones = [folder]
    while open_ones:
        here = open_ones.pop()
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError as error:
            yield _failure(here, files.said(error))
            continue
        if {entry.name for entry in entries} >= GRAPH:
            continue
        folders = [e for e in entries if e.is_dir(follow_symlinks=False) and is_open(e.name)]
        open_ones += [Path(entry.path) for entry in reversed(folders)]
        named_so = (Path(entry.path) for entry in entries if is_report(entry.name))
        yield from (path for path in named_so if not files.is_folder(path))


def is_open(folder: str) -> bool:
    """Whether a folder of this name is looked into."""
    return not folder.startswith(_HIDDEN) and not folder.endswith(_SAVED)


def is_report(name: str) -> bool:
    """Whether a file of this name may be a report, or an archive with reports."""
    suffix = PurePosixPath(name).suffix
    named_so = not name.upper().startswith(BESIDE) and not name.startswith(_HIDDEN)
    return named_so and (by_ending(suffix) is not None or suffix.lower() == archive.ENDING)


def _file(path: Path, limits: Limits) -> Iterator[Origin | InputError]:
    try:
        files.refuse_special(path)
        if path.suffix.lower() == archive.ENDING:
            yield from _members(path, limits)
        else:
            yield at(path)
    except InputError as error:
        yield _failure(path, error.message, error.hint)


def _members(path: Path, limits: Limits) -> Iterator[Origin | InputError]:
    found = [one for one in child.members(path, limits) if is_report(PurePosixPath(one.name).name)]
    if not found:
        raise InputError("no report in this archive", hint=f"reads {endings()}")
    for one in found:
        label = f"{shown(str(path))}/{shown(one.name)}"
        if one.refused:
            yield InputError(one.refused, where=label)
        elif not one.index:
            yield at(path)
        else:
            name = shown(PurePosixPath(one.name).name)
            yield Origin(id=known_as(name), name=name, path=path, shown=label, member=one.index)


def _failure(path: Path, message: str, hint: str = "") -> InputError:
    return InputError(message, where=shown(str(path)), hint=hint)


def _once(found: Iterable[Origin]) -> list[Origin]:
    """Each file once, by id; ids that differ in nothing but capitals stay apart."""
    kept: dict[tuple[str, Path, tuple[int, ...], str], Origin] = {}
    for one in found:
        kept.setdefault((one.id, one.path.resolve(), one.member, one.address), one)
    return sorted(kept.values(), key=lambda one: (one.id, one.shown))


def _chosen(same: list[Origin], limits: Limits) -> Found:
    """Of files of one report the best one; failures where they are not of one folder."""
    if len(same) == 1:
        return Found(origins=tuple(same))
    if len({_folder(one) for one in same}) == 1:
        best, *others = sorted(same, key=lambda one: (_rank(one), one.shown))
        notes = (InputError(f"left out: {best.name} is read", where=one.shown) for one in others)
        return Found(origins=(best,), left_out=tuple(notes))
    if _same_bytes(same, limits):
        return Found(origins=(same[0],))
    listed = [one.shown for one in same[:_LISTED]]
    more = [f"{len(same) - _LISTED:,} more"] if len(same) > _LISTED else []
    files_ = " and ".join((*listed, *more))
    hint = "a report is known by its file name; rename one of them, or build with --by-path"
    failures = (
        InputError(f"two files of one name: {files_}", where=one.shown, hint=hint) for one in same
    )
    return Found(origins=(), failures=tuple(failures))


def _folder(one: Origin) -> str:
    where = one.path.resolve().parent if not one.member else one.shown
    return str(where) if not one.member else str(PurePosixPath(one.shown).parent)


def _rank(one: Origin) -> int:
    told = by_ending(one.ending)
    return _RANK.get(told.key if told else "", len(FORMATS))


def _same_bytes(same: list[Origin], limits: Limits) -> bool:
    try:
        return len({digest_of(one, limits) for one in same}) == 1
    except InputError:
        return False
