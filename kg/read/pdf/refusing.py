"""What cannot be read is told apart from what can: scanned pages, characters without a meaning."""

from collections.abc import Iterable

from kg.errors import InputError
from kg.read.pdf.shapes import Page

_HARDLY = 20  # characters of a page that is a picture: its number, a stamp
_PICTURED = 0.4  # share of a page that its picture covers, at least
_UNKNOWN = 0.05  # share of characters that a text may lack
_COMMON = 0.6  # share of Chinese characters that are common ones, in prose far more
_ENOUGH = 100  # characters from which on their share tells something


def readable(pages: Iterable[Page]) -> list[Page]:
    """The pages; InputError where they are scanned or their characters are not known."""
    kept = list(pages)
    written = [page for page in kept if len(page.glyphs) > _HARDLY]
    pictures = [page for page in kept if page.pictured >= _PICTURED and len(page.glyphs) <= _HARDLY]
    if not written or len(pictures) > 4 * len(written):
        _refuse_unread(kept, pictures)
    count, unknown = sum(len(page.glyphs) for page in kept), sum(page.unknown for page in kept)
    if unknown > _UNKNOWN * (count + unknown) or _is_nonsense(kept):
        raise InputError(
            "the PDF does not say which characters it shows (文字无法识别)",
            hint="export it anew with its fonts, or recognise its characters (OCR)",
        )
    return kept


def _refuse_unread(pages: list[Page], pictures: list[Page]) -> None:
    if pictures:
        raise InputError(
            "a scanned PDF (扫描件) has no text to read",
            hint="recognise its characters (OCR) first",
        )
    if not any(page.glyphs or page.unknown for page in pages):
        raise InputError("the PDF has no text to read", hint="export it with its text")


def _is_nonsense(pages: Iterable[Page]) -> bool:
    """Whether characters are others than those shown: rare ones abound."""
    han = [
        glyph.text for page in pages for glyph in page.glyphs if "\u4e00" <= glyph.text <= "\u9fff"
    ]
    if len(han) < _ENOUGH:
        return False
    common = sum(_is_common(character) for character in han)
    return common < _COMMON * len(han)


def _is_common(character: str) -> bool:
    """Whether it is one of the 3,755 of GB 2312's first level, or a traditional one of Big5's."""
    simple = character.encode("gb2312", errors="ignore")
    if simple:
        return simple[0] <= 0xD7
    traditional = character.encode("big5", errors="ignore")
    return bool(traditional) and 0xA4 <= traditional[0] <= 0xC6
