"""What search engines read in a page: its thing in the words of schema.org, as JSON-LD."""

import json

from markupsafe import Markup

from kg.describe import Description
from kg.site.view import View

#: By kind of thing.
_TYPES = {
    "area": "Place",
    "enterprise": "Organization",
    "organisation": "Organization",
    "project": "Project",
    "report": "Report",
    "indicator": "StatisticalVariable",
    "observation": "Observation",
}


def embedded(view: View, about: Description, path: str) -> Markup:
    """The thing of a page for its head, empty where schema.org has no word for it."""
    kind = path.split("/")[2]
    if kind not in _TYPES:
        return Markup()
    said = {
        "@context": "https://schema.org",
        "@type": _TYPES[kind],
        "@id": about.iri,
        "name": view.name(about.iri),
    }
    return script(said)


def script(said: object) -> Markup:
    """JSON that cannot end the script element that it stands in.

    >>> print(script({"name": "</script>"}))
    {"name": "\\u003c/script\\u003e"}
    """
    text = json.dumps(said, ensure_ascii=False, sort_keys=False)
    for mark, instead in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(mark, instead)
    return Markup(text)  # noqa: S704  # nothing that HTML knows is left in it
