"""Rights of files, as they bind whoever is not root."""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

#: The version of a header of capset(2) that says 64 capabilities in two parts.
_VERSION = 0x20080522
#: CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH: root reads and writes whatever it likes.
_WHATEVER = 1 << 1 | 1 << 2


@contextmanager
def bound_by_rights() -> Iterator[None]:
    """Where root runs the tests, take from this thread what lets root pass over rights of files."""
    if os.geteuid() != 0 or sys.platform != "linux":
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    who, held = (ctypes.c_uint32 * 2)(_VERSION, 0), (ctypes.c_uint32 * 6)()
    _done(libc.capget(who, held))
    before = held[0]
    held[0] = before & ~_WHATEVER
    _done(libc.capset(who, held))
    try:
        yield
    finally:
        held[0] = before
        _done(libc.capset(who, held))


def _done(code: int) -> None:
    if code:
        raise OSError(ctypes.get_errno(), "capabilities cannot be changed")
