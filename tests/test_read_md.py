"""Markdown reads as what it shows."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import read
from kg.read import md
from kg.read.limits import Limits
from kg.read.writing import written

LIMITS = Limits()


def text_of(words: str) -> str:
    return written(md.parts(words.encode(), LIMITS), LIMITS)[0]


def lines_of(words: str) -> list[str]:
    return [line.strip() for line in text_of(words).splitlines() if line.strip()]


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        (
            "# 一、总体要求\n\n**全年**[增长](x)*5%*，`A`~~旧~~。",
            ["一、总体要求", "全年增长5%，A旧。"],
        ),
        ("标题\n===\n二级\n---\n正文", ["标题", "二级", "正文"]),
        ("1. 甲\n2. 乙\n\n   丙\n3. 2025年丁", ["1、甲", "2、乙", "丙", "3、2025年丁"]),
        ("- 甲\n  - 乙\n* 丙", ["甲", "乙", "丙"]),
        ("一行\n二行\n\n三行  \n四行", ["一行", "二行", "三行", "四行"]),
        ("> 引用\n\n```\n代码 一\n代码\n```\n", ["引用", "代码 一", "代码"]),
        ("面积10km<sup>2</sup>，<b>粗</b>&lt;5&nbsp;%\\*", ["面积10km²，粗<5 %*"]),
        ("![图](x.png)后 <http://x.cn>", ["后 http://x.cn"]),
        ("---\ntitle: '某县报告'\ndate: 2024\n---\n正文", ["某县报告", "正文"]),
        ("2025年，增长5%\n1.5亿元", ["2025年，增长5%", "1.5亿元"]),
    ],
)
def test_text_is_read_as_it_is_shown(words: str, lines: list[str]) -> None:
    assert lines_of(words) == lines


def test_tables_are_tables() -> None:
    table = "| 指标 | 目标 |\n|:--|--:|\n| **GDP** | 5%<br>以上 |\n| 投资\\|工业 |\n"
    assert text_of(f"表1\n\n{table}") == (
        "表1\n\t指标\n\t目标\n\n\tGDP\n\t5%以上\n\n\t投资|工业\n\t\n\n"
    )


def test_a_table_in_html_is_a_table() -> None:
    found = text_of("甲\n\n<table><tr><td rowspan=2>a<td>b</tr><tr><td>c</tr></table>\n\n乙")
    assert found == "甲\n\ta\n\tb\n\n\t\n\tc\n\n乙\n"


def test_paragraphs_that_were_cut_to_a_width_are_joined() -> None:
    words = "全年地区生产总值增长百分之五固定资产投资增长百分之六社会消费品零售总额增长百分之七" * 4
    cut = "\n".join(words[n : n + 38] for n in range(0, len(words), 38))
    assert lines_of(f"{cut}\n\n二") == [words, "二"]


def test_a_file_is_read_whatever_markup_it_begins_with(tmp_path: Path) -> None:
    path = tmp_path / "r.md"
    path.write_text("<div align=center>某县报告</div>\n\n# 一、回顾\n", encoding="gb18030")
    found = read.text(path)
    assert found.text.split() == ["某县报告", "一、回顾"]
    assert found.source.media_type == "text/markdown"


MARKS = st.sampled_from(
    [
        "# ",
        "- ",
        "1. ",
        "> ",
        "| a | b |\n|---|---|\n| ",
        "*",
        "**",
        "`",
        "```\n",
        "[x](",
        "\n",
        "<p>",
    ]
)


@given(st.lists(st.one_of(MARKS, st.text(max_size=10)), max_size=30))
def test_no_marks_break_the_reader(marks: list[str]) -> None:
    data = "".join(marks).encode("utf-8", "replace")
    if b"\0" not in data:
        text, places = written(md.parts(data, LIMITS), LIMITS)
        assert all(one.span.end <= len(text) for one in places)


@pytest.mark.parametrize(
    "words",
    [
        "> " * 5_000 + "x",
        "- " * 5_000 + "x",
        "[" * 20_000,
        "*a **b " * 5_000,
        "`" * 20_000,
        "| " * 20_000,
    ],
)
def test_marks_without_end_are_read_in_time(words: str) -> None:
    assert isinstance(text_of(words), str)
