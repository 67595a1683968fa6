"""Numbers as Word writes them before paragraphs, by the names of its formats."""

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEPS = ("", "十", "百", "千")
_LEGAL_STEPS = ("", "拾", "佰", "仟")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
#: Above this no format but the plain one is written.
_MOST = 9999


def counted(number: int) -> str:
    """A number in Chinese as one counts.

    >>> counted(7), counted(10), counted(23), counted(105), counted(1010), counted(110)
    ('七', '十', '二十三', '一百零五', '一千零一十', '一百一十')
    """
    words = _positional(number, _DIGITS.replace("〇", "零"), _STEPS)
    return words.removeprefix("一") if 10 <= number < 20 else words


def _positional(number: int, digits: str, steps: tuple[str, ...]) -> str:
    if number == 0:
        return digits[0]
    words, gap = "", False
    for place in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**place % 10
        if digit:
            words += (digits[0] if gap else "") + digits[digit] + steps[place]
        gap = digit == 0
        if number % 10**place == 0:
            break
    return words


def _digit_by_digit(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _roman(number: int) -> str:
    words = ""
    for value, letters in _ROMAN:
        words += letters * (number // value)
        number %= value
    return words


def _letters(number: int) -> str:
    """Letters as Word counts on after Z: AA, BB, CC."""
    turns, letter = divmod(number - 1, 26)
    return chr(ord("A") + letter) * (turns + 1) if turns < 30 else str(number)


def _enclosed(first: str, last: int) -> Callable[[int], str]:
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= last else str(number)


def _of(row: str) -> Callable[[int], str]:
    return lambda number: row[number - 1] if 1 <= number <= len(row) else str(number)


def _sexagenary(number: int) -> str:
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12]


def _legal(number: int) -> str:
    return _positional(number, _LEGAL, _LEGAL_STEPS)


_CIRCLED = "".join(
    chr(first + step)
    for first, count in ((0x2460, 20), (0x3251, 15), (0x32B1, 15))
    for step in range(count)
)
_circled = _of(_CIRCLED)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": "{:02d}".format,
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL_WIDTH),
    "numberInDash": "- {} -".format,
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "chineseCounting": counted,
    "chineseCountingThousand": counted,
    "japaneseCounting": counted,
    "taiwaneseCounting": counted,
    "taiwaneseCountingThousand": counted,
    "ideographDigital": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "japaneseDigitalTenThousand": counted,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "ideographTraditional": _of(_STEMS),
    "ideographZodiac": _of(_BRANCHES),
    "ideographZodiacTraditional": _sexagenary,
    "ideographEnclosedCircle": _enclosed("㊀", 10),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _enclosed("⑴", 20),
    "decimalEnclosedFullstop": _enclosed("⒈", 20),
    "none": lambda _: "",
}


def formatted(number: int, name: str) -> str:
    """A number in a format of Word; a plain one where the format is not known.

    >>> [formatted(12, name) for name in ("decimal", "chineseCounting", "ideographDigital")]
    ['12', '十二', '一二']
    >>> [formatted(12, name) for name in ("lowerRoman", "upperLetter", "decimalEnclosedCircle")]
    ['xii', 'L', '⑫']
    """
    plain = name == "none" or 0 < number <= _MOST
    return _FORMATS.get(name, str)(number) if plain else str(number)
