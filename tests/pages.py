"""Reports as web pages of offices: their text among menus, lists of links and feet of pages."""

from collections.abc import Sequence
from html import escape
from pathlib import Path
from string import Template

from kg.model import Cell
from kg.structure.headings import part_number
from kg.text.lines import Line
from tests.documents import pieces

_MENU = ("首页", "政务公开", "政务服务", "互动交流", "走进本区", "数据发布", "专题专栏", "新闻中心")
_NEWS = (
    "我区召开重点项目推进会，部署一季度各项工作",
    "市领导来我区调研先进制造业发展情况，强调稳中求进",
    "关于做好春节期间安全生产工作的通知，请各单位遵照执行",
    "全区“两会”胜利闭幕，各项议程圆满完成",
)

_FRAME = Template((Path(__file__).parent / "data" / "page.html").read_text(encoding="utf-8"))


def page_of(text: str, charset: str = "utf-8", said: str = "") -> bytes:
    """A report as a page in an encoding; `said` is the one that it says it is in."""
    listed = list(pieces(text))
    title = next(one.text for one in listed if isinstance(one, Line))
    body = "\n".join(_line(one.text) if isinstance(one, Line) else table(one) for one in listed)
    return framed(title, body, said or charset).encode(charset, "xmlcharrefreplace")


def framed(title: str, body: str, charset: str = "utf-8") -> str:
    """A page with a body among all that offices put around it."""
    menu = "".join(f'<li><a href="/c{n}/">{words}</a></li>' for n, words in enumerate(_MENU))
    news = "".join(f'<li><a href="/n{n}.html">{words}</a></li>' for n, words in enumerate(_NEWS))
    return _FRAME.substitute(title=escape(title), menu=menu, news=news, body=body, charset=charset)


def _line(text: str) -> str:
    words = escape(text).replace("  ", "&nbsp; ")
    if part_number(text) and len(text) < 40 and not text.endswith("。"):
        return f"<p><strong>&ensp;&ensp;{words}</strong></p>"
    return f'<p style="text-indent: 2em">\n&emsp;&emsp;{words}</p>'


def table(rows: Sequence[Sequence[Cell]]) -> str:
    """A table whose merged cells span rows, and whose short rows end in a wide cell."""
    width = max(map(len, rows))
    made = []
    for number, row in enumerate(rows):
        cells = []
        for column, cell in enumerate(row):
            if cell.carried:
                continue
            down = 1
            while number + down < len(rows) and _carried(rows[number + down], column):
                down += 1
            across = width - len(row) + 1 if column == len(row) - 1 else 1
            spans = f' rowspan="{down}"' * (down > 1) + f' colspan="{across}"' * (across > 1)
            tag = "th" if number == 0 else "td"
            cells.append(f"<{tag}{spans}><p>{escape(cell.text)}</p></{tag}>")
        made.append(f"<tr>{''.join(cells)}</tr>")
    return f'<table border="1">{"".join(made)}</table>'


def _carried(row: Sequence[Cell], column: int) -> bool:
    return column < len(row) and row[column].carried
