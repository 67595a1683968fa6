"""The report's own place, told by the document itself."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from kg.lexicon.areas import Areas
from kg.lexicon.gazetteer import Form, gazetteer
from kg.model import Area, Document

#: How much of the beginning may speak of whose report it is.
_OPENING = 1200
#: A place named less often is not what a report is about.
_LEAST = 3
_OFTEN = 4
_MARGIN = 1.2
#: A lower level counts as the own one where it is named nearly as often as the one above.
_NEARLY = 0.6
_SPACE = re.compile("[ \t\u3000]+")


def home(document: Document, areas: Areas) -> Area | None:
    """The place whose report it is; None where the text does not make one certain.

    The opening says it (关于甲市2024年…, 在甲县人民代表大会); a report that was cut off is known
    by the place that it names most, of the level that it calls its own.
    """
    evidence = _Evidence(document.text, areas)
    for name in _opening(document, areas):
        code = evidence.settle(areas.codes(name) or areas.townships(name))
        if code:
            return areas.area(code)
    code = evidence.most_named()
    return areas.area(code) if code else None


def _opening(document: Document, areas: Areas) -> Iterator[str]:
    """Names in the places of the front matter that say whose report it is, the surest first."""
    text = document.text
    for span in (document.place, document.issuer):
        if span:
            yield from _tails(_SPACE.sub("", span.of(text)))
    lines = [_SPACE.sub("", line) for line in text[:_OPENING].splitlines()]
    joined = "".join(lines[:6])
    for pattern in areas.selves.opening.patterns:
        for line in (*lines, joined):
            for match in re.finditer(pattern, line):
                yield from _tails(match.group(1))


def _tails(words: str) -> Iterator[str]:
    """The words, and what is left of them without their beginning (现在我代表|吴江区)."""
    yield from (words[start:] for start in range(max(1, len(words) - 1)))


@dataclass(frozen=True, eq=False)
class _Evidence:
    """How often the text names each division, and which level it calls its own."""

    text: str
    areas: Areas

    @cached_property
    def named(self) -> Counter[str]:
        """Divisions of the upper levels, by code; an ambiguous name counts for all it can mean."""
        counts: Counter[str] = Counter()
        doubtful = re.compile(self.areas.places.ordinary.doubtful)
        last = 0
        for found in gazetteer(self.areas, "").find(self.text):
            if found.start < last or found.form in {Form.ORDINARY, Form.HIDDEN}:
                continue
            last = found.end
            if doubtful.match(found.name):
                continue
            codes = (*self.areas.full.get(found.name, ()), *self.areas.short.get(found.name, ()))
            counts.update(codes)
        return counts

    @cached_property
    def level(self) -> str | None:
        """The level that the report speaks of as its own (代表县人民政府, 全区, 市政府)."""
        for pattern in self.areas.selves.opening.level:
            match = re.search(pattern, self.text[:_OPENING])
            if match:
                return self.areas.selves.signs[match.group(1)]
        counted = self.areas.selves.counted
        counts = {
            level: len(
                re.findall(f"{counted.before}(?:{'|'.join(words)}){counted.after}", self.text)
            )
            for level, words in counted.words.items()
        }
        often = max(_LEAST, _NEARLY * max(counts.values()))
        return next((level for level in reversed(counts) if counts[level] >= often), None)

    def settle(self, codes: Iterable[str]) -> str | None:
        """One of several divisions of one name: the one whose surroundings the text names."""
        ranked = Counter({code: self._around(code) for code in sorted(codes)})
        if len(ranked) == 1:
            return next(iter(ranked))
        fitting = Counter({c: n for c, n in ranked.items() if self._fits(c)}) or ranked
        (best, most), *others = fitting.most_common(2) or [("", 0)]
        return best if best and (not others or most > others[0][1]) else None

    def most_named(self) -> str | None:
        """The division of the own level that is named most, with its parts and those above it."""
        scores = Counter(
            {c: n + 2 * self._parts(c) for c, n in self.named.items() if self._fits(c)}
        )
        if not scores or max(scores.values()) < _OFTEN:
            return None
        name = self.areas.divisions.names[scores.most_common(1)[0][0]]
        alike = [c for c in scores if self.areas.divisions.names[c] == name]
        other = max((n for c, n in scores.items() if c not in alike), default=0)
        clear = scores[max(alike, key=lambda c: scores[c])] > _MARGIN * other
        return self.settle(alike) if clear else None

    def _fits(self, code: str) -> bool:
        """Whether a division is one that calls itself so."""
        name, level = self.areas.divisions.names[code], self.areas.divisions.level(code)
        if self.level is None:
            return False
        if self.level in {"province", "township", "county"}:
            own = name.endswith(("县", "旗")) if self.level == "county" else True
            return level == self.level and own
        if self.level == "prefecture":
            return level == "prefecture" and name.endswith(("州", "盟", "地区"))
        ending = "区" if self.level == "district" else "市"
        return name.endswith(ending)

    def _around(self, code: str) -> int:
        above = sum(self.named[c] for c in self.areas.divisions.chain(code)[:-1])
        return above + self._parts(code)

    def _parts(self, code: str) -> int:
        """How many parts of a division are named."""
        divisions = self.areas.divisions
        return sum(1 for c in self.named if c != code and divisions.within(c, code))
