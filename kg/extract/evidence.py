"""The way back: what an observation asserts, computed again from the characters that say it."""

from kg.model import Evidence, Measure, Observation, Quantity
from kg.text.grammars import Grammars
from kg.text.normalise import plain
from kg.text.values import negative


def holds(observation: Observation, text: str, grammars: Grammars) -> bool:
    """Whether an observation's evidence gives what it asserts."""
    stated = observation.text if observation.quantity is None else observation.quantity
    return recomputed(observation, text, grammars) == stated


def recomputed(observation: Observation, text: str, grammars: Grammars) -> Quantity | str | None:
    """The literal that the evidence gives: a quantity, or words without white space.

    The span gives number, unit and bound; a cue gives the unit where a header names it, and the
    sign where 分别下降3%、5% states it once. None where the evidence gives no literal.
    """
    words = "".join(observation.evidence.span.of(text).split())
    if observation.quantity is None:
        return words
    values, flat = grammars.statements.values, plain(words)
    if observation.measure is Measure.RANK:
        return values.rank(flat)
    found = values.quantity(flat)
    if found is None:
        unit = _unit(observation.evidence, text, grammars)
        return values.number(flat, unit) or grammars.quantities.given(flat, unit)
    changes = observation.measure in {Measure.GROWTH, Measure.CHANGE}
    if changes and found.amount > 0 and _falls(observation.evidence, text, grammars):
        return negative(found)
    return found


def _unit(evidence: Evidence, text: str, grammars: Grammars) -> str:
    """The unit that a cue is, or a header among the cues names."""
    for cue in evidence.cues:
        words = plain("".join(cue.of(text).split()))
        header = grammars.columns.measured(words)
        if header or grammars.quantities.is_unit(words):
            return header.unit if header else words
    return ""


def _falls(evidence: Evidence, text: str, grammars: Grammars) -> bool:
    """Whether a value among the cues is a fall, which goes on to this one."""
    values = (grammars.statements.values.quantity(plain(cue.of(text))) for cue in evidence.cues)
    return any(value and value.amount < 0 for value in values)
