"""The workers of a graph folder: how they start, who takes the place of whom, how they end."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from multiprocessing import get_context

from kg.errors import StoreError
from kg.serve import worker
from kg.serve.hand import Hand, Master
from kg.serve.jobs import Failed, Job
from kg.serve.worker import Opening

_ABORTED = -6  # the engine ends so where it gets no more memory
_PAUSE = 0.2  # before a worker that cannot start is tried again, longer each time


def _nothing() -> None:
    """Nobody wants to know."""


class Crew:
    """As many workers as are needed, each of the newest build as soon as one has opened it."""

    def __init__(self, opening: Opening, master: Master) -> None:
        """None is there before `start`; `master` is told what they say."""
        self._opening, self._serving, self._master = opening, opening.serving, master
        self.hands: set[Hand] = set()
        self.idle: list[Hand] = []
        self._age = 0
        self._executor = ThreadPoolExecutor(1, "kg-launch")
        self._context = get_context("forkserver")
        self._context.set_forkserver_preload(["kg.serve.worker"])
        self._tasks: set[asyncio.Task[None]] = set()
        self._first: asyncio.Future[None] | None = None
        self.closed = False
        self._failures = 0
        #: The build that answers are of, and how many workers ended by themselves.
        self.state, self.died = "", 0
        #: Called when answers are those of another build.
        self.changed: Callable[[], None] = _nothing
        self._known = worker.state(opening.graph)
        self._stale = -1  # workers of this age and older cannot answer any more

    async def start(self) -> None:
        """Start the workers; StoreError where the first cannot open the graph."""
        self._first = asyncio.get_running_loop().create_future()
        self.fill()
        await self._first
        self._first = None

    async def stop(self) -> None:
        """End all workers."""
        self.closed = True
        for hand in list(self.hands):
            hand.kill()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._executor.shutdown(wait=False, cancel_futures=True)

    def look(self) -> None:
        """Where the graph was built anew, let workers open it; the others go once they have."""
        now = worker.state(self._opening.graph)
        if now not in {self._known, ""}:
            self._known = now
            self._age += 1
            self.fill()

    @property
    def light(self) -> int:
        """How many are at a request that was not put last."""
        return sum(1 for hand in self.hands if hand.job and not hand.job.heavy)

    @property
    def heavy(self) -> int:
        """How many are at a request that was put last."""
        return sum(1 for hand in self.hands if hand.job and hand.job.heavy)

    def fill(self) -> None:
        """Start as many workers as are missing."""
        for _ in range(self._wanted - self._fit()):
            if self.closed:
                return
            hand = Hand(self._master, self._age, warm=self._may_warm())
            self.hands.add(hand)
            self._keep(asyncio.get_running_loop().create_task(self._launch(hand)))

    def _may_warm(self) -> bool:
        """Whether the next worker has time for what takes long once: enough others are there.

        One is enough: who answered last, or came last, is asked first.
        """
        warmed = any(h.warm and h.age == self._age and not h.leaves for h in self.hands)
        return not warmed and self._fit() >= self._serving.workers

    @property
    def _wanted(self) -> int:
        return self._serving.workers + self._serving.spare

    def _fit(self) -> int:
        """How many are there, or will be, for short requests of the newest build."""
        return sum(
            1
            for hand in self.hands
            if hand.age == self._age and not hand.leaves and not (hand.job and hand.job.heavy)
        )

    def _keep(self, task: asyncio.Task[None]) -> None:
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _launch(self, hand: Hand) -> None:
        loop = asyncio.get_running_loop()
        if self._failures:
            await asyncio.sleep(min(5.0, _PAUSE * 2**self._failures))
        answering = sum(1 for h in self.hands if h.ready and not (h.job and h.job.heavy))
        urgent = answering < self._serving.workers
        launch = partial(hand.launch, self._context, self._opening, urgent=urgent)
        try:
            channel = await loop.run_in_executor(self._executor, launch)
        except (EOFError, OSError):  # what starts processes was ended: it is there again next time
            self.lost(hand, None)
            return
        await loop.create_connection(lambda: hand, sock=channel)
        if self.closed:
            hand.kill()

    def ready(self, hand: Hand, state: str) -> None:
        """A worker has opened the graph, of that state."""
        hand.ready, hand.state = True, state
        self._failures = 0
        if hand.age == self._age:
            if self.state != hand.state:
                self.state = hand.state
                self.changed()
            self._dismiss_old(self._age)
        self.free(hand)
        if self._first and not self._first.done():
            self._first.set_result(None)

    def cannot(self, why: str) -> None:
        """A worker could not start."""
        self._failures += 1
        if self._first and not self._first.done():
            self._first.set_exception(StoreError(why))

    def free(self, hand: Hand) -> None:
        """A worker has nothing to do: it waits for the next request, or goes.

        Of too many the one goes that has waited longest: what answered last has read the most.
        """
        newer = any(h.ready and h.age == self._age for h in self.hands)
        old = hand.age <= self._stale or (hand.age != self._age and newer)
        if not (hand.leaves or old):
            self.idle.append(hand)
            if self._fit() <= self._wanted:
                return
            hand = self.idle.pop(0)
        hand.leaves = True
        hand.dismiss()

    def stale(self, hand: Hand) -> None:
        """The graph was built anew under a worker: it goes, and all that are as old."""
        self._stale = max(self._stale, hand.age)
        self.look()
        self._dismiss_old(self._stale + 1)
        self.fill()

    def _dismiss_old(self, age: int) -> None:
        for hand in list(self.idle):
            if hand.age < age:
                self.idle.remove(hand)
                hand.leaves = True
                hand.dismiss()

    def lost(self, hand: Hand, job: Job | None) -> None:
        """A worker is gone, and with it what it was at."""
        self.hands.discard(hand)
        if hand in self.idle:
            self.idle.remove(hand)
        if not hand.ready and not hand.leaves:
            self.cannot("a worker ended before it was ready")
        elif job or not hand.leaves:
            self.died += 1
        if not self.closed:
            self._keep(asyncio.get_running_loop().create_task(_bury(hand, job)))
            self.fill()


async def _bury(hand: Hand, job: Job | None) -> None:
    """Take the process down, and tell the client of its last request why it ended."""
    loop = asyncio.get_running_loop()
    code = await loop.run_in_executor(None, hand.exit_code)
    if job is None:
        return
    if code == _ABORTED:
        job.fail(Failed(503, "too-much-memory", note="killed"))
    else:
        job.fail(Failed(503, "worker-ended", note="killed", retry=1))
    job.end({"cost": time.monotonic() - job.since})
