"""What stands on every page beside the text: headers, footers, page numbers."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from kg.read.pdf.shapes import Block, Line, Page

_EDGE = 0.13  # share of a page's height at its top and bottom where such lines stand
_LINES = 3  # of them at most at each end
_REPEATED = 0.4  # share of pages that a line is on, at least
_DIGITS = re.compile(r"[0-9０-９]+|[一二三四五六七八九十百零〇]{1,4}(?=页)")
_NUMBER = r"(?:[0-9０-９]{1,4}|[ivxIVX]{1,6}|[一二三四五六七八九十百零〇]{1,4})"
_DASH = r"[-－—–―─~～·•|]{0,2}"
#: - 3 -, －3－, 第3页, 第 3 页 共 12 页, 3/12, Page 3 of 12; white space left out.
_PAGE = re.compile(
    rf"{_DASH}(?:{_NUMBER}|第{_NUMBER}页(?:[,，/]?共{_NUMBER}页)?"
    rf"|{_NUMBER}(?:/|of){_NUMBER}|(?:page|p\.?){_NUMBER}(?:(?:/|of){_NUMBER})?){_DASH}",
    re.IGNORECASE,
)
_PLAIN = re.compile(_NUMBER)


def body(pages: Sequence[tuple[Page, list[Block]]]) -> list[list[Block]]:
    """The blocks of each page without its header, footer and number."""
    ends = [(page, _ends(page, blocks)) for page, blocks in pages]
    repeated = _repeated(ends)
    numbers = _numbers(ends)
    kept = []
    for (page, blocks), (_, lines) in zip(pages, ends, strict=True):
        beside = {id(line) for line in lines if _key(page, line) in repeated or id(line) in numbers}
        kept.append([block for block in blocks if id(block) not in beside])
    return kept


def _ends(page: Page, blocks: Iterable[Block]) -> list[Line]:
    """Lines at the very top and bottom of a page, above and below all else."""
    ordered = sorted(blocks, key=lambda one: one.bottom)
    edge = (page.bottom - page.top) * _EDGE
    top = _until(ordered[:_LINES], lambda one: one.bottom < page.top + edge)
    bottom = _until(ordered[::-1][:_LINES], lambda one: one.top > page.bottom - edge)
    return [*top, *bottom]


def _until(blocks: Iterable[Block], holds: Callable[[Block], bool]) -> list[Line]:
    found: list[Line] = []
    for block in blocks:
        if not isinstance(block, Line) or not holds(block):
            break
        found.append(block)
    return found


def _key(page: Page, line: Line) -> tuple[str, int]:
    """A line without its figures, and its height on the page."""
    words = _DIGITS.sub("#", "".join(line.text.split()))
    return words, round((line.base - page.top) / 4)


def _repeated(ends: Sequence[tuple[Page, list[Line]]]) -> set[tuple[str, int]]:
    """Lines that stand on many pages at one height."""
    counts = Counter(_key(page, line) for page, lines in ends for line in lines)
    least = max(2, _REPEATED * len(ends))
    near = {key: sum(counts[key[0], key[1] + off] for off in (-1, 0, 1)) for key in counts}
    often = {key for key, count in near.items() if count >= least and key[0] != "#"}
    return often | _chapters([{_key(page, line) for line in lines} for page, lines in ends])


def _chapters(keys: Sequence[set[tuple[str, int]]]) -> set[tuple[str, int]]:
    """Lines on pages that follow each other: the headers of chapters."""
    found: set[tuple[str, int]] = set()
    for same in zip(keys, keys[1:], keys[2:], strict=False):
        found |= set.intersection(*same)
    return {key for key in found if key[0] != "#"}


def _numbers(ends: Sequence[tuple[Page, list[Line]]]) -> set[int]:
    """Lines that number their pages; a bare number has to count with the pages."""
    found: set[int] = set()
    bare: dict[int, list[int]] = defaultdict(list)
    for page, lines in ends:
        for line in lines:
            words = "".join(line.text.split())
            if not _PAGE.fullmatch(words):
                continue
            if not _PLAIN.fullmatch(words):
                found.add(id(line))
            elif words.isdecimal():
                bare[int(words) - page.number].append(id(line))
    pages = len(ends)
    for same in bare.values():
        if len(same) >= min(2, pages):
            found.update(same)
    return found
