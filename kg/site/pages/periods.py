"""The page about a period: how much is stated for it, of which areas, by which reports."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.describe import Description
from kg.site import comparing, walking
from kg.site.context import Row
from kg.site.pages import common
from kg.site.view import View
from kg.terms import Plan, Rdf, Scheme, Skos, Time

_HIDDEN = frozenset(
    {Rdf.TYPE.value, Rdf.LABEL.value, Skos.PREF_LABEL.value, Plan.NAME.value}
    | {Skos.DEFINITION.value, Skos.IN_SCHEME.value, Skos.TOP_CONCEPT_OF.value}
)
_FIRST = (Time.HAS_BEGINNING, Time.HAS_END, Skos.NOTATION, Skos.BROADER, Skos.EXACT_MATCH)
_STATUSES = tuple(Scheme.STATUS.code(one) for one in ("actual", "estimate", "target"))
_MODALITIES = tuple(Scheme.MODALITY.code(one) for one in ("done", "planned"))


@dataclass(frozen=True, slots=True)
class Counts:
    """A line of counts, and their sum."""

    iri: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All together."""
        return sum(self.counts)


def page(view: View, about: Description, path: str) -> bytes:
    """The page about a year, a half year or any other period."""
    context, node = view.context, NamedNode(about.iri)
    key = about.thing.text(Rdf.LABEL)
    return common.render(
        view,
        "period",
        about,
        path,
        definition=common.in_language(view, about.thing, Skos.DEFINITION),
        facts=common.facts(about.thing, _FIRST, _HIDDEN),
        compared=f"{comparing.FOLDER}/{key}.html" if key in comparing.keys(context) else "",
        statuses=_STATUSES,
        areas=_counts(context.rows("stated-for", period=node), "area", "status", _STATUSES),
        modalities=_MODALITIES,
        actions=_counts(context.rows("done-in", period=node), "action", "modality", _MODALITIES),
        reviewed=walking.subjects(context, Plan.REVIEW_PERIOD, about.iri),
        planned=walking.subjects(context, Plan.PLAN_PERIOD, about.iri),
    )


def _counts(rows: Iterable[Row], line: str, column: str, columns: Sequence[str]) -> list[Counts]:
    """A line for each area or action, with a count for each column."""
    found: dict[str, dict[str, int]] = {}
    for row in rows:
        found.setdefault(row[line], {})[row[column]] = int(row["count"])
    lines = [Counts(iri, tuple(said.get(one, 0) for one in columns)) for iri, said in found.items()]
    return sorted(lines, key=lambda one: (-one.total, one.iri))
