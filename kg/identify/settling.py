"""What a report states, with the one name of each thing that it speaks of."""

from collections.abc import Iterable

from kg.identify.renaming import Renaming, spoken_of
from kg.model import (
    Contribution,
    Event,
    MentionType,
    Modality,
    Observation,
    Project,
    Reading,
    Stage,
    Thing,
)

_ORDER = tuple(Stage)
INDICATOR = MentionType.INDICATOR


def issuer(reading: Reading, known: Renaming) -> Thing | None:
    """The body that presents the report, by its one name."""
    name = reading.document.presenter
    return known.thing(Thing(type=MentionType.ORGANISATION, name=name)) if name else None


def met(reading: Reading, known: Renaming) -> tuple[tuple[MentionType, str], ...]:
    """The names that people decided about and that this report has, each once."""
    if not known.decided.names:
        return ()
    found = [(one.type, one.name, one.text) for one in reading.mentions]
    found += [(one.type, one.name, "") for one in spoken_of(reading) if one.type]
    found += [(INDICATOR, one.indicator, one.written) for one in reading.observations]
    found += [(MentionType.PROJECT, one.name, "") for one in reading.projects]
    decided = {
        (kind, decision[0])
        for kind, name, written in found
        if (decision := known.decision(kind, name, written))
    }
    return tuple(sorted(decided))


def observations(found: Iterable[Observation], known: Renaming) -> tuple[Observation, ...]:
    """Observations with the one name of indicator and area."""
    return tuple(_observation(one, known) for one in found)


def _observation(one: Observation, known: Renaming) -> Observation:
    decision = known.decision(INDICATOR, one.indicator, one.written)
    name = decision[1] if decision else one.indicator
    written = one.written or (one.indicator if name != one.indicator else "")
    area = known.area(one.area)
    if area is one.area and name == one.indicator:
        return one
    return one._replace(area=area, indicator=name, written=written)


def events(found: Iterable[Event], known: Renaming) -> tuple[Event, ...]:
    """Events with the one name of actor and object."""
    return tuple(_event(one, known) for one in found)


def _event(one: Event, known: Renaming) -> Event:
    actor = known.thing(one.actor, one.evidence.span) if one.actor else None
    thing = known.thing(one.object, one.evidence.span)
    same = actor is one.actor and thing is one.object
    return one if same else one._replace(actor=actor, object=thing)


def contributions(found: Iterable[Contribution], known: Renaming) -> tuple[Contribution, ...]:
    """Contributions with the one name of what serves, and of the indicator."""
    return tuple(
        one._replace(
            project=known.thing(one.project, one.evidence.span),
            indicator=_indicator(one.indicator, known),
        )
        for one in found
    )


def _indicator(name: str, known: Renaming) -> str:
    decision = known.decision(INDICATOR, name)
    return decision[1] if decision else name


def projects(found: Iterable[Project], known: Renaming) -> tuple[Project, ...]:
    """Projects by their one name; those of one name are one, with all that is said of each."""
    made: dict[str, Project] = {}
    for one in found:
        name = known.name(MentionType.PROJECT, one.name)
        company = known.undertaking(one)
        written = dict.fromkeys((one.name, *one.aliases))
        project = one._replace(
            name=name,
            aliases=tuple(word for word in written if word != name),
            area=known.area(one.area),
            enterprise=company,
        )
        made[name] = _joined(made[name], project) if name in made else project
    return tuple(made.values())


def _joined(one: Project, other: Project) -> Project:
    """What two readings of one project say together: the furthest stage, all evidence."""
    done = Modality.DONE in {one.modality, other.modality}
    aliases = dict.fromkeys((*one.aliases, *other.aliases))
    return one._replace(
        aliases=tuple(aliases),
        stage=max(one.stage, other.stage, key=_ORDER.index),
        modality=Modality.DONE if done else Modality.PLANNED,
        area=one.area if len(one.area.path) >= len(other.area.path) else other.area,
        investment=one.investment or other.investment,
        enterprise=one.enterprise or other.enterprise,
        evidence=(*one.evidence, *other.evidence),
        level=one.level or other.level,
    )
