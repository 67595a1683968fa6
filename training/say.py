"""Progress of long work."""

import sys
import time

_BEGUN = time.monotonic()


def say(message: str) -> None:
    """One line with the minutes since the start."""
    print(f"{(time.monotonic() - _BEGUN) / 60:6.1f} min  {message}", file=sys.stderr, flush=True)  # noqa: T201
