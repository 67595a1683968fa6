"""The text of a report as it is written, and what it states."""

from dataclasses import dataclass, field

from kg.synth.truth import (
    Disagreement,
    Entity,
    Fact,
    Link,
    Observation,
    Project,
    Truth,
    number,
)
from kg.synth.values import POINTS, Value

#: Targets in words that are a growth all the same.
_GROWTH_IN_WORDS = ("与经济增长", "保持稳定增长", "保持正增长")
#: How far a project has come, the furthest last.
_STAGES = ("planned", "signed", "started", "ongoing", "completed")


@dataclass(slots=True)
class Clause:
    """The clause of a deed under way: where it began, who, what."""

    start: int
    piece: int
    actors: list[str | None] = field(default_factory=list)
    action: str = ""
    objects: list[tuple[str, str]] = field(default_factory=list)


class Page:
    """Text and truth, both only added to."""

    def __init__(self, area: str) -> None:
        """An empty page of an area's report."""
        self.area = area
        self.at = 0
        self.period = ""
        self.ahead = self.estimated = False
        #: Indicators that what is named in the clause serves.
        self.serving: tuple[str, ...] = ()
        self.clause = Clause(0, 0)
        self._pieces: list[str] = []
        self._entities: list[Entity] = []
        self._observations: list[Observation] = []
        self._facts: list[Fact] = []
        self._links: list[Link] = []
        self._projects: dict[str, Project] = {}
        self._disagreements: list[Disagreement] = []

    def write(self, text: str) -> None:
        """Text that states nothing by itself."""
        self._pieces.append(text)
        self.at += len(text)

    def mark(self, text: str, kind: str, name: str = "") -> None:
        """A mention of a thing; `name` where the text shortens it."""
        start = self.at
        self.write(text)
        self._entities.append(Entity(start, self.at, text, kind, name or text))

    def observe(
        self,
        value: Value,
        indicator: str,
        subject: str | None = None,
        *,
        measure: str = "",
        period: str = "",
        area: str = "",
    ) -> Observation:
        """A value as it is written, of an indicator; of the own area unless another is given."""
        start = self.at
        self.write(value.text)
        return self.state(
            start,
            self.at,
            value,
            indicator,
            subject,
            measure=measure,
            period=period,
            area=area,
        )

    def state(  # noqa: PLR0913  # the parts of one statement
        self,
        start: int,
        end: int,
        value: Value,
        indicator: str,
        subject: str | None = None,
        *,
        measure: str = "",
        period: str = "",
        area: str = "",
    ) -> Observation:
        """A value that is written already, of an indicator."""
        status = "estimate" if self.estimated else "actual"
        found = Observation(
            start=start,
            end=end,
            quote=value.text,
            area=area or self.area,
            indicator=indicator,
            subject=subject,
            period=period or self.period,
            status="target" if self.ahead else "actual" if period else status,
            measure=measure or _measure(value),
            value=number(value.value),
            upper=number(value.upper),
            unit=value.unit,
            bound=value.bound,
            basis=None,
            text=value.words,
        )
        self._observations.append(found)
        return found

    def open(self, *, own: bool) -> None:
        """The clause of a deed begins: one of the own area where it names nobody else."""
        self.clause = Clause(self.at, len(self._pieces), [self.area] if own else [])

    def close(self) -> None:
        """The clause ends: what it tells is noted."""
        clause = self.clause
        quote = "".join(self._pieces[clause.piece :])
        modality = "planned" if self.ahead else "done"
        for name, kind in clause.objects:
            for actor in clause.actors or [None]:
                fact = (clause.start, self.at, quote, actor, clause.action, name)
                self._facts.append(Fact(*fact, modality, self.period))
            if kind in {"project", "organisation"}:
                for indicator in self.serving:
                    self._links.append(Link(clause.start, self.at, quote, name, indicator))

    def project(self, name: str, area: str, stage: str, builder: str | None) -> None:
        """A mention of a project that has come so far, or is to."""
        self.mark(name, "project")
        modality = "planned" if self.ahead else "done"
        known = self._projects.get(name)
        if known is None:
            found = Project(name, [], area, stage, modality, None, None, builder)
        else:
            furthest = max(known.stage, stage, key=_STAGES.index)
            done = known.modality if modality == "planned" else modality
            found = known._replace(
                stage=furthest, modality=done, enterprise=known.enterprise or builder
            )
        self._projects[name] = found

    def priced(self, name: str, value: Value) -> None:
        """What a project costs, as the report says."""
        known = self._projects[name]
        self._projects[name] = known._replace(investment=number(value.value), unit=value.unit)

    def built_by(self, name: str, builder: str) -> None:
        """Who builds a project, as the report says."""
        self._projects[name] = self._projects[name]._replace(enterprise=builder)

    def disagree(self, one: Observation, other: Observation) -> None:
        """Two figures of one thing that are not the same."""
        self._disagreements.append(
            Disagreement(
                start=one.start,
                end=one.end,
                quote=one.quote,
                indicator=one.indicator,
                period=one.period,
                other_start=other.start,
                other_end=other.end,
                other_quote=other.quote,
            )
        )

    def text(self) -> str:
        """All that was written."""
        return "".join(self._pieces)

    def truth(self) -> Truth:
        """All that was stated."""
        return Truth(
            entities=tuple(self._entities),
            observations=tuple(self._observations),
            facts=tuple(self._facts),
            links=tuple(self._links),
            projects=tuple(self._projects.values()),
            disagreements=tuple(self._disagreements),
        )


def _measure(value: Value) -> str:
    if value.growth or (value.words and value.words.startswith(_GROWTH_IN_WORDS)):
        return "growth"
    return "change" if value.unit == POINTS else "level"
