"""Tables say what the graph says, column by column, and their metadata are true."""

import csv
import json
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from csvw import TableGroup
from pyarrow import parquet as pq
from pyarrow import types

from kg import export, store
from kg.errors import InputError
from kg.settings import Settings
from tests.test_cli import kg, one_line

SETTINGS = Settings()
USING = export.spelling(SETTINGS.ontology, SETTINGS.base)
NAMES = ("reports", "areas", "indicators", "observations", "events", "projects", "links")
Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def folder(graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("tables") / "csvw"
    export.tables(graph / store.DUMP, "csvw", USING, out)
    return out


@pytest.fixture(scope="module")
def described(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / export.METADATA).read_text(encoding="utf-8"))
    return found


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_metadata_are_valid_and_keys_lead_somewhere(folder: Path) -> None:
    group = TableGroup.from_file(folder / export.METADATA)
    assert sorted(str(table.url) for table in group.tables) == sorted(f"{n}.csv" for n in NAMES)
    for table in group.tables:
        assert len(list(table.iterdicts(strict=True))) == len(rows(folder, table.local_name[:-4]))
    group.check_referential_integrity()


@pytest.mark.parametrize("name", NAMES)
def test_each_cell_with_a_property_is_a_triple_of_the_dump(
    name: str, folder: Path, described: dict[str, Any], graph: Path
) -> None:
    known = {quad.triple for quad in ox.parse(path=graph / store.DUMP)}
    (table,) = [one for one in described["tables"] if one["url"] == f"{name}.csv"]
    columns = table["tableSchema"]["columns"]
    found = rows(folder, name)
    assert found
    wrong = [
        triple
        for row in found
        for one in columns
        for triple in meant(one, row)
        if triple not in known
    ]
    assert wrong == []


def meant(column: dict[str, Any], row: dict[str, str]) -> list[ox.Triple]:
    """What a cell says by its metadata, as csv2rdf has it."""
    cell = row.get(column["name"], "")
    if column.get("suppressOutput") or not (cell or column.get("virtual")):
        return []
    predicate = column["propertyUrl"].replace("rdf:", "http://www.w3.org/1999/02/22-rdf-syntax-ns#")
    value: ox.NamedNode | ox.Literal
    if "valueUrl" in column:
        url = column["valueUrl"].replace(f"{{+{column['name']}}}", cell)
        value = ox.NamedNode(url.replace(f"{{{column['name']}}}", cell))
    elif "lang" in column:
        value = ox.Literal(cell, language=column["lang"])
    else:
        kind = f"http://www.w3.org/2001/XMLSchema#{column['datatype']}"
        value = ox.Literal(cell, datatype=ox.NamedNode(kind))
    return [ox.Triple(ox.NamedNode(row["iri"]), ox.NamedNode(predicate), value)]


def test_an_observation_has_its_words_and_where_they_stand(folder: Path, graph: Path) -> None:
    for row in rows(folder, "observations"):
        text = store.report_file(graph, row["report"], store.TEXT).decode()
        assert text[int(row["quote_start"]) : int(row["quote_end"])] == row["quote"]
        assert row["start"] <= row["end"]
        assert row["area_name"]
        assert row["indicator_name"]
        assert bool(row["value"]) != bool(row["words"])


def test_each_statement_of_the_store_is_a_row(folder: Path, graph: Path) -> None:
    opened = store.open_store(graph)
    for name, kind in {
        "observations": "http://purl.org/linked-data/cube#Observation",
        "events": "https://w3id.org/plan-kg/ontology#Event",
        "projects": "https://w3id.org/plan-kg/ontology#ProjectState",
        "links": "https://w3id.org/plan-kg/ontology#Contribution",
    }.items():
        solutions = opened.query(f"SELECT DISTINCT ?s {{ ?s a <{kind}> }}")
        assert isinstance(solutions, ox.QuerySolutions)
        there = sorted(one["s"].value for one in solutions)
        assert sorted(row["iri"] for row in rows(folder, name)) == there


def test_parquet_has_the_same_rows_with_types(folder: Path, graph: Path, tmp_path: Path) -> None:
    export.tables(graph / store.DUMP, "parquet", USING, tmp_path / "parquet")
    for name in NAMES:
        table = pq.read_table(tmp_path / "parquet" / f"{name}.parquet")
        assert [
            {k: written(row[k], v) for k, v in one.items()}
            for one, row in zip(table.to_pylist(), rows(folder, name), strict=True)
        ] == table.to_pylist()
    schema = pq.read_schema(tmp_path / "parquet" / "observations.parquet")
    assert types.is_decimal128(schema.field("value").type)
    assert types.is_date32(schema.field("start").type)
    assert types.is_int64(schema.field("quote_start").type)


def written(cell: str, like: object) -> object:
    """A cell of CSV as the type of the same cell in parquet."""
    if isinstance(like, Decimal):
        return Decimal(cell)
    if isinstance(like, date):
        return date.fromisoformat(cell)
    if isinstance(like, int):
        return int(cell)
    return cell or None


def test_the_same_dump_gives_the_same_bytes(folder: Path, graph: Path, tmp_path: Path) -> None:
    for form in export.TABLE_FORMATS:
        for number in "12":
            export.tables(graph / store.DUMP, form, USING, tmp_path / f"{form}{number}")
        one, two = (contents(tmp_path / f"{form}{number}") for number in "12")
        assert one == two
    assert contents(tmp_path / "csvw1") == contents(folder)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_an_export_takes_the_place_of_an_older_one_and_of_nothing_else(
    graph: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    for _ in range(2):
        export.tables(graph / store.DUMP, "csvw", USING, out)
    (out / "mine.txt").touch()
    with pytest.raises(InputError, match="other things than an export"):
        export.tables(graph / store.DUMP, "csvw", USING, out)
    assert (out / "mine.txt").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_where_pyarrow_is_missing_that_is_one_line(
    graph: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    asked = ("export", "--graph", graph, "--format", "parquet", "--out", tmp_path / "out")
    assert "pip install 'plan-kg[parquet]'" in one_line(kg(capsys, *asked))
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("more", [(), ("--out", "x", "--compress", "gz")])
def test_tables_want_a_folder(more: tuple[str, ...], graph: Path, capsys: Capture) -> None:
    said = kg(capsys, "export", "--graph", graph, "--format", "csvw", *more)
    assert "--out DIR, without --compress" in one_line(said)


def test_more_digits_than_parquet_holds_are_no_silent_loss(tmp_path: Path) -> None:
    dump = tmp_path / "dump.nq"
    qb, sdmx = "http://purl.org/linked-data/cube#", "http://purl.org/linked-data/sdmx/2009/"
    xsd, rdf = "http://www.w3.org/2001/XMLSchema#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    dump.write_text(
        f'<http://x/o> <{sdmx}measure#obsValue> "0.12345678901"^^<{xsd}decimal> <http://x/g> .\n'
        f"<http://x/o> <{rdf}type> <{qb}Observation> <http://x/g> .\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError, match="has more digits than parquet holds"):
        export.tables(dump, "parquet", USING, tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["dump.nq"]
