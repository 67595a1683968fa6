"""One report, from file to reading: the stages in their order."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from threadpoolctl import threadpool_limits

from kg import read, tag
from kg.extract import contributions, events, projects
from kg.extract.clauses import masked
from kg.extract.coverage import CoverageReader
from kg.extract.evidence import holds
from kg.extract.observations import ObservationReader
from kg.identify import Identifier
from kg.judge import Judge, confident
from kg.lexicon import (
    actions,
    areas,
    confidence,
    findings,
    indicators,
    names,
    observations,
    quantities,
    statements,
    structure,
)
from kg.link.areas import link
from kg.link.home import home
from kg.link.own import higher_areas
from kg.model import (
    Area,
    Decision,
    Document,
    Finding,
    Mention,
    Observation,
    Reading,
    Text,
)
from kg.settings import Settings
from kg.structure import document
from kg.tag import components
from kg.tag.areas import mentions as area_mentions
from kg.tag.candidates import Candidate
from kg.tag.indicators import IndicatorTagger
from kg.tag.learned import weights
from kg.tag.possible import areas_possible, companies_possible
from kg.tag.values import candidates as value_candidates
from kg.text.grammars import Grammars
from kg.text.lines import line_number
from kg.text.prose import prose
from kg.text.statements import Left
from kg.workers import uncollected

#: The area of a report that does not say whose it is.
UNKNOWN = Area(name="未知地区", level="unknown")

#: Between names that structure makes sure of and phrases beside a value.
_AREA_PRIORITY = 48


class Reader:
    """All stages with their lexicon loaded, for reading one report after another."""

    def __init__(self, settings: Settings, decisions: Iterable[Decision] = ()) -> None:
        """Load lexicon and name model, build the pipeline.

        LexiconError names file and key, ModelError the file.
        """
        # reports run in processes of their own: more threads would only wait for each other
        threadpool_limits(limits=1, user_api="blas")
        folder = settings.lexicon
        self._structure = structure.load(folder)
        self._areas = areas.load(folder)
        stated, tables = statements.load(folder), observations.tables(folder)
        table = indicators.load(folder)
        self._grammars = Grammars.of(quantities.load(folder), stated, tables)
        self._observations = ObservationReader(self._grammars, stated, tables, table)
        acting, stages = actions.load(folder), actions.load_stages(folder)
        self._events = events.Reader(acting)
        self._projects = projects.Reader(stages)
        self._contributions = contributions.Reader(acting, stages)
        self._coverage = CoverageReader(observations.numbers(folder))
        self._least = settings.min_confidence
        self._codes = findings.load(folder)
        #: Says how sure each part of a reading is.
        self.judge = Judge(confidence.load(folder), table, stages)
        tagger = IndicatorTagger(self._grammars, table)
        named = names.load(folder)
        self._identifier = Identifier.of(folder, named, table, stages.common, decisions)
        taggers = tag.taggers(
            named,
            {
                "areas": self._area_candidates,
                "companies": companies_possible(sorted(named.companies)),
                "indicators": lambda found, _: tagger.candidates(found),
                "values": lambda found, _: value_candidates(
                    found, prose(found.text, self._grammars)
                ),
            },
            weights.load(settings.model) if settings.model else None,
        )
        self._nlp = components.pipeline(taggers)

    def path(self, path: Path) -> Reading:
        """Read a file; InputError where it holds no report."""
        return self.text(read.text(path))

    def text(self, text: Text) -> Reading:
        """Read characters: all stages, and what is less sure than the settings ask left out."""
        with uncollected():
            read_out, left = self.unjudged(text)
            found = confident(self.judge.judged(read_out), self._least)
            numbers = self._coverage.numbers(
                found.document, found.observations, found.mentions, left
            )
            return replace(found, numbers=numbers)

    def unjudged(self, text: Text) -> tuple[Reading, tuple[Left, ...]]:
        """Structure, tag, link, extract, identify: no confidence yet; and what states nothing."""
        report = document(text, self._structure)
        place = home(report, self._areas)
        own = place or UNKNOWN
        mentions = link(components.tagged(report, self._nlp, place).mentions, place, self._areas)
        higher = higher_areas(own, self._areas) if place else {}
        observed, left = self._observations.read(report, mentions, own, higher)
        # what its evidence does not give again is not asserted: its number stays unexplained
        shown = tuple(one for one in observed if holds(one, report.text, self._grammars))
        mask = masked(report, mentions)
        happened = self._events.events(report, mentions, mask, own)
        reading = Reading(
            document=report,
            home=own,
            mentions=mentions,
            observations=shown,
            events=happened,
            projects=self._projects.projects(report, mentions, mask, own, happened),
            contributions=self._contributions.contributions(report, mask, shown),
            numbers=(),
            findings=() if place else (self._no_area(report),),
        )
        return self._identifier.identified(reading), left

    def proposed(self, text: Text) -> tuple[tuple[Candidate, ...], tuple[Mention, ...]]:
        """What rules propose in a text, and what they alone would decide: to learn from."""
        report = document(text, self._structure)
        found = components.tagged(report, self._nlp, home(report, self._areas))
        return found.candidates, found.ruled

    def unfounded(self, text: Text) -> tuple[Observation, ...]:
        """What the rules would state though its evidence does not give it; nothing, it is hoped."""
        report = document(text, self._structure)
        place = home(report, self._areas)
        mentions = link(components.tagged(report, self._nlp, place).mentions, place, self._areas)
        higher = higher_areas(place, self._areas) if place else {}
        observed, _ = self._observations.read(report, mentions, place or UNKNOWN, higher)
        return tuple(one for one in observed if not holds(one, report.text, self._grammars))

    def _no_area(self, report: Document) -> Finding:
        first = report.text.strip().splitlines()[0]
        return self._codes.finding(
            "report-area-unknown",
            document=report.id,
            line=line_number(report.text, report.text.index(first)),
            quote=first,
        )

    def _area_candidates(self, report: Document, place: Area | None) -> tuple[Candidate, ...]:
        found = area_mentions(report, place, self._areas)
        sure = (Candidate(mention=one, priority=_AREA_PRIORITY) for one in found)
        return (*sure, *areas_possible(report, place, self._areas))
