"""What values of options may be."""

import argparse


def positive(words: str) -> int:
    """A whole number from 1 on."""
    if not words.isdecimal() or int(words) < 1:
        raise argparse.ArgumentTypeError(f"{words} is no number from 1 on")
    return int(words)
