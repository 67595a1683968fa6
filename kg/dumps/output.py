"""Writing files whole or not at all, packed where asked, without a clock in them."""

import gzip
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from kg.dumps.packed import zstd
from kg.errors import InputError

COMPRESSIONS = ("gz", "zst", "none")
#: A dump packed at level 3 is a sixth larger than at 6, and packed in half of the time.
_LEVELS = {"gz": 3, "zst": 3}


@contextmanager
def sink(path: Path | None, compress: str = "none") -> Iterator[BinaryIO]:
    """A file to write into that counts once all is written; standard output for None."""
    with ExitStack() as stack:
        raw = sys.stdout.buffer if path is None else stack.enter_context(_whole(path))
        if compress == "gz":
            packed = gzip.GzipFile("", "wb", _LEVELS["gz"], raw, mtime=0)
            yield cast(BinaryIO, stack.enter_context(packed))
        elif compress == "zst":
            made = zstd().ZstdCompressor(level=_LEVELS["zst"]).stream_writer(raw, closefd=False)
            yield cast(BinaryIO, stack.enter_context(made))
        else:
            yield raw
        if path is None:
            raw.flush()


@contextmanager
def _whole(path: Path) -> Iterator[BinaryIO]:
    fresh = _fresh(path)
    try:
        with fresh.open("wb") as file:
            yield file
        fresh.replace(path)
    except OSError as error:
        raise _not_written(path, error) from error
    finally:
        fresh.unlink(missing_ok=True)


@contextmanager
def folder(path: Path, names: frozenset[str]) -> Iterator[Path]:
    """A new folder that takes the place of `path` once all is in it.

    An older one is replaced only if it holds nothing but files of these names.
    """
    if path.exists():
        others = sorted({one.name for one in path.iterdir()} - names) if path.is_dir() else ["."]
        if others:
            raise InputError(
                "holds other things than an export", where=str(path), hint="name a new folder"
            )
    fresh, old = _fresh(path), path.with_name(f".old-{os.getpid()}-{path.name}")
    try:
        fresh.mkdir(parents=True)
        yield fresh
        if path.exists():
            path.replace(old)
        fresh.replace(path)
    except OSError as error:
        raise _not_written(path, error) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def _fresh(path: Path) -> Path:
    return path.with_name(f".new-{os.getpid()}-{path.name}")


def _not_written(path: Path, error: OSError) -> InputError:
    return InputError(f"cannot be written: {error.strerror or error}", where=str(path))
