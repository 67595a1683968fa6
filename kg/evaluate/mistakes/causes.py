"""What differs between a row of gold and a row that was given, and the cause of an error.

Whether two fields agree is asked of the scorer, so that a cause never contradicts a score.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from kg.evaluate.mistakes.scoring import Row, Scorer

#: Names of the fields in which two rows differ.
Fields: TypeAlias = tuple[str, ...]

#: The most fields that may differ in two rows that still are about one thing.
MOST = {"entities": 3, "observations": 5, "facts": 2, "links": 1}


@dataclass(frozen=True, slots=True)
class Mistake:
    """An error: what gold says, what was given, and the cause.

    Of what was missed, `given` is what stands over its place, if anything; of a false
    alarm, `gold`.
    """

    layer: str
    document: str
    cause: str
    differs: Fields
    gold: Row | None
    given: Row | None

    @property
    def type(self) -> str:
        """The type that it is listed under: gold's, or that of the false alarm."""
        row = self.given if self.cause.startswith("extra") else self.gold
        field = _TYPE.get(self.layer, "")
        return str((row or {}).get(field) or "")


_TYPE = {"entities": "type", "observations": "measure", "facts": "modality", "projects": "stage"}


def differing(scorer: Scorer, layer: str, gold: Row, given: Row) -> Fields:
    """The fields in which two rows about one place differ."""
    return _DIFFERING[layer](scorer, gold, given)


def cause(layer: str, differs: Fields) -> str:
    """The cause of an error whose two sides are about one thing."""
    if layer == "entities" and "type" in differs:
        return "type"
    if len(differs) > 1:
        return "borders" if layer == "entities" else "several"
    return differs[0] if differs else "paired"


def alone(what: str, layer: str, row: Row, over: Row | None) -> str:
    """The cause of a row that stands on one side only; `over` is over its place."""
    if layer == "entities":
        return f"{what}-over" if over else f"{what}-alone"
    if layer == "observations" and row.get("value") in {None, ""}:
        return f"{what}-words"
    return what


def _entity(_: Scorer, gold: Row, given: Row) -> Fields:
    left, right = (int(gold[side]) - int(given[side]) for side in ("start", "end"))
    found = (
        ("type", gold["type"] != given["type"]),
        ("left-long", left > 0),
        ("left-short", left < 0),
        ("right-long", right < 0),
        ("right-short", right > 0),
    )
    return tuple(name for name, differs in found if differs)


def _observation(scorer: Scorer, gold: Row, given: Row) -> Fields:
    found = {
        "indicator": scorer.ask("same_indicator", gold, given),
        "area": _same(scorer, "area", gold["area"], given.get("area")),
        "period": str(gold["period"]) == str(given.get("period")),
        "status": _same(scorer, "status", gold, given),
        "measure": _same(scorer, "kind", gold, given),
    }
    return (*_quantity(scorer, gold, given), *(name for name, same in found.items() if not same))


def _quantity(scorer: Scorer, gold: Row, given: Row) -> Fields:
    if scorer.ask("same_quantity", gold, given):
        return ()
    ours, theirs = (scorer.ask("base", row.get("value"), row.get("unit")) for row in (gold, given))
    if ours is None or theirs is None:
        return ("value",)
    as_written = (scorer.ask("base", row.get("value"), "") for row in (gold, given))
    same = ours[0] == theirs[0] or len(set(as_written)) == 1
    return ("unit",) if same else ("value",)


def _fact(scorer: Scorer, gold: Row, given: Row) -> Fields:
    found = {
        "actor": scorer.ask("alike", gold["actor"], given.get("actor")),
        "action": scorer.ask("same_action", gold["action"], given.get("action")),
        "object": scorer.ask("alike", gold["object"], given.get("object")),
        "modality": gold["modality"] == given.get("modality"),
    }
    return tuple(name for name, same in found.items() if not same)


def _link(scorer: Scorer, gold: Row, given: Row) -> Fields:
    return tuple(
        name
        for name in ("project", "indicator")
        if not scorer.ask("alike", gold[name], given.get(name))
    )


def _project(_: Scorer, gold: Row, given: Row) -> Fields:
    return ("stage",) if gold["stage"] != given.get("stage") else ()


def _same(scorer: Scorer, name: str, gold: object, given: object) -> bool:
    return bool(scorer.ask(name, gold) == scorer.ask(name, given))


_Differing: TypeAlias = Callable[[Scorer, Row, Row], Fields]
_DIFFERING: dict[str, _Differing] = {
    "entities": _entity,
    "observations": _observation,
    "facts": _fact,
    "links": _link,
    "projects": _project,
}
