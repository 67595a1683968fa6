"""project: a folder to begin with: settings, reports with decisions about names, a README."""

from pathlib import Path

from kg import curated, publication
from kg.errors import InputError

__all__ = ["REPORTS", "begin"]

#: Folder of the reports; decisions about names lie in it, where a build looks for them.
REPORTS = "reports"
_FILES = Path(__file__).parent / "files"


def begin(folder: Path) -> tuple[Path, ...]:
    """Make a project folder and give back its files; nothing that is there is changed.

    InputError where one of the files is there already, or the folder cannot be written.
    """
    made = {
        folder / publication.NAME: publication.PACKAGED,
        folder / REPORTS / curated.NAME: _FILES / curated.NAME,
        folder / "README.md": _FILES / "README.md",
    }
    for path in made:
        if path.is_symlink() or path.exists():
            hint = "nothing is overwritten: name another folder"
            raise InputError("is there already", where=str(path), hint=hint)
    try:
        (folder / REPORTS).mkdir(parents=True, exist_ok=True)
        for path, source in made.items():
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(source.read_text(encoding="utf-8"))
    except OSError as error:
        said = error.strerror or str(error)
        raise InputError(f"cannot be written: {said}", where=str(folder)) from error
    return tuple(made)
