"""Files become characters, or one clear error."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import read
from kg.errors import InputError
from tests.rights import bound_by_rights

REPORT = "明湖县2025年政府工作报告\n全年地区生产总值增长6.5%，城镇新增就业2万人。\n"


def saved(folder: Path, data: bytes, name: str = "report.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def error(path: Path) -> str:
    with pytest.raises(InputError) as raised:
        read.text(path)
    assert "\n" not in str(raised.value)
    assert str(path) in str(raised.value)
    return str(raised.value)


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16"),
        ("utf-16-be", "utf-16"),
        ("utf-32", "utf-32"),
        ("hz", "hz"),
    ],
)
def test_characters_are_the_same_in_every_encoding(
    codec: str, encoding: str, tmp_path: Path
) -> None:
    found = read.text(saved(tmp_path, REPORT.encode(codec)))
    assert (found.text, found.source.encoding) == (REPORT, encoding)
    assert (found.source.id, found.source.name) == ("report", "report.txt")
    assert found.source.media_type == "text/plain"


def test_traditional_characters_are_read_where_they_are_surely_big5(tmp_path: Path) -> None:
    words = "某縣政府工作報告，全年經濟穩定發展，產業轉型升級。"
    found = read.text(saved(tmp_path, words.encode("big5")))
    assert (found.text, found.source.encoding) == (words, "big5")


def test_a_text_that_begins_like_an_archive_is_a_text(tmp_path: Path) -> None:
    words = "PK赛活动报告：全年举办技能比武3场。\n"
    assert read.text(saved(tmp_path, words.encode())).text == words


def test_line_ends_stay_as_they_stand(tmp_path: Path) -> None:
    windows = REPORT.replace("\n", "\r\n")
    assert read.text(saved(tmp_path, windows.encode())).text == windows


def test_the_digest_is_that_of_the_bytes(tmp_path: Path) -> None:
    plain = read.text(saved(tmp_path, REPORT.encode()))
    marked = read.text(saved(tmp_path, REPORT.encode("utf-8-sig")))
    assert plain.source.sha256 != marked.source.sha256


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (" \n\u3000\n".encode(), "empty"),
        (b"\x7fELF\x02\x00\x00\x01", "NUL"),
        (b"\x89PNG\r\n\x1a\n\xff\xfe\xfd", "encoding"),
        (REPORT.encode("utf-16")[:-5] + b"\xd8", "NUL"),
        ("政府活動報告、経済は安定して成長している。".encode("shift-jis"), "encoding"),
        ("Crème brûlée à volonté, où ça ?".encode("latin-1"), "encoding"),
        (REPORT.encode()[:-3] + b"\xff", "encoding"),
    ],
    ids=["empty", "only a mark", "only blanks", "binary", "picture", "damaged UTF-16",
         "Shift-JIS", "Latin-1", "damaged"],
)  # fmt: skip
def test_what_is_no_readable_text_gives_one_clear_line(
    data: bytes, message: str, tmp_path: Path
) -> None:
    assert message in error(saved(tmp_path, data))


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = saved(tmp_path_factory.mktemp("bytes"), data)
    try:
        found = read.text(path).text.strip()
    except InputError as raised:
        found = str(raised).replace("\n", "")
    assert found


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert "no such file" in error(tmp_path / "nowhere.txt")


def test_a_file_of_another_kind_is_refused_with_what_can_be_read(tmp_path: Path) -> None:
    assert re.search(r"reads .*\.docx, .*\.txt", error(saved(tmp_path, b"x", "report.xyz")))


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    path = saved(tmp_path, REPORT.encode())
    path.chmod(0)
    with bound_by_rights():
        assert "denied" in error(path)
