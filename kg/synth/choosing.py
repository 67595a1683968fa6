"""Which sentence comes next in a section: of what kind, and about what."""

from collections.abc import Callable, Sequence

from kg.lexicon.slots import Template
from kg.lexicon.synth import Counted, Kind, Stage, Topic
from kg.synth.chances import chances
from kg.synth.drawing import Deck
from kg.synth.figures import Stand
from kg.synth.scene import Scene, Told
from kg.synth.series import Project

_TRIES = 6
_STAGES: tuple[Stage, ...] = ("completed", "started", "ongoing", "signed")
#: How many figures, branches and things a list of them has.
_LISTED = 3


class Chooser:
    """Sentences on one year, each thing told once."""

    def __init__(self, scene: Scene, *, ahead: bool) -> None:
        """Nothing is told yet of the year, or of the one that is planned."""
        wording, self._scene, self._ahead = scene.wording, scene, ahead
        self._sentences, self._draw = wording.sentences, scene.draw
        self._kinds = chances(wording).sentences["next" if ahead else "year"]
        stands = self._draw.shuffled(scene.stands(ahead=ahead))
        self._figures = {
            topic.name: [one for one in stands if topic.name in one.figure.topics]
            for topic in wording.topics
        }
        self._counted: dict[str, list[Counted]] = {
            topic.name: self._draw.shuffled(
                one for one in wording.counted if one.topic == topic.name
            )
            for topic in wording.topics
        }
        year = scene.year + ahead
        self._projects: dict[Stage, list[Project]] = {
            stage: self._draw.shuffled(
                one for one in scene.series.projects if one.stage(year) == stage
            )
            for stage in _STAGES
        }
        self._sectors = [(name, course[year]) for name, course in scene.series.sectors]
        self._places = [
            (town, course[year])
            for town, course in self._draw.shuffled(scene.series.places)
            if course[year].growth
        ]
        self._pools: dict[int, Deck[Template]] = {}
        self._telling: dict[Kind, Callable[[Topic], bool]] = {
            "figures": self._tell_figures,
            "goals": self._tell_goals,
            "parts": self._tell_parts,
            "sectors": self._tell_sectors,
            "places": self._tell_places,
            "counted": self._tell_counted,
            "titles": lambda topic: self._tell(self._sentences.titles, Told(topic=topic)),
            "titles_area": lambda topic: self._tell(self._sentences.titles_area, Told(topic=topic)),
            "titles_body": self._tell_bodies,
            "bodies": self._tell_plans_of_bodies,
            "events": self._tell_events,
            "projects": self.tell_projects,
            "plain": self.tell_plain,
        }

    def sentence(self, topic: Topic) -> None:
        """One more sentence on a topic: where nothing of the drawn kind is left, a plain one."""
        kind = self._draw.weighed(self._kinds)
        if not self._telling[kind](topic):
            self.tell_plain(topic)

    def tell_plain(self, topic: Topic) -> bool:
        """A sentence without a figure."""
        ahead, looking = self._sentences.plain_ahead, self._sentences.plain
        return self._tell(ahead if self._ahead else looking, Told(topic=topic))

    def tell_projects(self, topic: Topic) -> bool:
        """A sentence on projects of the topic that have come as far as each other."""
        pools = self._sentences.projects_ahead if self._ahead else self._sentences.projects
        for stage in self._draw.shuffled(_STAGES):
            left = [one for one in self._projects[stage] if one.kind in topic.projects]
            template = self._next(pools[stage])
            wanted = sum(_is_project(part) for part in template.parts)
            if len(left) >= wanted:
                chosen = left[:wanted]
                for one in chosen:
                    self._projects[stage].remove(one)
                return self._say(template, Told(topic=topic, projects=chosen))
        return False

    def _tell(self, pool: Sequence[Template], told: Told) -> bool:
        return self._say(self._next(pool), told)

    def _say(self, template: Template, told: Told) -> bool:
        self._scene.tell(template, told)
        return True

    def _next(self, pool: Sequence[Template]) -> Template:
        deck = self._pools.get(id(pool))
        if deck is None:
            deck = self._pools[id(pool)] = Deck(pool, self._draw)
        return deck.next()

    def _tell_figures(self, topic: Topic) -> bool:
        left = self._figures[topic.name]
        if not left:
            return False
        first = left[-1]
        pool = self._sentences.of(first.figure.form)
        for _ in range(_TRIES):
            template = self._next(pool)
            chosen = self._fitting(template, first, left)
            if chosen:
                for one in chosen:
                    left.remove(one)
                return self._say(template, Told(topic=topic, stands=chosen))
        return False

    def _fitting(self, template: Template, first: Stand, left: list[Stand]) -> list[Stand]:
        """The figures that a sentence tells of, a given one first; none if it does not fit."""
        wanted = _LISTED if "names" in template.kinds else max(template.count("name"), 1)
        alike = [one for one in left if one.figure.form == first.figure.form and one is not first]
        alike = [one for one in (first, *alike) if fits(template, one)]
        return alike[:wanted] if len(alike) >= wanted and alike[0] is first else []

    def _tell_parts(self, topic: Topic) -> bool:
        """A figure with one that is a part of it."""
        left = self._figures[topic.name]
        template = self._next(self._sentences.parts)
        part = next((one for one in left if one.figure.within and fits(template, one)), None)
        wholes = [one for one in left if part and one.figure.name == part.figure.within]
        if part is None or not wholes or not fits(template, wholes[0]):
            return False
        left.remove(part)
        left.remove(wholes[0])
        return self._say(template, Told(topic=topic, stands=[wholes[0], part]))

    def _tell_places(self, topic: Topic) -> bool:
        template = self._next(self._sentences.places)
        wanted = template.count("place")
        if not topic.sectors or len(self._places) < wanted:
            return False
        chosen = [self._places.pop() for _ in range(wanted)]
        return self._say(template, Told(topic=topic, places=chosen))

    def _tell_goals(self, topic: Topic) -> bool:
        left = self._figures[topic.name]
        template = self._next(self._sentences.goals)
        wanted = template.count("name")
        if len(left) < wanted:
            return False
        return self._say(template, Told(topic=topic, stands=[left.pop() for _ in range(wanted)]))

    def _tell_sectors(self, topic: Topic) -> bool:
        template = self._next(self._sentences.sectors)
        many = {"sectors", "sectors_value"} & set(template.kinds)
        wanted = _LISTED if many else template.count("sector") + template.count("sector_value")
        rising = "gains" in template.kinds
        fitting = [one for one in self._sectors if (one[1].rising if rising else one[1].growth)]
        if not topic.sectors or len(fitting) < wanted:
            return False
        for one in fitting[:wanted]:
            self._sectors.remove(one)
        return self._say(template, Told(topic=topic, sectors=fitting[:wanted]))

    def _tell_counted(self, topic: Topic) -> bool:
        ahead, looking = self._sentences.counted_ahead, self._sentences.counted
        template = self._next(ahead if self._ahead else looking)
        left = self._counted[topic.name]
        wanted = template.count("counted") + template.count("also")
        if "also" in template.kinds:
            left = _one_verb(left)
        if len(left) < wanted:
            return False
        chosen = left[:wanted]
        for one in chosen:
            self._counted[topic.name].remove(one)
        return self._say(template, Told(topic=topic, counted=chosen))

    def _tell_bodies(self, topic: Topic) -> bool:
        return topic.bodies and self._tell(self._sentences.titles_body, Told(topic=topic))

    def _tell_plans_of_bodies(self, topic: Topic) -> bool:
        return topic.bodies and self._tell(self._sentences.bodies_ahead, Told(topic=topic))

    def _tell_events(self, topic: Topic) -> bool:
        ahead, looking = self._sentences.events_ahead, self._sentences.events
        return self._tell(ahead if self._ahead else looking, Told(topic=topic))


def fits(template: Template, stand: Stand) -> bool:
    """Whether a figure has all that a sentence tells of it.

    Where a verb says that it rose, or stands for all of a list, it did rise.
    """
    kinds = set(template.kinds)
    if kinds & {"before", "risen", "growths"} and not stand.rising:
        return False
    if "growth" in kinds and stand.growth is None:
        return False
    if "pace" in kinds and stand.pace is None:
        return False
    if stand.figure.form == "words" and kinds & {"growth", "change"}:
        return False
    return "change" not in kinds or stand.change is not None


def _is_project(part: object) -> bool:
    return getattr(part, "role", "") == "project"


def _one_verb(things: list[Counted]) -> list[Counted]:
    """Those of a verb that several have, told before their number."""
    before = [one for one in things if not one.after]
    for one in before:
        same = [other for other in before if other.verb == one.verb]
        if len(same) > 1:
            return same
    return []
