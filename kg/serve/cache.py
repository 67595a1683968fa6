"""Answers that were given lately, so that nobody works them out again: the oldest go first."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field

#: What an entry costs beside its body.
_OVERHEAD = 6144


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it is sent."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes
    tag: bytes
    modified: bytes
    #: The headers as they go over the wire, put together once.
    wire: bytes = field(init=False, default=b"")

    def __post_init__(self) -> None:
        """Put the headers together."""
        lines = [b"%s: %s\r\n" % pair for pair in self.headers]
        object.__setattr__(self, "wire", b"".join(lines) + b"\r\n")


class Cache:
    """Answers by what was asked, up to a number of bytes."""

    def __init__(self, size: int) -> None:
        """Nothing is kept; a size of 0 keeps nothing."""
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._size, self.held = size, 0

    def get(self, key: Hashable) -> Kept | None:
        """What was answered."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: Hashable, kept: Kept) -> None:
        """Keep an answer, unless it would take an eighth of the room alone."""
        size = len(kept.body) + _OVERHEAD
        if size > self._size // 8 or key in self._kept:
            return
        self._kept[key] = kept
        self.held += size
        while self.held > self._size:
            _, old = self._kept.popitem(last=False)
            self.held -= len(old.body) + _OVERHEAD

    def clear(self) -> None:
        """Forget all."""
        self._kept.clear()
        self.held = 0
