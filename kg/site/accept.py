"""Which of the offered kinds fits an Accept or Accept-Language header best (RFC 9110, 12.5).

What is malformed is left out, as if it had not been said.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

_WEIGHT = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")
_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # noqa: S105  # RFC 9110 calls it so
_RANGE = re.compile(rf"{_TOKEN}/{_TOKEN}")
_LANGUAGE = re.compile(r"\*|[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_MOST = 100  # a header of more parts is no client's


class _Wish(NamedTuple):
    what: str
    weight: float


def choose(accept: str, offered: Sequence[str]) -> str | None:
    """The media type offered that fits best, the first of those that fit alike; None where none.

    >>> choose("text/html;q=0.5, text/*", ["text/html", "text/turtle"])
    'text/turtle'
    >>> choose("", ["text/html"]), choose("image/png", ["text/html"])
    ('text/html', None)
    """
    return _chosen(accept, tuple(offered))


# most clients say the same each time
@lru_cache(maxsize=64)
def _chosen(accept: str, offered: tuple[str, ...]) -> str | None:
    wishes = list(_wishes(accept, _RANGE))
    if not wishes:
        return offered[0] if offered else None
    return _best([(_media_weight(one, wishes), one) for one in offered])


def language(accepted: str, offered: Sequence[str]) -> str:
    """The language offered that fits best, the first where nothing is said or none fits.

    >>> language("en-GB,en;q=0.9,zh;q=0.1", ["zh", "en"]), language("fr", ["zh", "en"])
    ('en', 'zh')
    """
    wishes = list(_wishes(accepted, _LANGUAGE))
    found = _best([(_language_weight(one, wishes), one) for one in offered])
    return found or offered[0]


def _wishes(header: str, shape: re.Pattern[str]) -> Iterator[_Wish]:
    for part in header.split(",")[:_MOST]:
        what, *parameters = (piece.strip() for piece in part.split(";"))
        if not shape.fullmatch(what):
            continue
        weight = next((p[2:].strip() for p in parameters if p[:2].lower() == "q="), "1")
        if _WEIGHT.fullmatch(weight):
            yield _Wish(what.lower(), float(weight))


def _media_weight(offered: str, wishes: Sequence[_Wish]) -> float:
    """The weight that the most specific range gives."""
    kind = offered.partition("/")[0]
    said = {wish.what: wish.weight for wish in reversed(wishes)}
    for what in (offered, f"{kind}/*", "*/*"):
        if what in said:
            return said[what]
    return 0.0


def _language_weight(offered: str, wishes: Sequence[_Wish]) -> float:
    fit = [w.weight for w in wishes if w.what.partition("-")[0] == offered]
    return max(fit, default=next((w.weight for w in wishes if w.what == "*"), 0.0))


def _best(weighed: Sequence[tuple[float, str]]) -> str | None:
    weight, found = max(weighed, key=lambda pair: pair[0], default=(0.0, ""))
    return found if weight > 0 else None
