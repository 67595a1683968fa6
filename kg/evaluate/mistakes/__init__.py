"""Every miss and false alarm in its sentence, with its cause, as one page of HTML."""

from collections.abc import Sequence
from pathlib import Path

from kg.errors import InputError
from kg.evaluate.mistakes import finding, page, scoring

__all__ = ["write"]


def write(golds: Sequence[Path], answers: Path, graph: Path, program: Path, file: Path) -> None:
    """Write the page about the CSV files in `answers`; InputError where that cannot be."""
    scorer = scoring.load(program)
    found = [finding.find(scorer, gold, answers) for gold in golds]
    text = page.render(found, finding.texts(graph))
    try:
        file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(
            f"cannot be written: {error.strerror}", where=str(file), hint="--errors"
        ) from error
