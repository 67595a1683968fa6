"""Zstandard, which Python brings along from 3.14 on and which is an extra before."""

from types import ModuleType

from kg.errors import InputError


def zstd() -> ModuleType:
    """The library; InputError where it is missing."""
    try:
        import zstandard  # noqa: PLC0415  # an extra
    except ImportError:
        raise InputError(
            "zstandard is not installed", hint="pip install 'plan-kg[zstd]', or take gz"
        ) from None
    return zstandard
