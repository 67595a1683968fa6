"""Sentences filled in with what is known of an area and a year, and noted as truth meanwhile."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from kg.lexicon.slots import Slot, Template
from kg.lexicon.synth import Counted, Topic, Wording
from kg.synth import values
from kg.synth.chances import chances
from kg.synth.drawing import Deck, Draw
from kg.synth.figures import Stand
from kg.synth.naming import named
from kg.synth.page import Page
from kg.synth.series import Project, Series
from kg.synth.truth import Observation
from kg.synth.values import Value, chinese

_RANKS = 9
_RECEIVERS = 14


@dataclass(slots=True)
class Told:
    """What a sentence is about: figures, a branch, counted things, projects, in the order told."""

    stands: Sequence[Stand] = ()
    counted: Sequence[Counted] = ()
    projects: Sequence[Project] = ()
    sectors: Sequence[tuple[str, Stand]] = ()
    places: Sequence[tuple[str, Stand]] = ()
    topic: Topic | None = None
    ordinal: int = 0
    figures: int = 0
    things: int = 0
    works: int = 0
    branches: int = 0
    towns: int = 0
    receivers: tuple[int, int, Value] | None = None
    cost: Project | None = field(default=None)


class Scene:
    """One report under way: its page, and decks of what was not told yet."""

    def __init__(self, wording: Wording, series: Series, year: int, draw: Draw) -> None:
        """The report on a year, counted from the first of the series."""
        self.wording, self.series, self.year, self.draw = wording, series, year, draw
        self.page = Page(series.area.name)
        self.odd: dict[str, Observation] = {}
        self._decks: dict[object, Deck[Template]] = {}
        self._enterprises = Deck(series.enterprises, draw)
        self._bodies = Deck(series.bodies, draw)
        self._towns = Deck(series.towns, draw)
        self._chances = chances(wording)
        self._amounts: dict[tuple[str, str], Value] = {}
        self._told = Told()
        self._own = self._words_of_area()
        self._handlers: dict[str, Callable[[], None]] = {
            kind: getattr(self, name) for kind, name in _SLOTS
        }
        self._handlers |= {kind: partial(self.page.write, word) for kind, word in self._own.items()}
        self._handlers |= {
            "[": partial(self.page.open, own=False),
            "[!": partial(self.page.open, own=True),
            "]": self.page.close,
        }

    def look(self, *, ahead: bool) -> None:
        """What follows is about the year, or about the one that is planned."""
        self.page.ahead = ahead
        self.page.period = str(self.series.first + self.year + ahead)

    def stands(self, *, ahead: bool) -> list[Stand]:
        """The figures of the year, or of the one that is planned."""
        return [course[self.year + ahead] for course in self.series.history.values()]

    def tell(self, template: Template, told: Told | None = None) -> None:
        """Write a sentence."""
        kept, estimated = self._told, self.page.estimated
        self._told = told or Told()
        self._fill(template)
        self._told, self.page.estimated = kept, estimated

    def _fill(self, template: Template) -> None:
        write, handlers = self.page.write, self._handlers
        for part in template.parts:
            if isinstance(part, str):
                write(part)
            elif part.role:
                self._in_role(part)
            elif part.kind in handlers:
                handlers[part.kind]()
            else:
                word = self._word(part.kind)
                if word.kinds:
                    self._fill(word)
                else:
                    write(word.text)

    def _word(self, kind: str) -> Template:
        topic = self._told.topic
        key = (topic.name, kind) if topic and kind in topic.words else kind
        deck = self._decks.get(key)
        if deck is None:
            items = topic.words[kind] if topic and key != kind else self.wording.words[kind]
            deck = self._decks[key] = Deck(items, self.draw)
        return deck.next()

    def _deck(self, key: object, items: Iterable[Template]) -> Deck[Template]:
        found = self._decks.get(key)
        if found is None:
            found = self._decks[key] = Deck(items, self.draw)
        return found

    def _words_of_area(self) -> dict[str, str]:
        """What is known of area and time and is no mention."""
        area, year = self.series.area, self.series.first + self.year
        return {
            "all": f"全{area.unit}",
            "we": f"我{area.unit}",
            "unit": area.unit,
            "above": area.above,
            "year": str(year),
            "next": str(year + 1),
            "last": str(year - 1),
            "day": str(self.draw.whole(4, 26)),
        }

    # ------------------------------------------------------------ deeds

    def _in_role(self, slot: Slot) -> None:
        if slot.role == "project":
            self._project(slot.kind)
        elif slot.role == "action":
            word = self._word(slot.kind).text
            self.page.write(word)
            self.page.clause.action += word
        elif slot.role == "actor":
            self.page.clause.actors.append(self._actor(slot.kind))
        else:
            self._object(slot.kind)

    def _actor(self, kind: str) -> str:
        if kind == "town":
            return self._town()
        name = self._enterprises.next() if kind == "enterprise" else self._bodies.next()
        self.page.mark(name, "enterprise" if kind == "enterprise" else "organisation")
        return name

    def _object(self, kind: str) -> None:
        if kind in _TITLES:
            made = self._title(_TITLES[kind]), "honour"
        elif kind == "body":
            made = self._actor(kind), "organisation"
        else:
            made = self._policy(kind), "policy"
        self.page.clause.objects.append(made)

    def _title(self, of: str) -> str:
        template = self._deck(("title", of), self.wording.titles[of]).next()  # type: ignore[index]
        name = named(template, self.draw, self.wording.names, self._own)
        self.page.mark(name, "honour")
        if self._told.receivers:
            self.page.state(*self._told.receivers, name)
            self._told.receivers = None
        return name

    def _policy(self, kind: str) -> str:
        key, left, right = _POLICIES[kind if kind != "event" else self.draw.one(("event", "fair"))]
        template = self._deck(("event", key), self.wording.events[key]).next()
        lists = self.wording.events | self.wording.names
        name = named(template, self.draw, lists, {**self._own, "area": self.series.area.short})
        self.page.write(left)
        self.page.mark(name, "policy")
        self.page.write(right)
        return name

    def _project(self, kind: str) -> None:
        told = self._told
        project = told.projects[told.works]
        told.works += 1
        builder = project.builder if project.private else None
        self.page.project(project.name, project.area, kind, builder)
        self.page.clause.objects.append((project.name, "project"))
        if told.cost is project:
            self.page.priced(project.name, project.invest)

    # ------------------------------------------------------------ slots: places and bodies

    def _slot_full(self) -> None:
        self.page.mark(self.series.area.full, "area", self.series.area.name)

    def _slot_city(self) -> None:
        self.page.mark(self.series.area.city, "area")

    def _slot_area(self) -> None:
        self.page.mark(self.series.area.short, "area", self.series.area.name)

    def _slot_town(self) -> None:
        self._town()

    def _town(self) -> str:
        name = self._towns.next()
        self.page.mark(name, "area")
        return name

    def _slot_ordinal(self) -> None:
        self.page.write(chinese(self._told.ordinal))

    def _slot_government(self) -> None:
        self._body("人民政府")

    def _slot_commission(self) -> None:
        self._body("发展和改革委员会")

    def _body(self, ending: str) -> None:
        area = self.series.area
        self.page.mark(area.unit + ending, "organisation", area.name + ending)

    def _slot_congress(self) -> None:
        """Congresses sit five years, each year once."""
        years = self.series.first + self.year + 1 - _CONGRESS
        name = f"{self.series.area.full}第{chinese(_FIRST + years // 5)}届人民代表大会"
        self.page.mark(name, "organisation")
        self.page.write(f"第{chinese(years % 5 + 1)}次会议")

    # ------------------------------------------------------------ slots: figures

    def _slot_name(self) -> None:
        stand = self._told.stands[self._told.figures]
        self._told.figures += 1
        self.page.mark(stand.figure.name, "indicator")

    @property
    def _stand(self) -> Stand:
        return self._told.stands[max(self._told.figures - 1, 0)]

    def _slot_level(self) -> None:
        self.page.observe(self._stand.level, self._stand.figure.name)

    def _slot_growth(self) -> None:
        name = self._stand.figure.name
        found = self.page.observe(_given(self._stand.growth), name)
        odd = self.odd.pop(name, None)
        if odd:
            self.page.disagree(odd, found)

    def _slot_change(self) -> None:
        self.page.observe(_given(self._stand.change), self._stand.figure.name)

    def _slot_before(self) -> None:
        last = str(int(self.page.period) - 1)
        self.page.observe(self._stand.before, self._stand.figure.name, period=last)

    def _slot_rank(self) -> None:
        rank = self.draw.whole(1, _RANKS)
        self.page.write("位居")
        text = f"{self.series.area.above}第{chinese(rank)}"
        value = Value(text, str(rank), None, "exact")
        self.page.observe(value, f"{self._stand.figure.name}增速", measure="rank")

    def _slot_pace(self) -> None:
        self.page.write("增速较上年")
        self.page.observe(_given(self._stand.pace), f"{self._stand.figure.name}增速")

    def _slot_aim(self) -> None:
        self.page.observe(self._stand.aim, self._stand.figure.name)

    def _slot_names(self) -> None:
        for index, stand in enumerate(self._told.stands):
            self._between(index)
            self.page.mark(stand.figure.name, "indicator")

    def _slot_levels(self) -> None:
        for index, stand in enumerate(self._told.stands):
            self._between(index)
            self.page.observe(stand.level, stand.figure.name)

    def _slot_growths(self) -> None:
        self._growths([(stand, stand.figure.name, None) for stand in self._told.stands])

    def _growths(self, told: list[tuple[Stand, str, str | None]]) -> None:
        """增长5%、3%和7%: the verb stands once."""
        for index, (stand, name, subject) in enumerate(told):
            self._between(index)
            value = _given(stand.growth)
            if index:
                value = value._replace(text=value.text.removeprefix("增长"))
            self.page.observe(value, name, subject)

    def _between(self, index: int) -> None:
        if index:
            self.page.write("、")

    # ------------------------------------------------------------ slots: branches of industry

    def _slot_sector(self) -> None:
        self._told.branches += 1
        self.page.write(self._branch[0])

    @property
    def _branch(self) -> tuple[str, Stand]:
        return self._told.sectors[max(self._told.branches - 1, 0)]

    def _slot_sectors(self) -> None:
        self.page.write("、".join(name for name, _ in self._told.sectors))

    def _slot_value(self) -> None:
        self.page.mark(self.wording.output.name, "indicator")

    def _slot_sector_value(self) -> None:
        self._told.branches += 1
        self.page.mark(f"{self._branch[0]}产业{self.wording.output.name}", "indicator")

    def _slot_sectors_value(self) -> None:
        names = [name for name, _ in self._told.sectors]
        self.page.write("".join(f"{name}、" for name in names[:-1]))
        self.page.mark(f"{names[-1]}产业{self.wording.output.name}", "indicator")

    def _slot_output(self) -> None:
        name, stand = self._branch
        self.page.observe(stand.level, self.wording.output.name, name)

    def _slot_outputs(self) -> None:
        for index, (name, stand) in enumerate(self._told.sectors):
            self._between(index)
            self.page.observe(stand.level, self.wording.output.name, name)

    def _slot_gain(self) -> None:
        name, stand = self._branch
        self.page.observe(_given(stand.growth), self.wording.output.name, name)

    def _slot_gains(self) -> None:
        self._growths(
            [(stand, self.wording.output.name, name) for name, stand in self._told.sectors]
        )

    # ------------------------------------------------------------ slots: townships

    def _slot_place(self) -> None:
        self.page.mark(self._told.places[self._told.towns][0], "area")
        self._told.towns += 1

    def _slot_local(self) -> None:
        self.page.mark(self.wording.local.name, "indicator")

    def _slot_local_level(self) -> None:
        town, stand = self._told.places[self._told.towns - 1]
        self.page.observe(stand.level, self.wording.local.name, area=town)

    def _slot_local_growth(self) -> None:
        town, stand = self._told.places[self._told.towns - 1]
        self.page.observe(_given(stand.growth), self.wording.local.name, area=town)

    def _slot_local_levels(self) -> None:
        for index, (town, stand) in enumerate(self._told.places):
            self._between(index)
            self.page.observe(stand.level, self.wording.local.name, area=town)

    # ------------------------------------------------------------ slots: counted things, projects

    def _slot_counted(self) -> None:
        self._counted(verb=True)

    def _slot_also(self) -> None:
        self._counted(verb=False)

    def _counted(self, *, verb: bool) -> None:
        thing = self._told.counted[self._told.things]
        self._told.things += 1
        if verb:
            self.page.write(thing.verb)
        new = thing.verb.startswith("新")
        indicator = thing.noun if new else thing.verb + thing.noun
        measure = "increment" if new else "level"
        if not thing.after:
            self.page.mark(thing.noun, thing.type)
        self.page.observe(self._amount(thing), indicator, measure=measure)
        if thing.after:
            self.page.write(thing.noun)

    def _amount(self, thing: Counted) -> Value:
        """How many there are: the same wherever the report says it."""
        key = (self.page.period, thing.verb + thing.noun)
        if key not in self._amounts:
            number = self.draw.within(thing.range)
            bounds = self._chances.exact if thing.after else self._chances.bounds
            made = values.level(self.draw, bounds, number, thing.decimals, thing.unit)
            self._amounts[key] = made
        return self._amounts[key]

    def _slot_receivers(self) -> None:
        count = self.draw.whole(len(self.page.clause.actors) + 1, _RECEIVERS)
        start = self.page.at
        self.page.write(f"{count}家")
        value = Value(f"{count}家", str(count), "家", "exact")
        self._told.receivers = (start, self.page.at, value)

    def _slot_total(self) -> None:
        self.page.mark(self.wording.cost, "indicator")

    def _slot_invest(self) -> None:
        project = self._told.projects[max(self._told.works - 1, 0)]
        self.page.observe(project.invest, self.wording.cost, project.name)
        if self._told.works:
            self.page.priced(project.name, project.invest)
        else:
            self._told.cost = project

    def _slot_builder(self) -> None:
        self.page.mark(self._told.projects[self._told.works].builder, "enterprise")

    def _slot_expected(self) -> None:
        self._fill(self._word("estimate"))
        self.page.estimated = True


#: The method that fills a kind of slot.
_SLOTS = tuple(
    (name.removeprefix("_slot_"), name) for name in dir(Scene) if name.startswith("_slot_")
)
#: Whose titles, by slot; lists of policies and what stands around them.
_TITLES = {"title": "enterprise", "area_title": "area", "town_title": "town", "body_title": "body"}
_POLICIES = {
    "event": ("quoted", "“", "”"),
    "fair": ("plain", "", ""),
    "document": ("documents", "《", "》"),
    "scheme": ("schemes", "", ""),
}
#: The congress that first sat in this year was that of this number.
_CONGRESS, _FIRST = 1997, 13


def _given(value: Value | None) -> Value:
    """A value that the choice of sentences made sure of."""
    if value is None:
        raise ValueError("the sentence does not fit the figure")
    return value
