"""What characters of a PDF mean: forms that only fonts know become those that are written."""

import unicodedata
from functools import lru_cache

#: Characters that fonts give for others that look the same: parts of characters, ligatures and
#: forms for compatibility. Full-width forms are no such: they are written so.
_FORMS = (
    ("\u2e80", "\u2fdf"),
    ("\uf900", "\ufaff"),
    ("\ufb00", "\ufb06"),
    ("\U0002f800", "\U0002fa1f"),
)
#: Parts of characters that Unicode's compatibility does not know, beside what they are.
_PARTS = str.maketrans(
    "\u2e84\u2e85\u2e8b\u2e8c\u2e8d\u2e92\u2e97\u2e9d\u2e9f\u2ea0\u2ea9\u2eb6\u2eb7\u2ec4\u2ec5"
    "\u2ec6\u2ec8\u2ec9\u2ecb\u2ed3\u2ed4\u2ed8\u2ed9\u2eda\u2edb\u2edc\u2edd\u2ee0\u2ee2\u2ee3"
    "\u2ee4\u2ee5\u2ee6\u2ee7\u2ee8\u2ee9\u2eea\u2eeb\u2eec\u2eee\u2eef\u2ef0\u2ef3",
    "乙亻㔾小小巳心月母民王羊羊西见角讠贝车长门青韦页风飞食饣马骨鬼鱼鸟卤麦黄黾齐齐齿龙龙龟",
)
_HYPHEN = 2  # what PDFium makes of a hyphen at the end of a line


@lru_cache(maxsize=20_000)
def plain(code: int) -> str:
    """The characters that are meant; none for a code that stands for no character.

    >>> plain(0x2F00), plain(0xFB01), plain(ord("％")), plain(0xE000)
    ('一', 'fi', '％', '')
    """
    if code == _HYPHEN:
        return "-"
    character = chr(code) if code <= 0x10FFFF else ""
    if is_unknown(code) or unicodedata.category(character) in {"Cc", "Cf", "Cn"}:
        return " " if character in "\t\r\n" and character else ""
    character = character.translate(_PARTS)
    if any(low <= character <= high for low, high in _FORMS):
        return unicodedata.normalize("NFKC", character)
    return character


def is_unknown(code: int) -> bool:
    """Whether the file does not say which character it is: it has a code for private use or none.

    >>> is_unknown(0xE001), is_unknown(ord("A"))
    (True, False)
    """
    private = 0xE000 <= code <= 0xF8FF or code >= 0xF0000
    return private or code == 0 or 0xD800 <= code <= 0xDFFF or code & 0xFFFE == 0xFFFE
