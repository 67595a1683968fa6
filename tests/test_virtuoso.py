"""Named questions asked of Virtuoso, which takes some of SPARQL otherwise, have the same rows."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg import query
from kg import store as graphs
from kg.cli import main
from kg.query import Question, Value
from kg.settings import Settings
from tests.stores import VIRTUOSO, Store, virtuoso

QUERIES = Settings().queries
#: Its compiler refuses this one, whatever it is asked about.
REFUSED = {"project-history"}
#: It wants to know where a path begins, so that an area has to be given.
BY_AREA = {"honours", "who-did-what"}
ASKED = [one for one in query.questions(QUERIES) if one.name not in REFUSED]
#: Of which the reports are.
COUNTY = "https://w3id.org/plan-kg/id/area/320506"
#: Values of parameters that are texts.
TEXTS = {"stage": "planned", "status": "target", "type": "indicator"}

pytestmark = pytest.mark.skipif(
    VIRTUOSO is None,
    reason="needs Virtuoso: apt install --no-install-recommends virtuoso-opensource",
)


@pytest.fixture(scope="module")
def loaded(part: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A Virtuoso server that has the graph."""
    with (
        virtuoso(tmp_path_factory.mktemp("virtuoso")) as store,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setenv("KG_LOAD_PASSWORD", "dba")
        with pytest.raises(SystemExit, match="0"):
            main(["load", "--graph", str(part), "--endpoint", store.address, "--user", "dba"])
        yield store


def cases(held: ox.Store, asked: Question) -> Iterator[dict[str, Value]]:
    """Nothing, or what has to be given, and each text that may be."""
    if asked.name in BY_AREA:
        yield {"the_area": ox.NamedNode(COUNTY)}
        return
    found = held.query(asked.sparql)
    assert isinstance(found, ox.QuerySolutions)
    wanted = [one.variable for one in asked.parameters if one.required]
    yield from ({name: row[name] for name in wanted} for row in islice(found, 1))
    for parameter in asked.parameters:
        if parameter.name in TEXTS:
            yield {parameter.variable: ox.Literal(TEXTS[parameter.name])}


def shown(asked: Question, held: ox.Store, case: Mapping[str, Value]) -> set[tuple[str, ...]]:
    """The rows of the graph's own store."""
    bound: Any = {ox.Variable(name): value for name, value in case.items()}
    found = held.query(asked.sparql, substitutions=bound)
    assert isinstance(found, ox.QuerySolutions)
    variables = [one for one in found.variables if not one.value.startswith(query.HIDDEN)]
    return {tuple(plain(getattr(row[one], "value", "")) for one in variables) for row in found}


def plain(value: str) -> str:
    """A number by its value: Virtuoso writes 71.0 as 71."""
    return str(Decimal(value).normalize()) if re.fullmatch(r"-?\d+(\.\d+)?", value) else value


@pytest.mark.slow
@pytest.mark.parametrize("asked", ASKED, ids=[one.name for one in ASKED])
def test_virtuoso_finds_the_rows_of_the_graphs_own_store(
    asked: Question, part: Path, loaded: Store
) -> None:
    held = graphs.open_store(part)
    columns = query.answer_of(held, asked, {}).columns
    for case in cases(held, asked):
        given = " ".join(f"VALUES ?{name} {{ {value} }}" for name, value in case.items())
        rows = loaded.rows(asked.body.replace("WHERE {", f"WHERE {{ {given}", 1))
        found = {tuple(plain(row.get(name, "")) for name in columns) for row in rows}
        assert found == shown(asked, held, case), case
