"""Sentences of reports on pages, each with a link to its place in the report."""

from typing import NamedTuple
from urllib.parse import urlencode

from markupsafe import Markup

from kg.site.view import View

_LONG, _END = 30, 12


class Quote(NamedTuple):
    """A sentence with a link to its place in the report, and one to the report."""

    text: str
    report: Markup | str
    href: str


def quote(view: View, text: str, document: str, start: object = None) -> Quote:
    """A sentence of the report of a name; `start` is where it begins, where that is known."""
    iri = next((iri for iri, name in view.context.reports.items() if name == document), "")
    if not iri:
        return Quote(text, document, "")
    return Quote(text, view.link(iri), _place(view, iri, text, start))


def _place(view: View, iri: str, sentence: str, start: object) -> str:
    """A link to a sentence in the text of its report."""
    if start is not None:
        return f"{view.href(iri)}#c{start}"
    words = sentence.strip()
    ends = (words[:_END], words[-_END:]) if len(words) > _LONG else (words,)
    text = ",".join(
        urlencode({"": end})[1:].replace("+", "%20").replace("-", "%2D") for end in ends
    )
    return f"{view.href(iri)}#:~:text={text}"
