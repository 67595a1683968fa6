"""Where in the text a node of the graph comes from: passage, sentence, line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Quad

from kg.model import Finding, Severity
from kg.terms import Dct, Oa, Plan


@dataclass(frozen=True, slots=True)
class _Quotation:
    exact: str
    prefix: str
    suffix: str


class Places:
    """The passages of one report's graph, and which node stands on which."""

    def __init__(self, quads: Iterable[Quad], text: str) -> None:
        """Index what leads from any node to its passage."""
        values: dict[str, dict[str, list[str]]] = {}
        for quad in quads:
            predicate = quad.predicate.value
            if predicate in _LEADING:
                subject = quad.subject.value  # type: ignore[union-attr]
                target = quad.object.value  # type: ignore[union-attr]
                values.setdefault(predicate, {}).setdefault(subject, []).append(target)
        self._values = values
        self._text = text
        self._bodies = _inverse(values.get(Oa.HAS_BODY, {}))
        self._selected = _inverse(values.get(Oa.HAS_SELECTOR, {}))
        identifiers = values.get(Dct.IDENTIFIER, {})
        self._document = next(iter(identifiers.values()), [""])[0]

    def finding(
        self, node: str, *, code: str, severity: Severity, zh: str, en: str, value: str = ""
    ) -> Finding:
        """A finding about a node, at the place that the node stands on."""
        passage = self._passage(node)
        start, quotation = self._start(passage), self._quotation(passage)
        about = f" [{value}]" if value else ""
        return Finding(
            code=code,
            severity=severity,
            document=self._document,
            line=self._text.count("\n", 0, start) + 1,
            quote=f"{quotation.prefix}{quotation.exact}{quotation.suffix}",
            message_zh=f"{zh}{about}",
            message_en=f"{en}{about}",
            hint=node,
        )

    def misquoted(self) -> Iterator[Finding]:
        """Passages whose quotation is not what stands at their offsets."""
        for passage in sorted(self._values.get(Oa.HAS_SOURCE, {})):
            start, end, quotation = (
                self._start(passage),
                self._end(passage),
                self._quotation(passage),
            )
            before = start - len(quotation.prefix)
            stands = self._text[max(before, 0) : end + len(quotation.suffix)]
            said = f"{quotation.prefix}{quotation.exact}{quotation.suffix}"
            if stands != said or self._text[start:end] != quotation.exact:
                yield self.finding(
                    passage,
                    code="passage-quote",
                    severity=Severity.VIOLATION,
                    zh="引文与原文该位置的文字不符",
                    en="the quotation is not what stands at its offsets",
                )

    def _passage(self, node: str) -> str:
        """The first passage of a node: itself, its target, its evidence, what holds or names it."""
        for step in (node, node.split("#", 1)[0]):
            for note in (step, *self._all(Plan.EVIDENCE, step), *self._bodies.get(step, [])):
                for passage in (note, *self._all(Oa.HAS_TARGET, note)):
                    if self._all(Oa.HAS_SELECTOR, passage):
                        return passage
        return next(iter(self._selected.get(node, [])), "")

    def _all(self, predicate: str, node: str) -> list[str]:
        return sorted(self._values.get(predicate, {}).get(node, []))

    def _of_selector(self, passage: str, predicate: str) -> str:
        for selector in self._all(Oa.HAS_SELECTOR, passage):
            for value in self._all(predicate, selector):
                return value
        return ""

    def _start(self, passage: str) -> int:
        return _number(self._of_selector(passage, Oa.START))

    def _end(self, passage: str) -> int:
        return _number(self._of_selector(passage, Oa.END))

    def _quotation(self, passage: str) -> _Quotation:
        parts = (self._of_selector(passage, p) for p in (Oa.EXACT, Oa.PREFIX, Oa.SUFFIX))
        return _Quotation(*parts)


_LEADING = frozenset(
    map(
        str,
        (
            Plan.EVIDENCE,
            Oa.HAS_BODY,
            Oa.HAS_TARGET,
            Oa.HAS_SOURCE,
            Oa.HAS_SELECTOR,
            Oa.START,
            Oa.END,
            Oa.EXACT,
            Oa.PREFIX,
            Oa.SUFFIX,
            Dct.IDENTIFIER,
        ),
    )
)


def _inverse(pairs: dict[str, list[str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for subject in sorted(pairs):
        for target in pairs[subject]:
            found.setdefault(target, []).append(subject)
    return found


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0
