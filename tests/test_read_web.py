"""Addresses are fetched politely, within limits, and never from where they may not be."""

import gzip
import socket
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from pathlib import Path

import pytest

from kg import read
from kg.errors import InputError
from kg.model import Text
from kg.read import Web
from kg.read.fetching import is_public
from kg.read.limits import Limits
from kg.read.web import cleaned, known_by
from tests.pages import framed
from tests.sites import HTML, Site, site

WORDS = "全年地区生产总值增长6.5%，城镇新增就业2万人，社会大局和谐稳定。"
TITLE = "明湖县2025年政府工作报告"
PAGE = framed(TITLE, f"<p>{TITLE}</p><p>{WORDS}</p>")


def answer(
    words: str = PAGE, codec: str = "utf-8", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return 200, {**HTML, **named}, words.encode(codec)


@pytest.fixture
def here() -> Iterator[Site]:
    with site({"/r.html": answer()}) as one:
        yield one


@pytest.fixture
def web(tmp_path: Path) -> Web:
    return Web(allow_private=True, cache=tmp_path / "cache", pause=0, seconds=5)


def fetched(address: str, web: Web, limits: Limits | None = None) -> Text:
    found = read.expand([address], web, *([limits] if limits else []))
    return read.text_of(found.origins[0])


def failure(address: str, web: Web, limits: Limits | None = None) -> str:
    with pytest.raises(InputError) as raised:
        fetched(address, web, limits)
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_a_page_is_read_without_what_stands_around_it(here: Site, web: Web) -> None:
    text = fetched(here.at("/r.html"), web)
    assert text.text.split() == [TITLE, WORDS]
    assert (text.source.name, text.source.media_type) == ("r.html", "text/html")
    assert text.source.address == here.at("/r.html")
    assert text.source.id == known_by(here.at("/r.html"))
    assert here.asked[-1][1]["user-agent"].startswith("plan-kg/")


def test_an_address_that_fails_does_not_stop_the_others(here: Site, web: Web) -> None:
    found = read.expand([here.at("/none"), here.at("/r.html")], web)
    assert len(found.origins) == 1
    assert [str(one) for one in found.failures] == [
        f"{here.at('/none')}: the server answers 404 Not Found"
    ]


@pytest.mark.parametrize(
    ("codec", "kind", "said"),
    [
        ("gb18030", "text/html", "gb2312"),
        ("gb18030", "text/html; charset=utf-8", ""),
        ("utf-8", "text/html; charset=gbk", "gb2312"),
        ("utf-16", "text/html", ""),
        ("gb18030", "application/octet-stream", "gbk"),
        ("utf-8", "nonsense", ""),
    ],
)
def test_the_encoding_is_found_whatever_is_said_of_it(
    codec: str, kind: str, said: str, here: Site, web: Web
) -> None:
    page = framed(TITLE, f"<p>{WORDS}</p>", said or "utf-8")
    here.paths["/r.html"] = answer(page, codec, Content_Type=kind)
    assert fetched(here.at("/r.html"), web).text.split() == [TITLE, WORDS]


@pytest.mark.parametrize(
    ("packed", "body"),
    [
        ("gzip", gzip.compress(PAGE.encode())),
        ("deflate", zlib.compress(PAGE.encode())),
        ("deflate", zlib.compress(PAGE.encode())[2:-4]),
    ],
    ids=["gzip", "zlib", "deflate"],
)
def test_packed_pages_are_unpacked(packed: str, body: bytes, here: Site, web: Web) -> None:
    here.paths["/r.html"] = (200, {**HTML, "Content-Encoding": packed}, body)
    assert fetched(here.at("/r.html"), web).text.split() == [TITLE, WORDS]


def test_a_page_that_did_not_change_is_not_sent_again(here: Site, web: Web) -> None:
    here.paths["/r.html"] = answer(ETag='"one"', Last_Modified="Mon, 01 Jan 2024 00:00:00 GMT")
    first = fetched(here.at("/r.html"), web)
    here.paths["/r.html"] = (304, {}, b"")
    assert fetched(here.at("/r.html"), web) == first
    sent = here.asked[-1][1]
    assert sent["if-none-match"] == '"one"'
    assert sent["if-modified-since"] == "Mon, 01 Jan 2024 00:00:00 GMT"


def test_a_kept_page_that_was_damaged_is_fetched_again(here: Site, web: Web) -> None:
    here.paths["/r.html"] = answer(ETag='"one"')
    first = fetched(here.at("/r.html"), web)
    for body in web.folder.glob("*.body"):
        body.write_bytes(b"damaged")
    assert fetched(here.at("/r.html"), web) == first
    assert "if-none-match" not in here.asked[-1][1]


def test_a_cache_that_cannot_be_written_is_done_without(here: Site, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    web = Web(allow_private=True, cache=tmp_path / "file" / "cache", pause=0)
    assert fetched(here.at("/r.html"), web).text


# -- pages of one article --------------------------------------------------------------------------


def test_the_pages_of_an_article_are_read_in_order_each_once(here: Site, web: Web) -> None:
    for number in range(4):
        name = f"/t2024_1234{f'_{number}' if number else ''}.html"
        after = f"t2024_1234_{number + 1}.html" if number < 3 else "t2024_1234_3.html"
        pager = (
            f'<a href="{after}">下一页</a> <a href="t2024_1234.html">1</a> <a href="x.html">2</a>'
        )
        body = (
            f"<p>第{number}部分：{WORDS}</p><div>{pager} <a href=t2024_1235.html>下一篇</a></div>"
        )
        here.paths[name] = answer(framed(TITLE, body))
    text = fetched(here.at("/t2024_1234.html"), web)
    assert text.text.split() == [TITLE, *(f"第{number}部分：{WORDS}" for number in range(4))]
    assert [one.place.page for one in text.places] == [1, 1, 2, 3, 4]
    assert len(here.asked_for()) == 4


@pytest.mark.parametrize(
    ("first", "second", "link"),
    [
        ("/a.html", "/a_2.html", '<a href="a_2.html">2</a>'),
        ("/a.shtml", "/a_1.shtml", "<script>createPageHTML(2, 0, 'a', 'shtml');</script>"),
        ("/a?id=5", "/a?id=5&page=2", '<a href="?id=5&amp;page=2">下一页</a>'),
        ("/a-1.html", "/a-2.html", '<link rel="next" href="a-2.html">'),
    ],
)
def test_a_next_page_is_known_by_its_address(
    first: str, second: str, link: str, here: Site, web: Web
) -> None:
    here.paths[first] = answer(framed(TITLE, f"<p>一：{WORDS}</p>{link}"))
    here.paths[second] = answer(framed(TITLE, f"<p>二：{WORDS}</p>"))
    assert fetched(here.at(first), web).text.split()[1:] == [f"一：{WORDS}", f"二：{WORDS}"]


@pytest.mark.parametrize(
    "link",
    [
        '<a href="b.html">下一页</a>',
        '<a href="/other/a_2.html">下一页</a>',
        '<a href="http://[bad/a_2.html">下一页</a>',
        '<a href="file:///etc/a_2.html">下一页</a>',
        '<a href="a_2.html">下一篇：另一份报告</a>',
        '<a href="a.html">下一页</a>',
    ],
)
def test_other_pages_are_not_followed(link: str, here: Site, web: Web) -> None:
    here.paths["/a.html"] = answer(framed(TITLE, f"<p>{WORDS}</p>{link}"))
    fetched(here.at("/a.html"), web)
    assert here.asked_for() == ["/a.html"]


def test_an_article_without_end_is_refused(here: Site, tmp_path: Path) -> None:
    for number in range(10):
        link = f'<a href="a_{number + 1}.html">下一页</a>'
        here.paths[f"/a_{number}.html"] = answer(framed(TITLE, f"<p>{WORDS}</p>{link}"))
    web = Web(allow_private=True, cache=tmp_path, pause=0, pages=4)
    assert "more than 4 pages" in failure(here.at("/a_0.html"), web)


# -- limits ----------------------------------------------------------------------------------------


def slow(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    with suppress(OSError):
        for _ in range(100):
            handler.wfile.write(b"<p>")
            handler.wfile.flush()
            time.sleep(0.05)


def slow_head(handler: BaseHTTPRequestHandler) -> None:
    with suppress(OSError):
        for byte in b"HTTP/1.1 200 OK\r\nX-Drip: " + b"x" * 200:
            handler.wfile.write(bytes([byte]))
            time.sleep(0.05)


def silent(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(1)
    handler.close_connection = True


@pytest.mark.parametrize("drip", [slow, slow_head, silent])
def test_a_server_that_drips_is_left_in_time(
    drip: Callable[[BaseHTTPRequestHandler], None], here: Site, tmp_path: Path
) -> None:
    here.paths["/r.html"] = drip
    web = Web(allow_private=True, cache=tmp_path, pause=0, seconds=0.4)
    started = time.monotonic()
    assert "longer than 0.4 s" in failure(here.at("/r.html"), web)
    assert time.monotonic() - started < 1.5


def test_a_page_that_is_too_large_is_refused_before_it_is_all_there(here: Site, web: Web) -> None:
    here.paths["/r.html"] = answer("<p>x</p>" * 20_000)
    assert "larger than 100,000 bytes" in failure(here.at("/r.html"), web, Limits(size=100_000))


def test_what_unpacks_to_too_much_is_refused(here: Site, web: Web) -> None:
    bomb = gzip.compress(b"0" * 30_000_000)
    here.paths["/r.html"] = (200, {**HTML, "Content-Encoding": "gzip"}, bomb)
    assert "unpack to more than 200 times" in failure(here.at("/r.html"), web)


def test_a_page_that_ends_early_is_refused(here: Site, web: Web) -> None:
    def short(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"<p>")

    here.paths["/r.html"] = short
    assert "cannot be fetched" in failure(here.at("/r.html"), web)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nonsense\r\n\r\n",
        b"HTTP/1.1 999999 x\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nA" + b"x" * 70000,
    ],
)
def test_what_is_no_http_gives_one_clear_line(body: bytes, here: Site, web: Web) -> None:
    def raw(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(body)

    here.paths["/r.html"] = raw
    assert "cannot be fetched" in failure(here.at("/r.html"), web)


# -- where it goes ---------------------------------------------------------------------------------


def test_redirects_are_followed_and_the_address_stays(here: Site, web: Web) -> None:
    here.paths["/old"] = (301, {"Location": "/r.html"}, b"")
    text = fetched(here.at("/old"), web)
    assert text.text.split() == [TITLE, WORDS]
    assert text.source.address == here.at("/old")


@pytest.mark.parametrize(
    ("to", "message"),
    [
        ("/old", "leads on more than 5 times"),
        ("file:///etc/passwd", "no address of the web"),
        ("ftp://example.org/x", "no address of the web"),
        ("http://user:secret@127.0.0.1/", "a name or a password"),
    ],
)
def test_redirects_to_elsewhere_are_refused(to: str, message: str, here: Site, web: Web) -> None:
    here.paths["/old"] = (302, {"Location": to}, b"")
    assert message in failure(here.at("/old"), web)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "0"],
)
def test_private_hosts_are_refused_unless_allowed(host: str, here: Site, tmp_path: Path) -> None:
    web = Web(cache=tmp_path, pause=0, seconds=5)
    assert "private network" in failure(here.at("/r.html", host), web)
    assert not here.asked


def test_a_name_that_turns_private_is_refused(
    here: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    public = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", here.port))

    def turning(host: str, *_: object, **__: object) -> list[object]:
        asked.append(host)
        return [public]

    monkeypatch.setattr(socket, "getaddrinfo", turning)
    web = Web(cache=tmp_path, pause=0, seconds=5)
    assert "private network" in failure("http://public.example/r.html", web)
    assert asked == ["public.example"]  # what was checked is what would be gone to
    assert not here.asked


@pytest.mark.parametrize(
    "address",
    ["10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1", "::1",
     "fe80::1%eth0", "fc00::1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "", "x"],
)  # fmt: skip
def test_addresses_of_private_networks_are_known(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    ["http://user@example.org/", "http://u:p@example.org/", "http://", "http:///x",
     "http://example.org:99999/", "http://[::1/", "http://exa mple.org\n/",
     f"http://{'a' * 70}.org/"],
)  # fmt: skip
def test_what_is_no_address_gives_one_clear_line(address: str, web: Web) -> None:
    assert "address" in failure(address, web)


def test_one_address_is_one_report_however_it_is_written() -> None:
    one = cleaned("HTTP://Example.ORG/报告.html#top")
    assert one == cleaned("http://example.org/%E6%8A%A5%E5%91%8A.html")
    assert known_by(one).startswith("报告-")


# -- manners ---------------------------------------------------------------------------------------


def test_robots_txt_is_heeded(here: Site, web: Web) -> None:
    rules = "User-agent: plan-kg\nDisallow: /r.html\n\nUser-agent: *\nDisallow:\n"
    here.paths["/robots.txt"] = (200, {}, rules.encode())
    here.paths["/s.html"] = answer()
    assert "robots.txt" in failure(here.at("/r.html"), web)
    assert fetched(here.at("/s.html"), web)
    assert "/r.html" not in here.asked_for()


def test_a_site_whose_robots_txt_fails_is_left_alone(here: Site, web: Web) -> None:
    here.paths["/robots.txt"] = (503, {}, b"")
    assert "robots.txt of this site cannot be read (503" in failure(here.at("/r.html"), web)
    assert not here.asked_for()


def test_a_host_is_asked_at_a_walk(here: Site, tmp_path: Path) -> None:
    here.paths["/s.html"] = answer()
    web = Web(allow_private=True, cache=tmp_path, pause=0.2)
    read.expand([here.at("/r.html"), here.at("/s.html")], web)
    times = [at for _, _, at in here.asked]
    assert len(times) == 3
    assert all(later - sooner >= 0.19 for sooner, later in pairwise(times))


@pytest.mark.parametrize("status", [204, 400, 401, 403, 404, 410, 429, 500, 503])
def test_what_a_server_refuses_is_said(status: int, here: Site, web: Web) -> None:
    here.paths["/r.html"] = (status, {}, b"")
    assert f"the server answers {status}" in failure(here.at("/r.html"), web)
