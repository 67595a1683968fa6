"""A site on loopback that answers as a test tells it to."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

#: What a path answers: status, headers, body.
Answer = tuple[int, Mapping[str, str], bytes]
HTML = {"Content-Type": "text/html"}


@dataclass
class Site:
    """What its paths answer, and what it was asked."""

    paths: dict[str, Answer | Callable[[BaseHTTPRequestHandler], None]] = field(
        default_factory=dict
    )
    asked: list[tuple[str, dict[str, str], float]] = field(default_factory=list)
    port: int = 0

    def at(self, path: str, host: str = "127.0.0.1") -> str:
        """The address of a path."""
        return f"http://{host}:{self.port}{path}"

    def asked_for(self) -> list[str]:
        """The paths that were asked for, but for robots.txt."""
        return [path for path, _, _ in self.asked if path != "/robots.txt"]


@contextmanager
def site(paths: Mapping[str, Answer | Callable[[BaseHTTPRequestHandler], None]]) -> Iterator[Site]:
    """A site that runs."""
    made = Site(dict(paths))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # so the library calls it
            sent = {name.lower(): value for name, value in self.headers.items()}
            made.asked.append((self.path, sent, time.monotonic()))
            found = made.paths.get(self.path, (404, {}, b"nothing here"))
            if callable(found):
                found(self)
                return
            status, headers, body = found
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    made.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
