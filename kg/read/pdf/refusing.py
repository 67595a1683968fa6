"""What cannot be read is told apart from what can: scanned pages, characters without a meaning."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from kg.errors import InputError
from kg.read.pdf.shapes import Page

_HARDLY = 20  # characters of a page that is a picture: its number, a stamp
_PICTURED = 0.4  # share of a page that its picture covers, at least
_UNKNOWN = 0.05  # share of characters that a text may lack
_COMMON = 0.6  # share of Chinese characters that are common ones, in prose far more
_ENOUGH = 100  # characters from which on their share tells something


def readable(pages: Iterable[Page]) -> Iterator[Page]:
    """The pages; InputError after the last where they are scanned or their characters unknown."""
    seen = _Seen()
    for page in pages:
        seen.take(page)
        yield page
    seen.judge()


@dataclass(slots=True)
class _Seen:
    """What pages hold, counted."""

    written: int = 0
    pictures: int = 0
    characters: int = 0
    unknown: int = 0
    chinese: int = 0
    common: int = 0

    def take(self, page: Page) -> None:
        """Count a page."""
        if len(page.glyphs) > _HARDLY:
            self.written += 1
        elif page.pictured >= _PICTURED:
            self.pictures += 1
        self.characters += len(page.glyphs)
        self.unknown += page.unknown
        for character, count in Counter(glyph.text for glyph in page.glyphs).items():
            if "\u4e00" <= character <= "\u9fff":
                self.chinese += count
                self.common += count * _is_common(character)

    def judge(self) -> None:
        """InputError where that is no text."""
        if self.pictures > 4 * self.written:
            raise InputError(
                "a scanned PDF (扫描件) has no text to read",
                hint="recognise its characters (OCR) first",
            )
        if not self.characters and not self.unknown:
            raise InputError("the PDF has no text to read", hint="export it with its text")
        unknown = self.unknown > _UNKNOWN * (self.characters + self.unknown)
        nonsense = self.chinese >= _ENOUGH and self.common < _COMMON * self.chinese
        if unknown or nonsense:
            raise InputError(
                "the PDF does not say which characters it shows (文字无法识别)",
                hint="export it anew with its fonts, or recognise its characters (OCR)",
            )


@cache
def _is_common(character: str) -> bool:
    """Whether it is one of the 3,755 of GB 2312's first level, or a traditional one of Big5's."""
    simple = character.encode("gb2312", errors="ignore")
    if simple:
        return simple[0] <= 0xD7
    traditional = character.encode("big5", errors="ignore")
    return bool(traditional) and 0xA4 <= traditional[0] <= 0xC6
