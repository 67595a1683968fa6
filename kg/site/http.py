"""What is asked of the site and what it answers: plain values, no server needed."""

from dataclasses import dataclass

HTML = "text/html; charset=utf-8"
#: No page number has more, and Python refuses to read a number of thousands.
_DIGITS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request as the site sees it.

    `path` is percent-decoded and starts with a slash; `origin` is where the site is seen, as
    https://host/prefix/, empty where nobody knows; `static` where
    the answer becomes a file, so that nothing can be asked of it.
    """

    method: str = "GET"
    path: str = "/"
    query: tuple[tuple[str, str], ...] = ()
    accept: str = ""
    languages: str = ""
    body: bytes = b""
    content_type: str = ""
    origin: str = ""
    static: bool = False

    def parameter(self, name: str) -> str:
        """The first value given under a name, without blanks around it; empty where none is."""
        return next((value.strip() for key, value in self.query if key == name), "")

    def page(self, most: int = 10**_DIGITS) -> int:
        """The number of the page that is asked for, from 1 to `most`.

        >>> [Request(query=(("page", said),)).page(50) for said in ("3", "0", "-1", "9" * 5000, "")]
        [3, 1, 1, 50, 1]
        """
        said = self.parameter("page")[:_DIGITS]
        return max(1, min(int(said), most)) if said.isdecimal() else 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What is answered; whoever sends it adds headers of transport and caching."""

    status: int = 200
    body: bytes = b""
    media_type: str = HTML
    headers: tuple[tuple[str, str], ...] = ()
