"""Stores of others on loopback, started as people start them, and a front that gets in the way."""

import http.client
import json
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import parse_http_list, parse_keqv_list

_PATIENCE = 60
OXIGRAPH = shutil.which("oxigraph") or shutil.which(
    "oxigraph", path=str(Path(sys.executable).parent)
)
VIRTUOSO = shutil.which("virtuoso-t")

_INI = """[Database]
DatabaseFile = v.db
ErrorLogFile = v.log
LockFile = v.lck
TransactionFile = v.trx
xa_persistent_file = v.pxa
FileExtend = 200
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = vt.db
TransactionFile = vt.trx
[Parameters]
ServerPort = 127.0.0.1:{other}
DisableUnixSocket = 1
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 4
[SPARQL]
ResultSetMaxRows = 10000
"""


def free_port() -> int:
    """A port that nothing listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@dataclass
class Store:
    """A store that can be killed and started again."""

    command: list[str]
    folder: Path
    port: int
    query: str
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Of the server."""
        return f"http://127.0.0.1:{self.port}"

    def start(self, *, wait: bool = True) -> None:
        """Start it, and wait until it answers."""
        with (self.folder / "out.log").open("ab") as out:
            self.process = subprocess.Popen(
                self.command, cwd=self.folder, stdout=out, stderr=subprocess.STDOUT
            )
        until = time.monotonic() + _PATIENCE
        while wait:
            try:
                self.count("urn:nothing")
                wait = False
            except OSError:
                assert time.monotonic() < until
                assert self.process.poll() is None
                time.sleep(0.1)

    def kill(self) -> None:
        """As a machine does that fails."""
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def rows(self, text: str) -> list[dict[str, str]]:
        """The rows of an answer."""
        headers = {"Accept": "application/sparql-results+json"}
        target = f"{self.query}?{urlencode({'query': text})}"
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as made:
            made.request("GET", target, headers=headers)
            answer = made.getresponse()
            data = answer.read()
        assert answer.status == 200, data
        rows = json.loads(data)["results"]["bindings"]
        return [{name: cell["value"] for name, cell in row.items()} for row in rows]

    def count(self, graph: str) -> int:
        """How many statements a graph has."""
        text = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
        return int(self.rows(text)[0]["n"])

    def counts(self) -> dict[str, int]:
        """How many statements each graph of the base has, but the marks."""
        text = (
            "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o }"
            ' FILTER CONTAINS(STR(?g), "/id/graph/") } GROUP BY ?g'
        )
        return {row["g"]: int(row["n"]) for row in self.rows(text)}


@contextmanager
def oxigraph(folder: Path) -> Iterator[Store]:
    """An Oxigraph server over a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    command = [str(OXIGRAPH), "serve", "--location", "db", "--bind", f"127.0.0.1:{port}"]
    yield from _running(Store(command, folder, port, "/query"))


@contextmanager
def virtuoso(folder: Path) -> Iterator[Store]:
    """A Virtuoso server over a folder; its account is dba, dba."""
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    (folder / "virtuoso.ini").write_text(_INI.format(port=port, other=free_port()))
    command = [str(VIRTUOSO), "+configfile", "virtuoso.ini", "+foreground"]
    yield from _running(Store(command, folder, port, "/sparql"))


def _running(store: Store) -> Iterator[Store]:
    store.start()
    try:
        yield store
    finally:
        store.kill()


@dataclass
class Front:
    """A proxy before a store.

    It refuses the first of the requests as busy, those without name and password, those that are
    too large; of the n-th that writes it passes on half, then waits to be let go.
    """

    store: Store
    port: int = 0
    busy: int = 0
    after: str = "0"
    largest: int = 0
    account: str = ""
    digest: bool = False
    named: bool = True
    #: Number of the writing request that is cut in the middle; 0 for none.
    cut: int = 0
    reached: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)
    seen: list[tuple[str, str, int]] = field(default_factory=list)
    bodies: list[tuple[str, bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Of the proxy."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def writes(self) -> list[str]:
        """Methods of the requests that changed something."""
        return [method for method, _, status in self.seen if method != "GET" and status < 300]

    def refusal(
        self, method: str, authorization: str, size: int
    ) -> tuple[int, dict[str, str]] | None:
        """Status and headers where a request is not passed on."""
        if self.account and not self.proven(method, authorization):
            nonce = f"{len(self.seen)}"  # the challenge before is out of date
            known = f'Digest realm="here", nonce="{nonce}", qop="auth", algorithm=SHA-256'
            return 401, {"WWW-Authenticate": known if self.digest else 'Basic realm="here"'}
        if self.busy:
            self.busy -= 1
            return 503, {"Retry-After": self.after}
        return (413, {}) if self.largest and size > self.largest else None

    def proven(self, method: str, authorization: str) -> bool:
        """Whether name and password are right; of a challenge, three times."""
        kind, _, rest = authorization.partition(" ")
        if not self.digest:
            return authorization == f"Basic {b64encode(self.account.encode()).decode()}"
        said = parse_keqv_list(parse_http_list(rest))
        if kind != "Digest" or int(said["nc"], 16) > 3:
            return False
        name, _, password = self.account.partition(":")
        who, what = _hashed(f"{name}:here:{password}"), _hashed(f"{method}:{said['uri']}")
        middle = f"{said['nonce']}:{said['nc']}:{said['cnonce']}:auth"
        return said["response"] == _hashed(f"{who}:{middle}:{what}")


def _hashed(words: str) -> str:
    return sha256(words.encode()).hexdigest()


@contextmanager
def front(store: Store, **behaving: object) -> Iterator[Front]:
    """A proxy that behaves as told."""
    made = Front(store, **behaving)  # type: ignore[arg-type]  # the fields of Front
    server = _Server(made)
    made.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield made
    finally:
        made.go_on.set()
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    def __init__(self, behind: Front) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.behind = behind


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        behind = self.server.behind
        refused = behind.refusal(self.command, self.headers.get("Authorization", ""), len(body))
        if refused:
            self.answer(refused[0], refused[1], b"")
            return
        try:
            status, headers, data = self.passed_on(body)
        except OSError:
            status, headers, data = 502, {}, b""
        if not behind.named:
            headers.pop("server", None)
        self.answer(status, headers, data)

    do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815  # names that http.server calls

    def passed_on(self, body: bytes) -> tuple[int, dict[str, str], bytes]:
        """What the store answers."""
        port = self.server.behind.store.port
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
            connection.putrequest(self.command, self.path, skip_accept_encoding=True)
            for name, value in self.headers.items():
                if name.lower() not in {"host", "accept-encoding"}:
                    connection.putheader(name, value)
            connection.endheaders()
            self.send(connection, body)
            answer = connection.getresponse()
            data = answer.read()
            headers = {name.lower(): value for name, value in answer.getheaders()}
        kept = ("content-type", "server")
        return answer.status, {name: headers[name] for name in kept if name in headers}, data

    def send(self, connection: http.client.HTTPConnection, body: bytes) -> None:
        """Pass on what came, in two halves where it is to be cut."""
        half, behind = len(body), self.server.behind
        if self.command in {"PUT", "POST"} and "query" not in self.path:
            behind.bodies.append((self.headers.get("Content-Encoding", ""), body))
            half = half // 2 if len(behind.bodies) == behind.cut else half
        connection.send(body[:half])
        if half < len(body):
            behind.reached.set()
            behind.go_on.wait(_PATIENCE)
            connection.send(body[half:])

    def answer(self, status: int, headers: dict[str, str], data: bytes) -> None:
        """Answer whoever asked, unless it was killed."""
        self.server.behind.seen.append((self.command, self.path, status))
        try:
            self.send_response_only(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
        except OSError:
            self.close_connection = True


def wait_for(true: Callable[[], bool]) -> None:
    """Until it is so; AssertionError after a minute."""
    until = time.monotonic() + _PATIENCE
    while not true():
        assert time.monotonic() < until
        time.sleep(0.02)
