"""What is kept of requests: a line each in the access log, and the statistics for Prometheus."""

import asyncio
import sys
import time
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import TextIO

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)

from kg.errors import InputError

_PAUSE = 0.25
#: Lines that wait to be written; more are dropped, and counted.
_WAITING = 50_000
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_ROUTES = frozenset(
    {"sparql", "api", "id", "code", "static", "search.html", "suggest", "reconcile", "questions"}
)
_GAUGES = {
    "workers": "Worker processes that are ready",
    "heavy": "Long requests that run",
    "waiting": "Requests that wait for a worker",
    "workers_died": "Workers that ended by themselves",
    "workers_killed": "Workers that were ended",
    "cache_bytes": "Bytes of kept answers",
    "memory_bytes": "Memory that front and workers hold",
    "log_lines_dropped": "Lines of the access log that were not written",
}
_OWN = frozenset({"healthz", "metrics"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A request that was answered."""

    client: str
    method: str
    target: str
    version: str
    status: int
    size: int
    seconds: float
    referrer: str = ""
    agent: str = ""
    note: str = ""
    cached: bool = False


class AccessLog:
    """Lines of the combined format, written by a thread so that a slow disk delays nobody."""

    def __init__(self, where: str) -> None:
        """Write to a file, to standard error for "-", nowhere for ""; InputError where it fails."""
        self._out = _opened(where)
        self._lines: list[str] = []
        self._writing = False
        self._second, self._stamp = 0, ""
        self.dropped = 0

    def add(self, entry: Entry) -> None:
        """Note a request."""
        if self._out is None:
            return
        if len(self._lines) >= _WAITING:
            self.dropped += 1
            return
        self._lines.append(
            f"{entry.client} - - [{self._now()}] "
            f'"{plain(entry.method)} {plain(entry.target)} HTTP/{entry.version}" '
            f'{entry.status} {entry.size} "{plain(entry.referrer)}" "{plain(entry.agent)}"\n'
        )
        self._arm()

    def _arm(self) -> None:
        """Write what waits in a moment, where nobody is about to."""
        if self._lines and not self._writing:
            self._writing = True
            asyncio.get_running_loop().call_later(_PAUSE, self._write)

    def close(self) -> None:
        """Write what waits, then no more."""
        self._flush("".join(self._lines))
        self._lines.clear()
        if self._out is not None and self._out is not sys.stderr:
            self._out.close()
        self._out = None

    def _write(self) -> None:
        text = "".join(self._lines)
        self._lines.clear()
        done = asyncio.get_running_loop().run_in_executor(None, self._flush, text)
        done.add_done_callback(self._written)

    def _written(self, _done: object) -> None:
        self._writing = False
        self._arm()  # for those that came meanwhile

    def _flush(self, text: str) -> None:
        if self._out and text:
            try:
                self._out.write(text)
                self._out.flush()
            except OSError:
                self.dropped += text.count("\n")

    def _now(self) -> str:
        second = int(time.time())
        if second != self._second:
            self._second = second
            self._stamp = time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime(second))
        return self._stamp


def _opened(where: str) -> TextIO | None:
    if where == "-":
        return sys.stderr
    if not where:
        return None
    try:
        return Path(where).open("a", encoding="utf-8")
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(
            f"cannot be written: {reason}", where=where, hint="--access-log"
        ) from error


def plain(text: str) -> str:
    r"""Words of others as they may stand in a line of a log.

    >>> plain("a\n\"b")
    'a\\x0a\\x22b'
    """
    if text.isascii() and text.isprintable() and '"' not in text and "\\" not in text:
        return text
    return "".join(
        char
        if char.isascii() and char.isprintable() and char not in '"\\'
        else f"\\x{ord(char):02x}"
        for char in text
    )


class Statistics:
    """Counts of requests, and what Prometheus makes of them."""

    def __init__(self) -> None:
        """All at nothing."""
        self._registry = CollectorRegistry()
        self._registry.register(self)
        self._requests: dict[tuple[str, int], int] = {}
        self._seconds: dict[str, list[int]] = {}  # how many in each bucket, the last without end
        self._sums: dict[str, float] = {}
        self._events = dict.fromkeys(("killed", "refused", "failed", "truncated"), 0)
        self._hits = 0
        self._gauges: Mapping[str, float] = {}

    def add(self, entry: Entry) -> None:
        """Count a request."""
        route = route_of(entry.target)
        key = route, entry.status
        self._requests[key] = self._requests.get(key, 0) + 1
        if route not in self._seconds:
            self._seconds[route] = [0] * (len(_BUCKETS) + 1)
            self._sums[route] = 0.0
        self._seconds[route][bisect_left(_BUCKETS, entry.seconds)] += 1
        self._sums[route] += entry.seconds
        if entry.note:
            self._events[entry.note] += 1
        self._hits += entry.cached

    def text(self, gauges: Mapping[str, float]) -> bytes:
        """All of them as Prometheus reads them."""
        self._gauges = gauges
        return generate_latest(self._registry)

    def collect(self) -> Iterator[Metric]:
        """What the library asks for."""
        requests = CounterMetricFamily("kg_requests", "Requests", labels=("route", "status"))
        for (route, status), count in sorted(self._requests.items()):
            requests.add_metric((route, str(status)), count)
        yield requests
        seconds = HistogramMetricFamily(
            "kg_request_seconds", "Seconds until answered", labels=("route",)
        )
        for route, counts in sorted(self._seconds.items()):
            bounds = (*map(str, _BUCKETS), "+Inf")
            buckets = list(zip(bounds, accumulate(counts), strict=True))
            seconds.add_metric((route,), buckets, self._sums[route])
        yield seconds
        events = CounterMetricFamily(
            "kg_requests_special", "What ended otherwise", labels=("what",)
        )
        for what, count in self._events.items():
            events.add_metric((what,), count)
        yield events
        yield CounterMetricFamily("kg_cache_hits", "Answers from the cache", value=self._hits)
        for name, value in self._gauges.items():
            yield GaugeMetricFamily(f"kg_{name}", _GAUGES[name], value=value)


def route_of(target: str) -> str:
    """The part of the site that a path belongs to; few words, whatever is asked.

    >>> route_of("/sparql?query=x"), route_of("/en/api/search"), route_of("/nothing/x")
    ('sparql', 'api', 'page')
    """
    parts = target.partition("?")[0].split("/", 3)
    first = parts[2] if len(parts) > 2 and parts[1] == "en" else parts[1] if len(parts) > 1 else ""
    return first if first in _ROUTES or first in _OWN else "page"
