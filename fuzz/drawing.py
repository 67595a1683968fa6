"""Bytes as a drawn page: words at places and ruled lines, for the rebuilding of pages."""

from collections.abc import Iterator

from tests.pdfs import Sheet, pdf

_WORDS = (
    *(
        "指标",
        "单位",
        "目标",
        "完成",
        "地区生产总值",
        "亿元",
        "5.2%",
        "1,234.5",
        "—",
        "1",
        "第1页",
        "-2-",
    ),
    *(
        "一、经济",
        "（一）工业",
        "全市新增企业5家，",
        "完成投资30亿元。",
        "GDP",
        "high-",
        "tech",
        "①",
        "注：",
        "……12",
    ),
    *("表1", "续表", " ", "附件"),
)
_STEP = 12
_MOST = 60  # bytes of a mark and marks of a page are few, so that a page is read in milliseconds


def page(data: bytes) -> bytes:
    """A PDF of up to three pages, six bytes a mark."""
    sheets = [Sheet()]
    for kind, x, y, width, height, word in _marks(data):
        sheet = sheets[-1]
        left, top = x * _STEP % 600, y * _STEP % 850
        if kind == 0 and len(sheets) < 3:
            sheets.append(Sheet(rotate=90 * (word % 4) if width == 0 else 0))
        elif kind < 40:
            columns = [left + step * (20 + width) for step in range(2 + word % 4)]
            rows = [top + step * (14 + height % 30) for step in range(2 + word // 4 % 6)]
            sheet.grid(columns, rows)
        elif kind < 70:
            sheet.line(left, top, left + width * _STEP, top)
        elif kind < 80:
            sheet.line(left, top, left, top + height * _STEP)
        else:
            sheet.text(left, top, _WORDS[word % len(_WORDS)], 6 + kind % 12)
    return pdf(sheets)


def _marks(data: bytes) -> Iterator[tuple[int, ...]]:
    for start in range(0, min(len(data), 6 * _MOST) - 5, 6):
        yield tuple(data[start : start + 6])
