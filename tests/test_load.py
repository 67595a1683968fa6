"""Graphs put into stores of others: an Oxigraph server, Virtuoso, and what stands before them."""

import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest

from kg.cli import main
from kg.pipeline import remove
from kg.settings import Settings
from tests.stores import OXIGRAPH, VIRTUOSO, Store, free_port, front, oxigraph, virtuoso, wait_for

with_oxigraph = pytest.mark.skipif(OXIGRAPH is None, reason="needs oxigraph: pip install oxigraph")
with_virtuoso = pytest.mark.skipif(
    VIRTUOSO is None,
    reason="needs Virtuoso: apt install --no-install-recommends virtuoso-opensource",
)
MARKS = "https://w3id.org/plan-kg/id/loaded"
VERSION = "http://www.w3.org/2002/07/owl#versionInfo"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty Oxigraph server."""
    with oxigraph(tmp_path / "store") as made:
        yield made


def command(graph: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "kg", "load", "--graph", str(graph), *more]


def started(graph: Path, *more: str) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    return subprocess.Popen(command(graph, *more), stdout=pipe, stderr=pipe, text=True)


def loaded(
    capsys: pytest.CaptureFixture[str], graph: Path, *more: str, code: int = 0
) -> tuple[str, str]:
    with pytest.raises(SystemExit) as exit_:
        main(command(graph, *more)[3:])
    said = capsys.readouterr()
    assert exit_.value.code == code, said.err
    return said.out, said.err


def update(store: Store, text: str) -> None:
    """Change a store behind the back of a load."""
    kind = {"Content-Type": "application/sparql-update"}
    with closing(HTTPConnection("127.0.0.1", store.port, timeout=60)) as connection:
        connection.request("POST", "/update", text.encode(), kind)
        assert connection.getresponse().status == 204


def counted(graph: Path) -> dict[str, int]:
    """How many statements each graph of a dump has."""
    with (graph / "dump.nq").open("rb") as file:
        names = Counter(line.rsplit(b" ", 2)[1][1:-1].decode() for line in file)
    return dict(names)


@with_oxigraph
def test_a_graph_is_put_into_a_store_whole_and_the_second_time_nothing_is_sent(
    part: Path, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = counted(part)
    said, _ = loaded(capsys, part, "--endpoint", store.address)
    assert store.counts() == expected
    assert f"{len(expected)} graphs, {sum(expected.values())} statements" in said
    assert f"{len(expected)} sent, 0 deleted" in said
    again, _ = loaded(capsys, part, "--endpoint", f"{store.address}/store")
    assert "0 sent, 0 deleted" in again


@with_oxigraph
def test_of_a_newer_build_only_what_changed_is_sent_and_what_is_gone_is_deleted(
    graph: Path, store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    older, newer = counted(graph), tmp_path / "newer"
    loaded(capsys, graph, "--endpoint", store.address)
    shutil.copytree(graph, newer)
    remove("wujiang-2024-work", newer, Settings())
    would, _ = loaded(capsys, newer, "--endpoint", store.address, "--dry-run")
    assert store.counts() == older
    said, _ = loaded(capsys, newer, "--endpoint", store.address)
    assert store.counts() == counted(newer)
    gone = "https://w3id.org/plan-kg/id/graph/wujiang-2024-work"
    assert f"delete {gone}\n" in would
    assert not any("wuzhong" in line for line in would.splitlines())
    sent = [
        line.split()[1].rpartition("/")[2] for line in would.splitlines() if "send http" in line
    ]
    assert sent == ["agreement", "catalogue"]
    assert "2 sent, 1 deleted" in said
    back, _ = loaded(capsys, graph, "--endpoint", store.address)
    assert store.counts() == older
    assert "3 sent, 0 deleted" in back


@with_oxigraph
@pytest.mark.parametrize("way", ["graph-store", "update"])
def test_any_graph_store_and_any_endpoint_of_updates_will_do(
    way: str, part: Path, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    with front(store, named=False) as behind:
        where = {"graph-store": "/store", "update": "/update"}[way]
        query = ("--query", f"{behind.address}/query")
        loaded(capsys, part, f"--{way}", behind.address + where, *query)
        assert store.counts() == counted(part)
        assert ("PUT" in behind.writes) == (way == "graph-store")


@with_oxigraph
def test_a_load_that_is_killed_goes_on_where_it_stopped(
    graph: Path, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    """Twice: in the middle of the request for the fourth graph, and the server is killed too."""
    expected = counted(graph)
    with front(store, named=False, cut=8) as behind:
        where = ("--graph-store", f"{behind.address}/store", "--query", f"{behind.address}/query")
        first = started(graph, *where)
        assert behind.reached.wait(60)
        first.send_signal(signal.SIGKILL)
        first.communicate()
        behind.go_on.set()
        marked = store.rows(f"SELECT ?g WHERE {{ GRAPH <{MARKS}> {{ ?g <{VERSION}> ?v }} }}")
        assert len(marked) == 3
    with front(store, named=False, cut=4) as behind:
        where = ("--graph-store", f"{behind.address}/store", "--query", f"{behind.address}/query")
        second = started(graph, *where)
        assert behind.reached.wait(60)
        store.kill()
        behind.go_on.set()
        wait_for(lambda: any(status == 502 for _, _, status in behind.seen))
        store.start()
        out, err = second.communicate(timeout=60)
        assert second.returncode == 0, err
        assert "502 Bad Gateway; trying again in 1 s" in err
        assert f"{len(expected) - 3} sent" in out
    assert store.counts() == expected
    assert "0 sent" in loaded(capsys, graph, "--endpoint", store.address)[0]


@with_oxigraph
def test_a_bulk_load_that_is_killed_in_the_middle_ends_complete(
    graph: Path, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    with front(store, cut=2) as behind:
        first = started(graph, "--endpoint", behind.address)
        assert behind.reached.wait(60)
        first.send_signal(signal.SIGKILL)
        first.communicate()
        store.kill()
    store.start()
    loaded(capsys, graph, "--endpoint", store.address)
    assert store.counts() == counted(graph)


@with_oxigraph
def test_what_others_left_in_a_graph_is_gone_after_a_load_and_their_own_graphs_stand(
    part: Path, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    """A count that is wrong is seen, also where the marks say that all is there."""
    ours = "https://w3id.org/plan-kg/id/graph/vocabulary"
    for iri in (ours, "urn:theirs"):
        text = f"INSERT DATA {{ GRAPH <{iri}> {{ <urn:a> <urn:b> <urn:c> }} }}"
        update(store, text)
    loaded(capsys, part, "--endpoint", store.address)
    assert store.counts() == counted(part)
    update(store, f"DELETE WHERE {{ GRAPH <{ours}> {{ ?s a ?o }} }}")
    said, _ = loaded(capsys, part, "--endpoint", store.address)
    assert "1 sent" in said
    assert store.counts() == counted(part)
    assert store.count("urn:theirs") == 1


@with_oxigraph
def test_a_busy_server_is_asked_again_and_one_that_is_down_is_waited_for(
    part: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with oxigraph(tmp_path / "store") as store:
        with front(store, busy=2, after="1") as behind:
            _, said = loaded(capsys, part, "--endpoint", behind.address)
        assert said.count("503 Service Unavailable; trying again in 1 s") == 1
        assert said.count("503 Service Unavailable; trying again in 2 s") == 1
        store.kill()
        waiting = started(part, "--endpoint", store.address)
        assert waiting.stderr is not None
        assert "Connection refused; trying again in 1 s" in waiting.stderr.readline()
        store.start()
        assert waiting.communicate(timeout=60)[0].endswith("0 sent, 0 deleted\n")


@with_oxigraph
def test_a_server_that_stays_away_is_given_up_in_one_line(
    part: Path, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = f"http://127.0.0.1:{free_port()}"
    _, said = loaded(capsys, part, "--endpoint", nowhere, "--tries", "1", code=2)
    assert said.count("\n") == 1
    assert "Connection refused (run the same again later" in said
    with front(store, busy=1, after="3600") as behind:
        _, said = loaded(capsys, part, "--endpoint", behind.address, code=2)
    assert said.count("\n") == 1
    assert "503" in said


@with_oxigraph
@pytest.mark.parametrize("digest", [False, True])
def test_a_name_and_a_password_are_given_when_asked_for_and_never_shown(
    digest: bool,  # noqa: FBT001  # one of two ways
    part: Path,
    store: Store,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("KG_LOAD_PASSWORD", raising=False)
    with front(store, account="loader:sesame", digest=digest) as behind:
        where = ("--endpoint", behind.address)
        _, wanted = loaded(capsys, part, *where, code=2)
        assert "a name and password are wanted" in wanted
        _, missing = loaded(capsys, part, *where, "--user", "loader", code=2)
        assert "KG_LOAD_PASSWORD" in missing
        monkeypatch.setenv("KG_LOAD_PASSWORD", "wrong-word")
        _, refused = loaded(capsys, part, *where, "--user", "loader", code=2)
        assert "name and password are refused (401)" in refused
        monkeypatch.setenv("KG_LOAD_PASSWORD", "sesame")
        out, err = loaded(capsys, part, *where, "--user", "loader")
    assert "wrong-word" not in refused
    assert "sesame" not in out + err
    _, said = loaded(capsys, part, "--endpoint", "http://loader:sesame@127.0.0.1:1", code=2)
    assert "sesame" not in said


@with_oxigraph
def test_requests_are_made_smaller_for_a_server_that_finds_them_too_large(
    part: Path, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    with front(store, largest=600_000) as behind:
        loaded(capsys, part, "--endpoint", behind.address)
        assert all(len(body) <= 600_000 for _, body in behind.bodies)
    assert store.counts() == counted(part)
    with front(store, largest=20_000) as behind:
        where = ("--graph-store", f"{behind.address}/store", "--query", f"{store.address}/query")
        update(store, f"DROP GRAPH <{MARKS}>")
        _, said = loaded(capsys, part, *where, code=2)
    assert "it takes no request of 64 kB" in said


@with_oxigraph
def test_what_is_sent_is_packed_where_asked(
    part: Path, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    with front(store) as behind:
        loaded(capsys, part, "--endpoint", behind.address, "--gzip")
        assert {packed for packed, _ in behind.bodies} == {"gzip"}
    assert store.counts() == counted(part)


@with_oxigraph
def test_a_dump_that_was_changed_is_not_sent(
    part: Path, store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damaged = tmp_path / "damaged"
    shutil.copytree(part, damaged)
    lines = (damaged / "dump.nq").read_bytes().splitlines(keepends=True)
    (damaged / "dump.nq").write_bytes(b"".join(lines[:-1]))
    _, said = loaded(capsys, damaged, "--endpoint", store.address, code=2)
    assert "it is not the dump that build.json speaks of" in said
    assert store.counts() == {}


def test_a_place_that_is_no_store_is_refused_in_one_line(
    part: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, said = loaded(capsys, part, code=2)
    assert said.startswith("kg: it is not said where the graph goes (--endpoint URL, or --query")
    _, said = loaded(capsys, part, "--endpoint", "ftp://example.org", code=2)
    assert "this is no address of the web" in said
    assert said.count("\n") == 1


@with_oxigraph
def test_an_address_that_answers_something_else_is_refused_in_one_line(
    part: Path, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    """A page of HTML, an address that there is not, a store that only reads."""
    where = ("--graph-store", f"{store.address}/store")
    for wrong in ("/", "/nowhere"):
        _, said = loaded(capsys, part, *where, "--query", store.address + wrong, code=2)
        assert said.count("\n") == 1
        assert "the server answers 40" in said
    _, said = loaded(capsys, part, "--endpoint", f"{store.address}/nowhere", code=2)
    assert "no store of a known kind (Oxigraph, Virtuoso) (--query URL with" in said
    query = ("--query", f"{store.address}/query")
    _, said = loaded(capsys, part, "--update", f"{store.address}/query", *query, code=2)
    assert said.startswith(f"kg: {store.address}/query: the server answers 4")


@with_virtuoso
def test_virtuoso_takes_a_graph_by_both_ways_and_has_it_after_it_was_killed(
    part: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KG_LOAD_PASSWORD", "dba")
    changed = tmp_path / "changed"
    shutil.copytree(part, changed)
    remove("part", changed, Settings())
    with virtuoso(tmp_path / "virtuoso") as store:
        where = ("--endpoint", store.address, "--user", "dba")
        loaded(capsys, part, *where, "--gzip")
        assert store.counts() == counted(part)
        store.kill()
        (store.folder / "v.lck").unlink(missing_ok=True)
        store.start()
        assert "0 sent" in loaded(capsys, part, *where)[0]
        loaded(capsys, changed, *where, "--update", f"{store.address}/sparql-auth")
        assert store.counts() == counted(changed)
