"""The next page of an article that goes over several: known by its address and the link to it."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from kg.lexicon import web
from kg.read.html import opened
from kg.settings import Settings

#: Parameters that number pages, and numbers at the end of a file's name.
_PARAMETERS = frozenset(
    {"page", "p", "pageno", "pagenum", "pageindex", "currentpage", "curpage", "pn"}
)
_NUMBERED = re.compile(r"^(.*?)(?:[_-](\d{1,3}))?(\.\w{2,6})?$")
#: A pager that a script writes: how many pages, which one this is, what all begin and end with.
_PAGER = re.compile(
    r"""createPageHTML\w*\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*["']([^"'<>\s]{1,200})["']\s*,\s*["'](\w{2,6})["']"""
)


def following(data: bytes, address: str, charset: str = "") -> str:
    """The address of the next page, empty where this is the last or the only one.

    Only pages of the same article count: their addresses differ in the number of the page alone.
    """
    found = list(_linked(opened(data, charset), address))
    for base, number in _readings(address):
        after = [
            (at, one)
            for one in found
            for whose, at in _readings(one)
            if whose == base and at > number
        ]
        if after:
            return min(after)[1]
    return ""


def _linked(page: LexborHTMLParser, address: str) -> Iterator[str]:
    words = web.load(Settings().lexicon).pager.follows
    for link in page.css("a[href], link[href]"):
        said = "".join(link.text().split())
        is_next = (link.attributes.get("rel") or "").lower() == "next"
        if is_next or said.strip("[]【】<>《》»›→ ").isdigit() or said.startswith(words):
            yield from _joined(address, link.attributes.get("href") or "")
    for script in page.css("script"):
        for count, at, name, ending in _PAGER.findall(script.text()[:20_000]):
            if int(at) + 1 < int(count):
                yield from _joined(address, f"{name}_{int(at) + 1}.{ending}")


def _joined(address: str, href: str) -> Iterator[str]:
    try:
        yield urldefrag(urljoin(address, href.strip()))[0]
    except ValueError:
        return


def _readings(address: str) -> Iterator[tuple[tuple[object, ...], int]]:
    """What all pages of an article share, and the number of this one, as its address may be read.

    The first page has no number, or one that may as well be that of the article.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return
    number = 0
    kept = []
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        if name.lower() in _PARAMETERS and value.isascii() and value.isdigit():
            number = int(value[:4])
        else:
            kept.append((name, value))
    folder, _, file = parts.path.rpartition("/")
    match = _NUMBERED.match(file)
    stem, at, ending = match.groups() if match else (file, None, "")
    if at:
        yield (parts.netloc, folder, stem, ending, tuple(kept)), int(at)
        stem = file.removesuffix(ending or "")
    yield (parts.netloc, folder, stem, ending, tuple(kept)), number
