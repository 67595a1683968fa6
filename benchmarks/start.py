"""G7: a cold build of five reports beside the start of spaCy, by the clock."""

import sys
import tempfile
from collections.abc import Callable, Iterator

from benchmarks import data
from benchmarks.measure import Taken, command, kg, turns
from benchmarks.told import Found, Told

_BLANK = 'import spacy; spacy.blank("zh")'


def measured(told: Told) -> Iterator[Found]:
    """With the trained model and without it; compiled code is kept, files are in memory."""
    with tempfile.TemporaryDirectory(dir=told.work) as name:

        def building(*more: str) -> Callable[[], Taken]:
            return lambda: kg(
                "build", *data.sources(told), "--out", tempfile.mkdtemp(dir=name), *more
            )

        runs = turns(
            told.rounds,
            {
                "spaCy": lambda: command([sys.executable, "-c", _BLANK]),
                "rules": building("--model", "none"),
                "model": building(),
            },
        )
    for name in ("rules", "model"):
        said = f"{runs.told(name, 'spaCy', what='wall')}; {runs.told(name, 'spaCy')}"
        yield Found(key=f"G7-{name}", value=runs.ratio(name, "spaCy", "wall"), told=said)
