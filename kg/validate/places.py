"""Where in the text a node of the graph comes from: passage, sentence, line."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.lexicon.findings import FindingTable
from kg.model import Finding
from kg.terms import CODE, Dct, Oa, Plan
from kg.text.lines import line_number
from kg.validate.engines import Result
from kg.validate.rules import Rule

_IRI = re.compile(r"https?://[\w./~:@%#-]+", re.ASCII)

#: What a quotation that is not in the text is called.
MISQUOTED = "passage-quote"


@dataclass(frozen=True, slots=True)
class _Passage:
    """A stretch of the text with the sentence around it, as the graph has it."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str

    @property
    def sentence(self) -> str:
        return f"{self.prefix}{self.exact}{self.suffix}"

    def stands(self, text: str) -> bool:
        """Whether these are the words that stand in the text at this place."""
        before = self.start - len(self.prefix)
        around = text[max(before, 0) : self.end + len(self.suffix)]
        return around == self.sentence and text[self.start : self.end] == self.exact


class Places:
    """The passages of one report's graph, and which node stands on which."""

    def __init__(self, triples: Iterable[str], text: str, codes: FindingTable) -> None:
        """Index what leads from any node to its passage, out of lines of N-Triples."""
        written: dict[str, dict[str, list[str]]] = {f"<{one}>": {} for one in _LEADING}
        for triple in triples:
            subject, predicate, target = triple.split(" ", 2)
            found = written.get(predicate)
            if found is not None:
                found.setdefault(subject[1:-1], []).append(_plain(target))
        values = {predicate[1:-1]: found for predicate, found in written.items()}
        self._values = values
        self._text = text
        self._codes = codes
        self._bodies = _inverse(values[Oa.HAS_BODY])
        self._selected = _inverse(values[Oa.HAS_SELECTOR])
        self._document = next(iter(values[Dct.IDENTIFIER].values()), [""])[0]

    def finding(self, result: Result, rule: Rule) -> Finding:
        """A finding at the place that the node, or the value that it has, stands on."""
        passage = self._of_nodes(result.focus, result.value)
        about = (
            "" if _IRI.fullmatch(result.value) and self._passages(result.value) else result.value
        )
        zh, zh_lines = self._said(rule.message("zh", result.messages), "第{}行")
        en, en_lines = self._said(rule.message("en", result.messages), "line {}")
        shown = f" [{about.removeprefix(CODE)}]" if about and about not in en else ""
        return Finding(
            code=rule.code,
            severity=rule.severity,
            document=self._document,
            line=line_number(self._text, passage.start),
            quote=passage.sentence,
            message_zh=f"{zh}{shown}",
            message_en=f"{en}{shown}",
            exact=passage.exact,
            about=result.focus if about or not result.value else result.value,
            shape=rule.name,
            others=tuple(sorted({*zh_lines, *en_lines})),
        )

    def misquoted(self) -> Iterator[Finding]:
        """Passages whose quotation is not what stands at their offsets."""
        for node in self._values[Oa.HAS_SOURCE]:
            passage = self._passage(node)
            if passage and not passage.stands(self._text):
                yield self._codes.finding(
                    MISQUOTED,
                    document=self._document,
                    line=line_number(self._text, passage.start),
                    quote=passage.sentence,
                    exact=passage.exact,
                    stands=" ".join(self._text[passage.start : passage.end].split()),
                )

    def _said(self, message: str, words: str) -> tuple[str, list[int]]:
        """A message with the lines of other places instead of the IRIs of what is said there."""
        lines: list[int] = []

        def line(found: re.Match[str]) -> str:
            passages = self._passages(found.group())
            if not passages:
                return found.group()
            lines.append(line_number(self._text, passages[0].start))
            return words.format(lines[-1])

        return _IRI.sub(line, message), lines

    def _of_nodes(self, *nodes: str) -> _Passage:
        """The first passage of the first node that has one, else the title or the first line."""
        for node in nodes:
            for passage in self._passages(node):
                return passage
        title = next(iter(self._values[Dct.TITLE].values()), [""])[0]
        start = max(self._text.find(title), 0) if title else 0
        if self._text[start : start + len(title)] != title:
            title = self._text.strip().split("\n", 1)[0]
            start = self._text.find(title)
        return _Passage(start, start + len(title), title, "", "")

    def _passages(self, node: str) -> list[_Passage]:
        """The passages of a node, of its target or evidence, of what holds or names it."""
        for step in dict.fromkeys((node, node.split("#", 1)[0])):
            notes = (step, *self._all(Plan.EVIDENCE, step), *self._bodies.get(step, []))
            targets = [t for note in notes for t in (note, *self._all(Oa.HAS_TARGET, note))]
            found = [passage for target in targets if (passage := self._passage(target))]
            if found:
                return sorted(found, key=lambda one: (one.start, one.end))
        selected = (self._passage(one) for one in self._selected.get(node, []))
        return [passage for passage in selected if passage]

    def _passage(self, node: str) -> _Passage | None:
        selectors = self._all(Oa.HAS_SELECTOR, node)
        if not selectors:
            return None
        start, end, *words = (self._first(predicate, selectors) for predicate in _PARTS)
        return _Passage(_number(start), _number(end), *words)

    def _first(self, predicate: str, nodes: Iterable[str]) -> str:
        """The first value that one of the nodes has, or nothing."""
        values = self._values[predicate]
        return next((values[node][0] for node in nodes if node in values), "")

    def _all(self, predicate: str, node: str) -> list[str]:
        return self._values[predicate].get(node, [])


_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_ESCAPED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_PARTS = (Oa.START, Oa.END, Oa.EXACT, Oa.PREFIX, Oa.SUFFIX)
_LEADING = (
    *_PARTS,
    Plan.EVIDENCE,
    Oa.HAS_BODY,
    Oa.HAS_TARGET,
    Oa.HAS_SOURCE,
    Oa.HAS_SELECTOR,
    Dct.IDENTIFIER,
    Dct.TITLE,
)


def _plain(term: str) -> str:
    """An IRI without its brackets, a literal without what stands around and in its characters."""
    if term.startswith("<"):
        return term[1 : term.index(">")]
    value = term[1 : term.rindex('"')]
    return _ESCAPE.sub(_unescaped, value) if "\\" in value else value


def _unescaped(found: re.Match[str]) -> str:
    code = found.group(1)
    return chr(int(code[1:], 16)) if code[0] in "uU" and len(code) > 1 else _ESCAPED.get(code, code)


def _inverse(pairs: dict[str, list[str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for subject, targets in pairs.items():
        for target in targets:
            found.setdefault(target, []).append(subject)
    return found


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0
