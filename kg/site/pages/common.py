"""What pages of several kinds share: facts in an order for readers, confidence in words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from kg.describe import Description, Node, Part
from kg.site import schema
from kg.site.view import View
from kg.terms import Plan, Rdf

#: From which confidence on it is called what; words.toml has the words.
_SURE = (
    (Decimal("0.95"), "confidence-very-high"),
    (Decimal("0.8"), "confidence-high"),
    (Decimal("0.5"), "confidence-middling"),
    (Decimal(0), "confidence-low"),
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A property and its values."""

    predicate: str
    objects: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Sureness:
    """How probably something was read right: as a number, in percent, in words."""

    value: str
    percent: str
    words: str


def facts(part: Part, first: Sequence[str], hidden: Collection[str] = ()) -> list[Fact]:
    """The statements of a part by property: those of `first` in that order, then the others."""
    by_predicate: dict[str, list[Node]] = {}
    for predicate, value in part.pairs:
        by_predicate.setdefault(predicate, []).append(value)
    rest = [predicate for predicate in by_predicate if predicate not in first]
    return [
        Fact(predicate, tuple(by_predicate[predicate]))
        for predicate in (*first, *rest)
        if predicate in by_predicate and predicate not in hidden
    ]


def sureness(view: View, said: str) -> Sureness | None:
    """A confidence in words, None where nobody gives one."""
    try:
        value = Decimal(said)
    except InvalidOperation:
        return None
    key = next((key for least, key in _SURE if value >= least), _SURE[-1][1])
    return Sureness(said, f"{value:.0%}", view.text(key))


def kind(view: View, iri: str) -> str:
    """The kind of a thing of the graph: the part of its path behind /id/ or /code/."""
    parts = view.context.addresses.path(iri).split("/")
    return parts[2] if len(parts) > 3 else ""


def value_written(part: Part) -> tuple[str, str]:
    """Number and unit as the report writes them; words and no unit where it is no number."""
    value, upper = part.text(Plan.VALUE_AS_WRITTEN), part.text(Plan.UPPER_AS_WRITTEN)
    if not value:
        return part.text(Plan.WORDS), ""
    return f"{value}–{upper}" if upper else value, part.text(Plan.UNIT_AS_WRITTEN)


def one(part: Part, predicate: str) -> str:
    """The first IRI that a property leads to, empty where there is none."""
    return next(iter(part.things(predicate)), "")


def render(view: View, template: str, about: Description, path: str, **more: object) -> bytes:
    """A page about a thing, with what all such pages need."""
    given: dict[str, object] = {
        "title": view.name(about.iri),
        "description": view.name(about.iri),
        "types": about.thing.things(Rdf.TYPE),
        "embedded": schema.embedded(view, about, path),
    }
    return view.render(template, about=about, path=path, **{**given, **more})
