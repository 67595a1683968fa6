"""Which files a build is asked to read."""

from collections.abc import Iterable
from pathlib import Path

from kg.errors import InputError
from kg.read.formats import by_ending, endings

#: Texts that stand beside reports and are none.
BESIDE = ("README", "LICENSE", "NOTICE")


def expand(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Files to read, folders opened, in order of report id; InputError where there is none.

    A report is known by its file's stem, so two files of one stem cannot both be read.
    """
    found: dict[str, Path] = {}
    for path in paths:
        for file in _files(path):
            other = found.setdefault(file.stem, file)
            if other.resolve() != file.resolve():
                raise InputError(
                    f"two files of one name: {other} and {file}",
                    where=str(file),
                    hint="a report is known by its file name; rename one of them",
                )
    return tuple(found[stem] for stem in sorted(found))


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        files = [file for file in sorted(path.iterdir()) if _is_report(file)]
        if not files:
            raise InputError("no report in this folder", where=str(path), hint=f"reads {endings()}")
        return files
    if not path.exists():
        raise InputError("no such file or folder", where=str(path))
    return [path]


def _is_report(file: Path) -> bool:
    named_so = not file.stem.upper().startswith(BESIDE) and not file.name.startswith(".")
    return file.is_file() and by_ending(file.suffix) is not None and named_so
