"""Pages are fetched politely, and only from where they may be.

A connection goes to an address that was checked after its name was resolved, so that no name can
lead into a private network; so does each redirect. Nothing is believed of sizes; all of a fetch has
one time limit, however slowly it comes.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

from kg import __version__
from kg.errors import InputError
from kg.read.limits import Limits
from kg.read.web import Web, cleaned

#: By this name robots.txt may refuse it.
AGENT = "plan-kg"
_HEADERS = {
    "User-Agent": f"{AGENT}/{__version__} (+https://w3id.org/plan-kg/)",
    "Accept": "text/html,application/xhtml+xml,application/pdf,text/plain,*/*;q=0.5",
    "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}
_MOVED = frozenset({301, 302, 303, 307, 308})
_CHUNK = 1 << 16
_CONNECTING = 15
_ROBOTS = 512 * 1024
_LONGEST_PAUSE = 30
_TRANSLATED = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came from an address in the end; a body only where the status is 200."""

    address: str
    status: int
    headers: Mapping[str, str]
    body: bytes


class Client:
    """Fetches one address after another; robots.txt of a site is read once."""

    def __init__(self, web: Web, limits: Limits) -> None:
        """Nothing is fetched yet."""
        self._web, self._limits = web, limits
        self._last: dict[str, float] = {}
        self._rules: dict[str, RobotFileParser] = {}

    def get(self, address: str, given: Mapping[str, str] | None = None, known: str = "") -> Reply:
        """What an address has; `given` headers are sent to the address `known` alone.

        InputError where it may not or cannot be fetched.
        """
        until = time.monotonic() + self._web.seconds
        return self._followed(address, until, given or {}, known)

    def _followed(
        self,
        address: str,
        until: float,
        given: Mapping[str, str],
        known: str,
        *,
        heed: bool = True,
    ) -> Reply:
        here = cleaned(address)
        for _ in range(self._web.redirects + 1):
            if heed:
                self._heed(here, until)
            reply = self._asked(here, until, given if here == known else {})
            if reply.status not in _MOVED:
                return reply
            here = cleaned(urljoin(here, reply.headers.get("location", "")))
        raise InputError(f"it leads on more than {self._web.redirects} times")

    def _heed(self, address: str, until: float) -> None:
        """InputError where robots.txt does not allow it."""
        parts = urlsplit(address)
        site = urlunsplit((parts.scheme, parts.netloc, "", "", ""))
        if site not in self._rules:
            self._rules[site] = self._robots(f"{site}/robots.txt", until)
        if not self._rules[site].can_fetch(AGENT, address):
            raise InputError("robots.txt of this site does not allow it")

    def _robots(self, address: str, until: float) -> RobotFileParser:
        """The rules of a site; none where it has no such file, all is refused where it fails."""
        rules = RobotFileParser()
        reply = self._followed(address, until, {}, "", heed=False)
        if reply.status >= 500:
            raise InputError(f"robots.txt of this site cannot be read ({_said(reply.status)})")
        text = reply.body[:_ROBOTS] if reply.status == 200 else b""
        rules.parse(text.decode("utf-8-sig", "replace").splitlines())
        return rules

    def _asked(self, address: str, until: float, given: Mapping[str, str]) -> Reply:
        host = urlsplit(address).hostname or ""
        self._wait(host, address)
        try:
            with _connection(address, until, self._web) as connection:
                connection.request("GET", _target(address), headers={**_HEADERS, **given})
                answer = connection.getresponse()
                headers = {name.lower(): value for name, value in answer.getheaders()}
                body = self._body(answer, headers) if answer.status == 200 else b""
        except ssl.SSLCertVerificationError as error:
            raise InputError(f"its certificate is not good: {error.verify_message}") from error
        except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
            raise InputError(self._why(error, until)) from error
        finally:
            self._last[host] = time.monotonic()
        if time.monotonic() > until:  # the connection was closed in the middle
            raise InputError(self._late())
        return Reply(address=address, status=answer.status, headers=headers, body=body)

    def _wait(self, host: str, address: str) -> None:
        """One request a second to a host, or as seldom as it asks for."""
        parts = urlsplit(address)
        rules = self._rules.get(urlunsplit((parts.scheme, parts.netloc, "", "", "")))
        wished = float((rules and rules.crawl_delay(AGENT)) or 0)
        pause = max(self._web.pause, min(wished, _LONGEST_PAUSE))
        if host in self._last:
            time.sleep(max(0.0, self._last[host] + pause - time.monotonic()))

    def _body(self, answer: http.client.HTTPResponse, headers: Mapping[str, str]) -> bytes:
        packed = headers.get("content-encoding", "identity").strip().lower()
        pieces = _pieces(answer, self._limits)
        if packed in {"", "identity"}:
            return b"".join(pieces)
        if packed not in {"gzip", "x-gzip", "deflate"}:
            raise InputError(f"it comes packed as {packed[:20]}, which is not known")
        return _unpacked(pieces, self._limits)

    def _why(self, error: Exception, until: float) -> str:
        if isinstance(error, TimeoutError) or time.monotonic() > until:
            return self._late()
        if isinstance(error, socket.gaierror):
            return "this host is not known"
        said = (isinstance(error, OSError) and error.strerror) or type(error).__name__
        return f"it cannot be fetched: {said}"

    def _late(self) -> str:
        return f"fetching it takes longer than {self._web.seconds:g} s"


def _said(status: int) -> str:
    return f"{status} {http.client.responses.get(status, '')}".strip()


def refused(status: int) -> InputError:
    """What is said of an address that does not answer with a page."""
    return InputError(f"the server answers {_said(status)}")


def _target(address: str) -> str:
    parts = urlsplit(address)
    return urlunsplit(("", "", parts.path, parts.query, ""))


# --- connections ---


class _Checked(http.client.HTTPConnection):
    """A connection over a socket that is open already."""

    def __init__(self, host: str, opened: socket.socket) -> None:
        super().__init__(host)
        self.sock = opened

    def connect(self) -> None:
        """Never anew: another connection would not be checked."""
        raise http.client.NotConnected


@contextmanager
def _connection(address: str, until: float, web: Web) -> Iterator[_Checked]:
    """A connection that is cut when the time is over, whatever is waited for."""
    parts = urlsplit(address)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    host = parts.hostname or ""
    plain = _opened(host, port, until, web)
    twin = plain.dup()  # to cut it by, also while it is being encrypted
    timer = threading.Timer(max(0.0, until - time.monotonic()), _cut, (twin,))
    timer.daemon = True
    timer.start()
    try:
        if parts.scheme == "https":
            context = ssl.create_default_context()
            plain = context.wrap_socket(plain, server_hostname=host)
        with plain:
            yield _Checked(parts.netloc, plain)
    finally:
        timer.cancel()
        plain.close()
        twin.close()


def _cut(twin: socket.socket) -> None:
    try:
        twin.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it was closed already


def _opened(host: str, port: int, until: float, web: Web) -> socket.socket:
    """A socket to the first of a host's addresses that answers and may be gone to."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    failure: Exception = InputError("it leads into a private network", hint="--allow-private")
    for family, kind, protocol, _, at in found:
        if not (web.allow_private or is_public(str(at[0]))):
            continue
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        opened = socket.socket(family, kind, protocol)
        try:
            opened.settimeout(min(left, _CONNECTING))
            opened.connect(at)
            opened.settimeout(max(0.1, until - time.monotonic()))
        except OSError as error:
            opened.close()
            failure = error
            continue
        return opened
    raise failure


def is_public(words: str) -> bool:
    """Whether an IP address is one of the open internet, also where it wraps one of another kind.

    >>> [is_public(one) for one in ("1.1.1.1", "127.0.0.1", "169.254.169.254", "::ffff:10.0.0.1")]
    [True, False, False, False]
    """
    try:
        address = ipaddress.ip_address(words.partition("%")[0])
    except ValueError:
        return False
    return all(one.is_global and not one.is_multicast for one in (address, *_wrapped(address)))


def _wrapped(address: Address) -> Iterator[Address]:
    if isinstance(address, ipaddress.IPv4Address):
        return
    if any(address in network for network in _TRANSLATED):
        yield ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    for one in (address.ipv4_mapped, address.sixtofour, *(address.teredo or ())):
        if one is not None:
            yield one


# --- bodies ---


def _pieces(answer: http.client.HTTPResponse, limits: Limits) -> Iterator[bytes]:
    """As much as may come: what a server says of its length is not believed."""
    size = 0
    while piece := answer.read(_CHUNK):
        size += len(piece)
        limits.check("size", size)
        yield piece
    if answer.length:
        raise http.client.IncompleteRead(b"", answer.length)


def _unpacked(pieces: Iterator[bytes], limits: Limits) -> bytes:
    """Unpacked piece by piece, and no further than it may be."""
    first = next(pieces, b"")
    # gzip and zlib say what they are; some servers send deflate without its head
    headed = first[:2] == b"\x1f\x8b" or (
        first[:1] == b"\x78" and int.from_bytes(first[:2]) % 31 == 0
    )
    unpacking = zlib.decompressobj(47 if headed else -15)
    data, packed = bytearray(), 0
    for piece in _with(first, pieces):
        packed += len(piece)
        rest = piece
        while rest:
            data += unpacking.decompress(rest, 1 << 20)
            rest = unpacking.unconsumed_tail
            limits.check("size", len(data))
            if len(data) > 1 << 20:
                limits.check("ratio", len(data) // packed)
    if not unpacking.eof:
        data += unpacking.flush()
        limits.check("size", len(data))
    return bytes(data)


def _with(first: bytes, others: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from others
