"""Who of the workers answers what, and who takes too long.

A request that runs for long is put last: its process goes on with what time the others leave it,
and another process takes its place, so that short requests never wait for long ones.
"""

import asyncio
import time
from pathlib import Path
from typing import Any

from kg.serve.crew import Crew
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


class Pool:
    """Workers for one graph folder."""

    def __init__(self, opening: Opening) -> None:
        """Nobody asks yet, and no worker is there before the crew starts."""
        self._opening, self._serving = opening, opening.serving
        self.crew = Crew(opening, self)
        self.queue = Queue()
        self._ticking: asyncio.TimerHandle | None = None
        self.killed = 0

    @property
    def graph(self) -> Path:
        """The graph folder."""
        return self._opening.graph

    def ask(self, frame: bytes, client: str) -> Job:
        """A request on its way; Failed where too many wait."""
        loop = asyncio.get_running_loop()
        job = Job(frame, client, time.monotonic(), loop.create_future())
        if self.crew.idle and self.crew.light < self._serving.workers:
            self._give(self.crew.idle.pop(), job)
            return job
        if self._ahead(job):
            return job
        if len(self.queue) >= self._serving.waiting:
            raise Failed(503, "too-many-wait", note="refused", retry=2)
        if self.queue.of(client) >= self._serving.waiting_per_client:
            raise Failed(429, "too-many-own-wait", note="refused", retry=2)
        self.queue.put(job)
        self._arm()
        return job

    def _ahead(self, job: Job) -> bool:
        """Whether a worker takes it right after what it is at."""
        if not self.queue:
            for hand in self.crew.hands:
                if hand.job and not (hand.job.heavy or hand.next or hand.leaves):
                    hand.give(job)
                    return True
        return False

    def leave(self, job: Job) -> None:
        """The client went away: what is heavy is ended, what is light ends soon."""
        job.left = True
        if job.stream or job.heavy:
            for hand in self.crew.hands:
                if hand.job is job:
                    hand.kill()

    def _give(self, hand: Hand, job: Job) -> None:
        job.since, job.heavy, job.base = time.monotonic(), False, None
        hand.give(job)
        self._arm()

    def _next(self) -> None:
        """Let idle workers take what waits, and each of the others one more for afterwards."""
        while self.crew.idle and self.queue and self.crew.light < self._serving.workers:
            job = self.queue.take()
            if job and not job.left:
                self._give(self.crew.idle.pop(), job)
        for hand in self.crew.hands:
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
        if self._ticking is None and not self.crew.closed:
            self._ticking = asyncio.get_running_loop().call_later(_TICK, self._tick)

    def _tick(self) -> None:
        """Look who takes too long."""
        self._ticking = None
        now, serving = time.monotonic(), self._serving
        for job in self.queue.since(now - serving.waiting_time):
            job.fail(Failed(503, "no-worker-free", note="refused", retry=5))
        for hand in [hand for hand in self.crew.hands if hand.job]:
            self._watch(hand, now)
        self._next()
        if self.queue or any(hand.job for hand in self.crew.hands):
            self._arm()

    def _watch(self, hand: Hand, now: float) -> None:
        job = hand.job
        if job is None:
            return
        taken, computed = now - job.since, hand.computed()
        if taken > self._serving.timeout:
            seconds = f"{self._serving.timeout:g}"
            late = Failed(503, "took-too-long", note="killed", retry=60, seconds=seconds)
            self._kill(hand, late)
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
        eager = (self.queue or hand.next) and self.crew.heavy < self._serving.heavy // 2
        return min(_EAGER, self._serving.heavy_after) if eager else self._serving.heavy_after

    def _put_last(self, hand: Hand, job: Job) -> None:
        of_client = sum(
            1 for h in self.crew.hands if h.job and h.job.heavy and h.job.client == job.client
        )
        if of_client >= self._serving.heavy_per_client:
            of_one = Failed(429, "own-long-queries", note="refused", retry=10, count=of_client)
            self._kill(hand, of_one)
        elif self.crew.heavy >= self._serving.heavy:
            self._kill(hand, Failed(503, "many-long-queries", note="refused", retry=10))
        else:
            job.heavy = True
            self._take_back(hand)
            hand.put_last()
            if job.slow:
                job.slow()
            self.crew.fill()

    def _kill(self, hand: Hand, failed: Failed) -> None:
        cost = hand.computed()
        job, hand.job = hand.job, None
        self._take_back(hand)
        self.killed += 1
        if job:
            job.fail(failed)
            job.end({"cost": cost})
        hand.kill()

    def heard(self, hand: Hand, frame: Frame) -> None:
        """A worker says something."""
        if frame.kind == Kind.READY:
            self._ready(hand, frame.said)
        elif frame.kind == Kind.FAILED:
            self.crew.cannot(frame.said)
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
        if not hand.ready:  # otherwise it is another thread of the same worker
            self.crew.ready(hand, said["state"])
            self._next()

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
            self.crew.free(hand)
            self._next()

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
            job.fail(Failed(503, "built-anew", note="failed", retry=5))
            job.end({})
        else:
            self.queue.put(job, first=True)
            self._arm()
        self.crew.stale(hand)

    def lost(self, hand: Hand) -> None:
        """A worker is gone."""
        job, hand.job = hand.job, None
        self._take_back(hand)
        self.crew.lost(hand, job)
