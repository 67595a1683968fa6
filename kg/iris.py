"""Names for things: pure and deterministic, made of the thing's own key, ASCII throughout.

`{base}id/{kind}/{key}`: an area's key is its code; that of another named thing its pinyin and a
short digest of type and canonical name; what one report says is keyed by the report and a digest of
what is said, or by the report and the place in its text.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256

from kg.model import Area, MentionType, Period, Span, Thing

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_WORD = re.compile(r"[a-z0-9]+")
_SLUG_LENGTH = 48
#: The kinds of periods that have a name of their own, by the shape of their keys.
_PERIODS = {
    "year": re.compile(r"\d{4}"),
    "half": re.compile(r"\d{4}-H\d"),
    "quarter": re.compile(r"\d{4}-Q\d"),
    "month": re.compile(r"\d{4}-\d{2}"),
    "day": re.compile(r"\d{4}-\d{2}-\d{2}"),
}


def digest(*parts: str, length: int = 16) -> str:
    """A short digest; parts are told apart by their lengths.

    >>> digest("ab", "c") == digest("a", "bc")
    False
    """
    joined = "".join(f"{len(part)}:{part}" for part in parts)
    return sha256(joined.encode()).hexdigest()[:length]


@lru_cache(maxsize=65536)
def slug(name: str) -> str:
    """The name in ASCII, for the eye: pinyin, small letters, digits.

    >>> slug("规上工业总产值GDP")
    'gui-shang-gong-ye-zong-chan-zhi-gdp'
    """
    from pypinyin.seg.simpleseg import seg  # noqa: PLC0415  # slow to import, needed by builds alone

    words = _WORD.findall(" ".join(map(_spelt, seg(name))).lower())
    taken = ""
    for word in words:
        if len(taken) + len(word) >= _SLUG_LENGTH:
            break
        taken = f"{taken}-{word}" if taken else word
    return taken


def load_spelling() -> None:
    """Load what `slug` needs, so that processes forked from this one find it."""
    slug("名")


@lru_cache(maxsize=65536)
def _spelt(word: str) -> str:
    """The pinyin of a word, which many names share."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415  # as above

    return " ".join(lazy_pinyin([word]))


@lru_cache(maxsize=65536)
def named_key(*parts: str) -> str:
    """Pinyin of the last part and a digest of all.

    >>> named_key("project", "苏台高速")
    'su-tai-gao-su-541bec876d'
    """
    return "-".join(filter(None, (slug(parts[-1]), digest(*parts, length=10))))


@lru_cache(maxsize=1024)
def document_key(document: str) -> str:
    """A source's stem where it is plain ASCII, else pinyin and digest; `~` tells the two apart.

    >>> document_key("000_a65cc7568acc971d"), document_key("吴江 2024")
    ('000_a65cc7568acc971d', 'wu-jiang-2024~5501ed0d2b')
    """
    if _SAFE.fullmatch(document):
        return document
    return f"{slug(document)}~{digest(document, length=10)}"


def period_key(period: Period) -> str:
    """A period's kind and key as reference.data.gov.uk shapes them.

    >>> period_key(Period.year(2024)), period_key(Period.part(2025, "H1"))
    ('year/2024', 'half/2025-H1')
    >>> period_key(Period.years(2023, 2025))
    'gregorian-interval/2023-01-01T00:00:00/P3Y'
    """
    kind = next((kind for kind, shape in _PERIODS.items() if shape.fullmatch(period.key)), None)
    if kind:
        return f"{kind}/{period.key}"
    return f"gregorian-interval/{period.start.isoformat()}T00:00:00/{_duration(period)}"


def _duration(period: Period) -> str:
    """How long, in years, months or days, whichever is whole."""
    after = date.fromordinal(period.end.toordinal() + 1)
    months = (after.year - period.start.year) * 12 + after.month - period.start.month
    if after.day != period.start.day:
        return f"P{after.toordinal() - period.start.toordinal()}D"
    return f"P{months // 12}Y" if months % 12 == 0 else f"P{months}M"


@dataclass(frozen=True, slots=True)
class Iris:
    """All IRIs of data under one base."""

    base: str

    def _id(self, kind: str, key: str) -> str:
        return f"{self.base}id/{kind}/{key}"

    # --- reports and what they say ---

    def graph(self, document: str) -> str:
        """The named graph of a report (or of `vocabulary`)."""
        return self._id("graph", document_key(document))

    def report(self, document: str) -> str:
        """A report."""
        return self._id("report", document_key(document))

    def data_set(self, document: str, cube: str) -> str:
        """A report's observations of one structure."""
        return self._id("dataset", f"{document_key(document)}/{cube}")

    def data_set_of(self, key: str) -> str:
        """What a catalogue lists: a report's graph by its key, or `all`."""
        return self._id("dataset", key)

    def catalogue(self) -> str:
        """The catalogue record."""
        return f"{self.base}id/catalogue"

    def void(self) -> str:
        """The description of the statistics."""
        return f"{self.base}id/void"

    def partition(self, kind: str, key: str) -> str:
        """A part of the statistics: of a class, a property, of links."""
        return self._id("void", f"{kind}/{key}")

    def service(self, name: str) -> str:
        """A service that answers questions about the graph."""
        return self._id("service", name)

    def question(self, name: str) -> str:
        """A named question."""
        return self._id("question", name)

    def prefix(self, name: str) -> str:
        """The declaration of a prefix."""
        return self._id("prefix", name)

    def passage(self, document: str, span: Span) -> str:
        """A stretch of a report's text."""
        return self._id("passage", f"{document_key(document)}/{span.start}-{span.end}")

    def evidence(self, document: str, span: Span) -> str:
        """The annotation of a stretch of text with what it states."""
        return self._id("evidence", f"{document_key(document)}/{span.start}-{span.end}")

    def mention(self, document: str, span: Span, thing: str) -> str:
        """The annotation of a stretch of text with the thing that it names."""
        key = f"{span.start}-{span.end}-{digest(thing, length=8)}"
        return self._id("mention", f"{document_key(document)}/{key}")

    def statement(self, kind: str, document: str, *parts: str) -> str:
        """An observation, event, state or link, by what it says."""
        return self._id(kind, f"{document_key(document)}/{digest(document, *parts)}")

    def together(self, kind: str, *parts: str) -> str:
        """What several reports say together, by what it is made of: agreement, fulfilment."""
        return self._id(kind, digest(*parts))

    def slice(self, document: str, cube: str, dimension: str, value: str) -> str:
        """The observations of a data set that share the value of one dimension."""
        key = f"{document_key(document)}/{cube}/{dimension}-{digest(value, length=10)}"
        return self._id("slice", key)

    def statement_space(self, kind: str, document: str) -> str:
        """How the IRIs of one kind of statements of a report begin."""
        return self._id(kind, f"{document_key(document)}/")

    def software(self, name: str, version: str) -> str:
        """What made a graph."""
        return self._id("software", f"{name}-{version}")

    def version(self, part: str, sha256: str) -> str:
        """One state of what a graph is made with: code, lexicon, ontology, model."""
        return self._id("version", f"{part}-{sha256[:16]}")

    def run(self, document: str, *parts: str) -> str:
        """The making of one report's graph."""
        return self._id("run", f"{document_key(document)}/{digest(document, *parts)}")

    # --- things ---

    def area(self, area: Area) -> str:
        """By code; an area without one by level, place and name."""
        if area.code:
            return self._id("area", area.code)
        return self._id("area", named_key("area", area.level, area.parent or "", area.name))

    def thing(self, thing: Thing) -> str:
        """Whatever a report names."""
        if thing.area is not None:
            return self.area(thing.area)
        kind = thing.type.value if thing.type else "phrase"
        return self._id(kind, named_key(kind, thing.name))

    def indicator(self, name: str) -> str:
        """An indicator, by its canonical name."""
        return self.thing(Thing(type=MentionType.INDICATOR, name=name))

    def concept(self, scheme: str, name: str) -> str:
        """A code that reports bring along: subject, basis, quality, unit."""
        return self._id(scheme, named_key(scheme, name))

    # --- time ---

    def period(self, period: Period) -> str:
        """An interval, shaped like those of reference.data.gov.uk."""
        return f"{self.base}id/{period_key(period)}"

    def instant(self, day: date) -> str:
        """A day as the end of an interval."""
        return self._id("instant", day.isoformat())
