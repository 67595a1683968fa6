"""The front of a server that runs: headers, caching, limits, a graph that changes under it."""

import asyncio
import gzip
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from kg import store
from kg.errors import InputError
from kg.pipeline import build
from kg.serve import Serving, load
from kg.serve.hand import Hand
from kg.serve.pool import Pool
from kg.serve.worker import Opening
from kg.settings import Settings
from tests.servers import Server, running
from tests.test_endpoint import heavy

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
MANY = "requests = 1000000"
REPORT = "苏州市{area}2024年政府工作报告\n一、2024年工作回顾\n工业投资20亿元，增长5%。\n"


@pytest.fixture(scope="module")
def server(graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("server")
    settings = f"{MANY}\ntimeout = 20\nslow = 1.5\ncomputing = 100000"
    with running(graph, folder, "--access-log", str(folder / "log"), settings=settings) as found:
        yield found


def lines(server: Server) -> str:
    time.sleep(0.6)
    return (server.log.parent / "log").read_text(encoding="utf-8")


def raw(server: Server, sent: bytes, wait: float = 10) -> bytes:
    with socket.create_connection(("127.0.0.1", server.port), timeout=wait) as connection:
        connection.sendall(sent)
        found = b""
        while data := connection.recv(65536):
            found += data
    return found


def test_a_page_has_a_tag_and_is_not_sent_twice(server: Server) -> None:
    first = server.ask("/")
    tag = first.headers["etag"]
    assert re.fullmatch(r'"[0-9a-f]+"', tag)
    assert first.headers["cache-control"] == "public, max-age=60"
    for said in (tag, f'"x", W/{tag}', "*"):
        again = server.ask("/", if_none_match=said)
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
    modified = first.headers["last-modified"]
    assert server.ask("/", if_modified_since=modified).status == 304
    assert server.ask("/", if_modified_since="Sat, 01 Jan 2000 00:00:00 GMT").status == 200
    assert server.ask("/", if_modified_since="nonsense").status == 200
    assert server.ask("/", if_none_match='"other"', if_modified_since=modified).status == 200


def test_the_dump_is_sent_whole_to_whoever_does_not_only_read(server: Server) -> None:
    first = server.ask("/dump.nq")
    tag = first.headers["etag"]
    assert server.ask("/dump.nq", if_none_match=tag).status == 304
    posted = server.ask("/dump.nq", "POST", if_none_match=tag)
    assert (posted.status, posted.body) == (200, first.body)


def test_what_is_packed_is_the_same_and_has_a_tag_of_its_own(server: Server) -> None:
    plain, packed = server.ask("/"), server.ask("/", accept_encoding="gzip;q=0.5, br")
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["etag"] != plain.headers["etag"]
    assert "Accept-Encoding" in plain.headers["vary"]
    assert "content-encoding" not in server.ask("/", accept_encoding="gzip;q=0").headers


def test_head_answers_as_get_without_a_body(server: Server) -> None:
    get, head = server.ask("/"), server.ask("/", "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == str(len(get.body))
    assert head.headers["etag"] == get.headers["etag"]


def test_every_answer_may_be_read_from_elsewhere_and_is_safe_to_show(server: Server) -> None:
    for path in ("/", "/nothing", "/sparql?query=ASK%7B%7D", "/sparql?query=x", "/robots.txt"):
        headers = server.ask(path).headers
        assert headers["access-control-allow-origin"] == "*", path
        assert headers["x-content-type-options"] == "nosniff", path
    policy = server.ask("/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy


def test_a_preflight_is_answered(server: Server) -> None:
    found = server.ask(
        "/sparql", "OPTIONS", origin="http://a", access_control_request_method="POST"
    )
    assert found.status == 204
    assert "POST" in found.headers["access-control-allow-methods"]
    assert "Content-Type" in found.headers["access-control-allow-headers"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "BREW"])
def test_other_methods_are_refused_with_a_list(server: Server, method: str) -> None:
    found = server.ask("/sparql", method)
    if method == "BREW":  # no method of HTTP at all
        assert found.status == 400
    else:
        assert (found.status, found.headers["allow"]) == (405, "GET, HEAD, POST, OPTIONS")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET / HTTP/1.1\r\nhost: a b\r\nconnection: close\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nhost: x/../y\r\nconnection: close\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nhost: a\r\naccept: x\x01y\r\nconnection: close\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nhost: a\r\ncontent-length: 3\r\nconnection: close\r\n\r\nabc", 400),
        (b"POST /sparql HTTP/1.1\r\nhost: a\r\ncontent-length: 99999999999\r\n\r\n", 413),
        (b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nhost: a\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 30_000 + b"\r\n", 431),
        (b"nonsense\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nhost: a\r\nx-slow:", 408),
        (b"POST /sparql HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\nASK", 408),
        (b"", 408),
    ],
)
def test_a_wrong_or_slow_request_is_refused_and_the_server_lives(
    server: Server, sent: bytes, status: int
) -> None:
    answer = raw(server, sent)
    assert answer.startswith(b"HTTP/1.1 %d " % status)
    assert answer.partition(b"\r\n\r\n")[2].strip()  # it says why
    assert server.ask("/healthz").body == b"ok\n"


def test_an_address_in_plain_utf_8_is_answered_as_the_encoded_one(server: Server) -> None:
    tail = "HTTP/1.1\r\nhost: a\r\nx-said: 苏州\r\nconnection: close\r\n\r\n"
    encoded = raw(server, f"GET /search.html?q={quote('苏州')} {tail}".encode())
    assert encoded.startswith(b"HTTP/1.1 200 ")
    plain = f"GET /search.html?q=苏州 {tail}".encode()
    _, _, page = raw(server, plain).partition(b"\r\n\r\n")
    assert page == encoded.partition(b"\r\n\r\n")[2]
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        for cut in (0, 20, 22, 40, 45):  # on one connection, in two pieces, cut anywhere
            sent = plain.replace(b"connection: close\r\n", b"")
            connection.sendall(sent[:cut])
            time.sleep(0.05)
            connection.sendall(sent[cut:])
            answer = http.client.HTTPResponse(connection)
            answer.begin()
            assert (answer.status, answer.read()) == (200, page)
    assert raw(server, f"GET /没有 {tail}".encode()).startswith(b"HTTP/1.1 404 ")
    assert raw(server, f"苏州 / {tail}".encode()).startswith(b"HTTP/1.1 400 ")
    broken = f"GET /search.html?q=苏州 {tail}".encode("gb18030")
    assert raw(server, broken).startswith((b"HTTP/1.1 200 ", b"HTTP/1.1 400 "))
    assert f"?q={quote('苏州')} " in lines(server)


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd",
        "/static/../../../etc/passwd",
        "/static/%2e%2e/%2e%2e/etc/passwd",
        "/static//etc/passwd",
        "/id/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/%00",
        "/a%0d%0aset-cookie:%20x=y",
        "/?lang=en%0d%0aset-cookie:%20x=y",
        "/id/x%0d%0aset-cookie:%20x=y?format=ttl",
        "/<script>alert(1)</script>",
    ],
)
def test_a_hostile_path_leads_nowhere(server: Server, path: str) -> None:
    sent = f"GET {path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n".encode()
    found = raw(server, sent)
    head, _, body = found.partition(b"\r\n\r\n")
    assert b"root:" not in body
    assert b"\nset-cookie" not in head.lower()
    assert b"<script>alert" not in body
    assert int(head.split(b" ")[1]) < 500
    assert server.ask("/healthz").status == 200


@pytest.mark.parametrize("accept", ["<script>alert(1)</script>", "nonsense", "image/png", "\xff"])
def test_an_accept_of_any_kind_is_answered(server: Server, accept: str) -> None:
    for path in ("/", "/id/area/0", "/sparql?query=ASK%7B%7D"):
        found = server.ask(path, accept=accept)
        assert found.status < 500
        assert b"<script>alert" not in found.body


def test_a_thousand_idle_connections_do_not_stop_others(server: Server) -> None:
    held = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(1000)]
    try:
        for at in range(5):
            assert (
                server.ask(f"/sparql?{urlencode({'query': f'ASK {{ # {at}{chr(10)} }}'})}").status
                == 200
            )
    finally:
        for one in held:
            one.close()


def test_the_log_has_a_line_for_each_request_and_no_control_characters(server: Server) -> None:
    server.ask("/nothing-here", user_agent='a "quoted" \xe9 agent', referer="http://from/")
    line = next(one for one in lines(server).splitlines() if "/nothing-here" in one)
    assert re.match(r"127\.0\.0\.1 - - \[\d\d/\w{3}/\d{4}:[\d:]{8} \+0000\] ", line)
    assert '"GET /nothing-here HTTP/1.1" ' in line
    assert r"a \x22quoted\x22 \xe9 agent" in line
    assert line.isprintable()


def test_metrics_count_requests_for_clients_on_the_machine_alone(server: Server) -> None:
    for _ in range(2):
        server.query(f"{COUNT} # counted")
    found = server.ask("/metrics").text
    assert re.search(r'kg_requests_total\{route="sparql",status="200"\} \d', found)
    assert re.search(r"kg_cache_hits_total [1-9]", found)
    assert re.search(r"kg_workers [1-9]", found)
    memory = re.search(r"^kg_memory_bytes (\S+)", found, re.MULTILINE)
    assert memory
    assert float(memory[1]) > 1e7
    assert server.ask("/metrics", x_forwarded_for="192.0.2.1").status == 403


def test_heavy_queries_do_not_make_small_ones_wait(graph: Path, tmp_path: Path) -> None:
    settings = f"{MANY}\ntimeout = 7\ncomputing = 100000"
    with running(graph, tmp_path, settings=settings) as server, ThreadPoolExecutor(8) as crowd:
        running_ones = [crowd.submit(server.post, f"{heavy()} # {at}") for at in range(8)]
        time.sleep(2.5)
        taken = []
        for at in range(60):
            begun = time.perf_counter()
            assert server.query(f"ASK {{ ?s ?p {at} }}").status == 200
            taken.append(time.perf_counter() - begun)
        assert sorted(taken)[56] < 0.5
        assert {one.result().status for one in running_ones} == {503}


def test_a_worker_that_is_killed_is_replaced(server: Server) -> None:
    front = server.process.pid
    for _ in range(3):
        for pid in workers(front):
            with suppress(ProcessLookupError):  # it had gone of itself: a fresh one too many
                os.kill(pid, signal.SIGKILL)
        until = time.monotonic() + 20
        while server.ask("/healthz").status != 200:
            assert time.monotonic() < until
            time.sleep(0.1)
    assert server.query(COUNT).status == 200


def test_a_worker_that_took_long_stays_and_a_fresh_one_goes(server: Server) -> None:
    front = server.process.pid
    before = {pid: computed(pid) for pid in workers(front)}
    long = "SELECT (COUNT(*) AS ?n) { SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 3000000 }"
    assert server.query(long).status == 200
    took = max(before, key=lambda pid: computed(pid) - before[pid])
    time.sleep(3)  # another one was started meanwhile: now there is one too many
    assert took in workers(front)


def computed(pid: int) -> int:
    """The time that a process has computed for, in ticks; 0 where it is gone."""
    try:
        words = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return 0
    return int(words[11])


def workers(front: int) -> list[int]:
    """The processes that were started from a server's process, but those that start others."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "stat").read_text().rpartition(")")[2].split()
            parents[int(folder.name)] = int(words[1])
        except OSError:
            continue
    below = {pid for pid, parent in parents.items() if parent == front}
    return [pid for pid, parent in parents.items() if parent in below]


def test_a_client_that_goes_away_ends_its_heavy_query(server: Server) -> None:
    body = heavy().encode()
    head = (
        "POST /sparql HTTP/1.1\r\nhost: a\r\ncontent-type: application/sparql-query\r\n"
        f"content-length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(head.encode() + body)
        time.sleep(1)
        assert "kg_heavy 1.0" in server.ask("/metrics").text
    time.sleep(0.5)
    assert "kg_heavy 0.0" in server.ask("/metrics").text


def test_each_client_has_a_budget(graph: Path, tmp_path: Path) -> None:
    settings = "requests = 5\nheavy_per_client = 2\ncomputing = 60"
    with running(graph, tmp_path, "--behind-proxy", settings=settings) as server:
        statuses = [
            server.ask(f"/nothing{at}", x_forwarded_for="192.0.2.1").status for at in range(7)
        ]
        assert statuses == [404] * 5 + [429] * 2
        found = server.ask("/nothing9", x_forwarded_for="9.9.9.9, 192.0.2.1")
        assert found.status == 429
        assert int(found.headers["retry-after"]) > 1
        assert "try again in" in found.text
        assert server.ask("/nothing9", x_forwarded_for="192.0.2.2").status == 404
        server.ask("/", x_forwarded_for="192.0.2.3")
        again = [server.ask("/", x_forwarded_for="192.0.2.3").status for _ in range(20)]
        assert set(again) == {200}  # what is kept costs nothing


def test_people_see_in_their_language_why_there_is_no_answer(graph: Path, tmp_path: Path) -> None:
    browser = "text/html,application/xhtml+xml,*/*;q=0.8"
    with running(graph, tmp_path, settings="requests = 2") as server:
        spent = [server.ask(f"/nothing{at}").status for at in range(2)]
        asked = ("/compare.html?a=%22%3E", "/en/compare.html?a=%22%3E")
        pages = [server.ask(path, accept=browser) for path in asked]
        told = server.ask(asked[0], accept="application/problem+json")
        plain = server.ask(asked[0])
    assert spent == [404, 404]
    for page, language, said, other in (
        (pages[0], "zh-Hans", "您一分钟内可用的份额已用完", "en/compare.html?a=%22%3E"),
        (pages[1], "en", "You have used what one client may use", "../compare.html?a=%22%3E"),
    ):
        assert (page.status, page.headers["content-type"]) == (429, "text/html; charset=utf-8")
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert page.headers["cache-control"] == "no-store"
        assert f'<html lang="{language}">' in page.text
        assert said in page.text
        assert f'href="{other}"' in page.text
    assert json.loads(told.text)["detail"].startswith("you have used what one client may use")
    assert plain.text.startswith("you have used what one client may use")


def test_one_client_runs_few_heavy_queries_at_once(graph: Path, tmp_path: Path) -> None:
    settings = "heavy_per_client = 2\ntimeout = 4"
    with running(graph, tmp_path, settings=settings) as server, ThreadPoolExecutor(4) as crowd:
        found = [crowd.submit(server.post, f"{heavy()} # {at}") for at in range(4)]
        replies = [one.result() for one in found]
        assert sorted(one.status for one in replies) == [429, 429, 503, 503]
        assert all(one.headers["retry-after"] for one in replies)


def test_what_needs_too_much_memory_ends_alone(graph: Path, tmp_path: Path) -> None:
    numbers = " ".join(map(str, range(200)))
    lists = " ".join(f"VALUES ?v{at} {{ {numbers} }}" for at in range(4))
    text = f"SELECT DISTINCT * {{ {lists} }} ORDER BY DESC(?v3) LIMIT 1"
    with running(graph, tmp_path, settings="memory_mb = 200\ntimeout = 60") as server:
        found = server.post(text)
        assert found.status == 503
        assert "memory" in found.text
        assert server.query(COUNT).status == 200


def test_no_request_fails_while_the_graph_is_built_anew(  # noqa: PLR0915  # one story
    tmp_path: Path,
) -> None:
    folder, sources = tmp_path / "graph", tmp_path / "sources"
    sources.mkdir()
    for name, area in zip("abc", ("吴江区", "吴中区", "相城区"), strict=True):
        (sources / f"{name}.txt").write_text(REPORT.format(area=area), encoding="utf-8")
    build([sources], folder, Settings(), workers=1)
    failed: list[tuple[int, str]] = []
    over = threading.Event()
    with running(folder, tmp_path / "server", settings=MANY) as server:
        before = server.query(COUNT).body

        def ask(number: int) -> None:
            at = 0
            while not over.is_set():
                at += 1
                query = {"query": f"{COUNT} # {number}-{at}"}
                for path in (f"/sparql?{urlencode(query)}", f"/?x={number}-{at}"):
                    found = server.ask(path)
                    if found.status != 200:
                        failed.append((found.status, found.text))
                over.wait(0.1)  # the builds want to get on

        clients = [threading.Thread(target=ask, args=(number,)) for number in range(3)]
        for client in clients:
            client.start()
        try:
            for name in "ab":
                remove(folder, name)
                time.sleep(2)
            build([sources], folder, Settings(), workers=1)
            until = time.monotonic() + 30
            while server.query(COUNT).body != before:
                assert time.monotonic() < until
                time.sleep(0.2)
        finally:
            over.set()
            for client in clients:
                client.join()
    assert failed == []


def remove(folder: Path, report: str) -> None:
    before = store.read(folder)
    done = subprocess.run(
        [sys.executable, "-m", "kg", "remove", report, "--graph", str(folder)],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert store.read(folder) != before


def start(*flags: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", "serve", *flags]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_a_missing_graph_and_a_port_in_use_are_told_in_one_line(
    server: Server, graph: Path, tmp_path: Path
) -> None:
    none = start("--graph", str(tmp_path / "none"))
    assert (none.returncode, none.stderr.count("\n")) == (2, 1)
    assert "no graph here" in none.stderr
    used = start("--graph", str(graph), "--port", str(server.port))
    assert (used.returncode, used.stderr.count("\n")) == (2, 1)
    assert "cannot listen" in used.stderr


def test_an_address_that_is_none_is_told_in_one_line(graph: Path) -> None:
    for wrong in ("nonsense", "https://", "ftp://example.org/"):
        found = start("--graph", str(graph), "--url", wrong)
        said = f"kg serve: argument --url: {wrong} is no address (kg serve --help)\n"
        assert (found.returncode, found.stderr) == (2, said)


def test_a_worker_that_cannot_be_started_is_started_again(
    graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[Hand] = []
    far: list[socket.socket] = []

    def launch(hand: Hand, *_: object, **__: object) -> socket.socket:
        tried.append(hand)
        if len(tried) == 1:
            raise EOFError("unexpected EOF")
        ends = socket.socketpair()
        far.append(ends[1])
        ends[0].settimeout(0)
        return ends[0]

    async def told() -> set[Hand]:
        crew = Pool(opening).crew
        crew.fill()
        await asyncio.sleep(1.5)
        found = set(crew.hands)
        await crew.stop()
        await asyncio.sleep(0.1)  # connections close
        return found

    opening = Opening(graph, Settings(), Serving(workers=1, spare=1))
    monkeypatch.setattr(Hand, "launch", launch)
    assert asyncio.run(told()) == set(tried[1:])
    assert len(tried) == 3
    for one in far:
        one.close()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_cleanly(graph: Path, tmp_path: Path, how: signal.Signals) -> None:
    with running(graph, tmp_path) as server:
        front = server.process.pid
        held = workers(front)
        assert held
        server.process.send_signal(how)
        assert server.process.wait(20) == 0
        time.sleep(0.5)
        assert not [pid for pid in held if Path(f"/proc/{pid}/cmdline").exists()]
        assert "Traceback" not in server.log.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("worker = 2", "kg.toml:2: serve.worker: unknown key"),
        ("workers = 'many'", "kg.toml:2: serve.workers: must be a whole number"),
        ("url = 'example'", "kg.toml:2: serve.url: no address"),
    ],
)
def test_a_wrong_setting_is_told_with_its_place(tmp_path: Path, said: str, words: str) -> None:
    path = tmp_path / "kg.toml"
    path.write_text(f"[serve]\n{said}\n", encoding="utf-8")
    with pytest.raises(InputError) as raised:
        load(path)
    assert words in str(raised.value)
