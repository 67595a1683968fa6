"""What search engines read in a page: its thing in the words of schema.org, as JSON-LD."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from markupsafe import Markup

from kg.describe import Description, Part
from kg.site import walking
from kg.site.addresses import kind_of
from kg.site.view import View
from kg.terms import Plan, Qb, Skos, Time

#: What is said of a thing; a list or a text, nothing where it is empty.
Said: TypeAlias = dict[str, Any]
_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")
_DONE = "https://schema.org/CompletedActionStatus"
_PLANNED = "https://schema.org/PotentialActionStatus"


def embedded(view: View, about: Description, path: str) -> Markup:
    """The thing of a page for its head, empty where schema.org has no word for it."""
    kind = "code" if path.startswith("/code/") else kind_of(path)
    maker = _MAKERS.get(kind)
    if maker is None:
        return Markup()
    said = {
        "@context": "https://schema.org",
        **maker(view, about.thing),
        "@id": about.iri,
        "name": view.name(about.iri),
        "url": view.absolute(view.here),
        "alternateName": [one.value for one in about.thing.values(Skos.ALT_LABEL)],
        "sameAs": [*about.thing.things(Skos.EXACT_MATCH), *about.thing.things(Skos.CLOSE_MATCH)],
    }
    return script({key: value for key, value in said.items() if value})


def script(said: object) -> Markup:
    """JSON that cannot end the script element that it stands in.

    >>> print(script({"name": "</script>"}))
    {"name": "\\u003c/script\\u003e"}
    """
    text = json.dumps(said, ensure_ascii=False)
    for mark, instead in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(mark, instead)
    return Markup(text)  # noqa: S704  # nothing that HTML knows is left in it


def _named(view: View, iri: str, kind: str) -> Said:
    return {"@type": kind, "@id": iri, "name": view.name(iri)}


def _first(view: View, part: Part, predicate: str, kind: str) -> Said:
    return next((_named(view, iri, kind) for iri in part.things(predicate)), {})


def _report(view: View, part: Part) -> Said:
    """The report of a statement, which its IRI names."""
    report = f"{view.context.record.base}id/report/{part.subject.rsplit('/', 2)[1]}"
    return _named(view, report, "Report")


def _dates(view: View, period: str) -> str:
    """A period as ISO 8601 has it: a year, month or day, else its first and last days."""
    key = view.context.addresses.path(period).rpartition("/")[2]
    if _DATE.fullmatch(key):
        return key
    ends = (
        walking.objects(view.context, period, one) for one in (Time.HAS_BEGINNING, Time.HAS_END)
    )
    return "/".join(instant.rpartition("/")[2] for end in ends for instant in end[:1])


def _place(view: View, part: Part) -> Said:
    return {
        "@type": "AdministrativeArea",
        "identifier": part.text(Plan.AREA_CODE),
        "containedInPlace": _first(view, part, Plan.PART_OF, "AdministrativeArea"),
    }


def _organization(_view: View, _part: Part) -> Said:
    return {"@type": "Organization"}


def _project(_view: View, _part: Part) -> Said:
    return {"@type": "Project"}


def _report_itself(view: View, part: Part) -> Said:
    periods = [*part.things(Plan.REVIEW_PERIOD), *part.things(Plan.PLAN_PERIOD)]
    return {
        "@type": "Report",
        "inLanguage": "zh-Hans",
        "author": _first(view, part, Plan.ISSUER, "Organization"),
        "spatialCoverage": _first(view, part, Plan.HOME_AREA, "AdministrativeArea"),
        "temporalCoverage": [_dates(view, one) for one in periods],
    }


def _term(view: View, part: Part) -> Said:
    return {
        "@type": "DefinedTerm",
        "description": _definition(view, part),
        "termCode": part.text(Skos.NOTATION),
        "inDefinedTermSet": _first(view, part, Skos.IN_SCHEME, "DefinedTermSet"),
    }


def _variable(view: View, part: Part) -> Said:
    return {**_term(view, part), "@type": ["StatisticalVariable", "DefinedTerm"]}


def _definition(view: View, part: Part) -> str:
    texts = {getattr(one, "language", ""): one.value for one in part.values(Skos.DEFINITION)}
    return texts.get(view.language, next(iter(texts.values()), ""))


def _observation(view: View, part: Part) -> Said:
    return {
        "@type": "Observation",
        "observationAbout": _first(view, part, Qb.REF_AREA, "AdministrativeArea"),
        "variableMeasured": _first(view, part, Plan.INDICATOR, "StatisticalVariable"),
        "observationDate": next((_dates(view, one) for one in part.things(Qb.REF_PERIOD)), ""),
        "value": part.text(Qb.OBS_VALUE) or part.text(Plan.WORDS),
        "unitText": next((view.name(one) for one in part.things(Qb.UNIT_MEASURE)), ""),
        "subjectOf": _report(view, part),
    }


def _action(view: View, part: Part) -> Said:
    done = part.text(Plan.MODALITY).endswith("/done")
    return {
        "@type": "Action",
        "agent": _first(view, part, Plan.ACTOR, "Thing"),
        "object": _first(view, part, Plan.OBJECT, "Thing"),
        "actionStatus": _DONE if done else _PLANNED,
        "subjectOf": _report(view, part),
    }


#: By kind of thing, the part of its path behind /id/; code for all that stands behind /code/.
_MAKERS: Mapping[str, Callable[[View, Part], Said]] = {
    "area": _place,
    "enterprise": _organization,
    "organisation": _organization,
    "project": _project,
    "report": _report_itself,
    "indicator": _variable,
    "observation": _observation,
    "event": _action,
    "code": _term,
}
