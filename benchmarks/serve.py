"""How fast the graph is served: ours and four peers on the same data, in one run.

    python benchmarks/serve.py GRAPH [--seconds 5] [--rounds 3] [--minutes 0] [--peers FOLDER]

wrk asks a small SELECT (texts that differ, then one text) and a page, in turns, so that a machine
that is busy for a while is so for all of them; the median of the rounds counts. Then ten heavy
queries run beside small ones, and with --minutes the memory is looked at for so long.
rdflib-endpoint is installed in a folder of its own, FOLDER, the first time.
Compare figures of one run only.
"""

import argparse
import http.client
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store, serialize

from kg import store
from kg.terms import Plan

HERE = Path(__file__).parent / "peers"
PORTS = {"ours": 8401, "constant": 8402, "minimal": 8403, "oxigraph": 8404, "rdflib": 8405}
JSON = "application/sparql-results+json"
LATENCY = re.compile(r"(50|99)%\s+([\d.]+)(us|ms|s)")
RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
WRONG = re.compile(r"Non-2xx or 3xx responses: (\d+)")
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}
HEAVY = 10
APPS = {
    "constant": "constant:app",
    "minimal": "minimal:app",
    "rdflib": "rdflib_endpoint_app:app",
}
DIFFER, ONE, PAGE = "texts that differ", "one text", "page, 32 clients"
#: What of ours, of what of another, how much of it at least.
GOALS = (
    ((DIFFER, DIFFER), "ours", "minimal", 0.85),
    ((ONE, ONE), "ours", "oxigraph", 0.6),
    ((DIFFER, DIFFER), "ours", "rdflib", 5.0),
    ((ONE, ONE), "ours", "rdflib", 1.5),
    ((PAGE, PAGE), "ours", "constant", 0.8),
)


#: Requests a second by what was asked and of whom.
Rates = dict[tuple[str, str], float]


class Measured(NamedTuple):
    """What wrk saw: requests a second, milliseconds of the middle and of the slowest hundredth."""

    rate: float
    middle: float
    slow: float
    wrong: int


def wrk(
    port: int,
    path: str,
    seconds: int,
    connections: int = 8,
    *,
    differ: bool = False,
    accept: str = JSON,
) -> Measured:
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "40s"]
    command += ["-H", f"Accept: {accept}"]
    salt = str(time.monotonic_ns())
    if differ:
        command += ["-s", str(HERE / "differing.lua")]
    env = {**os.environ, "BENCH_PATH": path, "BENCH_SALT": salt}
    address = f"http://127.0.0.1:{port}{path}"
    said = subprocess.run([*command, address], capture_output=True, text=True, env=env, check=True)
    times = {name: float(n) * UNITS[unit] for name, n, unit in LATENCY.findall(said.stdout)}
    wrong = WRONG.search(said.stdout)
    rate = RATE.search(said.stdout)
    assert rate, said.stdout  # noqa: S101
    return Measured(float(rate[1]), times["50"], times["99"], int(wrong[1]) if wrong else 0)


@contextmanager
def started(command: list[str], port: int, **env: str) -> Iterator[int]:
    """A server, from when it accepts connections."""
    process = subprocess.Popen(
        command, env={**os.environ, **env}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(1200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            if process.poll() is not None:
                raise SystemExit(f"did not start: {' '.join(command)}")
            time.sleep(0.1)
        yield process.pid
    finally:
        process.terminate()
        process.wait(30)


def uvicorn(python: str, app: str, port: int) -> list[str]:
    quiet = ["--no-access-log", "--log-level", "error", "--app-dir", str(HERE)]
    return [python, "-m", "uvicorn", app, "--port", str(port), *quiet]


def peers_in(folder: Path) -> str:
    """The interpreter of a folder of its own in which the peers are installed."""
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        wanted = ["--requirement", str(HERE.with_name("requirements.txt"))]
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *wanted], check=True)
    return str(python)


def ours(graph: Path, work: Path) -> list[str]:
    settings = work / "kg.toml"
    settings.write_text("[serve]\nrequests = 1000000000\ncomputing = 100000000\n")
    command = [sys.executable, "-m", "kg", "serve", "--graph", str(graph), "--access-log", "none"]
    return [*command, "--port", str(PORTS["ours"]), "--settings", str(settings)]


def start_peers(graph: Path, python: str, work: Path, page: bytes, held: ExitStack) -> None:
    """Start the servers to compare with, on the same store or the same triples."""
    directory = str(graph / store.read(graph).store)
    triples, body = work / "union.nt", work / "page"
    quads = Store.read_only(directory).quads_for_pattern(None, None, None, DefaultGraph())
    serialize((quad.triple for quad in quads), str(triples), RdfFormat.N_TRIPLES)
    body.write_bytes(page)
    where = {"BENCH_STORE": directory, "BENCH_TRIPLES": str(triples), "BENCH_PAGE": str(body)}
    for name, app in APPS.items():
        held.enter_context(started(uvicorn(python, app, PORTS[name]), PORTS[name], **where))
    binary = str(Path(python).with_name("oxigraph"))
    at = f"127.0.0.1:{PORTS['oxigraph']}"
    command = [binary, "serve-read-only", "-l", directory, "-b", at]
    held.enter_context(started(command, PORTS["oxigraph"]))


def statement(graph: Path) -> str:
    """A statement that rests on a passage, the same one of a graph each time."""
    opened = Store.read_only(str(graph / store.read(graph).store))
    found = opened.quads_for_pattern(None, NamedNode(Plan.EVIDENCE), None, DefaultGraph())
    return min(str(quad.subject) for quad in found).strip("<>")


def fetched(path: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", PORTS["ours"])
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status == 200, (path, answer.status)  # noqa: S101
    return body


def compare(small: str, page: str, seconds: int, rounds: int) -> Rates:
    """The table of all servers; requests a second by what was asked and of whom."""
    select = f"?query={quote(small)}"
    paths = {
        "ours": f"/sparql{select}",
        "minimal": f"/threads{select}",
        "on the loop": f"/loop{select}",
        "oxigraph": f"/query{select}",
        "rdflib": f"/sparql{select}",
    }
    found: dict[tuple[str, str], list[Measured]] = {}
    for _ in range(rounds):
        for name, path in paths.items():
            port = PORTS["minimal" if name == "on the loop" else name]
            for what, differ in (("texts that differ", True), ("one text", False)):
                taken = wrk(port, path, seconds, differ=differ)
                found.setdefault((what, name), []).append(taken)
        for name in ("ours", "constant"):
            for connections in (8, 32):
                taken = wrk(PORTS[name], page, seconds, connections, accept="text/html")
                found.setdefault((f"page, {connections} clients", name), []).append(taken)
    return {key: show(*key, taken) for key, taken in found.items()}


def beside_goals(rates: Rates) -> None:
    """Print how many times as many requests a second as its peers ours answers."""
    for what, name, other, goal in GOALS:
        ratio = rates[what[0], name] / rates[what[1], other]
        mark = "" if ratio >= goal else "   <-- below"
        print(f"{ratio:8.2f}  ours {what[0]} / {other} {what[1]} (goal {goal}){mark}")


def show(what: str, name: str, taken: list[Measured]) -> float:
    rate = statistics.median(one.rate for one in taken)
    middle = statistics.median(one.middle for one in taken)
    slow = statistics.median(one.slow for one in taken)
    wrong = sum(one.wrong for one in taken)
    said = f"   {wrong} NOT 2xx" if wrong else ""
    print(f"{what:20} {name:12} {rate:8.0f}/s   p50 {middle:7.2f} ms   p99 {slow:7.2f} ms{said}")
    return rate


def beside_heavy(small: str, heavy: str, seconds: int) -> None:
    """Small queries while ten heavy ones run, each put again when it was stopped."""
    over = threading.Event()

    def ask(number: int) -> None:
        at = 0
        while not over.is_set():
            at += 1
            connection = http.client.HTTPConnection("127.0.0.1", PORTS["ours"], timeout=60)
            connection.request("GET", f"/sparql?query={quote(f'{heavy} #{number}-{at}')}")
            connection.getresponse().read()

    for number in range(HEAVY):
        threading.Thread(target=ask, args=(number,), daemon=True).start()
    time.sleep(3)
    taken = wrk(PORTS["ours"], f"/sparql?query={quote(small)}", seconds, 4, differ=True)
    over.set()
    show(f"beside {HEAVY} heavy", "ours", [taken])


def memory(pid: int) -> float:
    """Megabytes of the process and all below it."""
    total, waiting = 0, [pid]
    while waiting:
        one = waiting.pop()
        try:
            words = Path(f"/proc/{one}/smaps_rollup").read_text().split()
            total += int(words[words.index("Pss:") + 1])
            children = Path(f"/proc/{one}/task/{one}/children").read_text().split()
        except (OSError, ValueError):
            continue
        waiting += map(int, children)
    return total / 1024


def for_minutes(pid: int, small: str, pages: list[str], minutes: int) -> None:
    """The memory while all kinds of requests come."""
    until = time.monotonic() + 60 * minutes
    while time.monotonic() < until:
        wrk(PORTS["ours"], f"/sparql?query={quote(small)}", 20, differ=True)
        for path in pages:
            wrk(PORTS["ours"], f"{path}?x=", 5, differ=True, accept="text/html")
        print(f"memory {memory(pid):.0f} MB", flush=True)


def asked(graph: Path) -> tuple[str, str]:
    """A small query, and the path of a page, about the same statement."""
    thing = statement(graph)
    small = (HERE / "small.rq").read_text().replace("STATEMENT", thing)
    return small, f"/{thing.removeprefix(store.read(graph).base)}.html"


def rates(graph: Path, python: str, seconds: int, rounds: int) -> Rates:
    """All servers started on a graph and asked in turns."""
    small, page = asked(graph)
    with tempfile.TemporaryDirectory() as name, ExitStack() as held:
        work = Path(name)
        held.enter_context(started(ours(graph, work), PORTS["ours"]))
        fetched("/healthz")
        start_peers(graph, python, work, fetched(page), held)
        return compare(small, page, seconds, rounds)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    words.add_argument("graph", type=Path)
    words.add_argument("--seconds", type=int, default=5)
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--minutes", type=int, default=0)
    words.add_argument("--peers", type=Path, default=Path("build/peers"))
    told = words.parse_args()
    small, page = asked(told.graph)
    heavy = (HERE / "heavy.rq").read_text()
    python = peers_in(told.peers)
    with tempfile.TemporaryDirectory() as name, ExitStack() as held:
        work = Path(name)
        pid = held.enter_context(started(ours(told.graph, work), PORTS["ours"]))
        fetched("/healthz")
        with ExitStack() as peers:
            start_peers(told.graph, python, work, fetched(page), peers)
            beside_goals(compare(small, page, told.seconds, told.rounds))
        before = memory(pid)
        beside_heavy(small, heavy, 4 * told.seconds)
        print(f"memory {before:.0f} MB, after heavy queries {memory(pid):.0f} MB")
        for_minutes(pid, small, [page, "/"], told.minutes)


if __name__ == "__main__":
    main()
