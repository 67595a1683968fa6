"""Texts, annotations and sentences to learn from."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.model import MentionType, Span
from kg.tag.learned.features import TAGS, TYPES, pieces

HERE = Path(__file__).parent
FOLDERS = ("corpus", "corpus-more", "corpus-raw")
GOLDS = ("gold", "gold-more")

_NUMBER = {tag: index for index, tag in enumerate(TAGS)}


@dataclass(frozen=True, slots=True)
class Name:
    """An annotated name."""

    span: Span
    type: MentionType


@dataclass(frozen=True, slots=True)
class Annotation:
    """The names in some ranges of a text, exhaustive there; `gold` where it is the shared gold."""

    document: str
    ranges: tuple[Span, ...]
    names: tuple[Name, ...]
    gold: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A piece of a text with the names in it, offsets in the text."""

    document: str
    span: Span
    names: tuple[Name, ...]


def texts(shared: Path) -> dict[str, str]:
    """All reports by stem."""
    return {
        path.stem: path.read_bytes().decode()
        for folder in FOLDERS
        for path in sorted((shared / folder).glob("*.txt"))
    }


def annotations(shared: Path) -> tuple[Annotation, ...]:
    """The gold's names, then the project's own annotations."""
    found = [*_gold(shared), *_own()]
    return tuple(sorted(found, key=lambda a: (a.document, not a.gold)))


def _gold(shared: Path) -> Iterator[Annotation]:
    for folder in GOLDS:
        for path in sorted((shared / folder).glob("*.entities.jsonl")):
            stem = path.name.removesuffix(".entities.jsonl")
            scope = json.loads(path.with_name(f"{stem}.scope.json").read_text())["entities"]
            yield _annotation(stem, scope, path, gold=True)


def _own() -> Iterator[Annotation]:
    folder = HERE / "annotations"
    scopes = json.loads((folder / "scopes.json").read_text())
    for stem, scope in sorted(scopes.items()):
        yield _annotation(stem, scope, folder / f"{stem}.jsonl", gold=False)


def _annotation(stem: str, scope: Sequence[Sequence[int]], path: Path, *, gold: bool) -> Annotation:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    names = (Name(Span(r["start"], r["end"]), MentionType(r["type"])) for r in rows)
    return Annotation(
        document=stem,
        ranges=tuple(Span(start, end) for start, end in scope),
        names=tuple(sorted(names, key=lambda n: (n.span, n.type.value))),
        gold=gold,
    )


def sentences(text: str, annotation: Annotation) -> Iterator[Sentence]:
    """The sentences that lie wholly in what was annotated."""
    for span in pieces(text):
        if any(span.within(one) for one in annotation.ranges):
            names = tuple(n for n in annotation.names if n.span.within(span))
            yield Sentence(annotation.document, span, names)


def tags(sentence: Sentence) -> list[int]:
    """The number of each character's tag."""
    found = [0] * (sentence.span.end - sentence.span.start)
    for name in sentence.names:
        start, end = name.span.start - sentence.span.start, name.span.end - sentence.span.start
        found[start:end] = tag_run(name.type, end - start)
    return found


def tag_run(kind: MentionType, size: int) -> list[int]:
    """The tags of a name of some length."""
    if size == 1:
        return [_NUMBER[f"S-{kind.value}"]]
    inside = [_NUMBER[f"I-{kind.value}"]] * (size - 2)
    return [_NUMBER[f"B-{kind.value}"], *inside, _NUMBER[f"E-{kind.value}"]]


def pools(texts: Mapping[str, str], known: Sequence[Sentence]) -> dict[MentionType, list[str]]:
    """All annotated names of each type, for swapping."""
    found: dict[MentionType, list[str]] = {kind: [] for kind in TYPES}
    for sentence in known:
        for name in sentence.names:
            found[name.type].append(name.span.of(texts[sentence.document]))
    return found
