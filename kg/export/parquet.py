"""Parquet: the same tables with typed columns; decimals keep 28 digits before and 10 behind."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Self

from kg.errors import InputError
from kg.export.layout import Table
from kg.export.rows import Row

_GROUP = 5_000
_DIGITS, _BEHIND = 38, 10
_READ: Mapping[str, Callable[[str], object]] = {
    "string": str,
    "anyURI": str,
    "decimal": Decimal,
    "integer": int,
    "date": date.fromisoformat,
}


def library() -> tuple[Any, Any]:
    """Pyarrow and its parquet module; InputError where they are missing."""
    try:
        import pyarrow as pa  # noqa: PLC0415  # an extra
        from pyarrow import parquet as pq  # noqa: PLC0415
    except ImportError:
        raise InputError(
            "pyarrow is not installed", hint="pip install 'plan-kg[parquet]', or take csvw"
        ) from None
    return pa, pq


def write_parquet(found: Iterable[tuple[str, Row]], tables: Iterable[Table], folder: Path) -> None:
    """Write all tables into a folder, a group of rows at a time."""
    with ExitStack() as stack:
        files = {one.name: stack.enter_context(_File(one, folder)) for one in tables}
        for name, row in found:
            files[name].add(row)


class _File:
    """One file in the making."""

    def __init__(self, table: Table, folder: Path) -> None:
        self._pa, pq = library()
        types = {
            "decimal": self._pa.decimal128(_DIGITS, _BEHIND),
            "integer": self._pa.int64(),
            "date": self._pa.date32(),
        }
        self._columns = table.column
        self._schema = self._pa.schema(
            [
                self._pa.field(
                    one.name,
                    types.get(one.datatype, self._pa.string()),
                    metadata={"zh": one.zh, "en": one.en},
                )
                for one in table.column
            ]
        )
        path = folder / f"{table.name}.parquet"
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd")
        self._rows: list[Row] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self._flush()
        self._writer.close()

    def add(self, row: Row) -> None:
        """Take a row."""
        self._rows.append(row)
        if len(self._rows) == _GROUP:
            self._flush()

    def _flush(self) -> None:
        if not self._rows:
            return
        arrays = [
            self._pa.array([self._value(row, at) for row in self._rows], field.type)
            for at, field in enumerate(self._schema)
        ]
        self._writer.write_table(self._pa.Table.from_arrays(arrays, schema=self._schema))
        self._rows.clear()

    def _value(self, row: Row, at: int) -> object:
        cell, column = row[at], self._columns[at]
        if cell is None:
            return None
        value = _READ[column.datatype](cell)
        if isinstance(value, Decimal) and not _fits(value):
            raise InputError(
                f"{row[0]}: {column.name} {cell} has more digits than parquet holds here",
                hint="take csvw",
            )
        return value


def _fits(value: Decimal) -> bool:
    exponent = value.normalize().as_tuple().exponent
    return (
        isinstance(exponent, int) and exponent >= -_BEHIND and value.adjusted() < _DIGITS - _BEHIND
    )
