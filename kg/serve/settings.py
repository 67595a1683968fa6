"""How the graph is served: the table [serve] of kg.toml, flags of the command over it."""

import os
from dataclasses import field
from pathlib import Path
from typing import Annotated, Literal

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from kg.errors import InputError
from kg.lexicon.tables import STRICT, read, wrong

Count = Annotated[int, Field(ge=1)]
Seconds = Annotated[float, Field(gt=0)]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Serving:
    """All that can be set; each has a value that suits a public server of two cores.

    A request that takes longer than `heavy_after` seconds is heavy: it goes on with what time
    others leave it, and only so many of them at once, in all and of one client.
    """

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    #: Where the public sees the server, as https://example.org/; "" takes what clients call it.
    url: str = ""
    #: Whether X-Forwarded-For and X-Forwarded-Proto are believed.
    behind_proxy: bool = False
    workers: Count = Field(default_factory=lambda: max(2, os.cpu_count() or 2))
    spare: Count = 2
    timeout: Seconds = 30.0
    heavy_after: Seconds = 0.1
    heavy: Count = 12
    heavy_per_client: Count = 12
    waiting: Count = 512
    waiting_per_client: Count = 256
    waiting_time: Seconds = 10.0
    #: What a worker may need beyond what it has after start.
    memory_mb: Count = 1024
    rows: Count = 100_000
    answer_mb: Count = 32
    cache_mb: Annotated[int, Field(ge=0)] = 64
    body_kb: Count = 1024
    #: Seconds in which a request must have come whole, and in which one may follow another.
    slow: Seconds = 10.0
    idle: Seconds = 15.0
    #: Seconds for which others may keep an answer.
    max_age: Annotated[int, Field(ge=0)] = 60
    #: Of each client, in a minute: seconds of computing for each worker, and requests.
    computing: Seconds = 60.0
    requests: Count = 6000
    #: A file of one line a request, "-" for standard error, "" for none.
    access_log: str = "-"
    metrics: Literal["loopback", "all"] = "loopback"


@dataclass(frozen=True, slots=True, kw_only=True, config=ConfigDict(extra="ignore"))
class _File:
    serve: Serving = field(default_factory=Serving)


def load(path: Path) -> Serving:
    """The table [serve] of a kg.toml; InputError names file, line and key."""
    found = read(path, _File, InputError, patterns=False).serve
    if found.url and not found.url.startswith(("http://", "https://")):
        raise wrong(path, ("serve", "url"), f"no address: {found.url}", raised=InputError)
    return found
