"""What a program asks for: its parameters checked, its wishes about the form of the answer."""

import re
from collections.abc import Collection
from urllib.parse import quote, urlencode

from kg.errors import QueryError
from kg.site.accept import choose
from kg.site.api.data import Slice
from kg.site.http import Request

#: As many rows as one answer holds.
MOST = 10_000
JSON, CSV = "application/json", "text/csv"
#: What any question may be asked besides its own parameters.
COMMON = ("limit", "offset", "format")
_NUMBER = re.compile(r"\d{1,9}")
_LONGEST = 1000


def parameters(request: Request, allowed: Collection[str], several: str = "") -> dict[str, str]:
    """The parameters that say something, each once; QueryError for those that are not allowed.

    The one named `several` may be given again and again, and is left to the caller.
    """
    found: dict[str, str] = {}
    for name, value in request.query:
        if not _plain(name) or not _plain(value):
            raise QueryError("no text in UTF-8", where=ascii(name)[1:-1])
        if name not in allowed:
            hint = f"there are: {', '.join(allowed) or 'none'}"
            raise QueryError(f"no parameter {name}", where=name, hint=hint)
        if name in found and name != several:
            raise QueryError(f"parameter {name} is given twice", where=name)
        if len(value) > _LONGEST:
            raise QueryError(f"more than {_LONGEST} characters", where=name)
        found[name] = value.strip()
    return {name: value for name, value in found.items() if value}


def _plain(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def required(given: dict[str, str], name: str) -> str:
    """A parameter that must be there."""
    if name not in given:
        raise QueryError(f"parameter {name} is missing", where=name)
    return given[name]


def part(given: dict[str, str], usual: int, most: int = MOST) -> Slice:
    """Which rows are asked for, `usual` of them where nothing is said."""
    return Slice(
        limit=_number(given, "limit", usual, (1, most)),
        offset=_number(given, "offset", 0, (0, 10**9 - 1)),
    )


def _number(given: dict[str, str], name: str, usual: int, bounds: tuple[int, int]) -> int:
    text = given.get(name)
    if text is None:
        return usual
    least, most = bounds
    if not _NUMBER.fullmatch(text) or not least <= int(text) <= most:
        said = f"{name} is no whole number from {least} to {most}: {text}"
        raise QueryError(said, where=name)
    return int(text)


def form(request: Request, ending: str) -> str | None:
    """JSON or CSV, by ending, ?format= or Accept; None where neither is wanted."""
    asked = ending or request.parameter("format")
    if asked:
        return {"json": JSON, "csv": CSV}.get(asked)
    return choose(request.accept, (JSON, CSV))


def there(request: Request, path: str) -> str:
    """The address of a path of the site."""
    return f"{request.origin.rstrip('/')}{quote(path)}"


def following(request: Request, part: Slice, total: int) -> str | None:
    """The address of the next page, None where there is none."""
    if part.offset + part.limit >= total:
        return None
    kept = [(name, value) for name, value in request.query if name not in {"limit", "offset"}]
    more = [("limit", str(part.limit)), ("offset", str(part.offset + part.limit))]
    return f"{there(request, request.path)}?{urlencode([*kept, *more])}"
