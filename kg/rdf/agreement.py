"""What reports say together, as a named graph of its own."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from kg.iris import Iris
from kg.lexicon.wording import Both, Wording
from kg.model import Agreement, Figure, Fulfilment
from kg.rdf import nquads
from kg.rdf.nquads import chinese, decimal, link
from kg.terms import Plan, PlanClass, Qb, Rdf, Scheme

GRAPH = "agreement"
Together: TypeAlias = Agreement | Fulfilment
#: Labels of codes by their IRIs.
Verdicts: TypeAlias = Mapping[str, Both]


class AgreementGraph:
    """Writes agreements and fulfilments as N-Quads."""

    def __init__(self, base: str, words: Wording, verdicts: Verdicts) -> None:
        """Take the base of all IRIs, the words of labels, and what verdicts are called."""
        self._iris = Iris(base)
        self._words = words
        self._verdicts = verdicts

    def quads(self, found: Iterable[Together]) -> Iterator[str]:
        """The lines of each, in canonical order within it."""
        graph = self._iris.graph(GRAPH)
        for one in found:
            triples = self._agreement(one) if isinstance(one, Agreement) else self._fulfilment(one)
            yield from nquads.quads(triples, graph)

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
