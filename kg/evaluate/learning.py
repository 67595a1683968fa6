"""Reliabilities learnt from gold, and how they hold on a report that they were not learnt from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError, reason
from kg.evaluate.calibration import Sure, summary
from kg.evaluate.fitting import Example, fitted
from kg.evaluate.lessons import Lesson, lessons
from kg.evaluate.scorer import load
from kg.evaluate.verdicts import judgements
from kg.judge import Judge
from kg.lexicon.confidence import Confidence
from kg.model import Rows
from kg.pipeline.reading import Reader
from kg.settings import Settings

#: The layers of gold, and what the reading and the lexicon call their parts.
PARTS = {
    "entities": "mentions",
    "observations": "observations",
    "facts": "events",
    "links": "contributions",
    "projects": "projects",
}

#: What little is known of one kind of statement is drawn to what is known of all.
_STATEMENTS = ("observations", "facts", "links", "projects")


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """Reliabilities as the text of their file, and how they hold."""

    toml: str
    table: Rows


def learn(
    golds: Sequence[Path], graph: Path, answers: Path, settings: Settings, program: Path
) -> Learnt:
    """Learn reliabilities from the gold of a graph's reports, whose answers are written already."""
    scorer = load(program)
    reader = Reader(settings)
    taught = lessons(graph, reader, judgements(golds, answers, scorer), scorer)
    if not taught:
        raise InputError("no report of this gold is in the graph", where=str(graph))
    rules = learnt(taught)
    return Learnt(toml=toml(rules, taught), table=table(taught, reader.judge, rules))


def write(found: Learnt, path: Path) -> None:
    """Write the file; InputError where that cannot be."""
    try:
        path.write_text(found.toml, encoding="utf-8")
    except OSError as error:
        raise InputError(f"cannot be written: {reason(error)}", where=str(path)) from error


def learnt(taught: Sequence[Lesson]) -> Confidence:
    """The reliabilities that fit some reports."""
    examples = {layer: list(_examples(taught, layer)) for layer in PARTS}
    stated = [right for layer in _STATEMENTS for _, right in examples[layer]]
    expected = {layer: _rate(stated) for layer in _STATEMENTS}
    expected["entities"] = _rate([right for _, right in examples["entities"]])
    kinds = {kind: fitted(examples[layer], expected[layer]) for layer, kind in PARTS.items()}
    return Confidence(near=_rate([one for lesson in taught for one in lesson.near]), **kinds)


def _rate(right: Sequence[bool]) -> float:
    """The share of what is right, drawn to one half by one example."""
    return round((sum(right) + 0.5) / (len(right) + 1), 2)


def _examples(taught: Iterable[Lesson], layer: str) -> Iterable[Example]:
    for lesson in taught:
        told = getattr(lesson.told, PARTS[layer])
        for index, right in lesson.right.get(layer, {}).items():
            yield told[index], right


def left_out(taught: Sequence[Lesson], judge: Judge) -> dict[str, list[Sure]]:
    """By layer, how sure each answer would be if its report had not been learnt from."""
    found: dict[str, list[Sure]] = {layer: [] for layer in PARTS}
    for lesson in taught:
        others = learnt([one for one in taught if one is not lesson])
        for layer, sure in judged(lesson, judge, others).items():
            found[layer] += sure
    return found


def judged(lesson: Lesson, judge: Judge, rules: Confidence) -> dict[str, list[Sure]]:
    """By layer, how sure each answer of one report is by some reliabilities."""
    reading = judge.weighed(lesson.reading, lesson.told, rules)
    return {
        layer: [
            (float(getattr(reading, kind)[index].confidence), right)
            for index, right in lesson.right.get(layer, {}).items()
        ]
        for layer, kind in PARTS.items()
    }


def table(taught: Sequence[Lesson], judge: Judge, rules: Confidence) -> Rows:
    """A row a layer: how many answers, how many right, and the calibration error in and out."""
    inside: dict[str, list[Sure]] = {layer: [] for layer in PARTS}
    for lesson in taught:
        for layer, sure in judged(lesson, judge, rules).items():
            inside[layer] += sure
    outside = left_out(taught, judge)
    rows = []
    for layer, sure in inside.items():
        if sure:
            count, right, _, within = summary(sure)
            _, _, mean, out = summary(outside[layer])
            rows.append((layer, count, right, mean, within, out))
    columns = ("layer", "answers", "right", "confidence", "ece", "ece_left_out")
    return Rows(columns=columns, rows=tuple(rows))


def toml(rules: Confidence, taught: Sequence[Lesson]) -> str:
    """The reliabilities as the file that `kg.lexicon.confidence` reads."""
    lines = [
        "# How much what the reader knows of how it read something tells of whether it is right:",
        "# log odds, a base for each kind and a weight for each value of a feature; what is not",
        "# listed weighs nothing. near: the share of wrong mentions that still name what is meant.",
        f"# Written by kg evaluate --calibrate from {len(taught)} annotated reports.",
        "",
        f"near = {rules.near:.2f}",
    ]
    for kind in PARTS.values():
        weights = getattr(rules, kind)
        lines += ["", f"[{kind}]", f"base = {weights.base:.2f}", "weights = {}"]
        lines = lines[:-1] if weights.weights else lines
        for name, values in sorted(weights.weights.items()):
            lines += ["", f"[{kind}.weights.{name}]"]
            lines += [f'"{value}" = {weight:.2f}' for value, weight in sorted(values.items())]
    return "\n".join(lines) + "\n"
