"""What is said where there is no page: as a page, or as a problem (RFC 9457) for programs."""

import json
from functools import partial
from http import HTTPStatus

from kg.site.accept import choose
from kg.site.addresses import english, parse, relative
from kg.site.context import Context
from kg.site.http import Request, Response
from kg.site.view import LANGUAGE_TAGS, template, view_of
from kg.site.words import words

PROBLEM = "application/problem+json"
_KEYS = {404: "not-found", 410: "gone", 406: "not-acceptable"}


def message(context: Context, request: Request, status: int, **given: str) -> Response:
    """An answer of a status, in words; `given` is what the words name."""
    address = parse(request.path)
    view = view_of(context, request, address.language, "/message.html")
    key = _KEYS.get(status, "bad-request")
    title = view.text(key)
    text = given.get("text") or view.text(f"{key}-text", path=request.path, **given)
    wanted = choose(request.accept, ("text/html", PROBLEM, "application/json", "text/plain"))
    vary = ("Vary", "Accept")
    if wanted == "text/html":
        at = view_of(context, request, address.language, _path(request.path))
        body = at.render("message", title=title, message=text)
        return Response(status=status, body=body, headers=(vary,))
    if wanted in {PROBLEM, "application/json"}:
        return problem(status, text)
    plain = f"{status} {HTTPStatus(status).phrase}: {text}\n".encode("utf-8", "replace")
    return Response(
        status=status, body=plain, media_type="text/plain; charset=utf-8", headers=(vary,)
    )


def unanswered(asked: str, query: str, why: str, *, again: bool) -> bytes:
    """A page that no graph is wanted for: why there is no other one at a path with a query.

    `again` where asking the same once more does no harm.
    """
    language, path = parse(asked).language, _path(asked)
    here, other = (english(path), path) if language == "en" else (path, english(path))
    sentence = words()["unanswered-why"].in_language(language)
    made = template("unanswered", language).render(
        language=LANGUAGE_TAGS[language],
        why=sentence.format(why=f"{why[:1].upper()}{why[1:]}"),
        to=partial(relative, here),
        home=english("/index.html") if language == "en" else "/index.html",
        other=f"{relative(here, other)}?{query}" if query else relative(here, other),
        again=again,
    )
    return made.encode("utf-8", "replace")


def problem(status: int, detail: str, **more: object) -> Response:
    """A problem for programs."""
    said = {"title": HTTPStatus(status).phrase, "status": status, "detail": detail, **more}
    body = json.dumps(said, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
    return Response(status=status, body=body, media_type=PROBLEM, headers=(("Vary", "Accept"),))


def _path(asked: str) -> str:
    """The path that links of the message are relative to: that of the request, without language."""
    address = parse(asked)
    return f"{address.path}.{address.ending}" if address.ending else address.path
