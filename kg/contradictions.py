"""Findings that come only of figures together: what does not add up, and contradictions."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from kg import agree, rdf, store
from kg.lexicon import agreement, findings, wording
from kg.lexicon.findings import FindingTable
from kg.lexicon.wording import Wording
from kg.model import Agreed, Agreement, Check, Checked, Figure, Finding, Together
from kg.settings import Settings
from kg.text.lines import line_number

#: Findings by the report that they are of.
ByReport: TypeAlias = Mapping[str, Sequence[Finding]]


def found(directory: Path, settings: Settings) -> ByReport:
    """What does not add up, and what reports contradict, in a graph folder."""
    figures = agree.loads(store.merged(directory, store.FIGURES))
    teller = _Teller(directory, findings.load(settings.lexicon), wording.load(settings.lexicon))
    by_report: dict[str, list[Finding]] = defaultdict(list)
    for one in agree.everything(figures, agreement.load(settings.lexicon)):
        for finding in teller.findings(one):
            by_report[finding.document].append(finding)
    return by_report


class _Teller:
    """Puts into words what is wrong, with the sentence that says it."""

    def __init__(self, directory: Path, codes: FindingTable, words: Wording) -> None:
        self._directory = directory
        self._codes = codes
        self._words = words

    def findings(self, one: Together) -> Iterator[Finding]:
        """What is wrong with figures together, mostly nothing."""
        if isinstance(one, Check) and one.verdict is Checked.FAILS:
            yield self._failed(one)
        if isinstance(one, Agreement) and one.verdict is Agreed.CONTRADICTED:
            yield self._contradicted(one)

    def _failed(self, check: Check) -> Finding:
        of = check.stated or check.operands[-1]
        return self._finding(
            "figures-do-not-add-up",
            of,
            check.operands,
            formula=rdf.formula(check, self._words),
            stated=rdf.written(of, self._words),
        )

    def _contradicted(self, agreement: Agreement) -> Finding:
        *others, of = agreement.witnesses
        return self._finding(
            "reports-contradict",
            of,
            others,
            stated=rdf.written(of, self._words),
            other=rdf.written(others[0], self._words),
            report=others[0].report,
        )

    def _finding(self, code: str, of: Figure, others: Sequence[Figure], **words: str) -> Finding:
        text = store.report_file(self._directory, of.report, store.TEXT).decode()
        end = min(at for at in (text.find("\n", of.start), len(text)) if at >= 0)
        lines = {line_number(text, one.start) for one in others if one.report == of.report}
        line = line_number(text, of.start)
        made = self._codes.finding(
            code,
            document=of.report,
            line=line,
            quote=text[of.sentence : end].strip(),
            indicator=of.indicator_name,
            period=of.period.key,
            **words,
        )
        return replace(made, about=of.node, others=tuple(sorted(lines - {line})))
