"""The workers: who answers what, who takes too long, who takes the place of whom.

A request that runs for long is put last: its process goes on with what time the others leave it,
and another process takes its place, so that short requests never wait for long ones.
"""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from kg.errors import StoreError
from kg.serve import worker
from kg.serve.frames import Frame, Kind
from kg.serve.hand import Hand
from kg.serve.jobs import Answer, Failed, Job, Queue, Stream
from kg.serve.worker import Opening

_TICK = 0.02
#: What runs so long while others wait is put last earlier, while there is much room.
_EAGER = 0.03
#: How much longer a job may take that hardly computes: the machine may have other work to do.
_BLOCKED = 10
_TRIES = 3
_ABORTED = -6  # the engine ends so where it gets no more memory
_PAUSE = 0.2  # before a worker that cannot start is tried again, longer each time


def _nothing() -> None:
    """Nobody wants to know."""


class Pool:
    """Workers for one graph folder."""

    def __init__(self, opening: Opening) -> None:
        """None is there before `start`."""
        self._opening, self._serving = opening, opening.serving
        self.hands: set[Hand] = set()
        self._idle: list[Hand] = []
        self.queue = Queue()
        self._age = 0
        self._executor = ThreadPoolExecutor(1, "kg-launch")
        self._context = get_context("forkserver")
        self._context.set_forkserver_preload(["kg.serve.worker"])
        self._tasks: set[asyncio.Task[None]] = set()
        self._first: asyncio.Future[None] | None = None
        self._ticking: asyncio.TimerHandle | None = None
        self._closed = False
        self.failures = 0
        self.state = ""
        self.killed = self.died = 0
        #: Called when answers are those of another build.
        self.changed: Callable[[], None] = _nothing
        self._known = worker.state(opening.graph)
        self._stale = -1  # workers of this age and older cannot answer any more

    async def start(self) -> None:
        """Start the workers; StoreError where the first cannot open the graph."""
        self._first = asyncio.get_running_loop().create_future()
        self._fill()
        await self._first
        self._first = None

    async def stop(self) -> None:
        """End all workers."""
        self._closed = True
        for hand in list(self.hands):
            hand.kill()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._executor.shutdown(wait=False, cancel_futures=True)

    @property
    def graph(self) -> Path:
        """The graph folder."""
        return self._opening.graph

    def look(self) -> None:
        """Where the graph was built anew, let workers open it; the others go once they have."""
        now = worker.state(self._opening.graph)
        if now not in {self._known, ""}:
            self._known = now
            self._age += 1
            self._fill()

    @property
    def heavy(self) -> int:
        """How many requests were put last."""
        return sum(1 for hand in self.hands if hand.job and hand.job.heavy)

    def ask(self, frame: bytes, client: str) -> Job:
        """A request on its way; Failed where too many wait."""
        loop = asyncio.get_running_loop()
        job = Job(frame, client, time.monotonic(), loop.create_future())
        if self._idle and self._light() < self._serving.workers:
            self._give(self._idle.pop(), job)
            return job
        if self._ahead(job):
            return job
        if len(self.queue) >= self._serving.waiting:
            raise Failed(503, "too many requests wait; try again", note="refused", retry=2)
        if self.queue.of(client) >= self._serving.waiting_per_client:
            raise Failed(429, "too many requests of yours wait", note="refused", retry=2)
        self.queue.put(job)
        self._arm()
        return job

    def _ahead(self, job: Job) -> bool:
        """Whether a worker takes it right after what it is at."""
        if not self.queue:
            for hand in self.hands:
                if hand.job and not (hand.job.heavy or hand.next or hand.leaves):
                    hand.give(job)
                    return True
        return False

    def leave(self, job: Job) -> None:
        """The client went away: what is heavy is ended, what is light ends soon."""
        job.left = True
        if job.stream or job.heavy:
            for hand in self.hands:
                if hand.job is job:
                    hand.kill()

    def _light(self) -> int:
        return sum(1 for hand in self.hands if hand.job and not hand.job.heavy)

    def _give(self, hand: Hand, job: Job) -> None:
        job.since, job.heavy, job.base = time.monotonic(), False, None
        hand.give(job)
        self._arm()

    def _next(self) -> None:
        """Let idle workers take what waits, and each of the others one more for afterwards."""
        while self._idle and self.queue and self._light() < self._serving.workers:
            job = self.queue.take()
            if job and not job.left:
                self._give(self._idle.pop(), job)
        for hand in self.hands:
            if self.queue and hand.job and not (hand.job.heavy or hand.next or hand.leaves):
                job = self.queue.take()
                if job and not job.left:
                    hand.give(job)

    def _take_back(self, hand: Hand) -> None:
        job = hand.take_back()
        if job:
            self.queue.put(job, first=True)
            self._arm()

    def _arm(self) -> None:
        if self._ticking is None and not self._closed:
            self._ticking = asyncio.get_running_loop().call_later(_TICK, self._tick)

    def _tick(self) -> None:
        """Look who takes too long."""
        self._ticking = None
        now, serving = time.monotonic(), self._serving
        for job in self.queue.since(now - serving.waiting_time):
            why = "no worker was free in time; try again"
            job.fail(Failed(503, why, note="refused", retry=5))
        for hand in [hand for hand in self.hands if hand.job]:
            self._watch(hand, now)
        self._next()
        if self.queue or any(hand.job for hand in self.hands):
            self._arm()

    def _watch(self, hand: Hand, now: float) -> None:
        job = hand.job
        if job is None:
            return
        taken, computed = now - job.since, hand.computed()
        if taken > self._serving.timeout:
            why = f"stopped after {self._serving.timeout:g} seconds"
            self._kill(hand, Failed(503, why, note="killed", retry=60))
        elif not job.heavy and self._is_heavy(hand, job, taken, computed):
            self._put_last(hand, job)

    def _is_heavy(self, hand: Hand, job: Job, taken: float, computed: float) -> bool:
        """Whether a job computes for long, or blocks its worker for very long in another way."""
        patience = self._patience(hand)
        if job.stream and job.stream.paused:
            return True  # its client is slow
        return taken > patience and (taken > _BLOCKED * patience or computed > patience)

    def _patience(self, hand: Hand) -> float:
        """How long a request may take before it is put last."""
        eager = (self.queue or hand.next) and self.heavy < self._serving.heavy // 2
        return min(_EAGER, self._serving.heavy_after) if eager else self._serving.heavy_after

    def _put_last(self, hand: Hand, job: Job) -> None:
        of_client = sum(
            1 for h in self.hands if h.job and h.job.heavy and h.job.client == job.client
        )
        if of_client >= self._serving.heavy_per_client:
            why = f"{of_client} long queries of yours run already; wait for one to end"
            self._kill(hand, Failed(429, why, note="refused", retry=10))
        elif self.heavy >= self._serving.heavy:
            why = "too many long queries run; try again"
            self._kill(hand, Failed(503, why, note="refused", retry=10))
        else:
            job.heavy = True
            self._take_back(hand)
            hand.put_last()
            if job.slow:
                job.slow()
            self._fill()

    def _kill(self, hand: Hand, failed: Failed) -> None:
        cost = hand.computed()
        job, hand.job = hand.job, None
        self._take_back(hand)
        self.killed += 1
        if job:
            job.fail(failed)
            job.end({"cost": cost})
        hand.kill()

    def _fill(self) -> None:
        """Start as many workers as are missing."""
        serving = self._serving
        fit = [
            hand
            for hand in self.hands
            if hand.age == self._age and not hand.leaves and not (hand.job and hand.job.heavy)
        ]
        for _ in range(serving.workers + serving.spare - len(fit)):
            if self._closed:
                return
            hand = Hand(self, self._age)
            self.hands.add(hand)
            task = asyncio.get_running_loop().create_task(self._launch(hand))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _launch(self, hand: Hand) -> None:
        loop = asyncio.get_running_loop()
        if self.failures:
            await asyncio.sleep(min(5.0, _PAUSE * 2**self.failures))
        answering = sum(1 for h in self.hands if h.ready and not (h.job and h.job.heavy))
        urgent = answering < self._serving.workers
        launch = partial(hand.launch, self._context, self._opening, urgent=urgent)
        channel = await loop.run_in_executor(self._executor, launch)
        await loop.create_connection(lambda: hand, sock=channel)
        if self._closed:
            hand.kill()

    def heard(self, hand: Hand, frame: Frame) -> None:
        """A worker says something."""
        if frame.kind == Kind.READY:
            self._ready(hand, frame.said)
        elif frame.kind == Kind.FAILED:
            self._cannot(frame.said)
        elif hand.job is None:
            return  # of a job that was given up
        elif frame.kind == Kind.PART:
            if hand.job.stream:
                hand.job.stream.feed(frame.body)
        elif frame.kind == Kind.BEGIN:
            self._begin(hand, hand.job, frame.said)
        else:
            self._ended(hand, hand.job, frame)

    def _ready(self, hand: Hand, said: Any) -> None:  # noqa: ANN401  # what a frame says
        hand.thread = said["thread"]
        if hand.ready:
            return  # another thread of the same worker
        hand.ready, hand.state = True, said["state"]
        self.failures = 0
        if hand.age == self._age:
            if self.state != hand.state:
                self.state = hand.state
                self.changed()
            self._dismiss_old(self._age)
        self._free(hand)
        if self._first and not self._first.done():
            self._first.set_result(None)

    def _dismiss_old(self, age: int) -> None:
        for hand in list(self._idle):
            if hand.age < age:
                self._idle.remove(hand)
                hand.leaves = True
                hand.dismiss()

    def _cannot(self, why: str) -> None:
        self.failures += 1
        if self._first and not self._first.done():
            self._first.set_exception(StoreError(why))

    def _begin(self, hand: Hand, job: Job, said: Any) -> None:  # noqa: ANN401  # as above
        if hand.transport:
            job.stream = Stream(hand.transport)
            headers = tuple(map(tuple, said["headers"]))
            job.succeed(
                Answer(status=said["status"], headers=headers, stream=job.stream, state=hand.state)
            )

    def _ended(self, hand: Hand, job: Job, frame: Frame) -> None:
        said = frame.said
        hand.job = None
        hand.leaves = hand.leaves or said["leaves"]
        if frame.kind == Kind.STALE:
            self._again(hand, job)
        else:
            self._hand_on(hand, job, frame)
            job.end(said)
        if hand.leaves:
            self._take_back(hand)
        if hand.next:
            hand.job, hand.next = hand.next, None
            hand.job.since = time.monotonic()
            self._next()
        elif hand.dropped and not hand.leaves:
            hand.kill()  # it is at something that nobody waits for
        else:
            self._free(hand)

    def _hand_on(self, hand: Hand, job: Job, frame: Frame) -> None:
        said = frame.said
        if frame.kind == Kind.WHOLE:
            headers = tuple(map(tuple, said["headers"]))
            job.succeed(
                Answer(
                    status=said["status"],
                    headers=headers,
                    body=frame.body,
                    note=said["note"],
                    state=hand.state,
                )
            )
        elif job.stream:
            job.stream.close(cut=frame.kind == Kind.CUT)

    def _again(self, hand: Hand, job: Job) -> None:
        """The graph was built anew under a worker: let one answer that has opened it since."""
        hand.leaves = True
        job.tries += 1
        if job.tries > _TRIES:
            why = "the graph is being built anew; try again"
            job.fail(Failed(503, why, note="failed", retry=5))
            job.end({})
        else:
            self.queue.put(job, first=True)
            self._arm()
        self._stale = max(self._stale, hand.age)
        self.look()
        self._dismiss_old(self._stale + 1)
        self._fill()

    def _free(self, hand: Hand) -> None:
        """A worker has nothing to do."""
        newer = any(h.ready and h.age == self._age for h in self.hands)
        old = hand.age <= self._stale or (hand.age != self._age and newer)
        fit = sum(
            1
            for h in self.hands
            if h.age == self._age and not h.leaves and not (h.job and h.job.heavy)
        )
        if hand.leaves or old or fit > self._serving.workers + self._serving.spare:
            hand.leaves = True
            hand.dismiss()
        else:
            self._idle.append(hand)
        self._next()

    def lost(self, hand: Hand) -> None:
        """A worker is gone."""
        self.hands.discard(hand)
        if hand in self._idle:
            self._idle.remove(hand)
        job, hand.job = hand.job, None
        self._take_back(hand)
        if not hand.ready and not hand.leaves:
            self._cannot("a worker ended before it was ready")
        elif job or not hand.leaves:
            self.died += 1
        if not self._closed:
            self._bury(hand, job)
            self._fill()

    def _bury(self, hand: Hand, job: Job | None) -> None:
        task = asyncio.get_running_loop().create_task(self._tell(hand, job))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _tell(self, hand: Hand, job: Job | None) -> None:
        """Take the process down, and tell the client of its last request why it ended."""
        loop = asyncio.get_running_loop()
        code = await loop.run_in_executor(None, hand.exit_code)
        if job is None:
            return
        if code == _ABORTED:
            why = "the request needs more memory than one request may have"
            job.fail(Failed(503, why, note="killed"))
        else:
            why = "the process that worked on the request has ended; try again"
            job.fail(Failed(503, why, note="killed", retry=1))
        job.end({"cost": time.monotonic() - job.since})
