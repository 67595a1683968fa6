"""Changes in words, with the labels that the dumps themselves have in Chinese and English."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.diff.report import KINDS, Change, Difference, quotation
from kg.dumps import Described, first, iri, text
from kg.terms import Dct, Oa, Plan, Qb, Rdf, Skos

_SIGNS = ("+", "-", "~")
_LABELS = (Rdf.LABEL, Skos.PREF_LABEL)
_QUOTE = 60
#: What a kind of statement is about, in the order in which it is said.
_ABOUT: Mapping[str, tuple[str, ...]] = {
    "report": (Dct.TITLE, Dct.IDENTIFIER),
    "observation": (
        Qb.REF_AREA,
        Qb.REF_PERIOD,
        Plan.INDICATOR,
        Plan.SUBJECT,
        Plan.MEASURE,
        Plan.STATUS,
        Plan.BASIS,
    ),
    "event": (Plan.ACTOR, Plan.ACTION_AS_WRITTEN, Plan.OBJECT),
    "state": (Plan.PROJECT, Plan.PLACE),
    "contribution": (Plan.CONTRIBUTOR, Plan.SERVED_INDICATOR, Plan.GROUND),
}
#: What it says of that, literals beside each other.
_SAID: Mapping[str, tuple[str, ...]] = {
    "observation": (
        Plan.BOUND,
        Plan.VALUE_AS_WRITTEN,
        Plan.UPPER_AS_WRITTEN,
        Plan.UNIT_AS_WRITTEN,
        Plan.WORDS,
    ),
    "event": (Plan.MODALITY, Plan.PERIOD),
    "state": (Plan.STAGE, Plan.MODALITY, Plan.VALUE_AS_WRITTEN, Plan.UNIT_AS_WRITTEN),
}
#: Codes that say nothing.
_IDLE = ("/code/subject/total", "/code/basis/unstated", "/code/bound/exact")


def as_text(found: Difference) -> Iterator[str]:
    """Counts first, then a line a change."""
    words = _Words(found.known)
    counts = found.counts()
    yield f"N-Quads: +{found.added} -{found.removed}\n"
    for kind, label in KINDS.items():
        numbers = [counts[kind, sign] for sign in _SIGNS]
        if any(numbers):
            said = " ".join(f"{s}{n}" for s, n in zip(_SIGNS, numbers, strict=True))
            yield f"{words.name(label)}: {said}\n"
    for change in found.changes:
        yield f"{change.sign} {words.line(change)}\n"


def as_json(found: Difference) -> str:
    """The same as JSON."""
    words = _Words(found.known)
    counts: dict[str, dict[str, int]] = {}
    for (kind, sign), number in sorted(found.counts().items()):
        counts.setdefault(kind, {})[sign] = number
    data = {
        "quads": {"+": found.added, "-": found.removed},
        "counts": counts,
        "changes": [_row(change, words) for change in found.changes],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _row(change: Change, words: "_Words") -> dict[str, object]:
    row: dict[str, object] = {"change": change.sign, "kind": change.kind}
    row |= {"report": change.report} if change.report else {}
    row |= {"old": change.old} if change.old else {}
    row |= {"new": change.new} if change.new else {}
    return row | {"words": words.line(change), "quote": words.quote(change)}


@dataclass(frozen=True, slots=True)
class _Words:
    """The names that things have in the dumps."""

    known: Mapping[str, Described]

    def name(self, what: str) -> str:
        """Labels in Chinese and English; of what has none, the end of its IRI."""
        said = self.known.get(what, {})
        labels = [value for label in _LABELS for value in said.get(label, ())]
        names: dict[str, str] = {}
        for value in labels:
            names.setdefault(value.rpartition("@")[2] if value[-1] != '"' else "", text(value))
        found = dict.fromkeys(names[one] for one in ("zh", "en", "") if one in names)
        return " ".join(found) or what.rsplit("/", 1)[-1].rsplit("#", 1)[-1]

    def line(self, change: Change) -> str:
        """What a change is about, what is said of it, and the words that say so."""
        now = change.after or change.before
        about = self._values(now, _ABOUT.get(change.kind, (Plan.NAME,)))
        quote = self.quote(change)
        place = f"{change.report}: {quote}" if quote else change.report
        end = f" [{place}]" if place and change.kind != "report" else ""
        said = self._said(change)
        return f"{self.name(KINDS[change.kind])} {about}{': ' if said else ''}{said}{end}"

    def quote(self, change: Change) -> str:
        """The words of the first evidence, in one line."""
        now = change.after or change.before
        for note in now.get(Plan.EVIDENCE, ()):
            words = first(self.known.get(quotation(note), {}), Oa.EXACT)
            if words:
                line = " ".join(words.split())
                return line if len(line) <= _QUOTE else f"{line[:_QUOTE]}…"
        return ""

    def _said(self, change: Change) -> str:
        predicates = _SAID.get(change.kind, ())
        before, after = (self._values(one, predicates) for one in (change.before, change.after))
        if change.sign != "~":
            return before or after
        if before != after:
            return f"{before} → {after}"
        return "; ".join(self._differences(change))

    def _differences(self, change: Change) -> Iterator[str]:
        """Each property that differs, with what it lost and got."""
        for predicate in sorted({*change.before, *change.after}):
            old, new = (one.get(predicate, ()) for one in (change.before, change.after))
            lost = " ".join(f"-{self._value(one)}" for one in old if one not in new)
            got = " ".join(f"+{self._value(one)}" for one in new if one not in old)
            if lost or got:
                yield f"{self.name(predicate)} {' '.join(filter(None, (lost, got)))}"

    def _values(self, said: Described, predicates: tuple[str, ...]) -> str:
        found = (said.get(one, ())[:1] for one in predicates)
        return " ".join(self._value(v) for vs in found for v in vs if not v[:-1].endswith(_IDLE))

    def _value(self, value: str) -> str:
        return self.name(iri(value)) if iri(value) else text(value)
