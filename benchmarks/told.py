"""What a run of benchmarks is told, and what the benchmarks tell."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType

from pydantic.dataclasses import dataclass as checked

from kg.errors import LexiconError
from kg.lexicon.tables import STRICT, read

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Where data are, where results go, how much is measured."""

    corpus: Path  # five reports or so
    reports: tuple[Path, ...]  # twenty or more, for builds side by side
    graph: Path | None  # a large graph that is there already
    work: Path
    peers: Path
    morph: Path
    rounds: int
    small: bool
    tenth: int = 0  # reports of the smaller build of `scale`

    def folder(self, name: str) -> Path:
        """A folder of data that is kept for the next run."""
        found = self.work / "data" / name
        found.mkdir(parents=True, exist_ok=True)
        return found

    def peer(self, name: str) -> ModuleType | None:
        """A module that a peer's folder has; None where it is not installed."""
        version = f"python{sys.version_info.major}.{sys.version_info.minor}"
        place = str(self.peers / "lib" / version / "site-packages")
        if place not in sys.path:
            sys.path.append(place)  # behind all others: what kg needs is found first
        try:
            return import_module(name)
        except ImportError:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A figure of a goal, or why there is none; `told` has what it was made of."""

    key: str
    value: float | None
    told: str = ""


@checked(frozen=True, slots=True, kw_only=True, config=STRICT)
class Goal:
    """What is to be reached: a figure, its peer, its bound."""

    key: str
    goal: str
    stage: str
    peer: str
    way: str
    least: float | None = None
    most: float | None = None
    unit: str = "×"

    def reached(self, value: float) -> bool | None:
        """Whether a figure is within the bound; None where there is none."""
        if self.least is None and self.most is None:
            return None
        return (self.least is None or value >= self.least) and (
            self.most is None or value <= self.most
        )

    @property
    def wanted(self) -> str:
        """The bound in words."""
        if self.least is not None:
            return f"≥ {self.least:g} {self.unit}".strip()
        return f"≤ {self.most:g} {self.unit}".strip() if self.most is not None else ""


@checked(frozen=True, slots=True, kw_only=True, config=STRICT)
class _File:
    goal: tuple[Goal, ...]


def goals() -> Mapping[str, Goal]:
    """benchmarks/goals.toml, by key."""
    found = read(HERE / "goals.toml", _File, LexiconError, patterns=False)
    return {one.key: one for one in found.goal}
