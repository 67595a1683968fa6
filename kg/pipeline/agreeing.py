"""The second pass of a build: what reports say together, as a graph of its own."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import NamedTuple

from kg import agree, rdf
from kg.lexicon import agreement, quantities, wording
from kg.model import Together
from kg.settings import Settings
from kg.store import FIGURES, SharedChange, Writer


def lines(writer: Writer, settings: Settings) -> Iterator[str]:
    """Lines of N-Quads of what the reports that will stand say together, an area at a time."""
    words = agreement.load(settings.lexicon)
    figures = agree.loads(writer.merged(FIGURES))
    yield from graph(settings).quads(agree.everything(figures, words))


def changed(writer: Writer, settings: Settings) -> SharedChange:
    """Which of these lines come and go with the reports that do; other areas are not read again."""
    before, after = map(frozenset, writer.sides(FIGURES))
    stretches = {path: tuple(_stretches(path)) for path in sorted(before | after)}
    old, new = (_Side([stretches[path] for path in sorted(side)]) for side in (before, after))
    gone, come = (
        _Side([stretches[path] for path in sorted(some)])
        for some in (before - after, after - before)
    )
    others = {area for area in {*gone.areas, *come.areas} if gone.lines(area) != come.lines(area)}
    areas = sorted(agree.affected(old.surrounded(), new.surrounded(), others))
    words, writing = agreement.load(settings.lexicon), graph(settings)
    was, now = (set(writing.quads(side.together(areas, words))) for side in (old, new))
    return SharedChange(gone=was - now, come=now - was)


def graph(settings: Settings) -> rdf.AgreementGraph:
    """What writes it."""
    return rdf.AgreementGraph(
        settings.base,
        wording.load(settings.lexicon),
        rdf.labels_of(settings.ontology),
        quantities.load(settings.lexicon).units,
    )


class _Stretch(NamedTuple):
    """Where the lines of one area lie in a file of figures, and the first of them."""

    area: str
    path: Path
    start: int
    end: int
    first: bytes


class _Side:
    """The figures of several reports by area; only where they lie is held."""

    def __init__(self, files: Iterable[Iterable[_Stretch]]) -> None:
        self._found = defaultdict[str, list[_Stretch]](list)
        for stretches in files:
            for one in stretches:
                self._found[one.area].append(one)
        self._around = dict[str, str]()

    @property
    def areas(self) -> AbstractSet[str]:
        """All of which there are figures."""
        return self._found.keys()

    def lines(self, area: str) -> list[bytes]:
        """The figures of an area, in their order, each once."""
        return sorted({line for one in self._found.get(area, ()) for line in _read(one)})

    def surrounded(self) -> Mapping[str, str]:
        """Each area with the one around it, or ""."""
        if not self._around:
            firsts = ((area, min(one.first for one in at)) for area, at in self._found.items())
            known = ((area, next(agree.loads([line])).within) for area, line in sorted(firsts))
            self._around.update(agree.surrounding(known))
        return self._around

    def together(self, areas: Iterable[str], words: agreement.AgreementWords) -> Iterator[Together]:
        """All that is said of these areas together."""
        for area in areas:
            above = self.surrounded().get(area)
            own, around = (agree.loads(self.lines(one) if one else ()) for one in (area, above))
            yield from agree.alone(own, around, words)


def _stretches(path: Path) -> Iterator[_Stretch]:
    """The areas of a file of figures, in their order."""
    at = 0
    with path.open("rb") as file:
        for area, found in agree.by_area(file):
            start, at = at, at + sum(map(len, found))
            yield _Stretch(area, path, start, at, found[0])


def _read(one: _Stretch) -> list[bytes]:
    with one.path.open("rb") as file:
        file.seek(one.start)
        return file.read(one.end - one.start).splitlines(keepends=True)
