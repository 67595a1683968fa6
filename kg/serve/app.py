"""The front: an ASGI application that answers what it knows and lets workers answer the rest."""

import asyncio
import os
import resource
from collections.abc import Hashable
from contextlib import suppress
from pathlib import Path

from kg.serve.asked import Scope
from kg.serve.cache import Cache
from kg.serve.exchange import Exchange, Receive, Send
from kg.serve.fairness import Fairness
from kg.serve.jobs import Failed
from kg.serve.ledger import AccessLog, Entry, Statistics
from kg.serve.pool import Pool
from kg.serve.settings import Serving

_MB = 1024 * 1024
#: Seconds between looks at the graph folder.
_LOOK = 0.5


class App:
    """The application; `pool` answers, `cache` remembers, `fairness` counts."""

    def __init__(self, pool: Pool, serving: Serving, log: AccessLog) -> None:
        """Answer with these workers."""
        self.pool, self.serving = pool, serving
        self.cache = Cache(serving.cache_mb * _MB)
        self.pending: dict[Hashable, asyncio.Future[Failed | None]] = {}
        self.fairness = Fairness(serving.computing * serving.workers, serving.requests)
        self._log, self._statistics = log, Statistics()
        pool.changed = self.cache.clear

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http":
            await Exchange(self, scope, receive, send).run()

    async def watch(self) -> None:
        """Open the graph anew whenever it was built anew."""
        while True:
            await asyncio.sleep(_LOOK)
            self.pool.look()

    def note(self, entry: Entry) -> None:
        """Keep what is kept of a request."""
        self._log.add(entry)
        self._statistics.add(entry)

    def metrics(self) -> bytes:
        """The statistics as Prometheus reads them."""
        pool = self.pool
        pids = [os.getpid(), *(hand.pid for hand in pool.hands if hand.pid)]
        gauges = {
            "workers": sum(1 for hand in pool.hands if hand.ready),
            "heavy": pool.heavy,
            "waiting": len(pool.queue),
            "workers_died": pool.died,
            "workers_killed": pool.killed,
            "cache_bytes": self.cache.held,
            "memory_bytes": sum(map(_memory, pids)),
            "log_lines_dropped": self._log.dropped,
        }
        return self._statistics.text({name: float(value) for name, value in gauges.items()})


def _memory(pid: int) -> int:
    """The bytes that a process holds; 0 where it has just ended."""
    with suppress(OSError):
        words = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()
        return int(words[1]) * resource.getpagesize()
    return 0
