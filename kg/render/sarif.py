"""Findings as SARIF 2.1.0, which editors and code hosts show beside the lines."""

import json
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

from kg import __version__
from kg.lexicon.findings import FindingCode, FindingTable, Words
from kg.model import Finding, Severity
from kg.render.words import one_line

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
#: Where the page of each code lies, from the root of the project.
_PAGES = "docs/findings"


def log(found: Iterable[Finding], codes: FindingTable, name: Callable[[Finding], str]) -> str:
    """All findings as one run; rules are all codes there are, in their order."""
    places = {code: index for index, code in enumerate(codes)}
    run = {
        "tool": {
            "driver": {
                "name": "plan-kg",
                "version": __version__,
                "rules": [_rule(one) for one in codes.values()],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, places, name(one)) for one in found],
    }
    data = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _rule(one: FindingCode) -> dict[str, Any]:
    return {
        "id": one.code,
        "shortDescription": _both(one.title),
        "fullDescription": _both(one.meaning),
        "help": _both(one.mend),
        "helpUri": f"{_PAGES}/{one.code}.md",
        "defaultConfiguration": {"level": _LEVELS[one.severity]},
    }


def _both(words: Words) -> dict[str, str]:
    return {"text": f"{words.zh} / {words.en}"}


def _result(one: Finding, places: dict[str, int], file: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": one.code,
        "ruleIndex": places[one.code],
        "level": _LEVELS[one.severity],
        "message": {"text": f"{one.message_zh} / {one.message_en}"},
        "locations": [_location(file, one.line, one.quote)],
        "properties": {"shape": one.shape, "about": one.about},
    }
    if one.others:
        result["relatedLocations"] = [_location(file, line) for line in one.others]
    return result


def _location(file: str, line: int, sentence: str = "") -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": line}
    if sentence:
        region["snippet"] = {"text": one_line(sentence)}
    return {"physicalLocation": {"artifactLocation": {"uri": quote(file)}, "region": region}}
