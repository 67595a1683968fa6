"""identify: one thing has one name wherever it is named, and two things have two.

The last step of reading a report: each name gets its one form (`canonical`), short ones the full
one that the report makes sure of (`memory`), plain phrases become the thing that they name, and
decisions that people made win over all rules. Nothing depends on other reports.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from kg.curated import Decided, decided
from kg.identify.canonical import Canonical
from kg.identify.own import OwnRules, Place, zones_of
from kg.identify.renaming import Renaming, renaming, spoken_of
from kg.identify.settling import (
    contributions,
    events,
    issuer,
    met,
    observations,
    projects,
)
from kg.lexicon import actions, areas, identity, indicators, names
from kg.lexicon.areas import Areas
from kg.lexicon.indicators import IndicatorTable
from kg.lexicon.names import Names
from kg.model import Decision, MentionType, Reading

__all__ = ["Identifier"]


@dataclass(frozen=True, eq=False, slots=True)
class Identifier:
    """The rules of one lexicon, for one report after another."""

    canonical: Canonical
    areas: Areas
    own: OwnRules
    decided: Decided

    @classmethod
    def load(cls, folder: Path, decisions: Iterable[Decision] = ()) -> "Identifier":
        """Read what is needed of a lexicon folder; LexiconError names file, line and key."""
        table, common = indicators.load(folder), actions.load_stages(folder).common
        return cls.of(folder, names.load(folder), table, common, decisions)

    @classmethod
    def of(
        cls,
        folder: Path,
        named: Names,
        table: IndicatorTable,
        common: str,
        decisions: Iterable[Decision] = (),
    ) -> "Identifier":
        """With what the other stages have loaded; `common` words tell no project from another.

        CuratedError where the decisions contradict one another.
        """
        rules = identity.load(folder)
        made = Canonical(rules, named, common.split(), table)
        known = decided(decisions, rules.plain)
        return cls(made, areas.load(folder), OwnRules.of(rules.own), known)

    def identified(self, reading: Reading) -> Reading:
        """The reading with one name for each thing."""
        known = self._renaming(reading)
        mentions = tuple(known.mention(one) for one in reading.mentions)
        built = tuple(one.name for one in mentions if one.type is MentionType.PROJECT)
        return replace(
            reading,
            mentions=mentions,
            wholes=known.wholes(built),
            home=known.area(reading.home),
            observations=observations(reading.observations, known),
            events=events(reading.events, known),
            projects=projects(reading.projects, known),
            contributions=contributions(reading.contributions, known),
            aliases=known.aliases(spoken_of(reading)),
            issuer=issuer(reading, known),
            decided=met(reading, known),
        )

    def _renaming(self, reading: Reading) -> Renaming:
        home = reading.home if reading.home.code or reading.home.parent else None
        zones = zones_of(
            (one.text, one.name)
            for one in reading.mentions
            if one.type is MentionType.AREA and one.area and one.area.level == "zone"
        )
        return renaming(
            reading, self.canonical, Place(home, self.areas, self.own, zones), self.decided
        )
