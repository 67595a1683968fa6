"""Requests to one server, asked again while it is away or too busy.

All that is sent here may be sent twice: a graph is put whole or its statements are added, which
are the same the second time.
"""

import gzip
import http.client
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TypeAlias
from urllib.parse import SplitResult, urlsplit, urlunsplit

from kg import __version__
from kg.errors import EndpointError, reason
from kg.load.proving import Account, Proof, proof

_BUSY = frozenset({429, 502, 503, 504})
_LONGEST_WAIT = 60
#: A server that asks for more is not waited for.
_LONGEST_ASKED = 600
_SAID = 200
_AGENT = f"plan-kg/{__version__}"

#: What is sent with a request.
Body: TypeAlias = bytes | bytearray
#: Called before a wait with its seconds and why.
Waiting = Callable[[float, str], None]


def _silent(_seconds: float, _why: str) -> None:
    """Nothing is said of waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a server answered; names of headers in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    challenges: Sequence[str] = ()

    @property
    def good(self) -> bool:
        """Whether it did what it was asked."""
        return 200 <= self.status < 300

    @property
    def said(self) -> str:
        """Status and the beginning of its words, in one line."""
        phrase = f"{self.status} {http.client.responses.get(self.status, '')}".strip()
        kind = self.headers.get("content-type", "")
        words = "" if "html" in kind else " ".join(self.body.decode(errors="replace").split())
        return f"{phrase}: {words[:_SAID]}" if words else phrase


class _AwayError(Exception):
    """The server cannot be reached, or broke off."""


class Session:
    """One connection at a time, kept open; name and password once they were asked for."""

    def __init__(
        self,
        account: Account | None = None,
        *,
        tries: int = 15,
        seconds: float = 600,
        waiting: Waiting = _silent,
    ) -> None:
        """Ask `tries` times at most, and let each answer take so many seconds."""
        self._account, self._tries, self._seconds = account, tries, seconds
        self._waiting = waiting
        self._proof: Proof | None = None
        self._place = ("", "")
        self._connection: http.client.HTTPConnection | None = None

    def ask(
        self,
        method: str,
        address: str,
        body: Body | None = None,
        headers: Mapping[str, str] | None = None,
        *,
        packed: bool = False,
    ) -> Reply:
        """What comes of one request in the end; EndpointError where nothing does.

        A status that tells of a mistake is a Reply too; 401 is not.
        """
        sent = {"User-Agent": _AGENT, **(headers or {})}
        if packed and body is not None:
            body, sent["Content-Encoding"] = gzip.compress(body, 1, mtime=0), "gzip"
        wait, why = 1.0, ""
        for left in range(self._tries - 1, -1, -1):
            asked = 0.0
            try:
                reply = self._proven(method, urlsplit(address), body, sent)
                if reply.status not in _BUSY:
                    return reply
                why, asked = f"the server answers {reply.said}", _asked_for(reply)
            except _AwayError as error:
                why = str(error)
            pause = max(wait, asked)
            if not left or pause > _LONGEST_ASKED:
                break
            self._waiting(pause, why)
            time.sleep(pause)
            wait = min(wait * 2, _LONGEST_WAIT)
        hint = "run the same again later: it goes on where it stopped"
        raise EndpointError(why, where=shown(address), hint=hint)

    def close(self) -> None:
        """Close the connection."""
        if self._connection:
            self._connection.close()
            self._connection = None

    def _proven(
        self, method: str, at: SplitResult, body: Body | None, headers: Mapping[str, str]
    ) -> Reply:
        """With name and password, where the server asks for them or did so before."""
        reply = self._once(method, at, body, headers)
        if reply.status == 401 and self._account:
            # also when a challenge was answered before: it may be out of date
            self._proof = proof(reply.challenges, self._account)
            if self._proof:
                reply = self._once(method, at, body, headers)
        if reply.status in {401, 403}:
            raise self._refused(at, reply)
        return reply

    def _refused(self, at: SplitResult, reply: Reply) -> EndpointError:
        where = shown(urlunsplit(at))
        if self._account:
            return EndpointError(f"name and password are refused ({reply.status})", where=where)
        hint = "--user NAME, and the password in KG_LOAD_PASSWORD"
        return EndpointError(
            f"a name and password are wanted ({reply.status})", where=where, hint=hint
        )

    def _once(
        self, method: str, at: SplitResult, body: Body | None, headers: Mapping[str, str]
    ) -> Reply:
        target = urlunsplit(("", "", at.path or "/", at.query, ""))
        sent = dict(headers)
        if self._proof:
            sent["Authorization"] = self._proof.header(method, target)
        kept = self._connection is not None and self._place == (at.scheme, at.netloc)
        try:
            return self._answer(method, target, at, body, sent)
        except (ConnectionError, http.client.BadStatusLine) as error:
            if not kept:
                raise _AwayError(_why(error)) from error
        try:  # the server had closed a connection that was kept
            return self._answer(method, target, at, body, sent)
        except (ConnectionError, http.client.BadStatusLine) as error:
            raise _AwayError(_why(error)) from error

    def _answer(
        self,
        method: str,
        target: str,
        at: SplitResult,
        body: Body | None,
        headers: Mapping[str, str],
    ) -> Reply:
        connection, whole = self._opened(at), False
        try:
            with suppress(BrokenPipeError, ConnectionResetError):  # it may have answered before
                connection.request(method, target, body, headers)
                whole = True
            answer = connection.getresponse()
            data = answer.read()
        except ssl.SSLCertVerificationError as error:
            self.close()
            raise EndpointError(
                f"its certificate is not good: {error.verify_message}", where=shown(urlunsplit(at))
            ) from error
        except (ConnectionError, http.client.BadStatusLine):
            self.close()
            raise
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise _AwayError(_why(error)) from error
        if answer.will_close or not whole:
            self.close()
        return Reply(
            status=answer.status,
            headers={name.lower(): value for name, value in answer.getheaders()},
            body=data,
            challenges=answer.headers.get_all("WWW-Authenticate", []),
        )

    def _opened(self, at: SplitResult) -> http.client.HTTPConnection:
        place = (at.scheme, at.netloc)
        if self._connection is None or self._place != place:
            self.close()
            kind = (
                http.client.HTTPSConnection if at.scheme == "https" else http.client.HTTPConnection
            )
            self._connection, self._place = kind(at.netloc, timeout=self._seconds), place
        return self._connection


def _why(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "the server does not answer in time"
    if isinstance(error, http.client.HTTPException):
        return "the server broke off"
    return f"the server cannot be reached: {reason(error)}"


def _asked_for(reply: Reply) -> float:
    """Seconds that a server asks to be left alone, by its header Retry-After."""
    words = reply.headers.get("retry-after", "").strip()
    if words.isdecimal():
        return float(words)
    try:
        return max(0.0, parsedate_to_datetime(words).timestamp() - time.time())
    except ValueError:
        return 0.0


def shown(address: str) -> str:
    """An address without what a query may hold."""
    return urlunsplit(urlsplit(address)._replace(query="", fragment=""))
