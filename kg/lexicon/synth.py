"""lexicon/synth.toml: what synthetic reports are written with."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, PlainValidator
from pydantic.dataclasses import dataclass

from kg.lexicon import slots
from kg.lexicon.indicators import load as indicators
from kg.lexicon.quantities import units_of
from kg.lexicon.tables import STRICT, Keys, near, read, refuse_twice, words_of, wrong

Template: TypeAlias = Annotated[slots.Template, PlainValidator(slots.template)]
Templates: TypeAlias = Annotated[tuple[Template, ...], Field(min_length=1)]
Words: TypeAlias = Mapping[str, Templates]
Range: TypeAlias = tuple[float, float]
Form: TypeAlias = Literal["amount", "share", "stock", "flow", "density", "words"]
Aim: TypeAlias = Literal["growth", "level", "words"]
When: TypeAlias = Literal["year", "next"]
Kind: TypeAlias = Literal[
    "figures",
    "parts",
    "goals",
    "sectors",
    "places",
    "counted",
    "titles",
    "titles_area",
    "titles_body",
    "events",
    "bodies",
    "projects",
    "plain",
]
Stage: TypeAlias = Literal["signed", "started", "ongoing", "completed"]
Column: TypeAlias = Literal["number", "category", "name", "aim", "outcome", "unit", "level", "gain"]

#: Slots that are filled in by what is known of the area, the figures and the things of a report.
FILLED = frozenset(
    {
        *("full", "city", "area", "town", "all", "we", "unit", "above"),
        *("year", "next", "last", "day", "ordinal", "government", "commission", "congress"),
        *("name", "level", "growth", "change", "before", "rank", "pace", "aim", "risen"),
        *("expected", "place", "local", "local_level", "local_growth", "local_levels"),
        *("names", "levels", "growths", "counted", "also", "receivers"),
        *("sector", "sectors", "sector_value", "sectors_value", "value"),
        *("output", "outputs", "gain", "gains", "total", "invest", "builder", "enterprise"),
        *("title", "area_title", "town_title", "body_title", "body"),
        *("event", "document", "scheme"),
    }
)
#: Lists of a topic that its sentences draw from.
_OF_TOPIC = ("step", "purpose", "result")


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Bound:
    """How often of a hundred a value is written so, `~` standing for it, and what that means."""

    often: int
    text: str = Field(pattern="~")
    bound: Literal["exact", "approx", "min", "max"]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Undertakings:
    """A kind of projects: their names, what they cost, whether a company builds them."""

    kind: str
    often: int
    patterns: Templates
    invest: Range
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Figure:
    """A figure that reports state of their area year by year."""

    name: str
    topics: tuple[str, ...]
    category: str
    form: Form
    range: Range = (0, 0)
    fixed: bool = False
    unit: str = "%"
    decimals: int = Field(default=1, ge=0, le=4)
    growth: Range = (0, 0)
    of: tuple[str, str] | None = None
    within: str | None = None
    aim: Aim
    aims: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    ceiling: bool = False
    listed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Counted:
    """A thing that is counted: 新增 口袋公园 12 个."""

    topic: str
    verb: str
    noun: str
    unit: str
    range: Range
    type: Literal["indicator", "honour"] = "indicator"
    decimals: int = 0
    after: bool = False


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Topic:
    """What a section is about, and the words for it."""

    name: str
    projects: tuple[str, ...]
    title: Templates
    aimed: Templates
    led: Templates
    step: Templates
    purpose: Templates
    result: Templates
    sectors: bool = False
    bodies: bool = False

    @cached_property
    def words(self) -> Words:
        """The lists that sentences of this topic draw from."""
        return {kind: getattr(self, kind) for kind in _OF_TOPIC}


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Sentences:
    """Sentences by what they state."""

    parts: Templates
    places: Templates
    amount: Templates
    share: Templates
    stock: Templates
    flow: Templates
    density: Templates
    words: Templates
    overview: Templates
    goal: Templates
    goals: Templates
    sectors: Templates
    counted: Templates
    counted_ahead: Templates
    titles: Templates
    titles_area: Templates
    titles_body: Templates
    events: Templates
    events_ahead: Templates
    bodies_ahead: Templates
    plain: Templates
    plain_ahead: Templates
    projects: dict[Stage, Templates]
    projects_ahead: dict[Stage, Templates]

    def of(self, form: Form) -> Templates:
        """Those that state what came of a figure of a form."""
        found: Templates = getattr(self, form)
        return found


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class ReportPart:
    """A text, or something made of figures, sections or projects."""

    form: Literal["text", "overview", "list", "table", "sections", "measures", "projects"] = "text"
    text: Template = slots.template("")
    of: When = "year"
    share: int = 0
    marks: Template | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Genre:
    """A kind of report: how often of a hundred, and its parts in order."""

    name: str
    often: int
    parts: tuple[ReportPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Table:
    """A table of figures: what its columns hold, and how they are headed."""

    of: When
    columns: tuple[Column, ...]
    heads: tuple[Template, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class ProjectTable:
    """The table of projects at the end: heads, which of them is the cost, words, the most rows."""

    heads: tuple[Template, ...]
    cost: int
    new: str
    again: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Lists:
    """How the main figures are listed, and how a paragraph of them begins."""

    mark: str
    outcome: Templates
    overview: dict[When, Template]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Bodies:
    """Names of schools and the like."""

    patterns: Templates


@dataclass(frozen=True, kw_only=True, eq=False, config=STRICT)
class Wording:
    """All of lexicon/synth.toml."""

    years: int = Field(ge=1)
    first: int
    rounds: int = Field(ge=1)
    projects: int = Field(ge=1)
    enterprises: int = Field(ge=1)
    disagreeing: int
    towns: int = Field(ge=1)
    branches: int = Field(ge=3)
    words: dict[str, Templates]
    bounds: tuple[Bound, ...]
    aims: tuple[Bound, ...]
    ceilings: tuple[Bound, ...]
    names: dict[str, Templates]
    projects_of: tuple[Undertakings, ...]
    titles: dict[Literal["enterprise", "area", "town", "body"], Templates]
    bodies: Bodies
    events: dict[str, Templates]
    figures: tuple[Figure, ...]
    output: Figure
    local: Figure
    cost: str
    counted: tuple[Counted, ...]
    mix: dict[When, dict[Kind, int]]
    topics: tuple[Topic, ...]
    sentences: Sentences
    reports: tuple[Genre, ...]
    lists: Lists
    tables: tuple[Table, ...]
    project_table: ProjectTable


@lru_cache(maxsize=4)
def load(folder: Path) -> Wording:
    """Read lexicon/synth.toml; LexiconError names file, line and key."""
    path = folder / "synth.toml"
    found = read(path, Wording, patterns=False)
    refuse_twice(path, words_of("figures", found.figures, "name"))
    refuse_twice(path, words_of("topics", found.topics, "name"))
    _check_figures(found, folder, path)
    _check_slots(found, path)
    return found


def _check_figures(found: Wording, folder: Path, path: Path) -> None:
    """Figures are known indicators in known units, after those that they are reckoned from."""
    table, units = indicators(folder), units_of(folder)
    seen: set[str] = set()
    for at, figure in enumerate(found.figures):
        known = table.known(figure.name)
        if known is None:
            hint = near(figure.name, table.index)
            raise wrong(path, ("figures", at, "name"), f"no such indicator: {figure.name}", hint)
        if not units.knows(figure.unit):
            raise wrong(path, ("figures", at, "unit"), f"no such unit: {figure.unit}")
        whole = (*(figure.of or ()), *((figure.within,) if figure.within else ()))
        late = next((name for name in whole if name not in seen), None)
        if late:
            raise wrong(path, ("figures", at, "of"), f"{late} does not stand above")
        if "words" in (figure.form, figure.aim) and not figure.aims:
            raise wrong(path, ("figures", at, "aims"), "no words for an aim in words")
        seen.add(figure.name)


def _check_slots(found: Wording, path: Path) -> None:
    """Every slot has something to fill it."""
    known = FILLED | slots.BRACKETS | {*found.words, *found.names, *found.events, *_OF_TOPIC}
    known |= {"signed", "started", "ongoing", "completed"}
    for keys, template in _templates(found, ()):
        for kind in template.kinds:
            if kind not in known:
                raise wrong(path, keys, f"nothing fills {{{kind}}}", near(kind, known))


def _templates(value: object, keys: Keys) -> Iterator[tuple[Keys, slots.Template]]:
    if isinstance(value, slots.Template):
        yield keys, value
    elif is_dataclass(value):
        for field in fields(value):
            yield from _templates(getattr(value, field.name), (*keys, field.name))
    elif isinstance(value, dict):
        for key, below in value.items():
            yield from _templates(below, (*keys, key))
    elif isinstance(value, tuple):
        for index, below in enumerate(value):
            yield from _templates(below, (*keys, index))
