"""Zip archives: what is in them that may be a report, and its bytes. Nothing is written to disk.

Runs in the child process. An archive may hold others, and those no more.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from kg.errors import InputError
from kg.read import files, zips
from kg.read.formats import by_ending
from kg.read.limits import Limits

ENDING = ".zip"
_DEEPEST = 2
_CHUNK = 1 << 20
_UTF8, _ENCRYPTED = 0x800, 0x1
_UNICODE_PATH = 0x7075
#: Members that stand for a document which is itself an archive: it is read as a whole.
_DOCUMENTS = ("word/document.xml", "[Content_Types].xml", "content.xml")
#: Folders that systems put beside what was packed.
_SYSTEM = re.compile(r"(?:^|/)(?:__MACOSX|\.[^/]*)(?:/|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file in an archive, by its indices; `refused` says why it cannot be read."""

    index: tuple[int, ...]
    name: str
    refused: str = ""


def members(path: Path, limits: Limits) -> tuple[Member, ...]:
    """The files of an archive that have the ending of a report, in order of their names.

    A single member without an index is the file itself, which is a document whatever its name says.
    """
    outer = _archive(path, limits)
    if any(name in outer.namelist() for name in _DOCUMENTS):
        return (Member(index=(), name=path.name),)
    found = list(_members(path, (), "", outer, limits))
    limits.check("members", len(found))
    return tuple(sorted(found, key=lambda one: (one.name, one.index)))


def member(path: Path, index: tuple[int, ...], limits: Limits) -> bytes:
    """The bytes of one member; InputError where it is encrypted, damaged or unpacks to too much."""
    return _bytes(_inner(path, index[:-1], limits), index[-1], limits)


def _members(
    path: Path, above: tuple[int, ...], folder: str, archive: zipfile.ZipFile, limits: Limits
) -> Iterator[Member]:
    for number, info in enumerate(archive.infolist()):
        index, name = (*above, number), f"{folder}{_name(info)}"
        if info.filename.endswith("/") or _SYSTEM.search(name):
            continue
        if PurePosixPath(name).suffix.lower() == ENDING:
            yield from _nested(path, Member(index=index, name=name), limits)
        elif by_ending(PurePosixPath(name).suffix):
            refused = "it is encrypted" if info.flag_bits & _ENCRYPTED else ""
            yield Member(index=index, name=name, refused=refused)


def _nested(path: Path, one: Member, limits: Limits) -> Iterator[Member]:
    """What an archive in the archive holds."""
    if len(one.index) >= _DEEPEST:
        yield Member(index=one.index, name=one.name, refused="archives are nested too deep")
        return
    try:
        inner = _inner(path, one.index, limits)
        yield from list(_members(path, one.index, f"{one.name}/", inner, limits))
    except InputError as error:
        yield Member(index=one.index, name=one.name, refused=error.message)


def _inner(path: Path, index: tuple[int, ...], limits: Limits) -> zipfile.ZipFile:
    outer = _archive(path, limits)
    return _kept(path, _stamp(path), index[0], limits) if index else outer


def _archive(path: Path, limits: Limits) -> zipfile.ZipFile:
    files.refuse_special(path)
    return _open(path, _stamp(path), limits)


def _stamp(path: Path) -> tuple[int, int, int]:
    """What changes where a file does."""
    state = path.stat()
    return state.st_ino, state.st_mtime_ns, state.st_size


@lru_cache(maxsize=1)
def _open(path: Path, stamp: tuple[int, int, int], limits: Limits) -> zipfile.ZipFile:
    return _checked(zips.opened(path), stamp[-1], limits)


@lru_cache(maxsize=1)
def _kept(path: Path, stamp: tuple[int, int, int], number: int, limits: Limits) -> zipfile.ZipFile:
    """An archive within the archive, kept for its next member."""
    data = _bytes(_open(path, stamp, limits), number, limits)
    return _checked(zips.opened(data), len(data), limits)


def _checked(archive: zipfile.ZipFile, size: int, limits: Limits) -> zipfile.ZipFile:
    infos = archive.infolist()
    limits.check("members", len(infos))
    if sum(info.compress_size for info in infos) > size:
        raise InputError("the archive is damaged: its files overlap")
    return archive


def _bytes(archive: zipfile.ZipFile, number: int, limits: Limits) -> bytes:
    info = archive.infolist()[number]
    if info.flag_bits & _ENCRYPTED:
        raise InputError("it is encrypted", hint="unpack it with its password first")
    try:
        return _unpacked(archive, info, limits)
    except zips.BROKEN as error:
        raise InputError("it is damaged: it cannot be unpacked") from error


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits) -> bytes:
    """As much as it may be: what the archive says of sizes is not believed."""
    data = bytearray()
    with archive.open(info) as file:
        while piece := file.read(_CHUNK):
            data += piece
            limits.check("size", len(data))
            if len(data) > _CHUNK:
                limits.check("ratio", len(data) // max(1, info.compress_size))
    return bytes(data)


def _name(info: zipfile.ZipInfo) -> str:
    """A member's path: names without the flag of UTF-8 are mostly GBK. No part leads upwards."""
    parts = _meant(info).replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in {"", ".", ".."})


def _meant(info: zipfile.ZipInfo) -> str:
    name = info.orig_filename
    if info.flag_bits & _UTF8:
        return name
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for codec in ("utf-8", "gb18030"):
        try:
            return _unicode_path(info.extra, raw) or raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return name


def _unicode_path(extra: bytes, raw: bytes) -> str:
    """The name that Info-ZIP adds in UTF-8, where it is of this very name."""
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and len(field) > 5:
            crc = struct.unpack("<L", field[1:5])[0]
            return field[5:].decode() if crc == zlib.crc32(raw) else ""
    return ""
