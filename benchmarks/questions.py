"""G11, G12: the named questions through kg, beside pyoxigraph and other engines, warm.

Each question is asked with one of its parameters bound, at up to three sizes, all rows fetched. kg
looks names up before it asks, pyoxigraph is told what they mean. Engines of this process are
compared by CPU seconds, servers by the clock. questions.md beside the results has p50 and p95.
"""

import statistics
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from benchmarks import data, loading
from benchmarks.engines import (
    PATIENCE,
    Binding,
    Engine,
    Maplib,
    Ours,
    Raw,
    Rdflib,
    oxigraph_serve,
    virtuoso,
)
from benchmarks.measure import Taken, middle
from benchmarks.told import HERE, Found, Told
from kg import query, store
from kg.errors import QueryError
from kg.query import Question
from kg.query.questions import INTERNAL
from kg.settings import Settings

#: Reports of about 0.1 and 1 million quads; ten million are a graph that is given.
_SIZES, _SMALL, _LARGE = {4: "0.1m", 38: "1m"}, (4,), "10m"
#: How often a question is asked at most, and for how many seconds.
_TIMES, _SECONDS = 20, 6.0
#: Engines in the memory of this process are asked up to so many reports.
_RDFLIB, _MAPLIB = 4, 38
#: What an answer may take beyond 1.15 times pyoxigraph: 0.2 ms.
_SHARE, _ABOVE = 1.15, 0.0002
_TRIED = 8
_APART = "Virtuoso"
_MEMORY = "pyoxigraph in memory"
_ENGINES = ("kg", "pyoxigraph", _MEMORY, "oxigraph serve", "Virtuoso", "maplib", "rdflib")
HEAD = f"| quads | question | rows | {' | '.join(_ENGINES)} |\n{'| --- ' * (3 + len(_ENGINES))}|"


class Case(NamedTuple):
    """A question with a parameter as given, and what it means."""

    question: Question
    given: Mapping[str, str]
    bound: Binding
    aggregates: bool


@dataclass(slots=True)
class Answers:
    """What engines took for one case, and the rows that they found."""

    case: Case
    times: dict[str, list[Taken]] = field(default_factory=dict)
    rows: dict[str, int | None] = field(default_factory=dict)

    def middle(self, name: str, what: str = "cpu") -> float:
        return middle(self.times[name], what)

    def slow(self, name: str) -> float:
        """What one in twenty exceeds, by the clock."""
        walls = [one.wall for one in self.times[name]]
        return statistics.quantiles(walls, n=20)[-1] if len(walls) > 1 else walls[0]


def measured(told: Told) -> Iterator[Found]:
    """Graphs of synthetic reports, the smaller one first."""
    page = [HEAD]
    for count in _SMALL if told.small else _SIZES:
        graph = data.graph(told, f"graph-{count}", [data.synthetic(told, count)])
        yield from at_size(told, graph, _SIZES[count], page)


def at_size(told: Told, graph: Path, size: str, page: list[str]) -> Iterator[Found]:
    """The figures of one graph; its rows come to the page."""
    found = []
    for one in _answered(told, graph, large=size == _LARGE):
        found.append(one)
        page.append(_line(size, one))
        name = "questions-large.md" if size == _LARGE else "questions.md"
        (told.work / name).write_text("\n".join([*page, ""]), encoding="utf-8")
    yield from _figures(size, found)


def _answered(told: Told, graph: Path, *, large: bool) -> Iterator[Answers]:
    """All questions; of a large graph those that compare or count, in memory too."""
    reports = len(store.read(graph).reports)
    folder = graph / store.read(graph).store
    opened = ox.Store.read_only(str(folder))
    engines: dict[str, Engine] = {"kg": Ours(graph), "pyoxigraph": Raw(opened)}
    with ExitStack() as held:
        if served := held.enter_context(oxigraph_serve(told, folder)):
            engines["oxigraph serve"] = served
        triples = told.work / "union.nt"
        if not told.small:
            loading.union(graph / store.DUMP, triples)
            if loaded := held.enter_context(virtuoso(told, triples)):
                engines["Virtuoso"] = loaded
        if large and triples.exists():
            held_in_memory = ox.Store()
            held_in_memory.bulk_load(path=str(triples), format=ox.RdfFormat.N_TRIPLES)
            engines[_MEMORY] = Raw(held_in_memory)
        if reports <= _MAPLIB and triples.exists():
            maplib = told.peer("maplib")
            engines |= {"maplib": Maplib(maplib, triples)} if maplib else {}
        if reports <= _RDFLIB and triples.exists():
            engines["rdflib"] = Rdflib(triples)
        triples.unlink(missing_ok=True)
        for case in _cases(opened, engines["kg"], whole=not told.small and not large):
            yield _asked(case, engines)


def _asked(case: Case, engines: Mapping[str, Engine]) -> Answers:
    """Ask all engines in turns until each was asked often or for long enough."""
    found = Answers(case)
    left = dict(engines)
    for name, engine in engines.items():
        try:
            first = _once(found, name, engine)  # it warms up, and is not counted if it is quick
        except TimeoutError:
            found.times[name], found.rows[name] = [Taken(PATIENCE, PATIENCE)], None
        else:
            if found.rows[name] is not None and first.wall > PATIENCE:  # asked for once
                found.times[name] = [first]
        if found.rows[name] is None or name in found.times:
            left.pop(name)
    spent = dict.fromkeys(left, 0.0)
    for _ in range(_TIMES):
        for name, engine in left.items():
            if spent[name] < _SECONDS:
                took = _once(found, name, engine)
                found.times.setdefault(name, []).append(took)
                spent[name] += took.wall
    return found


def _once(found: Answers, name: str, engine: Engine) -> Taken:
    """Ask an engine for a case, and note how many rows it has."""
    cpu, wall = time.process_time(), time.perf_counter()
    found.rows[name] = _rows(engine, found.case)
    return Taken(time.process_time() - cpu, time.perf_counter() - wall)


def _rows(engine: Engine, case: Case) -> int | None:
    """How many rows; None where the engine cannot answer, TimeoutError where it was stopped."""
    try:
        return engine.rows(*case[:3])
    except TimeoutError:
        raise
    except Exception as error:  # noqa: BLE001  # each engine has its own errors
        print(f"    {type(engine).__name__} {case.question.name}: {str(error)[:100]!r}", flush=True)
        return None


def _cases(opened: ox.Store, ours: Engine, *, whole: bool) -> Iterator[Case]:
    """Each question of cases.tsv with a name in the middle of all; `whole` has look-ups too."""
    folder = Settings().queries
    with (HERE / "cases.tsv").open(encoding="utf-8") as file:
        for line in file:
            name, parameter, kind = line.split()
            asked = query.question(folder, name)
            if not whole and kind != "aggregates":
                continue
            if case := _case(opened, ours, asked, parameter, kind):
                yield case


def _case(
    opened: ox.Store, ours: Engine, asked: Question, parameter: str, kind: str
) -> Case | None:
    folder = Settings().queries
    listed = folder / INTERNAL / f"{asked.parameter(parameter).type}.rq"
    named = opened.query(listed.read_text(encoding="utf-8"))
    assert isinstance(named, ox.QuerySolutions)  # noqa: S101
    names = sorted({row["name"].value for row in named})
    step = max(1, len(names) // _TRIED)
    for name in names[len(names) // 2 :: step] or names:
        given = {parameter: name}
        try:
            (term,) = query.meanings(opened, asked, given, folder)[parameter]
        except (QueryError, ValueError):  # of several meanings kg asks each
            continue
        bound = {asked.parameter(parameter).variable: term}
        case = Case(asked, given, bound, aggregates=kind == "aggregates")
        if _rows(ours, case):
            return case
    return None


def _line(size: str, found: Answers) -> str:
    """A row of the page: p50 and p95 of each engine, by the clock, in ms."""
    (name,) = found.case.given
    cells = (size, f"{found.case.question.name} by {name}", f"{found.rows['kg'] or 0:,}")
    return f"| {' | '.join((*cells, *(_cell(found, one) for one in _ENGINES)))} |"


def _cell(found: Answers, engine: str) -> str:
    if engine not in found.times:
        return "no answer" if engine in found.rows else ""
    if found.rows[engine] is None:
        return f"> {1000 * PATIENCE:,}"
    took = found.middle(engine, "wall"), found.slow(engine)
    return " / ".join(f"{1000 * one:,.1f}" for one in took)


def _figures(size: str, found: list[Answers]) -> Iterator[Found]:
    names = [one.case.question.name for one in found]
    over = [
        one.case.question.name
        for one in found
        if one.middle("kg") > _SHARE * one.middle("pyoxigraph") + _ABOVE
    ]
    said = f"{len(names)} questions; above: {', '.join(over) or 'none'}"
    yield Found(key=f"G11-{size}-each", value=len(over), told=said)
    yield _mean(f"G11-{size}-mean", found, "pyoxigraph")
    if size == "0.1m":
        yield _mean("G11-rdflib", found, "rdflib")
    if size == _LARGE:
        yield from _aggregating(size, found)
    yield _same_rows(size, found)


def _same_rows(size: str, found: list[Answers]) -> Found:
    """Of how many questions engines find other rows; Virtuoso, which refuses some, is beside."""
    differ = [one.case.question.name for one in found if len(_counts(one)) > 1]
    ours = {one.case.question.name: one.rows["kg"] for one in found}
    other = {one.case.question.name: one.rows.get(_APART) for one in found}
    apart = [name for name, rows in other.items() if rows is not None and rows != ours[name]]
    engines = ", ".join(name for name in found[0].rows if name != _APART)
    said = f"{engines}: {', '.join(differ) or 'none'}; {_APART}: {', '.join(apart) or 'none'}"
    return Found(key=f"G11-{size}-rows", value=len(differ), told=said)


def _counts(one: Answers) -> set[int]:
    return {rows for name, rows in one.rows.items() if rows is not None and name != _APART}


def _mean(key: str, found: list[Answers], peer: str) -> Found:
    ratios = [one.middle("kg") / one.middle(peer) for one in found if peer in one.times]
    if not ratios:
        return Found(key=key, value=None, told=f"no answers of {peer}")
    stopped = sum(one.rows.get(peer) is None for one in found)
    said = f"{len(ratios)} questions"
    if stopped:
        said += f", {stopped} of them stopped after {PATIENCE} s, counted as so many"
    return Found(key=key, value=statistics.geometric_mean(ratios), told=said)


def _aggregating(size: str, found: list[Answers]) -> Iterator[Found]:
    """The worst of the questions that look at much."""
    for peer, what in (
        ("pyoxigraph", "cpu"),
        (_MEMORY, "cpu"),
        ("oxigraph serve", "wall"),
        ("Virtuoso", "wall"),
    ):
        ratios = {
            one.case.question.name: one.middle("kg", what) / one.middle(peer, what)
            for one in found
            if one.case.aggregates and peer in one.times
        }
        key = f"G12-{size}-{peer.replace(' ', '-').lower()}"
        if ratios:
            said = ", ".join(f"{name} {ratio:.3f}" for name, ratio in ratios.items())
            yield Found(key=key, value=max(ratios.values()), told=said)
