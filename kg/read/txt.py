"""Plain text: UTF-8 with or without a byte order mark, else GB18030."""

import hashlib
from pathlib import Path

from kg.errors import InputError
from kg.model import Source, Text
from kg.read.sources import READABLE

#: Share of characters of GB 2312's first level (the 3,755 common ones) that real prose exceeds.
COMMON_SHARE = 0.8
_HAN = ("\u4e00", "\u9fff")


def text(path: Path) -> Text:
    """Read one file; offsets count code points after a byte order mark, newlines as they stand.

    InputError where the file is missing, empty, binary, of another format or encoding.
    """
    media_type = READABLE.get(path.suffix.lower())
    if media_type is None:
        endings = ", ".join(sorted(READABLE))
        raise InputError(
            f"cannot read {path.suffix or 'this kind of file'}",
            where=str(path),
            hint=f"reads {endings}",
        )
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(error.strerror or "cannot be opened", where=str(path)) from error
    encoding, characters = _decode(data, path)
    if not characters.strip():
        raise InputError("the file is empty", where=str(path))
    source = Source(
        id=path.stem,
        name=path.name,
        media_type=media_type,
        encoding=encoding,
        sha256=hashlib.sha256(data).hexdigest(),
    )
    return Text(source=source, text=characters)


def _decode(data: bytes, path: Path) -> tuple[str, str]:
    if b"\0" in data:
        raise InputError(
            "this is no text (it has NUL bytes)", where=str(path), hint="export it as UTF-8 text"
        )
    try:
        return "utf-8", data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        characters = data.decode("gb18030")
    except UnicodeDecodeError:
        characters = ""
    if not _is_common_chinese(characters):
        raise InputError(
            "the encoding is neither UTF-8 nor GB18030", where=str(path), hint="save it as UTF-8"
        )
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
