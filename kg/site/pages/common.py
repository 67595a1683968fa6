"""What pages of several kinds share: facts in an order for readers, confidence in words."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from pyoxigraph import Literal

from kg.describe import Description, Node, Part, part
from kg.site import schema, walking
from kg.site.addresses import kind_of
from kg.site.deeds import Deed
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


@dataclass(frozen=True, slots=True)
class Served:
    """A contribution: what serves which indicator, on what ground, and the words that say so."""

    statement: str
    contributor: str
    indicator: str
    ground: str
    sentences: tuple[walking.Sentence, ...]


def facts(about: Part, first: Sequence[str], hidden: Collection[str] = ()) -> list[Fact]:
    """The statements of a part by property: those of `first` in that order, then the others."""
    by_predicate: dict[str, list[Node]] = {}
    for predicate, value in about.pairs:
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
    """The kind of a thing of the graph, empty where it is none."""
    return kind_of(view.context.addresses.path(iri))


def honours(view: View, deed: Deed) -> bool:
    """Whether it is about an honour."""
    return kind(view, deed.object) == "honour"


def value_written(about: Part) -> tuple[str, str]:
    """Number and unit as the report writes them; words and no unit where it is no number."""
    value, upper = about.text(Plan.VALUE_AS_WRITTEN), about.text(Plan.UPPER_AS_WRITTEN)
    if not value:
        return about.text(Plan.WORDS), ""
    return f"{value}–{upper}" if upper else value, about.text(Plan.UNIT_AS_WRITTEN)


def one(about: Part, predicate: str) -> str:
    """The first IRI that a property leads to, empty where there is none."""
    return next(iter(about.things(predicate)), "")


def served(view: View, contributions: Iterable[str]) -> list[Served]:
    """Contributions with their sentences."""
    found = []
    for statement in contributions:
        said = part(view.context.store, statement)
        sentences = tuple(walking.sentences(view.context, statement))
        ends = (one(said, Plan.CONTRIBUTOR), one(said, Plan.SERVED_INDICATOR))
        found.append(Served(statement, *ends, one(said, Plan.GROUND), sentences))
    return found


def render(view: View, template: str, about: Description, path: str, **more: object) -> bytes:
    """A page about a thing, with what all such pages need."""
    given: dict[str, object] = {
        "title": view.name(about.iri),
        "description": view.name(about.iri),
        "types": about.thing.things(Rdf.TYPE),
        "embedded": schema.embedded(view, about, path),
    }
    return view.render(template, about=about, path=path, **{**given, **more})


def in_language(view: View, about: Part, predicate: str) -> Literal | None:
    """A text in the language of the page, in another one where there is none."""
    texts = [value for value in about.values(predicate) if isinstance(value, Literal)]
    own = (text for text in texts if text.language == view.language)
    return next(own, texts[0] if texts else None)
