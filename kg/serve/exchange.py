"""One request and its answer, from the first header to the last byte."""

import asyncio
import time
from collections.abc import Hashable
from http import HTTPStatus
from typing import Protocol

from prometheus_client import CONTENT_TYPE_LATEST

from kg import store
from kg.serve import asked, dump, receiving
from kg.serve.asked import Scope
from kg.serve.cache import Cache, Kept
from kg.serve.fairness import Fairness
from kg.serve.guard import Refused
from kg.serve.jobs import Answer, Cut, Failed, Job
from kg.serve.ledger import Entry
from kg.serve.pool import Pool
from kg.serve.receiving import Receive
from kg.serve.replies import SAFE, TEXT, Headers, Reply, encoded, problem
from kg.serve.sending import READS, Send, Sending
from kg.serve.settings import Serving
from kg.serve.worker import Ask
from kg.site.addresses import parse
from kg.site.messages import unanswered

METHODS = "GET, HEAD, POST, OPTIONS"
_PREFLIGHT: Headers = (
    ("Allow", METHODS),
    ("Access-Control-Allow-Methods", METHODS),
    ("Access-Control-Allow-Headers", "Accept, Accept-Language, Content-Type, If-None-Match"),
    ("Access-Control-Max-Age", "86400"),
)
_HEALTH = Ask(
    method="GET",
    path="/robots.txt",
    query="",
    accept="*/*",
    languages="",
    content_type="",
    origin="http://localhost/",
    packed=False,
).frame(b"")


class Front(Protocol):
    """What all requests share."""

    pool: Pool
    cache: Cache
    #: What is being worked out: who asks the same waits for it.
    pending: dict[Hashable, asyncio.Future[Failed | None]]
    fairness: Fairness
    serving: Serving

    def note(self, entry: Entry) -> None:
        """Keep what is kept of a request."""

    def metrics(self) -> bytes:
        """The statistics as Prometheus reads them."""


_LOOPBACK = frozenset({"127.0.0.1", "::1", "::ffff:127.0.0.1"})


class Exchange:
    """A request that is being answered."""

    __slots__ = (
        "_begun",
        "_cached",
        "_first",
        "_front",
        "_key",
        "_note",
        "_receive",
        "_said",
        "_scope",
        "_sending",
        "_watcher",
        "client",
    )

    def __init__(self, front: Front, scope: Scope, receive: Receive, send: Send) -> None:
        """Nothing was done yet."""
        self._front, self._scope, self._receive = front, scope, receive
        self._said = asked.headers(scope["headers"])
        self._sending = Sending(scope, self._said, send)
        self._watcher: asyncio.Task[None] | None = None
        self._key: tuple[object, ...] | None = None
        self._begun = time.perf_counter()
        self._note, self._cached, self._first = "", False, False
        self.client = asked.client(
            self._said, scope.get("client"), behind_proxy=front.serving.behind_proxy
        )

    async def run(self) -> None:
        """Answer, and note that it was."""
        kept = self._kept()
        if kept is not None:
            self._cached = True
            await self._sending.kept(kept)
        else:
            await self._run()
        scope, said = self._scope, self._said.get
        target = scope["raw_path"]
        if scope["query_string"]:
            target += b"?" + scope["query_string"]
        self._front.note(
            Entry(
                client=self.client,
                method=scope["method"],
                target=target.decode("latin-1"),
                version=scope["http_version"],
                status=self._sending.status,
                size=self._sending.size,
                seconds=time.perf_counter() - self._begun,
                referrer=said(b"referer", b"").decode("latin-1"),
                agent=said(b"user-agent", b"").decode("latin-1"),
                note=self._note,
                cached=self._cached,
            )
        )

    async def _run(self) -> None:
        try:
            await self._answer()
        except Refused as error:
            await self._reply(problem(error.status, error.message, self._accept))
        except Failed as error:
            await self._reply(self._unanswered(error))
        except (receiving.Gone, Cut):
            pass  # what ends without an end the server cuts
        finally:
            if self._watcher:
                self._watcher.cancel()

    def _unanswered(self, error: Failed) -> Reply:
        """Why there is no answer: as a page for people, in words or as a problem for programs."""
        retry: Headers = (("Retry-After", str(error.retry)),) if error.retry else ()
        return problem(
            error.status,
            error.reason(),
            self._accept,
            headers=retry,
            note=error.note,
            page=lambda: self._page(error),
        )

    def _page(self, error: Failed) -> bytes:
        path, query = asked.path(self._scope), self._scope["query_string"].decode("latin-1")
        why = error.reason(parse(path).language)
        return unanswered(path, query, why, again=self._method in READS)

    @property
    def _method(self) -> str:
        return str(self._scope["method"])

    @property
    def _accept(self) -> str:
        return self._said.get(b"accept", b"").decode("latin-1")

    def _kept(self) -> Kept | None:
        """What was answered to the same before."""
        if self._scope["method"] not in READS:
            return None
        self._key = asked.key(self._said, self._scope["raw_path"], self._scope["query_string"])
        return self._front.cache.get(self._key)

    async def _answer(self) -> None:
        asked.refuse_wrong(self._said)
        method = self._method
        if method == "OPTIONS":
            await self._reply(Reply(status=HTTPStatus.NO_CONTENT, headers=(*SAFE, *_PREFLIGHT)))
            return
        if method not in (*READS, "POST"):
            allow: Headers = (("Allow", METHODS),)
            why = f"{method} is not answered here; there are {METHODS}"
            await self._reply(
                problem(HTTPStatus.METHOD_NOT_ALLOWED, why, self._accept, headers=allow)
            )
            return
        path = asked.path(self._scope)
        if path == "/healthz":
            await self._healthy()
        elif path == "/metrics":
            await self._metrics()
        elif path == dump.PATH:
            await self._dump()
        elif self._key is None:
            await self._ask(path)
        else:
            await self._ask_once(path, self._key)

    async def _ask_once(self, path: str, key: Hashable) -> None:
        """Let a worker answer, unless another client has just asked the same."""
        pending = self._front.pending
        earlier = pending.get(key)
        if earlier is not None:
            failed = await asyncio.shield(earlier)
            if failed:
                raise failed
            kept = self._front.cache.get(key)
            if kept is None:  # it could not be kept
                await self._ask(path)
            else:
                self._cached = True
                await self._sending.kept(kept)
            return
        pending[key] = asyncio.get_running_loop().create_future()
        self._first = True
        try:
            await self._ask(path)
        except Failed as failed:
            self._release(failed if failed.note == "killed" else None)
            raise
        finally:
            self._release()

    def _release(self, failed: Failed | None = None) -> None:
        """Let those go on who wait for the same answer: it is kept, or cannot be."""
        if self._first and self._key is not None:
            self._first = False
            self._front.pending.pop(self._key).set_result(failed)

    async def _metrics(self) -> None:
        """Statistics, by default for clients on this machine that no proxy stands before."""
        peer = self._scope.get("client")
        near = peer and peer[0] in _LOOPBACK and b"x-forwarded-for" not in self._said
        if self._front.serving.metrics == "loopback" and not near:
            raise Refused("the statistics are not for the public", status=403)
        kind: Headers = (("Content-Type", CONTENT_TYPE_LATEST), ("Cache-Control", "no-store"))
        await self._reply(Reply(headers=kind, body=self._front.metrics()))

    async def _dump(self) -> None:
        path = self._front.pool.graph / store.DUMP
        with path.open("rb") as file:
            head = dump.head(file, path)
            if self._method == "HEAD" or self._sending.known(head):
                await self._sending.kept(head)
                return
            await self._sending.start(head.status, head.headers)
            async for part in dump.parts(file):
                await self._sending.part(part)
        await self._sending.end()

    async def _healthy(self) -> None:
        answer = await self._front.pool.ask(_HEALTH, "").answered
        body = b"ok\n" if answer.status == HTTPStatus.OK else b"a worker answers wrongly\n"
        kind: Headers = (("Content-Type", TEXT), ("Cache-Control", "no-store"))
        await self._reply(Reply(status=answer.status, headers=kind, body=body))

    async def _ask(self, path: str) -> None:
        """Let a worker answer."""
        wait = self._front.fairness.wait(self.client)
        if wait:
            raise Failed(429, "budget-spent", note="refused", retry=wait, seconds=wait)
        serving = self._front.serving
        most = serving.body_kb * 1024
        body = await receiving.body(self._receive, self._method, self._said, most)
        ask = Ask(
            method="POST" if self._method == "POST" else "GET",
            path=path,
            query=self._scope["query_string"].decode("latin-1"),
            accept=self._accept,
            languages=self._said.get(b"accept-language", b"").decode("latin-1"),
            content_type=self._said.get(b"content-type", b"").decode("latin-1"),
            origin=asked.origin(
                self._said, self._scope, url=serving.url, behind_proxy=serving.behind_proxy
            ),
            packed=asked.packed(self._said),
        )
        job = self._front.pool.ask(ask.frame(body), self.client)
        job.charge = self._front.fairness.charge
        job.slow = lambda: self._watch(job)
        await self._give(await job.answered, job)

    def _watch(self, job: Job) -> None:
        """Tell the workers when the client of a long request goes away."""
        if self._watcher is None:
            self._watcher = asyncio.get_running_loop().create_task(self._until_gone(job))

    async def _until_gone(self, job: Job) -> None:
        await receiving.until_gone(self._receive)
        self._front.pool.leave(job)

    async def _give(self, answer: Answer, job: Job) -> None:
        headers = encoded(answer.headers)
        self._note = answer.note
        if answer.stream:
            self._watch(job)
            self._release()
            await self._sending.stream(answer.status, headers, answer.stream)
            if self._method == "HEAD":
                self._front.pool.leave(job)
            return
        found = dict(headers)
        kept = Kept(
            status=answer.status,
            headers=[*headers, (b"content-length", b"%d" % len(answer.body))],
            body=answer.body,
            tag=found.get(b"etag", b""),
            modified=found.get(b"last-modified", b""),
        )
        newest = answer.state == self._front.pool.crew.state
        if self._key and answer.status == HTTPStatus.OK and newest:
            self._front.cache.put(self._key, kept)
        self._release()
        await self._sending.kept(kept)

    async def _reply(self, reply: Reply) -> None:
        """An answer that the front gives by itself."""
        self._note = reply.note
        await self._sending.reply(reply)
