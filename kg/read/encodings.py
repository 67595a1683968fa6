"""Which encoding bytes are in: told by themselves first, since what is said of them is often wrong.

Chinese reports come in UTF-8, in GB18030 (called GB2312, GBK or nothing), in UTF-16, seldom in Big5
or HZ. All but UTF-8 decode nearly any bytes, so that only common characters show what was meant.
"""

import codecs
import re
from collections.abc import Iterable, Iterator

#: Share of characters of the common level of GB 2312 or Big5 that real prose exceeds.
COMMON_SHARE = 0.8
#: Wrong bytes that a page may have, cut by programs in the middle of a character.
_FEW = 0.002
_HAN = re.compile("[\u4e00-\u9fff]")
_ODD = re.compile("[\x00-\x08\x0e-\x1f\ue000-\uf8ff\ufffd\ufffe\uffff]")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: What pages call GB18030 and Big5.
_CALLED = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "hkscs": "big5hkscs"}
_SAMPLE = 200_000


def decoded(data: bytes) -> tuple[str, str] | None:
    """Encoding and characters, without a byte order mark; None where no encoding is sure."""
    return _marked(data) or next(_fitting(data), None)


def page(data: bytes, declared: Iterable[str]) -> tuple[str, str]:
    """Encoding and characters of a page that may say what it is in, and may be wrong.

    `declared` are the names that it is given, the most telling first. A few wrong bytes are borne.
    """
    found = decoded(data)
    if found:
        return found
    names = [name for name in map(known, declared) if name]
    tried = [(name, data.decode(name, "replace")) for name in (*names, "utf-8", "gb18030")]
    good = (one for one in tried if one[1].count("\ufffd") <= _FEW * len(one[1]))
    return next(good, None) or min(tried, key=lambda one: one[1].count("\ufffd"))


def known(name: str) -> str:
    """What Python calls an encoding that a page names; empty where it is none of text."""
    called = re.sub(r"[^a-z0-9]", "", name.lower())
    try:
        info = codecs.lookup(_CALLED.get(called, name.strip()))
        return _CALLED.get(info.name, info.name) if "x".encode(info.name) else ""
    except (LookupError, ValueError, TypeError):
        return ""


def is_wide(data: bytes) -> bool:
    """Whether bytes that hold zeros are text all the same: UTF-16 or UTF-32."""
    return _marked(data) is not None or next(_wide(data), None) is not None


def _marked(data: bytes) -> tuple[str, str] | None:
    for mark, name in _MARKS:
        if data.startswith(mark):
            characters = _strict(data[len(mark) :], name)
            return (
                None
                if characters is None
                else (name.removesuffix("-le").removesuffix("-be"), characters)
            )
    return None


def _fitting(data: bytes) -> Iterator[tuple[str, str]]:
    if b"\0" in data:
        yield from _wide(data)
        return
    if b"~{" in data and data.isascii():
        yield from _common(data, "hz", _gb_level)
    characters = _strict(data, "utf-8")
    if characters is not None:
        yield "utf-8", characters
    yield from _common(data, "gb18030", _gb_level)
    yield from _wide(data)
    yield from _common(data, "big5", _big5_level)


def _wide(data: bytes) -> Iterator[tuple[str, str]]:
    if len(data) % 2 == 0:
        for name in ("utf-16-le", "utf-16-be"):
            yield from (("utf-16", text) for _, text in _common(data, name, _gb_level))


def _common(data: bytes, name: str, level: tuple[str, int, int]) -> Iterator[tuple[str, str]]:
    characters = _strict(data, name)
    if characters is not None and _is_prose(characters, level):
        yield name, characters


def _strict(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeError:
        return None


#: Codec, and the first bytes of its common characters.
_gb_level = ("gb2312", 0xB0, 0xD7)
_big5_level = ("big5", 0xA4, 0xC6)


def _is_prose(characters: str, level: tuple[str, int, int]) -> bool:
    """Whether most Chinese characters are common ones, and none is a sign of a wrong guess."""
    sample = characters[:_SAMPLE]
    han = _HAN.findall(sample)
    if not han or _ODD.search(sample):
        return False
    codec, first, last = level
    return sum(_within(sign, codec, first, last) for sign in han) >= COMMON_SHARE * len(han)


def _within(sign: str, codec: str, first: int, last: int) -> bool:
    code = sign.encode(codec, errors="ignore")
    return bool(code) and first <= code[0] <= last
