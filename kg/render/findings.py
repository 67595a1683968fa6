"""Findings as text for a terminal, JSON, SARIF and a page."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass

from kg.lexicon.findings import FindingTable
from kg.model import Finding
from kg.render import sarif
from kg.render.words import one_line


@dataclass(frozen=True, slots=True)
class Shown:
    """Findings in their order, what their codes mean, and the file name of each report."""

    findings: tuple[Finding, ...]
    codes: FindingTable
    names: Mapping[str, str]

    def name(self, one: Finding) -> str:
        """The file that a finding is about."""
        return self.names.get(one.document, one.document)


def findings(
    found: Iterable[Finding], form: str, codes: FindingTable, names: Mapping[str, str]
) -> str:
    """Findings in one of FORMATS; `names` are the file names of the reports by their ids."""
    return FORMATS[form](Shown(tuple(found), codes, names))


def _text(shown: Shown) -> str:
    """Place, severity and code, the sentence, what is wrong and how to mend it."""
    return "".join(_one(one, shown) for one in shown.findings)


def _one(one: Finding, shown: Shown) -> str:
    mend = shown.codes[one.code].mend
    shape = f" ({one.shape})" if one.shape else ""
    lines = (
        f"{shown.name(one)}:{one.line}: {one.severity} {one.code}{shape}",
        f"    {one_line(one.quote)}",
        f"    {one.message_zh} → {mend.zh}",
        f"    {one.message_en} → {mend.en}",
    )
    return "".join(f"{line}\n" for line in lines)


def _json(shown: Shown) -> str:
    data = []
    for one in shown.findings:
        mend = shown.codes[one.code].mend
        row = asdict(one) | {"file": shown.name(one), "mend_zh": mend.zh, "mend_en": mend.en}
        data.append(row)
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _sarif(shown: Shown) -> str:
    return sarif.log(shown.findings, shown.codes, shown.name)


def _html(shown: Shown) -> str:
    from kg.render.findings_page import page  # noqa: PLC0415  # the page alone needs jinja2

    return page(shown.findings, shown.codes, shown.name)


#: What writes findings, by the name of the format.
FORMATS: Mapping[str, Callable[[Shown], str]] = {
    "text": _text,
    "json": _json,
    "sarif": _sarif,
    "html": _html,
}
