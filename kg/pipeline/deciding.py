"""Which decisions about names a build heeds."""

from collections.abc import Iterable
from pathlib import Path

from kg import curated
from kg.lexicon import identity
from kg.model import Decision
from kg.settings import Settings
from kg.store import Record


def heeded(
    sources: Iterable[Path], standing: Record | None, settings: Settings, given: Path | None
) -> tuple[Decision, ...]:
    """Those of the file given, else of the one beside the sources, else those that stand.

    CuratedError where one of them is wrong or two contradict one another.
    """
    path = given or curated.beside(sources)
    if path is None:
        return standing.decisions if standing else ()
    found = curated.read(path)
    curated.decided(found, identity.load(settings.lexicon).plain, str(path))
    return found
