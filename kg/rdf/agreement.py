"""What reports say together, as a named graph of its own."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from kg.iris import Iris
from kg.lexicon.quantities import Units
from kg.lexicon.wording import Both, Wording
from kg.model import Agreement, Check, Figure, Fulfilment, IndicatorChange, Together
from kg.rdf import checks, nquads
from kg.rdf.nquads import chinese, decimal, link
from kg.rdf.standards import unit_iri
from kg.terms import Plan, PlanClass, Qb, Rdf, Scheme

GRAPH = "agreement"
#: Labels of codes by their IRIs.
Verdicts: TypeAlias = Mapping[str, Both]


class AgreementGraph:
    """Writes all of it as N-Quads."""

    def __init__(self, base: str, words: Wording, verdicts: Verdicts, units: Units) -> None:
        """Take the base of all IRIs, the words of labels, what verdicts are called, and units."""
        self._iris = Iris(base)
        self._units = units
        self._words = words
        self._verdicts = verdicts

    def quads(self, found: Iterable[Together]) -> Iterator[str]:
        """The lines of each, in canonical order within it."""
        graph = self._iris.graph(GRAPH)
        for one in found:
            yield from nquads.quads((*self._triples(one), *_passages(one)), graph)

    def _triples(self, one: Together) -> Iterator[str]:
        if isinstance(one, Agreement):
            return self._agreement(one)
        if isinstance(one, Fulfilment):
            return self._fulfilment(one)
        return self._check(one) if isinstance(one, Check) else self._change(one)

    def _change(self, found: IndicatorChange) -> Iterator[str]:
        sides = ((Plan.FORMER, found.former), (Plan.NOW, found.now))
        given = [(at, one) for at, one in sides if one]
        node = self._iris.together("indicator-change", *(one.node for _, one in given))
        verdict = Scheme.CHANGE.code(found.verdict.value)
        figure = given[-1][1]._replace(period=found.year)
        yield link(node, Rdf.TYPE, PlanClass.INDICATOR_CHANGE)
        yield from (link(node, at, one.node) for at, one in given)
        yield from self._key(node, figure, verdict)
        said = self._words.labels.change.format(**self._said(figure, verdict))
        yield chinese(node, Rdf.LABEL, said)

    def _check(self, found: Check) -> Iterator[str]:
        operands = [one.node for one in found.operands]
        stated = [found.stated.node] if found.stated else []
        node = self._iris.together("check", found.kind, *stated, *operands)
        first = found.stated or found.operands[-1]
        verdict = Scheme.CHECK.code(found.verdict.value)
        formula = checks.formula(found, self._words)
        yield link(node, Rdf.TYPE, PlanClass.CHECK)
        yield link(node, Plan.CHECK_KIND, Scheme.CHECK_KIND.code(found.kind.value))
        yield from (link(node, Plan.OPERAND, one) for one in operands)
        yield from (link(node, Plan.STATED, one) for one in stated)
        yield decimal(node, Plan.EXPECTED, found.expected)
        yield link(node, Qb.UNIT_MEASURE, unit_iri(found.unit, self._iris, self._units))
        yield chinese(node, Plan.FORMULA, formula)
        yield from self._key(node, first, verdict)
        said = self._words.labels.check.format(
            **self._said(first, verdict),
            formula=formula,
            stated=checks.stated(found, self._words),
        )
        yield chinese(node, Rdf.LABEL, said)

    def _agreement(self, found: Agreement) -> Iterator[str]:
        nodes = [one.node for one in found.witnesses]
        node = self._iris.together("agreement", *sorted(nodes))
        first = found.witnesses[0]
        yield link(node, Rdf.TYPE, PlanClass.AGREEMENT)
        for witness in nodes:
            yield link(node, Plan.WITNESS, witness)
        verdict = Scheme.AGREEMENT.code(found.verdict.value)
        for one in found.witnesses:
            yield from self._key(node, one, verdict)
        said = self._words.labels.agreement.format(
            **self._said(first, verdict), count=len({one.report for one in found.witnesses})
        )
        yield chinese(node, Rdf.LABEL, said)

    def _fulfilment(self, found: Fulfilment) -> Iterator[str]:
        nodes = [one.node for one in found.targets]
        node = self._iris.together("fulfilment", *sorted(nodes))
        first = found.targets[0]
        yield link(node, Rdf.TYPE, PlanClass.FULFILMENT)
        for one in nodes:
            yield link(node, Plan.AIM, one)
        for outcome in found.outcomes:
            yield link(node, Plan.RESULT, outcome.node)
        verdict = Scheme.FULFILMENT.code(found.verdict.value)
        yield from self._key(node, first, verdict)
        if found.reason:
            yield link(node, Plan.REASON, Scheme.REASON.code(found.reason.value))
        if found.share is not None:
            yield decimal(node, Plan.SHARE_REACHED, found.share)
        said = self._words.labels.fulfilment.format(**self._said(first, verdict))
        yield chinese(node, Rdf.LABEL, said)

    def _key(self, node: str, figure: Figure, verdict: str) -> Iterator[str]:
        yield link(node, Plan.INDICATOR, figure.indicator)
        yield link(node, Qb.REF_AREA, figure.area)
        yield link(node, Qb.REF_PERIOD, self._iris.period(figure.period))
        yield link(node, Plan.VERDICT, verdict)

    def _said(self, figure: Figure, verdict: str) -> dict[str, str]:
        between = self._words.labels.between
        return {
            "area": figure.area_name,
            "period": self._words.period(figure.period).zh,
            "indicator": figure.indicator_name,
            "subject": f"{between}{figure.subject}" if figure.subject else "",
            "verdict": self._verdicts[verdict].zh,
        }


def _passages(one: Together) -> Iterator[str]:
    """Where each figure is said first, so that questions need not look for it."""
    return (link(figure.node, Plan.FIRST_PASSAGE, figure.passage) for figure in _figures(one))


def _figures(one: Together) -> Iterable[Figure]:
    if isinstance(one, Agreement):
        return one.witnesses
    if isinstance(one, Fulfilment):
        return (*one.targets, *one.outcomes)
    if isinstance(one, Check):
        return (*one.operands, one.stated) if one.stated else one.operands
    return (figure for figure in (one.former, one.now) if figure)
