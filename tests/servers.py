"""A real server on loopback, started as people start it, and a plain client for it."""

import http.client
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

_READY = re.compile(r"listening at (http://\S+)")
_PATIENCE = 60


@dataclass(frozen=True)
class Reply:
    """What a server answered; names of headers in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8")


@dataclass
class Server:
    """A server that runs: its address ends in a slash."""

    address: str
    process: subprocess.Popen[str]
    log: Path
    said: list[str] = field(default_factory=list)

    @property
    def port(self) -> int:
        """Where it listens."""
        return urlsplit(self.address).port or 0

    def ask(
        self,
        path: str,
        method: str = "GET",
        body: bytes | None = None,
        **headers: str,
    ) -> Reply:
        """One request on a connection of its own; accept_language stands for Accept-Language."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        reply = Reply(answer.status, found, answer.read())
        connection.close()
        return reply

    def query(self, text: str, accept: str = "application/sparql-results+json") -> Reply:
        """Ask the endpoint by GET."""
        return self.ask(f"/sparql?{urlencode({'query': text})}", accept=accept)

    def post(self, text: str, accept: str = "application/sparql-results+json") -> Reply:
        """Ask the endpoint by POST."""
        kind = "application/sparql-query"
        return self.ask("/sparql", "POST", text.encode(), content_type=kind, accept=accept)


@contextmanager
def running(graph: Path, folder: Path, *flags: str, settings: str = "") -> Iterator[Server]:
    """Start `kg serve` on a free port and stop it; `settings` is the table [serve]."""
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "serve.log"
    if settings:
        (folder / "kg.toml").write_text(f"[serve]\n{settings}\n", encoding="utf-8")
        flags = (*flags, "--settings", str(folder / "kg.toml"))
    command = [sys.executable, "-m", "kg", "serve", "--graph", str(graph), "--port", "0", *flags]
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(command, stderr=out, stdout=out, text=True)
    try:
        yield Server(_address(process, log), process, log)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _address(process: subprocess.Popen[str], log: Path) -> str:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        found = _READY.search(log.read_text(encoding="utf-8"))
        if found:
            return found[1]
        time.sleep(0.05)
    raise AssertionError(log.read_text(encoding="utf-8"))
