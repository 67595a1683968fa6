"""Names of elements and attributes of WordprocessingML that are read."""

from typing import Any, TypeAlias

#: An element of lxml, which has no type hints.
Element: TypeAlias = Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_TRUE = {None, "1", "true", "on"}


def w(name: str) -> str:
    """A name of WordprocessingML."""
    return _W + name


P, R, T, TBL, TR, TC = w("p"), w("r"), w("t"), w("tbl"), w("tr"), w("tc")
P_PR, R_PR, TR_PR, TC_PR = w("pPr"), w("rPr"), w("trPr"), w("tcPr")
VAL = w("val")
SDT, SDT_PR, SDT_CONTENT = w("sdt"), w("sdtPr"), w("sdtContent")
TEXT_BOX = w("txbxContent")
FIELD_MARK, FIELD_CODE, FIELD = w("fldChar"), w("instrText"), w("fldSimple")
DELETED = frozenset({w("del"), w("moveFrom")})
#: What stands around blocks, rows, cells or runs and says nothing of their text.
AROUND = frozenset(
    {
        *map(w, ("ins", "moveTo", "smartTag", "customXml", "hyperlink", "bdo", "dir")),
        SDT_CONTENT,
    }
)
ALTERNATIVES, CHOICE, FALLBACK = _MC + "AlternateContent", _MC + "Choice", _MC + "Fallback"
MATH_TEXT = _M + "t"
MATH = frozenset({_M + "oMath", _M + "oMathPara"})


def val(parent: Element | None, name: str) -> str | None:
    """The value of a child of this name, None where there is none."""
    child = None if parent is None else parent.find(w(name))
    return None if child is None else child.get(VAL)


def number(parent: Element | None, name: str, default: int) -> int:
    """The value of a child of this name as a whole number."""
    return whole(val(parent, name), default)


def whole(value: str | None, default: int) -> int:
    """A whole number of at most nine digits, the default where it is none."""
    digits = (value or "").strip()
    plain = digits.removeprefix("-")
    return int(digits) if plain.isascii() and plain.isdigit() and len(plain) < 10 else default


def switched(parent: Element | None, name: str) -> bool | None:
    """Whether a property is switched on, None where nothing is said of it."""
    child = None if parent is None else parent.find(w(name))
    return None if child is None else child.get(VAL) in _TRUE


def alternative(element: Element) -> Element | None:
    """The one alternative of several that is read: the first, if it has text, else the last."""
    choice, fallback = element.find(CHOICE), element.find(FALLBACK)
    if choice is None or (fallback is not None and next(choice.iter(TEXT_BOX, T), None) is None):
        return fallback
    return choice
