"""One worker process as the front sees it."""

import asyncio
import os
import signal
import socket
from contextlib import suppress
from multiprocessing.context import ForkServerContext, ForkServerProcess
from typing import Protocol, cast

from kg.serve import walls, worker
from kg.serve.frames import Frame, Reader
from kg.serve.jobs import Job


class Master(Protocol):
    """Who is told what a worker says."""

    def heard(self, hand: "Hand", frame: Frame) -> None:
        """A frame has come."""

    def lost(self, hand: "Hand") -> None:
        """The worker has closed its channel or died."""


class Hand(asyncio.Protocol):
    """A worker: starting, idle, at a job, or about to leave."""

    def __init__(self, master: Master, age: int, *, warm: bool = False) -> None:
        """A worker that is not there yet; `age` counts the builds of the graph.

        One that is `warm` makes what takes long once before it is ready.
        """
        self.age, self.warm = age, warm
        self.job: Job | None = None
        self.next: Job | None = None  # sent already, so that the worker need not wait for it
        self.dropped = False  # whether an answer comes that nobody waits for
        self.ready = self.leaves = False
        self.state, self.thread, self.pid = "", 0, 0
        self.transport: asyncio.Transport | None = None
        self._master = master
        self._reader = Reader()
        self._process: ForkServerProcess | None = None

    def launch(
        self, context: ForkServerContext, opening: worker.Opening, *, urgent: bool
    ) -> socket.socket:
        """Start the process; it takes a moment and is done in a thread."""
        near, far = socket.socketpair()
        with far:
            process = context.Process(
                target=worker.run,
                args=(far, opening, urgent, self.warm),
                name="kg-worker",
                daemon=True,
            )
            process.start()
        self._process, self.pid = process, process.pid or 0
        near.setblocking(False)  # noqa: FBT003  # its only parameter
        return near

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The channel stands."""
        self.transport = cast("asyncio.Transport", transport)  # uvloop's has no such class

    def data_received(self, data: bytes) -> None:
        """The worker says something."""
        for frame in self._reader.feed(data):
            self._master.heard(self, frame)

    def connection_lost(self, _error: Exception | None) -> None:
        """The worker is gone."""
        self._master.lost(self)

    def give(self, job: Job) -> None:
        """Let the worker answer, after what it is at."""
        if self.job is None:
            self.job = job
        else:
            self.next = job
        if self.transport:
            self.transport.write(job.frame)

    def take_back(self) -> Job | None:
        """The request that waits behind another one; its answer counts for nothing now."""
        job, self.next = self.next, None
        self.dropped = self.dropped or job is not None
        return job

    def computed(self) -> float:
        """Seconds of computing that its job has needed since it was first looked at."""
        if self.job is None:
            return 0.0
        now = walls.computed(self.pid, self.thread)
        if self.job.base is None:
            self.job.base = now
        return max(0.0, now - self.job.base)

    def put_last(self) -> None:
        """Let the job go on with what time others leave it."""
        walls.last(self.pid, self.thread)

    def kill(self) -> None:
        """End the worker at once."""
        self.leaves = True
        if self.pid:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
        self.dismiss()

    def dismiss(self) -> None:
        """Let the worker go, after what it says last."""
        if self.transport:
            self.transport.close()

    def exit_code(self) -> int | None:
        """How it ended; waits for it, so it is asked in a thread."""
        if self._process is None:
            return None
        self._process.join(5)
        return self._process.exitcode
