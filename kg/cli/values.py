"""What values of options may be."""

import argparse
from pathlib import Path


def positive(words: str) -> int:
    """A whole number from 1 on."""
    if not words.isdecimal() or int(words) < 1:
        raise argparse.ArgumentTypeError(f"{words} is no number from 1 on")
    return int(words)


def source(words: str) -> Path | str:
    """A path, or an address as it stands, which no path could keep."""
    return words if words.lower().startswith(("http://", "https://")) else Path(words)
