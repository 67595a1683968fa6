"""An address becomes a source: its page and those that follow it, fetched and kept."""

import re
from pathlib import Path

from kg.errors import InputError
from kg.read import child, fetching
from kg.read.fetching import Client
from kg.read.formats import FORMATS, HEAD, HTML, by_ending, told
from kg.read.keeping import Kept, Shelf
from kg.read.limits import Limits
from kg.read.naming import shown
from kg.read.origins import Origin
from kg.read.web import Web, cleaned, file_name, known_by

_PLAIN = ".txt"
#: Kinds of content that are called otherwise too.
_CALLED = {
    "application/xhtml+xml": ".html",
    "application/zip": ".zip",
    "application/x-zip-compressed": ".zip",
    "text/rtf": ".rtf",
}
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{2,40})""", re.IGNORECASE)


class Articles:
    """Fetches articles; made once for all addresses of a build."""

    def __init__(self, web: Web, limits: Limits) -> None:
        """Nothing is fetched yet."""
        self._web, self._limits = web, limits
        self._client = Client(web, limits)
        self._shelf = Shelf(web.folder)

    def origin(self, address: str) -> Origin:
        """The source at an address; InputError, with the place, where it cannot be fetched."""
        try:
            asked = cleaned(address)
            pages = self._pages(asked)
        except InputError as error:
            raise InputError(
                error.message, where=shown(address).strip(), hint=error.hint
            ) from error
        first = pages[0]
        return Origin(
            id=known_by(asked),
            name=file_name(asked),
            path=first.path,
            shown=asked,
            address=asked,
            more=tuple(page.path for page in pages[1:]),
            suffix=_suffix(first),
            charset=_charset(first),
        )

    def _pages(self, address: str) -> list[Kept]:
        """The page and those after it, each once."""
        pages = [self._page(address)]
        seen = {address, pages[0].final}
        while _is_page(pages[-1]):
            last = pages[-1]
            after = child.following(last.path, last.final, _charset(last), self._limits)
            if not after or (following := cleaned(after)) in seen:
                break
            if len(pages) >= self._web.pages:
                raise InputError(f"the article has more than {self._web.pages} pages")
            page = self._page(following)
            if page.final in seen:
                break
            pages.append(page)
            seen |= {following, page.final}
        return pages

    def _page(self, address: str) -> Kept:
        kept = self._shelf.find(address)
        known = kept.final if kept else ""
        reply = self._client.get(address, kept.conditions if kept else {}, known)
        if reply.status == 304 and kept:
            return kept
        if reply.status != 200:
            raise fetching.refused(reply.status)
        return self._shelf.put(
            address,
            reply.body,
            final=reply.address,
            content_type=reply.headers.get("content-type", ""),
            etag=reply.headers.get("etag", ""),
            modified=reply.headers.get("last-modified", ""),
        )


def _is_page(page: Kept) -> bool:
    with page.path.open("rb") as file:
        head = file.read(HEAD)
    try:
        return not head.startswith(b"PK") and told(head, _suffix(page)) is HTML
    except InputError:
        return False


def _suffix(page: Kept) -> str:
    """The ending that fits: as the server says, else as the address, else that of plain text."""
    kind = page.content_type.partition(";")[0].strip().lower()
    said = _CALLED.get(kind) or next((f.endings[0] for f in FORMATS if f.media_type == kind), "")
    own = Path(file_name(page.final)).suffix.lower()
    if said and said != _PLAIN:
        return said
    return own if by_ending(own) or own == ".zip" else _PLAIN


def _charset(page: Kept) -> str:
    found = _CHARSET.search(page.content_type)
    return found.group(1) if found else ""
