"""Which reports a build reads: files, folders, archives; and what is wrong with the others."""

import os
import socket
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from kg import read
from kg.errors import InputError
from kg.read.limits import Limits
from kg.read.sources import Found
from tests.packing import packed
from tests.rights import bound_by_rights

REPORT = "明湖县2025年政府工作报告\n全年地区生产总值增长6.5%，城镇新增就业2万人。\n"


def saved(folder: Path, name: str = "r.txt", data: bytes = b"x") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def ids(found: Found) -> list[str]:
    return [one.id for one in found.origins]


def said(found: Found) -> str:
    return "\n".join(str(one) for one in (*found.failures, *found.left_out))


# -- folders ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["nowhere", "x" * 300, "a\0b", "r.txt/b"])
def test_a_path_that_cannot_be_gives_one_clear_line(name: str, tmp_path: Path) -> None:
    saved(tmp_path)
    with pytest.raises(InputError) as raised:
        read.expand([tmp_path / name])
    assert "\n" not in str(raised.value)


def test_a_path_in_a_closed_folder_gives_one_clear_line(tmp_path: Path) -> None:
    path = saved(tmp_path, "closed/r.txt")
    path.parent.chmod(0o600)  # its names can be read, and nothing else
    with bound_by_rights():
        with pytest.raises(InputError, match="denied"):
            read.expand([path])
        with pytest.raises(InputError, match="denied"):
            read.expand([tmp_path])
    path.parent.chmod(0o700)


def test_a_graph_among_the_sources_is_left_alone(tmp_path: Path) -> None:
    for name in ("r.txt", "graph/build.json", "graph/dump.nq", "graph/reports/r-1/text.txt"):
        saved(tmp_path, name)
    assert ids(read.expand([tmp_path])) == ["r"]


def test_a_folder_gives_its_reports_by_name_and_nothing_else(tmp_path: Path) -> None:
    for name in ("b.txt", "a.TXT", "README.txt", "notes.log", ".hidden.txt", "~$b.docx", "c.md"):
        saved(tmp_path, name)
    (tmp_path / "d.txt").mkdir()
    assert [one.name for one in read.expand([tmp_path]).origins] == ["a.TXT", "b.txt", "c.md"]


def test_folders_in_a_folder_are_opened(tmp_path: Path) -> None:
    for name in ("2024/a.txt", "2024/县/b.txt", ".git/c.txt", "page_files/d.html"):
        saved(tmp_path, name)
    assert ids(read.expand([tmp_path])) == ["a", "b"]


def test_reports_of_one_name_can_be_known_by_their_folders(tmp_path: Path) -> None:
    for name in ("江苏/苏州/r.txt", "江苏/无锡/r.txt", "r.txt", "浙江/r.docx", "浙江/r.pdf"):
        saved(tmp_path / "all", name, name.encode())
    with ZipFile(tmp_path / "all/浙江/more.zip", "w") as archive:
        archive.writestr("温州/r.txt", "x")
    found = read.expand([tmp_path / "all"], by_path=True)
    expected = ["r", "江苏/无锡/r", "江苏/苏州/r", "浙江/more.zip/温州/r", "浙江/r"]
    assert ids(found) == sorted(expected)
    assert not found.failures
    assert "r.pdf: left out" in said(found)
    assert ids(read.expand([tmp_path / "all/江苏/苏州/r.txt"], by_path=True)) == ["r"]
    (packed_one,) = read.expand([tmp_path / "all/浙江/more.zip"], by_path=True).origins
    assert packed_one.id == "温州/r"
    with pytest.raises(InputError, match="--by-path"):
        read.expand([tmp_path / "all"])


def test_a_file_that_is_given_twice_is_read_once(tmp_path: Path) -> None:
    path = saved(tmp_path)
    found = read.expand([path, tmp_path, path])
    assert [one.path for one in found.origins] == [path]


def test_the_order_of_arguments_does_not_matter(tmp_path: Path) -> None:
    one, two = saved(tmp_path, "a.txt"), saved(tmp_path, "b.txt")
    assert read.expand([two, one]) == read.expand([one, two])


def test_many_files_of_one_name_are_not_all_listed_in_each_line(tmp_path: Path) -> None:
    for number in range(9):
        saved(tmp_path, f"{number}/r.txt", str(number).encode())
    saved(tmp_path, "other.txt")
    found = read.expand([tmp_path])
    assert len(found.failures) == 9
    assert all("2/r.txt and 6 more" in one.message for one in found.failures)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda folder: [folder], "no report in this folder"),
        (lambda folder: [folder / "nowhere"], "no such file or folder"),
        (
            lambda folder: [saved(folder), saved(folder, "sub/r.txt", b"y")],
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


def test_of_one_report_in_several_formats_the_best_is_read_and_the_others_are_named(
    tmp_path: Path,
) -> None:
    for name in ("r.pdf", "r.doc", "r.html", "r.docx", "s.htm", "s.pdf"):
        saved(tmp_path, name)
    found = read.expand([tmp_path])
    assert [one.name for one in found.origins] == ["r.docx", "s.htm"]
    assert not found.failures
    assert "r.pdf: left out: r.docx is read" in said(found)


def test_two_reports_of_one_name_do_not_stop_the_others(tmp_path: Path) -> None:
    for name, data in (("a/r.txt", b"x"), ("b/r.txt", b"y"), ("s.txt", b"x")):
        saved(tmp_path, name, data)
    found = read.expand([tmp_path])
    assert ids(found) == ["s"]
    assert len(found.failures) == 2


def test_copies_of_a_file_are_one_report(tmp_path: Path) -> None:
    saved(tmp_path, "a/r.txt")
    saved(tmp_path, "b/r.txt")
    assert ids(read.expand([tmp_path])) == ["r"]


def test_links_are_followed_to_files_and_never_in_circles(tmp_path: Path) -> None:
    saved(tmp_path, "real/r.txt")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "linked.txt").symlink_to(tmp_path / "real" / "r.txt")
    (folder / "round").symlink_to(folder)
    (folder / "lost.txt").symlink_to(tmp_path / "nowhere")
    (folder / "self.txt").symlink_to(folder / "self.txt")
    found = read.expand([folder])
    assert ids(found) == ["linked"]
    assert len(found.failures) == 2
    assert "lost.txt: " in said(found)


def test_pipes_and_sockets_are_never_opened(tmp_path: Path) -> None:
    saved(tmp_path, "good.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(tmp_path / "socket.txt"))
        found = read.expand([tmp_path, Path("/dev/zero")])
    assert ids(found) == ["good"]
    assert said(found).count("no file but a pipe, a socket or a device") == 3
    with pytest.raises(InputError, match="a pipe"):
        read.text(tmp_path / "pipe.txt")


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("a\nb.txt", "a b"),
        ("-rf.txt", "-rf"),
        ("报告 (1) 😀.txt", "报告 (1) 😀"),
        ("...txt", None),
        ("吴江报告".encode("gbk").decode("utf-8", "surrogateescape") + ".txt", "吴江报告"),
        ("\udcff\udcfe.txt", None),
        (f"{'长' * 80}.txt", "长" * 80),
        (f"{'a' * 200}.txt", None),
        ("'\"<>&|$(x).txt", "'\"<>&|$(x)"),
    ],
    ids=["newline", "dash", "emoji", "dots", "GBK", "no text", "long", "longer", "marks"],
)
def test_a_file_may_have_any_name(name: str, known: str | None, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(REPORT, encoding="utf-8")
    found = read.text(path)
    assert found.text == REPORT
    assert known is None or found.source.id == known
    assert found.source.id.encode().decode() == found.source.id
    assert found.source.id.strip(".")
    assert found.source.name.isprintable() or "😀" in name


# -- archives --------------------------------------------------------------------------------------


def test_an_archive_gives_its_reports_with_their_bytes(tmp_path: Path) -> None:
    members = {
        "2024/a.txt": REPORT.encode(),
        "b.html": f"<html><p>{REPORT}".encode(),
        "picture.png": b"\x89PNG",
        "__MACOSX/2024/._a.txt": b"x",
        "README.txt": b"x",
    }
    path = saved(tmp_path, "all.zip", packed(members))
    found = read.expand([path]).origins
    assert [one.id for one in found] == ["a", "b"]
    text = read.text_of(found[0])
    assert text.text == REPORT
    assert (text.source.name, text.source.media_type) == ("a.txt", "text/plain")
    assert text.source.sha256 == read.digest(saved(tmp_path, "a.txt", REPORT.encode()))


def renamed(data: bytes, old: bytes, new: bytes) -> bytes:
    """An archive whose members have other names of the same length, without the flag of UTF-8."""
    assert len(old) == len(new)
    return data.replace(old, new)


def test_a_text_in_an_archive_is_as_it_stands(tmp_path: Path) -> None:
    table = "表1\r\n\t指标\r\n\t目标\r\n\r\n\t投资\r\n\t增长5%\r\n\r\n"
    path = saved(tmp_path, "all.zip", packed({"a.txt": table.encode("gbk")}))
    plain = read.text(saved(tmp_path, "a.txt", table.encode("gbk")))
    assert read.text_of(read.expand([path]).origins[0]) == plain


def test_names_in_gbk_are_read(tmp_path: Path) -> None:
    name = "吴江区报告".encode("gbk")
    plain = b"x" * len(name)
    data = renamed(packed({f"{plain.decode()}.txt": REPORT.encode()}), plain, name)
    found = read.expand([saved(tmp_path, "all.zip", data)])
    assert ids(found) == ["吴江区报告"]


def test_an_archive_within_an_archive_is_opened_once(tmp_path: Path) -> None:
    inner = packed({"a.txt": REPORT.encode()})
    deeper = packed({"inner.zip": inner, "b.txt": REPORT.encode()})
    path = saved(tmp_path, "all.zip", packed({"x/deeper.zip": deeper, "inner.zip": inner}))
    found = read.expand([path])
    assert ids(found) == ["a", "b"]
    assert read.text_of(found.origins[0]).text.split() == REPORT.split()
    assert "nested too deep" in said(found)


@pytest.mark.parametrize(
    "name", ["../../up.txt", "/etc/up.txt", "..\\up.txt", "C:" + "\\x\\up.txt"]
)
def test_names_that_lead_elsewhere_are_harmless(name: str, tmp_path: Path) -> None:
    path = saved(tmp_path, "in/all.zip", packed({name: REPORT.encode()}))
    before = sorted(tmp_path.rglob("*"))
    found = read.expand([path])
    assert ids(found) == ["up"]
    assert ".." not in found.origins[0].shown.removeprefix(str(path))
    assert read.text_of(found.origins[0]).text
    assert sorted(tmp_path.rglob("*")) == before


def test_an_encrypted_member_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    data = bytearray(packed({"a.txt": REPORT.encode(), "b.txt": REPORT.encode()}))
    for sign, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.index(sign) + offset
        data[at : at + 2] = struct.pack("<H", 1)
    found = read.expand([saved(tmp_path, "all.zip", bytes(data))])
    assert ids(found) == ["b"]
    assert "a.txt: it is encrypted" in said(found)


def test_a_member_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, "all.zip", packed({"bomb.txt": b"0" * 30_000_000, "a.txt": b"x"}))
    found = read.expand([path])
    assert ids(found) == ["a", "bomb"]
    with pytest.raises(InputError, match="unpack to more than 200 times"):
        read.text_of(found.origins[1])


def test_more_members_than_may_be_are_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, "all.zip", packed({f"{n}.txt": b"" for n in range(20)}))
    with pytest.raises(InputError, match="more than 10 files"):
        read.expand([path], limits=Limits(members=10))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04 and nothing else", "damaged"),
        (packed({"a.txt": REPORT.encode() * 50})[:-40], "damaged"),
        (packed({"picture.png": b"x"}), "no report in this archive"),
        (b"", "damaged"),
    ],
    ids=["no archive", "cut", "nothing to read", "empty"],
)
def test_a_bad_archive_gives_one_clear_line(data: bytes, message: str, tmp_path: Path) -> None:
    path = saved(tmp_path, "all.zip", data)
    with pytest.raises(InputError, match=message) as raised:
        read.expand([path])
    assert str(raised.value).startswith(f"{path}: ")


def test_a_damaged_member_is_a_failure_of_its_own(tmp_path: Path) -> None:
    data = packed({"a.txt": REPORT.encode() * 40})
    at = data.index(zlib.compress(REPORT.encode() * 40)[2:20])
    broken = data[: at + 5] + b"\xff\xff\xff" + data[at + 8 :]
    found = read.expand([saved(tmp_path, "all.zip", broken)])
    with pytest.raises(InputError, match="damaged"):
        read.text_of(found.origins[0])


def test_a_document_that_is_called_an_archive_is_read_as_one(tmp_path: Path) -> None:
    path = saved(tmp_path, "report.zip", packed({"word/document.xml": b"<x/>"}))
    assert [(one.id, one.member) for one in read.expand([path]).origins] == [("report", ())]
