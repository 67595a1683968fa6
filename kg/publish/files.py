"""Files of a site: written where they are new or differ, left alone where they do not."""

import os
import shutil
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from kg import dumps
from kg.errors import InputError

CHECKSUMS = "checksums.txt"
_BLOCK = 1 << 20
_FRESH = ".new"


class File(NamedTuple):
    """A file of a site: its name from the site's folder on, its digest, whether it changed."""

    name: str
    sha256: str
    changed: bool


def put(out: Path, name: str, body: bytes) -> File:
    """Write a file whole where it is new or differs."""
    path = f"{out}/{name}"  # a site has many files: a Path for each costs more than the writing
    digest = sha256(body).hexdigest()
    try:
        if os.stat(path).st_size == len(body) and _read(path) == body:  # noqa: PTH116
            return File(name, digest, changed=False)
    except (FileNotFoundError, NotADirectoryError):
        pass
    try:
        _write(path, body)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
        _write(path, body)
    return File(name, digest, changed=True)


def _read(path: str) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123
        return file.read()


def _write(path: str, body: bytes) -> None:
    """Under another name until all is written; what a killed one leaves the next one takes."""
    fresh = f"{path}{_FRESH}"
    with open(fresh, "wb", buffering=0) as file:  # noqa: PTH123
        left = memoryview(body)
        while left:
            left = left[file.write(left) :]
    os.replace(fresh, path)  # noqa: PTH105


def copy(source: Path, out: Path, name: str) -> File:
    """Copy a file, which may be large, where it is new or differs."""
    path, digest = _path(out, name), _digest(source)
    if path.is_file() and _digest(path) == digest:
        return File(name, digest, changed=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as read, dumps.sink(path) as file:
        shutil.copyfileobj(read, file, _BLOCK)
    return File(name, digest, changed=True)


def check(out: Path) -> None:
    """A new or empty folder, or one that holds a site; InputError for any other."""
    if out.is_file() or (out.is_dir() and any(out.iterdir()) and not (out / CHECKSUMS).is_file()):
        raise InputError("holds other things than a site", where=str(out), hint="name a new folder")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"cannot be made: {error.strerror}", where=str(out)) from error


def listed(out: Path) -> dict[str, str]:
    """Names and digests of the files of an earlier site."""
    try:
        lines = (out / CHECKSUMS).read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, UnicodeDecodeError):
        return {}
    pairs = (line.split("  ", 1) for line in lines if "  " in line)
    return {name: digest for digest, name in pairs}


def list_all(out: Path, found: dict[str, str]) -> None:
    """Write names and digests of all files of a site."""
    lines = (f"{digest}  {name}\n" for name, digest in sorted(found.items()))
    put(out, CHECKSUMS, "".join(lines).encode())


def remove(out: Path, gone: Iterable[str]) -> int:
    """Take away files of an earlier site, and folders that are empty then; how many there were."""
    count = 0
    for name in sorted(gone):
        path = _path(out, name)
        if ".." in path.parts or not path.is_file():
            continue
        path.unlink()
        count += 1
        folder = path.parent
        while folder != out and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent
    return count


def _path(out: Path, name: str) -> Path:
    return out / PurePosixPath(name)


def _digest(path: Path) -> str:
    digest = sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
