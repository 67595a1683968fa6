"""What is asked of the site and what it answers: plain values, no server needed."""

from dataclasses import dataclass

HTML = "text/html; charset=utf-8"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What is answered; whoever sends it adds headers of transport and caching."""

    status: int = 200
    body: bytes = b""
    media_type: str = HTML
    headers: tuple[tuple[str, str], ...] = ()
