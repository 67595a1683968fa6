"""What values of options may be."""

import argparse
import re
from pathlib import Path

#: How addresses begin: of pages, and of files where Spark finds them (hdfs://host/a, file:///a).
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def positive(words: str) -> int:
    """A whole number from 1 on."""
    if not words.isdecimal() or int(words) < 1:
        raise argparse.ArgumentTypeError(f"{words} is no number from 1 on")
    return int(words)


def source(words: str) -> Path | str:
    """A path, or an address as it stands, which no path could keep."""
    return words if _ADDRESS.match(words) else Path(words)
