"""Events, projects and contributions with the one name of each thing that they speak of."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.identify.renaming import Renaming
from kg.model import (
    Contribution,
    Event,
    MentionType,
    Modality,
    Project,
    Reading,
    Stage,
    Thing,
)

_ORDER = tuple(Stage)


def spoken_of(reading: Reading) -> Iterator[Thing]:
    """What events and contributions speak of; no mention need name it."""
    for event in reading.events:
        yield from filter(None, (event.actor, event.object))
    for tie in reading.contributions:
        yield tie.project


def events(found: Iterable[Event], known: Renaming) -> tuple[Event, ...]:
    """Events with the one name of actor and object."""
    return tuple(
        replace(
            one,
            actor=known.thing(one.actor) if one.actor else None,
            object=known.thing(one.object),
        )
        for one in found
    )


def contributions(found: Iterable[Contribution], known: Renaming) -> tuple[Contribution, ...]:
    """Contributions with the one name of what serves."""
    return tuple(replace(one, project=known.thing(one.project)) for one in found)


def projects(found: Iterable[Project], known: Renaming) -> tuple[Project, ...]:
    """Projects by their one name; those of one name are one, with all that is said of each."""
    made: dict[str, Project] = {}
    for one in found:
        name = known.name(MentionType.PROJECT, one.name)
        company = one.enterprise and known.name(MentionType.ENTERPRISE, one.enterprise)
        written = dict.fromkeys((one.name, *one.aliases))
        project = replace(
            one,
            name=name,
            aliases=tuple(word for word in written if word != name),
            enterprise=company,
        )
        made[name] = _joined(made[name], project) if name in made else project
    return tuple(made.values())


def _joined(one: Project, other: Project) -> Project:
    """What two readings of one project say together: the furthest stage, all evidence."""
    done = Modality.DONE in {one.modality, other.modality}
    aliases = dict.fromkeys((*one.aliases, *other.aliases))
    return replace(
        one,
        aliases=tuple(aliases),
        stage=max(one.stage, other.stage, key=_ORDER.index),
        modality=Modality.DONE if done else Modality.PLANNED,
        area=one.area if len(one.area.path) >= len(other.area.path) else other.area,
        investment=one.investment or other.investment,
        enterprise=one.enterprise or other.enterprise,
        evidence=(*one.evidence, *other.evidence),
        level=one.level or other.level,
    )
