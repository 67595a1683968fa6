"""A process that answers, one request after the other, from one state of the graph.

All that a request can break it breaks here: the front ends a worker that takes too long, and puts
another in the place of one that died.
"""

import os
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email.utils import formatdate
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qsl

from kg import site
from kg.errors import KgError
from kg.serve import sparql, walls
from kg.serve.frames import Frame, Kind, frames, pack
from kg.serve.replies import EDITOR_POLICY, Headers, Reply, dressed, problem
from kg.serve.settings import Serving
from kg.serve.sink import Sink
from kg.settings import Settings
from kg.site import http
from kg.store.record import NAME as RECORD

ENDPOINT = "/sparql"
QUERY_PAGES = frozenset({ENDPOINT, "/sparql.html", "/en/sparql", "/en/sparql.html"})
_OUT_OF_MEMORY = "the request needs more memory than one request may have"
_MB = 1024 * 1024
#: Megabytes by which a worker may grow before another one takes its place.
_GROWN = 256
#: Seconds of computing after which it is looked whether it did.
_WEIGHS = 0.05


@dataclass(frozen=True, slots=True)
class Opening:
    """What a worker opens and how it serves."""

    graph: Path
    settings: Settings
    serving: Serving


class _Desk:
    """The graph as it was when the worker started."""

    def __init__(self, opening: Opening) -> None:
        record = opening.graph / RECORD
        self.state = state(opening.graph)
        self.modified = formatdate(record.stat().st_mtime, usegmt=True)
        self.site = site.Site(opening.graph, opening.settings)
        self.graph, self.serving = opening.graph, opening.serving
        self.site.respond(http.Request(path="/"))  # what is made once is made before anybody asks
        self.limits = sparql.Limits(self.serving.rows, self.serving.answer_mb * _MB)

    def warm(self) -> None:
        """Make what takes long once; where that fails, who asks for it is told why."""
        with suppress(KgError, OSError, RuntimeError):
            self.site.warm()

    def answer(self, asked: "_Ask", sink: Sink) -> Reply | None:
        if asked.path == ENDPOINT and not sparql.wants_page(asked.request):
            return sparql.answer(self.site.context.store, asked.request, sink, self.limits)
        found = self.site.respond(asked.page)
        headers: Headers = (("Content-Type", found.media_type), *found.headers)
        if asked.path in QUERY_PAGES:
            headers += (("Content-Security-Policy", EDITOR_POLICY), ("Vary", "Accept"))
        return Reply(status=found.status, headers=headers, body=found.body)


def state(graph: Path) -> str:
    """Which build stands in a graph folder; "" where none does."""
    try:
        found = (graph / RECORD).stat()
    except OSError:
        return ""
    return f"{found.st_ino}-{found.st_mtime_ns}-{found.st_size}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A request as the front hands it on."""

    method: str
    path: str
    query: str
    accept: str
    languages: str
    content_type: str
    origin: str
    packed: bool

    def frame(self, body: bytes) -> bytes:
        """The request as it goes to a worker."""
        said = [getattr(self, name) for name in self.__slots__]
        return pack(Kind.ASK, said, body)


class _Ask:
    """The same as a worker reads it."""

    def __init__(self, frame: Frame) -> None:
        ask = Ask(**dict(zip(Ask.__slots__, frame.said, strict=True)))
        self.path, self.packed, self.accept = ask.path, ask.packed, ask.accept
        self._ask, self._body = ask, frame.body

    @property
    def request(self) -> sparql.Request:
        """The request as the endpoint sees it."""
        ask = self._ask
        return sparql.Request(
            method=ask.method,
            query=ask.query.encode("latin-1"),
            accept=ask.accept,
            content_type=ask.content_type,
            body=self._body,
            endpoint=f"{ask.origin}{ENDPOINT[1:]}",
        )

    @property
    def page(self) -> http.Request:
        """The request as the site sees it."""
        ask = self._ask
        fields = parse_qsl(ask.query, keep_blank_values=True, errors="replace")
        return http.Request(
            method=ask.method,
            path=ask.path,
            query=tuple(fields),
            accept=ask.accept,
            languages=ask.languages,
            body=self._body,
            content_type=ask.content_type,
            origin=ask.origin,
        )


def run(channel: socket.socket, opening: Opening, urgent: bool, warm: bool) -> None:  # noqa: FBT001
    """Answer what comes through the channel until it is closed; `urgent` where others wait.

    One that is to be `warm` makes what takes long once before it says that it is ready.
    """
    walls.alone()
    desk = _opened(opening, urgent=urgent, warm=warm)
    if isinstance(desk, KgError):
        channel.sendall(pack(Kind.FAILED, str(desk)))
        return
    threading.stack_size(walls.STACK)
    serving = _Serving(channel, desk)
    limited = False
    while serving.wanted:
        thread = threading.Thread(target=serving.run, name="evaluation")
        thread.start()
        if not limited:
            walls.memory(opening.serving.memory_mb)
            limited = True
        thread.join()
    sys.stderr.flush()
    os._exit(serving.code)  # what was evaluated last need not be taken down with care


def _opened(opening: Opening, *, urgent: bool, warm: bool) -> _Desk | KgError:
    """The graph, opened with little time beside others where enough workers answer already."""
    found: list[_Desk | KgError] = []

    def work() -> None:
        if not urgent:
            walls.last(os.getpid(), threading.get_native_id())
        try:
            desk = _Desk(opening)
        except KgError as error:
            found.append(error)
        else:
            found.append(desk)
            if warm:
                walls.last(os.getpid(), threading.get_native_id())
                desk.warm()

    thread = threading.Thread(target=work, name="opening")
    thread.start()
    thread.join()
    return found[0] if found else KgError("the graph cannot be opened")


class _Serving:
    """Answers in a thread; a thread that was put last ends after its answer, another follows."""

    def __init__(self, channel: socket.socket, desk: _Desk) -> None:
        self.wanted, self.code = True, 0
        self._channel, self._desk = channel, desk
        self._frames: Iterator[Frame] = frames(channel)
        self._usual = walls.resident()
        self._grown = False

    def run(self) -> None:
        self.wanted, self.code = False, 1  # unless this thread says otherwise
        with suppress(ConnectionError):  # the front has let it go
            self._run()
            self.code = 0

    def _run(self) -> None:
        self._ready()
        for frame in self._frames:
            self._answer(_Ask(frame))
            if self._grown:
                break
            if walls.is_last():
                self.wanted = True
                break

    def _ready(self) -> None:
        said = {"thread": threading.get_native_id(), "state": self._desk.state}
        self._channel.sendall(pack(Kind.READY, said))

    def _answer(self, ask: _Ask) -> None:
        begun = time.thread_time()
        sink = Sink(self._begin, self._part, packed=ask.packed)
        try:
            reply = self._desk.answer(ask, sink)
        except MemoryError:
            self._failed(ask, sink, _OUT_OF_MEMORY, begun)
            raise SystemExit(1) from None
        except (KgError, OSError, RuntimeError) as error:
            self._failed(ask, sink, f"it cannot be answered: {error}", begun)
            return
        cost = time.thread_time() - begun
        if reply is None:
            self._channel.sendall(pack(Kind.END, self._ending(cost)))
        else:
            self._whole(ask, reply, cost)

    def _ending(self, cost: float) -> dict[str, object]:
        """What is said with the end of each answer; `leaves` that no other one will follow."""
        if cost > _WEIGHS:
            self._grown = walls.resident() > self._usual + _GROWN
        return {"cost": cost, "leaves": self._grown}

    def _whole(self, ask: _Ask, reply: Reply, cost: float) -> None:
        desk = self._desk
        reply = dressed(reply, desk.modified, desk.serving.max_age, packed=ask.packed)
        said = {"status": reply.status, "headers": reply.headers, "note": reply.note}
        said |= self._ending(cost)
        self._channel.sendall(pack(Kind.WHOLE, said, reply.body))

    def _failed(self, ask: _Ask, sink: Sink, why: str, begun: float) -> None:
        cost = time.thread_time() - begun
        stale = state(self._desk.graph) != self._desk.state
        if sink.begun:
            self._channel.sendall(pack(Kind.CUT, {**self._ending(cost), "why": why}))
        elif stale:  # the folder was built anew under it: another worker can say
            self._channel.sendall(pack(Kind.STALE, self._ending(cost)))
        else:
            status = HTTPStatus.INTERNAL_SERVER_ERROR
            self._whole(ask, problem(status, why, ask.accept, note="failed"), cost)

    def _begin(self, headers: Headers) -> None:
        desk = self._desk
        reply = dressed(Reply(headers=headers), desk.modified, desk.serving.max_age, packed=False)
        kept = tuple(pair for pair in reply.headers if pair[0] != "ETag")
        self._channel.sendall(pack(Kind.BEGIN, {"status": reply.status, "headers": kept}))

    def _part(self, data: bytes) -> None:
        self._channel.sendall(pack(Kind.PART, None, data))
