"""Plain text: UTF-8 with or without a byte order mark, else GB18030."""

from collections.abc import Iterator

from kg.errors import InputError
from kg.read.limits import Limits
from kg.read.parts import Paragraph

#: Share of characters of GB 2312's first level (the 3,755 common ones) that real prose exceeds.
COMMON_SHARE = 0.8
_HAN = ("\u4e00", "\u9fff")


def parts(data: bytes, _limits: Limits) -> Iterator[Paragraph]:
    """A paragraph a line."""
    return map(Paragraph.of, decoded(data)[1].splitlines())


def decoded(data: bytes) -> tuple[str, str]:
    """Encoding and characters of a file, newlines as they stand, without a byte order mark.

    InputError, without the place, where it is binary or of another encoding.
    """
    if b"\0" in data:
        raise InputError("this is no text (it has NUL bytes)", hint="export it as UTF-8 text")
    try:
        return "utf-8", data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        characters = data.decode("gb18030")
    except UnicodeDecodeError:
        characters = ""
    if not _is_common_chinese(characters):
        raise InputError("the encoding is neither UTF-8 nor GB18030", hint="save it as UTF-8")
    return "gb18030", characters


def _is_common_chinese(characters: str) -> bool:
    """GB18030 decodes almost any bytes: only common characters show that it was meant."""
    han = [c for c in characters if _HAN[0] <= c <= _HAN[1]]
    if not han or any("\ue000" <= c <= "\uf8ff" for c in characters):
        return False
    return sum(_is_level_one(c) for c in han) >= COMMON_SHARE * len(han)


def _is_level_one(character: str) -> bool:
    code = character.encode("gb2312", errors="ignore")
    return bool(code) and 0xB0 <= code[0] <= 0xD7
