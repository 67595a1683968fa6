"""The front: an ASGI application that answers what it knows and lets workers answer the rest."""

import asyncio
import os
import resource
import time
from collections.abc import Hashable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from kg.serve import asked
from kg.serve.asked import Scope
from kg.serve.cache import Cache, Kept
from kg.serve.exchange import Exchange
from kg.serve.fairness import Fairness
from kg.serve.jobs import Failed
from kg.serve.ledger import AccessLog, Entry, Statistics
from kg.serve.pool import Pool
from kg.serve.receiving import Receive
from kg.serve.sending import Send
from kg.serve.settings import Serving

_MB = 1024 * 1024
#: Seconds between looks at the graph folder.
_LOOK = 0.5
#: Headers with which the answer may be another one than what is kept.
_CONDITIONS = frozenset(
    {b"if-none-match", b"if-modified-since", b"content-length", b"transfer-encoding"}
)


class App:
    """The application; `pool` answers, `cache` remembers, `fairness` counts."""

    def __init__(self, pool: Pool, serving: Serving, log: AccessLog) -> None:
        """Answer with these workers."""
        self.pool, self.serving = pool, serving
        self.cache = Cache(serving.cache_mb * _MB)
        self.pending: dict[Hashable, asyncio.Future[Failed | None]] = {}
        self.fairness = Fairness(serving.computing * serving.workers, serving.requests)
        self._log, self._statistics = log, Statistics()
        pool.crew.changed = self.cache.clear

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http":
            await Exchange(self, scope, receive, send).run()

    def at_once(self, url: bytes, headers: Sequence[tuple[bytes, bytes]], peer: Any) -> Kept | None:  # noqa: ANN401
        """What is answered to a plain GET without any work, because it is kept."""
        begun = time.perf_counter()
        said = asked.headers(headers)
        if not _CONDITIONS.isdisjoint(said):
            return None
        path, _, query = url.partition(b"?")
        kept = self.cache.get(asked.key(said, path, query))
        if kept is not None:
            self.note(
                Entry(
                    client=asked.client(said, peer, behind_proxy=self.serving.behind_proxy),
                    method="GET",
                    target=url.decode("latin-1"),
                    version="1.1",
                    status=kept.status,
                    size=len(kept.body),
                    seconds=time.perf_counter() - begun,
                    referrer=said.get(b"referer", b"").decode("latin-1"),
                    agent=said.get(b"user-agent", b"").decode("latin-1"),
                    cached=True,
                )
            )
        return kept

    async def watch(self) -> None:
        """Open the graph anew whenever it was built anew."""
        while True:
            await asyncio.sleep(_LOOK)
            self.pool.crew.look()

    def note(self, entry: Entry) -> None:
        """Keep what is kept of a request."""
        self._log.add(entry)
        self._statistics.add(entry)

    def metrics(self) -> bytes:
        """The statistics as Prometheus reads them."""
        pool = self.pool
        pids = [os.getpid(), *(hand.pid for hand in pool.crew.hands if hand.pid)]
        gauges = {
            "workers": sum(1 for hand in pool.crew.hands if hand.ready),
            "heavy": pool.crew.heavy,
            "waiting": len(pool.queue),
            "workers_died": pool.crew.died,
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
