"""Tables without ruled lines."""

from collections.abc import Sequence

from kg.read.pdf.shapes import Block


def with_tables(blocks: Sequence[Block]) -> list[Block]:
    """Blocks."""
    return list(blocks)
