"""Name and password for a server, as it asks for them: Basic or Digest."""

import secrets
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import md5, sha256
from typing import Protocol
from urllib.request import parse_http_list, parse_keqv_list

_DIGESTS = {"MD5": md5, "SHA-256": sha256}


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who loads; the password is never shown."""

    name: str
    password: str = field(repr=False)


class Proof(Protocol):
    """What goes into the header Authorization."""

    def header(self, method: str, target: str) -> str:
        """For one request."""


def proof(challenges: Sequence[str], account: Account) -> Proof | None:
    """What answers the strongest challenge that is known, of the headers WWW-Authenticate."""
    parted = [one.partition(" ")[::2] for one in challenges]
    for kind, rest in parted:
        if kind.lower() == "digest":
            asked = parse_keqv_list(parse_http_list(rest))
            algorithm = asked.get("algorithm", "MD5").upper()
            if algorithm in _DIGESTS and "nonce" in asked:
                return _Digest(account, asked, algorithm)
    return _Basic(account) if any(kind.lower() == "basic" for kind, _ in parted) else None


class _Basic:
    def __init__(self, account: Account) -> None:
        words = f"{account.name}:{account.password}"
        self._header = f"Basic {b64encode(words.encode()).decode()}"

    def header(self, _method: str, _target: str) -> str:
        return self._header


class _Digest:
    """RFC 7616, with one challenge for many requests, which are counted."""

    def __init__(self, account: Account, asked: Mapping[str, str], algorithm: str) -> None:
        self._account, self._asked, self._algorithm = account, asked, algorithm
        self._count = 0

    def header(self, method: str, target: str) -> str:
        self._count += 1
        name, realm, nonce = self._account.name, self._asked.get("realm", ""), self._asked["nonce"]
        count, own = f"{self._count:08x}", secrets.token_hex(8)
        who = self._digest(f"{name}:{realm}:{self._account.password}")
        what = self._digest(f"{method}:{target}")
        counted = "auth" in self._asked.get("qop", "").replace(" ", "").split(",")
        middle = f"{nonce}:{count}:{own}:auth" if counted else nonce
        said = {
            "username": name,
            "realm": realm,
            "nonce": nonce,
            "uri": target,
            "response": self._digest(f"{who}:{middle}:{what}"),
        }
        if "opaque" in self._asked:
            said["opaque"] = self._asked["opaque"]
        if counted:
            said["cnonce"] = own
        quoted = [f'{key}="{_escaped(value)}"' for key, value in said.items()]
        quoted.append(f"algorithm={self._algorithm}")
        if counted:
            quoted += ["qop=auth", f"nc={count}"]
        return f"Digest {', '.join(quoted)}"

    def _digest(self, words: str) -> str:
        return _DIGESTS[self._algorithm](words.encode()).hexdigest()


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')
