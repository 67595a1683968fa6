"""Findings as one page: grouped by report, each in its sentence, in Chinese or English."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from kg.lexicon.findings import FindingCode, FindingTable
from kg.model import Finding, Severity
from kg.render.templates import template
from kg.render.words import one_line


@dataclass(frozen=True, slots=True)
class _Row:
    """A finding with its sentence in three parts: before, the words that it is about, after."""

    finding: Finding
    code: FindingCode
    before: str
    exact: str
    after: str


@dataclass(frozen=True, slots=True)
class _Report:
    """The findings of one report, and how many there are of each severity."""

    name: str
    rows: tuple[_Row, ...]
    counts: dict[Severity, int]


def page(found: Iterable[Finding], codes: FindingTable, name: Callable[[Finding], str]) -> str:
    """The page as HTML; it holds all that it needs and no script."""
    ordered = sorted(found, key=lambda one: (name(one), one.line, one.code, one.message_en))
    reports = tuple(_report(file, tuple(ones), codes) for file, ones in groupby(ordered, key=name))
    occurring = Counter(one.code for one in ordered)
    return template("findings.html.j2").render(
        reports=reports,
        counts=_counts(ordered),
        codes=[(codes[code], number) for code, number in sorted(occurring.items())],
        severities=tuple(Severity),
        total=len(ordered),
    )


def _report(name: str, found: tuple[Finding, ...], codes: FindingTable) -> _Report:
    return _Report(name, tuple(_row(one, codes[one.code]) for one in found), _counts(found))


def _counts(found: Iterable[Finding]) -> dict[Severity, int]:
    counts = Counter(one.severity for one in found)
    return {severity: counts[severity] for severity in Severity}


def _row(one: Finding, code: FindingCode) -> _Row:
    before, exact, after = one.quote.partition(one.exact) if one.exact else (one.quote, "", "")
    return _Row(one, code, one_line(before), one_line(exact), one_line(after))
