"""Lines of the text that are none of it: notes at the foot of pages, tables of contents."""

import re
from collections.abc import Sequence

from kg.read.pdf.shapes import Block, Line, Page

#: Under this heading notes stand at the end.
NOTES = "脚注"
_SMALLER = 0.93  # of the size of the text, at most
_SHORT = 0.6  # of the width of the text, at most, is the line over notes
_MARK = re.compile(r"[①-⑳*＊注]|[\[〔(（]?[0-9]{1,3}[\]〕)）]?(?![.．][0-9])")
_LEADER = re.compile(r"(?:[.．·•…‥。_-]\s?){5,}\s*[0-9ivxIVX]{1,4}\s*$")
_CONTENTS = re.compile(r"目\s*录|contents", re.IGNORECASE)
_ENTRIES = 3  # lines of a table of contents, at least


def parted(page: Page, blocks: Sequence[Block], size: float) -> tuple[list[Block], list[Line]]:
    """The blocks of a page, and the lines of the notes at its foot: small, below a short line."""
    ordered = sorted(blocks, key=lambda one: one.bottom)
    notes: list[Line] = []
    for block in reversed(ordered):
        if not isinstance(block, Line) or block.size > _SMALLER * size:
            break
        notes.insert(0, block)
    above = [one.bottom for one in ordered[: len(ordered) - len(notes)]]
    while notes and not (
        _MARK.match(notes[0].text) and _has_rule(page, max(above, default=0.0), notes[0])
    ):
        above.append(notes.pop(0).bottom)
    taken = {id(note) for note in notes}
    return [block for block in blocks if id(block) not in taken], notes


def _has_rule(page: Page, above: float, note: Line) -> bool:
    """Whether a short line stands between the text and a note."""
    width = page.right - page.left
    return any(
        not rule.upright
        and above - 2 <= rule.at <= note.base
        and abs(rule.start - note.left) < 2 * note.size + 1
        and rule.end - rule.start < _SHORT * width
        for rule in page.rules
    )


def without_contents(pages: Sequence[list[Block]]) -> list[list[Block]]:
    """Blocks without the lines of a table of contents, which lead to page numbers by dots."""
    entries = {
        id(block)
        for blocks in pages
        for block in blocks
        if isinstance(block, Line) and _LEADER.search(block.text)
    }
    if len(entries) < _ENTRIES:
        return [list(blocks) for blocks in pages]
    kept = []
    for blocks in pages:
        has = any(id(block) in entries for block in blocks)
        kept.append(
            [
                block
                for block in blocks
                if id(block) not in entries and not (has and _is_title(block))
            ]
        )
    return kept


def _is_title(block: Block) -> bool:
    return isinstance(block, Line) and bool(_CONTENTS.fullmatch(block.text.strip()))
