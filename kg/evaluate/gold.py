"""A graph against gold annotation: the five contract questions as CSV, judged by the scorer."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from kg import query, render, store
from kg.errors import InputError, reason
from kg.evaluate import scorer as scoring
from kg.evaluate.verdicts import LAYERS, Judgement, judgements
from kg.settings import Settings

#: The named questions that are also the interface to the gold.
CONTRACT = LAYERS
SCORER = "score.py"


def evaluate(
    golds: Sequence[Path], graph: Path, settings: Settings, out: Path, *, scorer: Path
) -> str:
    """What the scorer prints of a graph, whose answers become five CSV files in `out`.

    InputError where gold is missing, the scorer fails, or nothing can be written.
    """
    for gold in golds:
        if not gold.is_dir() or not any(gold.glob("*.jsonl")):
            raise InputError("no gold files (*.jsonl) here", where=str(gold))
    try:
        write(graph, settings, out)
    except OSError as error:
        raise InputError(
            f"cannot be written: {reason(error)}", where=str(out), hint="--out"
        ) from error
    heads = [f"{gold}\n" if len(golds) > 1 else "" for gold in golds]
    said = [_scored(scorer, gold, out) for gold in golds]
    return "".join(head + text for head, text in zip(heads, said, strict=True))


def judged(golds: Sequence[Path], out: Path, scorer: Path) -> tuple[Judgement, ...]:
    """What the gold says of each of the answers in `out`."""
    return judgements(golds, out, scoring.load(scorer))


def scorer(golds: Sequence[Path]) -> Path:
    """The scorer that stands with some gold, or with the gold next door; InputError if none."""
    places = [place for gold in golds for place in (gold / SCORER, gold.parent / "gold" / SCORER)]
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        raise InputError(f"no {SCORER} here", where=str(golds[0]), hint="name it with --scorer")
    return found


def write(graph: Path, settings: Settings, folder: Path) -> None:
    """Write the answers to the contract questions, a CSV file each."""
    folder.mkdir(parents=True, exist_ok=True)
    opened = store.open_store(graph)
    for name in CONTRACT:
        asked = query.question(settings.queries, name)
        answer = query.answer(opened, asked, {}, settings.queries)
        (folder / f"{name}.csv").write_text(render.rows(answer, "csv"), encoding="utf-8")


def _scored(program: Path, gold: Path, folder: Path) -> str:
    command = [sys.executable, str(program), str(gold), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise InputError(f"the scorer failed: {done.stderr.strip()[-300:]}", where=str(program))
    return done.stdout
