"""An index held open in a SQLite file."""

import sqlite3
from types import TracebackType
from typing import Self


class Held:
    """A database that is read, by several threads at once, until it is closed."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take a database that was filled."""
        self._connection = connection

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        """The index itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Let go of the file."""
        self.close()
