"""CSV on the Web: a file a table, and metadata that say what each column means."""

import csv
import json
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from kg.export.layout import Column, Table
from kg.export.rows import Row

METADATA = "csv-metadata.json"


def write_csv(found: Iterable[tuple[str, Row]], tables: Iterable[Table], folder: Path) -> None:
    """Write all tables and their metadata into a folder."""
    tables = tuple(tables)
    with ExitStack() as stack:
        writers = {}
        for table in tables:
            path = folder / f"{table.name}.csv"
            file = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow([column.name for column in table.column])
            writers[table.name] = writer
        for name, row in found:
            writers[name].writerow(row)
    text = json.dumps(metadata(tables), ensure_ascii=False, indent=1) + "\n"
    (folder / METADATA).write_text(text, encoding="utf-8")


def metadata(tables: Iterable[Table]) -> dict[str, Any]:
    """The table group after the W3C's Metadata Vocabulary for Tabular Data."""
    tables = tuple(tables)
    keys = {table.name: table.key for table in tables}
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\n"]},
        "tables": [_table(table, keys) for table in tables],
    }


def _table(table: Table, keys: dict[str, str]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "aboutUrl": "{+iri}",
        "columns": [*(_column(column, table) for column in table.column), _kind(table)],
        "primaryKey": table.key,
    }
    foreign = [
        {
            "columnReference": column.name,
            "reference": {"resource": f"{column.of}.csv", "columnReference": keys[column.of]},
        }
        for column in table.column
        if column.of
    ]
    return {
        "url": f"{table.name}.csv",
        "dc:title": [
            {"@value": table.zh, "@language": "zh"},
            {"@value": table.en, "@language": "en"},
        ],
        "tableSchema": schema | ({"foreignKeys": foreign} if foreign else {}),
    }


def _column(column: Column, table: Table) -> dict[str, Any]:
    said: dict[str, Any] = {
        "name": column.name,
        "titles": {"und": [column.name], "zh": [column.zh], "en": [column.en]},
        "datatype": column.datatype,
    }
    if column.name == table.key or column.source != "path":
        said["required"] = True
    if column.lang:
        said["lang"] = column.lang
    if len(column.path) == 1:
        said["propertyUrl"] = column.path[0]
        if column.space:
            said["valueUrl"] = f"{column.space}{{{column.name}}}"
        elif column.datatype == "anyURI":
            said["valueUrl"] = f"{{+{column.name}}}"
    else:
        said["suppressOutput"] = True
    return said


def _kind(table: Table) -> dict[str, Any]:
    """A column without cells, for the class of what the rows are about."""
    return {"name": "type", "virtual": True, "propertyUrl": "rdf:type", "valueUrl": table.kind}
