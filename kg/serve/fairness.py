"""What each client may use: seconds of computing and requests, filled up again as time goes by."""

import ipaddress
import time
from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache

_MINUTE = 60.0
#: Clients remembered; who was not seen for longest is forgotten first.
_CLIENTS = 20_000


@dataclass(slots=True)
class _Account:
    computing: float
    requests: float
    seen: float


class Fairness:
    """The accounts of all clients; what is left may fall below nothing, and is waited for then."""

    def __init__(self, computing: float, requests: float) -> None:
        """So many seconds and requests a minute."""
        self._computing, self._requests = computing, requests
        self._accounts: OrderedDict[str, _Account] = OrderedDict()

    def wait(self, client: str) -> int:
        """Count a request; the seconds to wait before it may be asked, 0 where it may be now."""
        account = self._account(client)
        if account.computing <= 0:
            return 1 + int(-account.computing * _MINUTE / self._computing)
        if account.requests < 1:
            return 1 + int((1 - account.requests) * _MINUTE / self._requests)
        account.requests -= 1
        return 0

    def charge(self, client: str, computing: float) -> None:
        """Take the seconds that a request needed."""
        self._account(client).computing -= computing

    def _account(self, client: str) -> _Account:
        now = time.monotonic()
        account = self._accounts.get(client)
        if account is None:
            account = _Account(self._computing, self._requests, now)
            self._accounts[client] = account
            if len(self._accounts) > _CLIENTS:
                self._accounts.popitem(last=False)
            return account
        self._accounts.move_to_end(client)
        passed, account.seen = (now - account.seen) / _MINUTE, now
        account.computing = min(self._computing, account.computing + passed * self._computing)
        account.requests = min(self._requests, account.requests + passed * self._requests)
        return account


@lru_cache(maxsize=4096)
def client_of(address: str) -> str:
    """Who asks: an address of IPv4, of IPv6 the network that one household has.

    >>> client_of("192.0.2.7"), client_of("2001:db8:1:2:3:4:5:6"), client_of("unix:")
    ('192.0.2.7', '2001:db8:1:2::/64', 'unknown')
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, 64), strict=False))
    return address
