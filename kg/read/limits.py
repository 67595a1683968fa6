"""How much of a file is read before it is refused."""

from dataclasses import dataclass

from kg.errors import InputError

_MIB = 2**20

_SAID = {
    "size": "the file is larger than {} bytes",
    "unpacked": "its contents unpack to more than {} bytes",
    "ratio": "its contents unpack to more than {} times its size",
    "members": "it holds more than {} files",
    "pages": "it has more than {} pages",
    "cells": "its tables have more than {} cells",
    "characters": "it has more than {} characters",
    "nesting": "its parts are nested more than {} deep",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one file may cost; the defaults are a hundred times what reports take."""

    size: int = 64 * _MIB
    unpacked: int = 256 * _MIB
    ratio: int = 200  # only heeded once a megabyte was unpacked
    members: int = 10_000
    pages: int = 1_000
    cells: int = 100_000
    characters: int = 1_000_000
    nesting: int = 100
    seconds: float = 60
    memory: int = 1024 * _MIB

    def check(self, name: str, reached: int) -> None:
        """InputError where a limit is passed; `where` is for the caller to say."""
        allowed = getattr(self, name)
        if reached > allowed:
            raise InputError(_SAID[name].format(f"{allowed:,}"))
