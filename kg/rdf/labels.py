"""What statements are called: one line of Chinese made of their parts, for people to read.

The templates stand in lexicon/wording.toml.
"""

from kg.model import Contribution, Event, Observation, Project, Quantity
from kg.rdf.using import Mapping
from kg.terms import Scheme


def observation(found: Observation, using: Mapping) -> str:
    """An observation by its key and its value as written."""
    between = using.wording.labels.between
    value = _value(found.quantity) if found.quantity else found.text or ""
    return using.wording.labels.observation.format(
        area=found.area.name,
        period=using.wording.period(found.period).zh,
        indicator=found.indicator,
        subject=f"{between}{found.subject}" if found.subject else "",
        status=using.label(Scheme.STATUS.code(found.status.value)).zh,
        measure=using.label(Scheme.MEASURE.code(found.measure.value)).zh,
        value=_one_line(value),
    )


def _value(quantity: Quantity) -> str:
    upper = "" if quantity.upper is None else f"–{quantity.upper:f}"
    return f"{quantity.amount:f}{upper}{quantity.unit}"


def event(found: Event, using: Mapping) -> str:
    """An event by who did what."""
    label = using.wording.labels.event.format(
        actor=found.actor.name if found.actor else "",
        action=found.action,
        object=found.object.name,
        modality=using.label(Scheme.MODALITY.code(found.modality.value)).zh,
        period=using.wording.period(found.period).zh,
    )
    return _one_line(label)


def state(found: Project, using: Mapping) -> str:
    """How a project stands."""
    label = using.wording.labels.state.format(
        project=found.name,
        stage=using.label(Scheme.STAGE.code(found.stage.value)).zh,
        place=found.area.name,
    )
    return _one_line(label)


def contribution(found: Contribution, using: Mapping) -> str:
    """What serves which indicator."""
    label = using.wording.labels.contribution.format(
        contributor=found.project.name,
        indicator=found.indicator,
        ground=using.label(Scheme.GROUND.code(found.ground)).zh,
    )
    return _one_line(label)


def _one_line(text: str) -> str:
    return " ".join(text.split())
