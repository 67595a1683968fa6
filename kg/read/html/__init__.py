"""Web pages: the report among the menus, in whatever encoding, one page or several.

No script is run and nothing is fetched: what a page shows without its scripts is read.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser

from kg.errors import InputError
from kg.lexicon import web
from kg.read import encodings
from kg.read.html import content, flow, titles
from kg.read.html.tree import grown
from kg.read.limits import Limits
from kg.read.parts import Paragraph, Part
from kg.settings import Settings

_HEAD = 8192
_ATTRIBUTES = 10_000
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{50000,}")
_CHARSET = re.compile(rb"""<meta[^>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_DECLARED = re.compile(
    rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""", re.IGNORECASE
)


def parts(data: bytes, limits: Limits) -> Iterator[Part]:
    """The report of one page."""
    yield from article([data], limits)


def article(pages: Sequence[bytes], limits: Limits, charset: str = "") -> Iterator[Part]:
    """The report of the pages of one article; `charset` is what a server said of them.

    InputError where nothing but what stands around a report is on them.
    """
    title: Paragraph | None = None
    found = False
    for number, data in enumerate(pages, 1):
        page, at = opened(data, charset), number if len(pages) > 1 else None
        made = titles.once(_report(page, limits, at))
        if title is None:
            said = titles.missing(page, made)
            made = [Paragraph.of(said, at), *made] if said and made else made
            title = next((part for part in made if isinstance(part, Paragraph)), None)
        elif titles.again(title, made):
            made = made[1:]
        found = found or bool(made)
        yield from made
    if not found:
        raise InputError("no text on this page", hint="what a script shows is not read")


def opened(data: bytes, charset: str = "") -> LexborHTMLParser:
    """A page, parsed as browsers do."""
    text = characters(data, charset)
    # the parser compares each attribute with all others of its element
    if any(len(one.split()) > _ATTRIBUTES for one in _LONG_TAG.findall(text)):
        raise InputError(f"an element has more than {_ATTRIBUTES:,} attributes")
    return LexborHTMLParser(text)


def characters(data: bytes, charset: str = "") -> str:
    """A page's characters: a byte order mark, the page itself, then the server say the encoding.

    What cannot be true of the bytes is not believed.
    """
    head = data[:_HEAD]
    said = [match.group(1).decode() for one in (_CHARSET, _DECLARED) if (match := one.search(head))]
    return encodings.page(data, [*said, charset])[1].replace("\0", "")


def fragment(text: str, limits: Limits) -> list[Part]:
    """All that a piece of a page shows, nothing of it left out."""
    return _shown(LexborHTMLParser(text), limits, None, lambda _line: False, whole=True)


def _report(page: LexborHTMLParser, limits: Limits, number: int | None) -> list[Part]:
    rules = web.load(Settings().lexicon)
    return _shown(page, limits, number, rules.around.holds, whole=False)


def _shown(
    page: LexborHTMLParser,
    limits: Limits,
    number: int | None,
    around: Callable[[str], bool],
    *,
    whole: bool,
) -> list[Part]:
    body = page.body
    if body is None:
        return []
    tree = grown(body)
    content.measured(tree)
    return flow.parts(tree if whole else content.found(tree), limits, number, around)
