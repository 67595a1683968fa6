"""The page: counts per cause, figures, and every error in its sentence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kg.evaluate.mistakes import labels
from kg.evaluate.mistakes.causes import Mistake
from kg.evaluate.mistakes.finding import Found
from kg.evaluate.mistakes.labels import Label
from kg.evaluate.mistakes.scoring import LAYERS, Row
from kg.evaluate.mistakes.sentences import Sentence, sentence

TEMPLATE = "page.html.j2"
_MISSED, _EXTRA = "missed", "extra"


@dataclass(frozen=True, slots=True)
class Compared:
    """A field as gold has it and as it was given."""

    field: Label
    gold: Label
    given: Label
    differs: bool


@dataclass(frozen=True, slots=True)
class Error:
    """An error as it is shown."""

    document: str
    place: Sentence
    fields: tuple[Compared, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """The errors of one type in a group."""

    id: str
    type: Label
    errors: tuple[Error, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The errors of one cause; `kind` is missed, extra or differs."""

    id: str
    cause: Label
    kind: str
    types: tuple[Typed, ...]

    @property
    def count(self) -> int:
        """How many errors there are."""
        return sum(len(one.errors) for one in self.types)


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer: the scorer's figures, a row a folder of gold, and the groups of errors."""

    id: str
    name: Label
    figures: tuple[Mapping[str, float], ...]
    groups: tuple[Group, ...]

    @property
    def count(self) -> int:
        """How many errors there are."""
        return sum(group.count for group in self.groups)

    @property
    def types(self) -> tuple[Label, ...]:
        """The types of the errors, each once."""
        found = {one.type for group in self.groups for one in group.types}
        return tuple(sorted(found, key=lambda one: one.en))


def render(found: Sequence[Sequence[Found]], texts: Mapping[str, str]) -> str:
    """The page of the errors found in each folder of gold."""
    layers = [
        _layer(name, [f for one in found for f in one if f.layer == name], texts) for name in LAYERS
    ]
    shown = tuple(layer for layer in layers if layer.figures)
    most = max((group.count for layer in shown for group in layer.groups), default=1)
    folder = FileSystemLoader(Path(__file__).parent)
    made = Environment(
        loader=folder,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return made.get_template(TEMPLATE).render(layers=shown, most=most)


def _layer(name: str, found: Sequence[Found], texts: Mapping[str, str]) -> Layer:
    order = list(labels.CAUSES[name])
    mistakes = sorted(
        (one for each in found for one in each.mistakes),
        key=lambda one: (order.index(one.cause), one.type),
    )
    groups = tuple(
        _group(name, cause, tuple(ones), texts)
        for cause, ones in groupby(mistakes, lambda one: one.cause)
    )
    return Layer(name, labels.LAYERS[name], tuple(each.figures for each in found), groups)


def _group(layer: str, cause: str, mistakes: Iterable[Mistake], texts: Mapping[str, str]) -> Group:
    id_ = f"{layer}-{cause}"
    types = tuple(
        Typed(f"{id_}-{type_ or 'all'}", labels.code(type_), _errors(ones, texts))
        for type_, ones in groupby(mistakes, lambda one: one.type)
    )
    kind = next((kind for kind in (_MISSED, _EXTRA) if cause.startswith(kind)), "differs")
    return Group(id_, labels.CAUSES[layer][cause], kind, types)


def _errors(mistakes: Iterable[Mistake], texts: Mapping[str, str]) -> tuple[Error, ...]:
    errors = [
        Error(one.document, sentence(one, texts.get(one.document, "")), _compared(one))
        for one in mistakes
    ]
    return tuple(sorted(errors, key=lambda one: (one.document, one.place.start)))


def _compared(mistake: Mistake) -> tuple[Compared, ...]:
    names = (*labels.SHOWN[mistake.layer], "confidence")
    return tuple(
        Compared(labels.FIELDS[name], gold, given, _differs(name, mistake))
        for name in names
        for gold, given in [(_value(mistake.gold, name), _value(mistake.given, name))]
        if gold.en or given.en
    )


def _differs(name: str, mistake: Mistake) -> bool:
    if name == "text" and mistake.layer == "entities":
        return any("-" in one for one in mistake.differs)
    return name in mistake.differs


def _value(row: Row | None, name: str) -> Label:
    value = (row or {}).get(name)
    return labels.code("" if value is None else str(value))
