"""Decisions by people about names: which of them the reports still need."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg import store
from kg.curated import NAME
from kg.lexicon import findings
from kg.model import Decision, Finding, Rows
from kg.settings import Settings

APPLIED, STALE = "applied", "stale"
_COLUMNS = ("decision", "type", "names", "name", "state", "reports", "who", "when", "why", "line")


@dataclass(frozen=True, slots=True)
class _Seen:
    """A decision and the reports that have one of its names."""

    decision: Decision
    reports: tuple[str, ...]

    @property
    def state(self) -> str:
        return APPLIED if self.reports else STALE


def table(graph: Path, settings: Settings, *, stale_only: bool = False) -> Rows:
    """All decisions of a graph with their state, in the order of their file."""
    rows = tuple(
        (
            one.judgement.value,
            one.type.value,
            "、".join(one.names),
            one.name or None,
            seen.state,
            "、".join(seen.reports),
            one.who,
            one.when,
            one.why,
            one.line,
        )
        for seen in _seen(graph, settings)
        if not (stale_only and seen.reports)
        for one in (seen.decision,)
    )
    return Rows(columns=_COLUMNS, rows=rows)


def stale(graph: Path, settings: Settings) -> tuple[Finding, ...]:
    """A finding of each decision about what no report names."""
    codes = findings.load(settings.lexicon)
    return tuple(
        codes.finding(
            "decision-stale",
            document=NAME,
            line=seen.decision.line,
            quote=seen.decision.words,
        )
        for seen in _seen(graph, settings)
        if not seen.reports
    )


def _seen(graph: Path, settings: Settings) -> Iterator[_Seen]:
    record = store.read(graph)
    if not record.decisions:
        return
    from kg.lexicon import identity  # noqa: PLC0415  # of use only where there are decisions

    plain = identity.load(settings.lexicon).plain
    named = {entry.id: store.decided(graph, entry.id) for entry in record.reports}
    for one in record.decisions:
        keys = {(one.type.value, plain(name)) for name in (*one.names, one.name) if name}
        yield _Seen(one, tuple(report for report, known in named.items() if known & keys))
