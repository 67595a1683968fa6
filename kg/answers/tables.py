"""The tables of a graph folder: which there are, which are to be made."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from pyoxigraph import Store

from kg import query, store
from kg.answers.making import make
from kg.answers.plan import VERSION, Plan, of_question, of_rows
from kg.answers.table import Table
from kg.model import Rows
from kg.query import Question, Value
from kg.sources import Sources
from kg.store import Record, derived

#: Bytes of a dump from which on tables pay: the store answers for a smaller graph in no time.
LEAST = derived.LARGE
#: Folders of queries whose rows are kept as they come.
_ROWS = ("pages", "network")


class Tables:
    """The tables of one state of a graph folder, each opened when it is first asked for."""

    def __init__(
        self, graph: Path, record: Record, held: Store, queries: Path, least: int = LEAST
    ) -> None:
        """Take the folder, its record and store; `queries` as in Settings.

        For a graph whose dump has fewer bytes than `least` no tables are made.
        """
        self._graph, self._record, self._store, self._queries = graph, record, held, queries
        self._least = least
        self._opened: dict[str, Table] = {}

    def answer(self, asked: Question, given: Mapping[str, Value]) -> Rows | None:
        """The answer to a question; None where no table has it.

        Who asks for the whole answer of a large graph leaves it behind as a table.
        """
        plan = of_question(asked, self._queries)
        if plan is None:
            return None
        table = self._table(plan) if given else self._whole(plan)
        if table is None or not table.chooses(given):
            return None
        return Rows(columns=table.columns, rows=table.rows(given))

    def rows(
        self, name: str, sparql: str, given: Mapping[str, Value], limit: int | None = None
    ) -> list[dict[str, str]] | None:
        """The rows of a query as in `of_rows`, without what is unbound; None as above."""
        plan = of_rows(name, sparql)
        table = None if plan is None else self._table(plan)
        return _said(table, given, limit) if table and table.chooses(given) else None

    def every(self, name: str, sparql: str) -> list[dict[str, str]] | None:
        """All rows of such a query.

        Who asks a large graph for them leaves them behind, with those of all queries of its folder.
        """
        plan = of_rows(name, sparql)
        if plan is None:
            return None
        folder = "".join(name.partition("-")[:2])
        table = self._whole(plan, (one for one in self.plans() if one.name.startswith(folder)))
        return _said(table, {}) if table else None

    def make(self) -> None:
        """Make all tables that are missing; none for a graph that the store answers for quickly."""
        if self.worthwhile():
            self._fill(self.plans())

    def worthwhile(self) -> bool:
        """Whether the graph is so large that tables pay."""
        return derived.is_large(self._graph, self._least)

    def plans(self) -> Iterator[Plan]:
        """What is to be kept as a table."""
        every = (of_question(one, self._queries) for one in query.questions(self._queries))
        others = (
            of_rows(f"{folder}-{path.stem}", path.read_text(encoding="utf-8"))
            for folder in _ROWS
            for path in sorted((self._queries / folder).rglob("*.rq"))
        )
        yield from (plan for plan in (*every, *others) if plan is not None)

    def _table(self, plan: Plan) -> Table | None:
        name = self._name(plan)
        table = self._opened.get(name)
        if table is None:
            connection = derived.opened(self._graph / name, VERSION)
            if connection is not None:
                table = self._opened[name] = Table(connection)
        return table

    def _whole(self, plan: Plan, beside: Iterable[Plan] = ()) -> Table | None:
        """The table that stands, or one made, with others, for who wants all of a large graph."""
        if self._table(plan) is None and self.worthwhile():
            self._fill((plan, *(one for one in beside if one != plan)))
        return self._table(plan)

    def _fill(self, plans: Iterable[Plan]) -> None:
        """Make the tables that are missing; none in a folder that cannot be written."""
        if not derived.is_writable(self._graph):
            return
        missing = (plan for plan in plans if self._table(plan) is None)
        wanted = ((plan, plan.asked(self._queries)) for plan in missing)
        sources = Sources(self._graph, self._record, self._store, self._queries, self._least)
        sources.each(wanted, self._make)

    def _make(self, plan: Plan, source: Store) -> None:
        fill = partial(make, source, plan, self._queries)
        derived.written(self._graph / self._name(plan), fill)

    def _name(self, plan: Plan) -> str:
        made_with = f"{plan.name}-{plan.digest(self._queries)}"
        return store.index_file(self._record, made_with)


def _said(
    table: Table, given: Mapping[str, Value], limit: int | None = None
) -> list[dict[str, str]]:
    pairs = partial(zip, table.columns, strict=True)
    return [
        {key: str(cell) for key, cell in pairs(row) if cell is not None}
        for row in table.rows(given, limit)
    ]


def opened(graph: Path, queries: Path, least: int = LEAST) -> tuple[Store, Tables | None]:
    """The store of a graph folder, with its tables; StoreError where there is no graph.

    `least` as in Tables.

    Where a build replaces one meanwhile there are no tables: they would be of another graph.
    """
    current, held = store.read(graph), store.open_store(graph)
    same = store.read(graph) == current
    return held, Tables(graph, current, held, queries, least) if same else None
