"""Reports become files: texts in folders of a hundred, their truth in folders of the same names."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TypeAlias

from kg.dumps.output import sink
from kg.errors import InputError, reason
from kg.synth import truth
from kg.synth.report import Report, report
from kg.synth.series import most
from kg.workers import side_by_side

#: Called with how many are done, of how many, and the name of the last one.
Progress: TypeAlias = Callable[[int, int, str], None]

REPORTS, TRUTH = "reports", "truth"
#: Reports of a folder: with six files of truth each, no folder holds more than a thousand.
_OF_FOLDER = 100
#: Reports made in one go by a process.
_BATCH = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked for: how many reports of a seed, how long, with their truth or without."""

    reports: int
    seed: int
    characters: int
    truth: bool = False


def write(
    folder: Path,
    wanted: Wanted,
    lexicon: Path,
    *,
    workers: int | None = None,
    progress: Progress = lambda _done, _of, _name: None,
) -> int:
    """Write the reports and give back how many characters they have.

    A file that holds the very same already stays. InputError where one holds something else, where
    more reports are asked for than there are areas and years, or where nothing can be written.
    """
    limit = most(lexicon, wanted.seed)
    if wanted.reports > limit:
        said = f"there are no more than {limit} reports of a seed"
        raise InputError(said, where=str(wanted.reports), hint="--reports")
    batches = [
        range(start, min(start + _BATCH, wanted.reports))
        for start in range(0, wanted.reports, _BATCH)
    ]

    def work(numbers: range) -> tuple[int, int, str]:
        made = [report(lexicon, wanted.seed, at, wanted.characters) for at in numbers]
        for at, one in zip(numbers, made, strict=True):
            for path, text in _files(folder, f"{at // _OF_FOLDER:03d}", one, truths=wanted.truth):
                _put(path, text)
        return len(numbers), sum(len(one.text) for one in made), made[-1].name

    done = characters = 0
    for count, size, name in side_by_side(work, batches, workers):
        done += count
        characters += size
        progress(done, wanted.reports, name)
    return characters


def _files(folder: Path, group: str, made: Report, *, truths: bool) -> Iterator[tuple[Path, str]]:
    yield folder / REPORTS / group / f"{made.name}.txt", made.text
    if truths:
        for layer in fields(made.truth):
            rows = getattr(made.truth, layer.name)
            yield folder / TRUTH / group / f"{made.name}.{layer.name}.jsonl", truth.lines(rows)


def _put(path: Path, text: str) -> None:
    """Write a file that is not there; one that holds the same already stays."""
    data = text.encode()
    try:
        if path.is_symlink() or path.exists():
            if path.is_file() and path.read_bytes() == data:
                return
            hint = "nothing is overwritten: name another folder"
            raise InputError("is there already", where=str(path), hint=hint)
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        said = f"cannot be written: {reason(error)}"
        raise InputError(said, where=str(path)) from error
    with sink(path) as file:
        file.write(data)
