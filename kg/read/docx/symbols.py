"""Signs of fonts that have letters of their own, as the characters that they look like."""

_SYMBOL = {
    0x2D: "-", 0x25: "%", 0x2B: "+", 0x3C: "<", 0x3D: "=", 0x3E: ">", 0x61: "α", 0x62: "β",
    0x67: "γ", 0x6D: "μ", 0xA3: "≤", 0xA5: "∞", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×",
    0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xBE: "—", 0xD7: "·", 0xDE: "⇒", 0xAE: "→",
    0xAC: "←", 0xAD: "↑", 0xAF: "↓", 0x44: "Δ", 0x53: "Σ", 0x57: "Ω",
}  # fmt: skip
_WINGDINGS = {
    0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x71: "□", 0x75: "◆", 0x76: "◆", 0x77: "◆",
    0x9E: "·", 0x9F: "•", 0xA7: "■", 0xA8: "□", 0xAB: "★", 0xFC: "√", 0xFE: "√", 0xE0: "→",
    0xDF: "←", 0xE1: "↑", 0xE2: "↓", 0xD8: "•", 0x52: "√", 0x50: "√",
    **{0x81 + n: chr(0x2460 + n) for n in range(10)},
    **{0x8C + n: chr(0x2776 + n) for n in range(10)},
}  # fmt: skip
_PRIVATE = range(0xF000, 0xF100)


def shown(text: str, font: str) -> str:
    """Text with the private characters of a font of signs as common ones, unknown ones left out.

    >>> shown("\\uf06c", "Wingdings"), shown("——", ""), shown("\\uf0b3", "Symbol")
    ('●', '——', '≥')
    """
    table = _WINGDINGS if font.lower().startswith("wingdings") else _SYMBOL
    return "".join(
        table.get(ord(c) - _PRIVATE.start, "") if ord(c) in _PRIVATE else c for c in text
    )


def bullet(text: str, font: str) -> str:
    """What stands before an item: letters of fonts of signs as signs, other letters as a point.

    >>> bullet("l", "Wingdings"), bullet("\\uf0b7", "Symbol"), bullet("o", "Courier New")
    ('●', '•', '•')
    """
    if font.lower().startswith("wingdings"):
        text = "".join(chr(ord(c) + _PRIVATE.start) if c.isascii() else c for c in text)
    said = shown(text, font)
    return "•" if not said or (said.isascii() and said.isalnum()) else said


def symbol(code: str | None, font: str) -> str:
    """The character of a sign that is given by font and number.

    >>> symbol("F0FC", "Wingdings"), symbol("00B2", "SimSun"), symbol("x", "Symbol")
    ('√', '²', '')
    """
    try:
        number = int(code or "", 16)
    except ValueError:
        return ""
    if font.lower().startswith(("wingdings", "symbol")) and number < 0x100:
        number += _PRIVATE.start
    return shown(chr(number), font) if 0x20 <= number < 0x11_0000 else ""
