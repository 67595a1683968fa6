"""Files become characters, or one clear error."""

import re
from collections.abc import Callable
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
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("gb18030", "gb18030"), ("gbk", "gb18030")],
)
def test_characters_are_the_same_in_every_encoding(
    codec: str, encoding: str, tmp_path: Path
) -> None:
    found = read.text(saved(tmp_path, REPORT.encode(codec)))
    assert (found.text, found.source.encoding) == (REPORT, encoding)
    assert (found.source.id, found.source.name) == ("report", "report.txt")
    assert found.source.media_type == "text/plain"


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
        (REPORT.encode("utf-16"), "NUL"),
        ("某縣政府工作報告，全年經濟穩定發展，產業轉型升級。".encode("big5"), "encoding"),
        ("政府活動報告、経済は安定して成長している。".encode("shift-jis"), "encoding"),
        ("Crème brûlée à volonté, où ça ?".encode("latin-1"), "encoding"),
        (REPORT.encode()[:-3] + b"\xff", "encoding"),
    ],
    ids=["empty", "only a mark", "only blanks", "binary", "picture", "UTF-16", "Big5",
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
    assert "No such file" in error(tmp_path / "nowhere.txt")


def test_a_file_of_another_kind_is_refused_with_what_can_be_read(tmp_path: Path) -> None:
    assert re.search(r"reads .*\.docx, .*\.txt", error(saved(tmp_path, b"x", "report.xyz")))


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    path = saved(tmp_path, REPORT.encode())
    path.chmod(0)
    with bound_by_rights():
        assert "denied" in error(path)


# -- which files -----------------------------------------------------------------------------------


def test_a_folder_gives_its_reports_by_name_and_nothing_else(tmp_path: Path) -> None:
    for name in ("b.txt", "a.TXT", "README.txt", "notes.md", ".hidden.txt"):
        saved(tmp_path, b"x", name)
    (tmp_path / "c.txt").mkdir()
    assert [path.name for path in read.expand([tmp_path])] == ["a.TXT", "b.txt"]


def test_a_file_that_is_given_twice_is_read_once(tmp_path: Path) -> None:
    path = saved(tmp_path, b"x")
    assert read.expand([path, tmp_path, path]) == (path,)


def test_the_order_of_arguments_does_not_matter(tmp_path: Path) -> None:
    one, two = saved(tmp_path, b"x", "a.txt"), saved(tmp_path, b"x", "b.txt")
    assert read.expand([two, one]) == read.expand([one, two]) == (one, two)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda folder: [folder], "no report in this folder"),
        (lambda folder: [folder / "nowhere"], "no such file or folder"),
        (
            lambda folder: [saved(folder, b"x", "r.txt"), saved(_sub(folder), b"x", "r.txt")],
            "two files of one name",
        ),
    ],
    ids=["folder without reports", "missing path", "one stem twice"],
)
def test_what_names_no_report_gives_one_clear_line(
    make: Callable[[Path], list[Path]], message: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=message) as raised:
        read.expand(make(tmp_path))
    assert "\n" not in str(raised.value)


def _sub(folder: Path) -> Path:
    (folder / "sub").mkdir()
    return folder / "sub"
