"""The shapes as they are written: what each is called, which finding it brings, what it says."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.errors import OntologyError, reason
from kg.model import Severity
from kg.terms import CODE, PLAN, Plan, Sh

SHAPE = "https://w3id.org/plan-kg/shape/"

_SEVERITIES = {
    Sh.VIOLATION: Severity.VIOLATION,
    Sh.WARNING: Severity.WARNING,
    Sh.INFO: Severity.INFO,
}
_PREFIX = re.compile(r"@prefix\s+([\w-]*):\s*<([^>]*)>")
_TERM = re.compile(r"<(https?://[^>\s]*)>|(?<![\w:/#.-])([A-Za-z][\w-]*):([A-Za-z][\w-]*)")
_BRACES = re.compile(r"\\\{\\[?$]\w+\\\}")


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a shape with its language; `pattern` knows it again with its braces filled."""

    language: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One shape that can be broken."""

    name: str
    code: str
    severity: Severity
    messages: tuple[Said, ...]

    def message(self, language: str, given: Iterable[str]) -> str:
        """Which of the messages of a result is in a language: results do not keep the tags."""
        patterns = [one.pattern for one in self.messages if one.language == language]
        return next((m for m in given if any(p.fullmatch(m) for p in patterns)), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All shapes of a folder: their text for an engine, and what is known of each, by its IRI.

    `targets` are the classes that they look at.
    """

    files: dict[Path, str]
    rules: dict[str, Rule]
    targets: tuple[str, ...]

    @property
    def text(self) -> str:
        """All files as one."""
        return "\n".join(self.files.values())


def load(folder: Path, ontology: Path, codes: Collection[str]) -> Rules:
    """Read the shapes; OntologyError names file and line of what is broken or not defined."""
    paths = tuple(sorted(folder.glob("*.ttl")))
    if not paths:
        raise OntologyError("no shapes here", where=str(folder))
    known = _defined(ontology.parent)
    rules: dict[str, Rule] = {}
    texts: dict[Path, str] = {}
    targets: set[str] = set()
    for path in paths:
        text = _text(path)
        quads = _parsed(path)
        _check_terms(path, text, known)
        rules |= {f"{SHAPE}{rule.name}": rule for rule in _rules(path, text, quads, codes)}
        texts[path] = text
        said = _values(quads)
        targets |= {c.value for (_, p), ones in said.items() if p == Sh.TARGET_CLASS for c in ones}
    return Rules(files=texts, rules=rules, targets=tuple(sorted(targets)))


def place(path: Path, text: str, words: str) -> str:
    """File and line where words stand first, for an error."""
    at = text.find(words)
    return f"{path}:{text.count(chr(10), 0, at) + 1}" if at >= 0 else str(path)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OntologyError(f"cannot be read: {reason(error)}", where=str(path)) from error


def _parsed(path: Path) -> tuple[Quad, ...]:
    try:
        return tuple(parse(path=path, format=RdfFormat.TURTLE))
    except SyntaxError as error:
        said = re.sub(r"\s*\([^()]*, line \d+\)$", "", str(error))
        where = f"{path}:{error.lineno}" if error.lineno else str(path)
        raise OntologyError(f"cannot be read: {said}", where=where) from error


def _defined(folder: Path) -> frozenset[str]:
    """Everything that the ontology says something of."""
    return frozenset(
        str(quad.subject.value)  # type: ignore[union-attr]
        for path in sorted(folder.rglob("*.ttl"))
        for quad in _parsed(path)
    )


def _check_terms(path: Path, text: str, known: Collection[str]) -> None:
    """OntologyError at the first class, property or code that the ontology does not define."""
    prefixes = dict(_PREFIX.findall(text))
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith(("#", "@prefix")):
            continue
        for iri, prefix, local in _TERM.findall(line):
            term = iri or f"{prefixes.get(prefix, '')}{local}"
            if term.startswith((PLAN, CODE)) and term not in known:
                raise OntologyError(
                    f"{iri or f'{prefix}:{local}'} is not defined in the ontology",
                    where=f"{path}:{number}",
                    hint="correct it, or define it in ontology/plan.ttl",
                )


def _rules(
    path: Path, text: str, quads: tuple[Quad, ...], codes: Collection[str]
) -> Iterator[Rule]:
    """Each shape that says a message, itself or in its query."""
    said = _values(quads)
    for shape in sorted({s for s, p in said if p in {Sh.PATH, Sh.SPARQL}}):
        name = shape.removeprefix(SHAPE)
        queries = [str(q.value) for q in said.get((shape, Sh.SPARQL), ())]
        messages = [m for node in (shape, *queries) for m in said.get((node, Sh.MESSAGE), ())]
        code = next((str(c.value) for c in said.get((shape, Plan.FINDING_CODE), ())), "")
        where = place(path, text, f"shape:{name} a ")
        if code not in codes:
            raise OntologyError(
                f"shape:{name}: no such finding code: {code or 'none'}",
                where=where,
                hint="plan:findingCode names one of lexicon/findings.toml",
            )
        severity = next((str(s.value) for s in said.get((shape, Sh.SEVERITY), ())), Sh.VIOLATION)
        yield Rule(
            name=name,
            code=code,
            severity=_SEVERITIES[Sh(severity)],
            messages=tuple(_said(m) for m in messages if isinstance(m, Literal)),
        )


def _values(
    quads: tuple[Quad, ...],
) -> dict[tuple[str, str], list[Literal | NamedNode]]:
    found: dict[tuple[str, str], list[Literal | NamedNode]] = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal | NamedNode):
            found.setdefault((quad.subject.value, quad.predicate.value), []).append(quad.object)
    return found


def _said(message: Literal) -> Said:
    pattern = _BRACES.sub(".*", re.escape(message.value))
    return Said(message.language or "", re.compile(pattern, re.DOTALL))
