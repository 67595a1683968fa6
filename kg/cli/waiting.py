"""Say why it takes long: the first who asks a large graph waits for its indexes."""

import logging
import sys
from functools import cache

from kg.cli import words


class _Once(logging.Handler):
    """Prints one line for all that is made by a command."""

    told = False

    def emit(self, _record: logging.LogRecord) -> None:
        if not self.told:
            self.told = True
            print(words.said("first-use"), file=sys.stderr, flush=True)


@cache
def listen() -> None:
    """Have it said from now on."""
    making = logging.getLogger("kg.store.derived")
    making.setLevel(logging.INFO)
    making.addHandler(_Once())
