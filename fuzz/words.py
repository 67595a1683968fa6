"""Bytes as texts: each pair of bytes is a word of the grammar under test, so that most are read."""

from collections.abc import Sequence
from functools import lru_cache

from tests.strategies import AFTER, BEFORE, REPORT_CHARACTERS, RULES

#: Words between which a query or a text is cut at any place.
_QUERY = (
    *("SELECT * ", "ASK ", "CONSTRUCT ", "DESCRIBE ", "WHERE ", "SERVICE ", "INSERT ", "DATA "),
    *("{", "}", "(", ")", "[", "]", "<", ">", "<urn:x>", "'", '"', "'''", '"""', "\\", "#", "\n"),
    *(" ", ".", ";", ",", "?s", "$p", "?o", "a:", ":b", "_:c", "@en", "^^", "^", "/", "|", "*"),
    *("+", "-", "-1", "2.5", "1e5", "!", "=", "&&", "||", "FILTER", "UNION ", "OPTIONAL ", "IN "),
    *("NOT ", "EXISTS ", "MINUS ", "GRAPH ", "VALUES ", "BIND", " AS ", "PREFIX a: <urn:a#> "),
    *("BASE <urn:b>", "\\u0053", "\\U00000053", "ERVICE", "LOAD ", "GROUP BY ", "LIMIT 1 "),
    *("规划", "é", "\0", "\r", "\ufeff", "%41", "SILENT ", "FROM ", "NAMED ", "true", "COUNT"),
)
_TIMES = (
    *("2024年", "2025", "年", "1999", "20", "第一季度", "上半年", "前三季度", "去年", "今年以来"),
    *(
        "“十四五”",
        "十二五",
        "时期",
        "规划",
        "期间",
        "末",
        "底",
        "初",
        "月",
        "13月",
        "2月30日",
        "以来",
    ),
    *(
        "近三年来",
        "五年前",
        "过去的五年",
        "年均",
        "同期",
        "全年",
        "-",
        "—",
        "至",
        "到",
        "和",
        "比",
        "较",
    ),
    *("各位代表：", "回顾", "未来五年", "前两", "季度", "“", "”", "二〇二五年", "２０２４年"),
)
_QUANTITIES = (
    *(
        "增长",
        "下降",
        "达到",
        "由",
        "从",
        "提高到",
        "以上",
        "左右",
        "不低于",
        "分之",
        "成",
        "一半",
        "倍",
    ),
    *(
        "两",
        "几",
        "数",
        "十",
        "百",
        "千",
        "万",
        "亿",
        "点",
        "第",
        "个百分点",
        "‰",
        "％",
        "%",
        "/",
        "每",
    ),
    *(
        "1,234",
        "3.5",
        "0",
        "00",
        "99999999999999999999",
        "1.2.3",
        "-",
        "－",
        "−",
        "~",
        "-5%",
        "０．５",
    ),
    *("大关", "新台阶", "翻番", "翻一番", "位列", "名", "强", "其中", "分别", "个", "（", "）"),
)


def words(data: bytes, among: Sequence[str]) -> str:
    """A text of the words that pairs of bytes choose."""
    pairs = zip(data[::2], data[1::2], strict=False)
    return "".join(among[(first << 8 | second) % len(among)] for first, second in pairs)


@lru_cache(maxsize=1)
def of_quantities() -> tuple[str, ...]:
    """What quantities are written with, among characters of reports."""
    units = sorted(unit for kind in RULES.units.kinds.values() for unit in kind)
    bounds = sorted(word for group in (*BEFORE.values(), *AFTER.values()) for word in group)
    marks = RULES.words.ranges.marks
    return (*REPORT_CHARACTERS, *_QUANTITIES, *RULES.units.magnitudes, *marks, *bounds, *units)


def of_times() -> tuple[str, ...]:
    """What times are written with."""
    return (*REPORT_CHARACTERS, *_TIMES)


def of_queries() -> tuple[str, ...]:
    """What queries are written with."""
    return _QUERY
