"""What a lexicon file says, kept for the next run once it was found right.

Looking at each pattern costs a second on a slow machine. A file is kept by its name, with a digest
of its text and of the code that looks at it; what is kept of another text is no use and replaced.
"""

import json
import os
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from kg.settings import kept_between_runs

_BESIDE = ".new-"
_SHORT = 8


def kept(path: Path, text: str, *, patterns: bool) -> dict[str, Any] | None:
    """The data of a file of this text, where it was found right before."""
    with suppress(OSError, RuntimeError, ValueError, TypeError, KeyError):  # of home, of the file
        found = json.loads(_place(path).read_bytes())
        if found["of"] == _digest(text, patterns=patterns):
            data: dict[str, Any] = found["data"]
            return data
    return None


def keep(path: Path, text: str, data: dict[str, Any], *, patterns: bool) -> None:
    """Keep data that were found right; nothing happens where they cannot be written."""
    with suppress(OSError, RuntimeError, ValueError, TypeError):  # days are not of JSON
        place = _place(path)
        written = json.dumps({"of": _digest(text, patterns=patterns), "data": data})
        place.parent.mkdir(parents=True, exist_ok=True)
        fresh = place.with_name(f"{_BESIDE}{place.name}-{os.getpid()}")
        fresh.write_text(written, encoding="utf-8")
        fresh.replace(place)


def _place(path: Path) -> Path:
    own = sha256(os.fsencode(path.absolute())).hexdigest()[:_SHORT]  # of several lexicons
    return kept_between_runs("lexicon") / f"{path.stem}-{own}.json"


def _digest(text: str, *, patterns: bool) -> str:
    return sha256(f"{_code()}{patterns}{text}".encode()).hexdigest()


@cache
def _code() -> str:
    """A digest of what looks at files."""
    return sha256(Path(__file__).with_name("tables.py").read_bytes()).hexdigest()
