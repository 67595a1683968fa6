"""Requests on their way through the workers, and what comes back."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

from kg.serve.replies import Headers
from kg.site.words import words

#: Bytes of an answer that wait for a slow client before the worker has to wait too.
HIGH, LOW = 4 * 1024 * 1024, 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a worker answered: a body, or a stream of its parts. `state` names the build."""

    status: int
    headers: Headers
    body: bytes = b""
    stream: "Stream | None" = None
    note: str = ""
    state: str = ""


class Failed(Exception):  # noqa: N818  # the client is told, nothing else stops
    """A request that was not answered: status and reason for the client."""

    def __init__(
        self, status: int, why: str, *, note: str, retry: int = 0, **given: object
    ) -> None:
        """Say why, by the key of the words and what they name.

        `retry` are seconds after which another try may help.
        """
        super().__init__(why)
        self.status, self.note, self.retry = status, note, retry
        self._why, self._given = words()[why], given

    def reason(self, language: str = "en") -> str:
        """Why, in words."""
        return self._why.in_language(language).format(**self._given)


class Cut(Exception):  # noqa: N818  # as above
    """The rest of a stream is missing."""


class Stream:
    """Parts of an answer, from a worker to a client that may be slower."""

    def __init__(self, transport: asyncio.ReadTransport) -> None:
        """Hold the worker back by its transport."""
        self._transport = transport
        self._parts: deque[bytes] = deque()
        self._held = 0
        self._come = asyncio.Event()
        self._over = self._cut = self.paused = False

    def feed(self, data: bytes) -> None:
        """A part has come."""
        self._parts.append(data)
        self._held += len(data)
        self._come.set()
        if self._held > HIGH and not self.paused:
            self.paused = True
            self._transport.pause_reading()

    def close(self, *, cut: bool) -> None:
        """No more parts come; `cut` where there should be."""
        self._over, self._cut = True, cut
        self._come.set()

    async def parts(self) -> AsyncIterator[bytes]:
        """All parts in order; Cut where some are missing."""
        while True:
            while self._parts:
                data = self._parts.popleft()
                self._held -= len(data)
                self._go_on()
                yield data
            if self._over:
                break
            self._come.clear()
            await self._come.wait()
        if self._cut:
            raise Cut

    def _go_on(self) -> None:
        if self.paused and self._held < LOW:
            self.paused = False
            if not self._transport.is_closing():
                self._transport.resume_reading()


@dataclass(slots=True, eq=False)
class Job:
    """A request with what is known of how far it is."""

    frame: bytes
    client: str
    since: float
    answered: "asyncio.Future[Answer]"
    heavy: bool = False
    stream: Stream | None = None
    tries: int = 0
    base: float | None = None  # seconds that its worker had computed when it was looked at first
    left: bool = False  # the client went away
    #: Called when it takes long, and with the seconds of computing once it needs no worker more.
    slow: Callable[[], None] | None = None
    charge: Callable[[str, float], None] | None = None

    def succeed(self, answer: Answer) -> None:
        """Hand the answer on."""
        if not self.answered.done():
            self.answered.set_result(answer)

    def fail(self, error: Failed) -> None:
        """Say that there is none; a stream that was begun is cut."""
        if not self.answered.done():
            self.answered.set_exception(error)
        elif self.stream:
            self.stream.close(cut=True)

    def end(self, said: Any) -> None:  # noqa: ANN401  # what a frame says
        """It needs no worker any more."""
        if self.charge:
            self.charge(self.client, said.get("cost", 0.0))


class Queue:
    """Requests that wait: one of each client in turn, so that nobody waits for a crowd."""

    def __init__(self) -> None:
        """Nobody waits."""
        self._clients: OrderedDict[str, deque[Job]] = OrderedDict()
        self._count = 0

    def __len__(self) -> int:
        """How many wait."""
        return self._count

    def of(self, client: str) -> int:
        """How many of a client wait."""
        return len(self._clients.get(client, ()))

    def put(self, job: Job, *, first: bool = False) -> None:
        """Let a request wait, the last of its client or the first of all."""
        jobs = self._clients.setdefault(job.client, deque())
        if first:
            jobs.appendleft(job)
            self._clients.move_to_end(job.client, last=False)
        else:
            jobs.append(job)
        self._count += 1

    def take(self) -> Job | None:
        """The next one."""
        if not self._clients:
            return None
        client, jobs = next(iter(self._clients.items()))
        job = jobs.popleft()
        self._count -= 1
        if jobs:
            self._clients.move_to_end(client)
        else:
            del self._clients[client]
        return job

    def since(self, moment: float) -> list[Job]:
        """Those that came before a moment, taken out."""
        late = [job for jobs in self._clients.values() for job in jobs if job.since < moment]
        for job in late:
            jobs = self._clients[job.client]
            jobs.remove(job)
            self._count -= 1
            if not jobs:
                del self._clients[job.client]
        return late
