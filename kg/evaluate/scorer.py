"""The gold's own scorer as a module: what matches what is for it alone to say."""

import runpy
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from kg.errors import InputError

#: A line of gold or of an answer; the scorer reads both.
Row: TypeAlias = dict[str, Any]
Match: TypeAlias = Callable[[Row, Row], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorer:
    """The functions of the scorer that its main program is made of."""

    MATCH: dict[str, Match]
    pair: Callable[[list[Row], list[Row], Match], list[tuple[int, int]]]
    core_facts: Callable[[Path, str, list[Row]], tuple[list[bool], str | None]]
    in_scope: Callable[[Row, list[list[int]] | None], bool]
    read_results: Callable[[Path, str], list[Row]]
    overlap: Match
    same_quantity: Match
    same_indicator: Match
    same_action: Callable[[str | None, str | None], bool]
    alike: Callable[[str | None, str | None], bool]
    area: Callable[[str | None], str]
    status: Callable[[Row], str | None]
    kind: Callable[[Row], str | None]


def load(program: Path) -> Scorer:
    """The functions of a scorer; InputError where it cannot be loaded or lacks one."""
    try:
        names = runpy.run_path(str(program), run_name="scorer")
    except Exception as error:  # whatever a program of somebody else's may raise
        raise InputError(f"the scorer cannot be loaded: {error}", where=str(program)) from error
    wanted = Scorer.__dataclass_fields__
    missing = [name for name in wanted if name not in names]
    if missing:
        raise InputError(f"the scorer has no {missing[0]}", where=str(program))
    return Scorer(**{name: names[name] for name in wanted})
