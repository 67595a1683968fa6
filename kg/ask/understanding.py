"""From a text to the question that it asks, with what each part was taken for."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.ask.choosing import Choice, choices
from kg.ask.flat import Flat, flat
from kg.ask.names import Name, Names
from kg.ask.partial import completed
from kg.ask.parts import Part, parts
from kg.ask.times import half_of

MOST = 300
#: Below this a reading is no answer.
_ENOUGH = 0.5
#: What lessens the confidence, and how far apart two readings must be.
_START, _ONE_LOST, _PARTIAL, _RELATIVE, _CLOSE = 0.95, 0.2, 0.2, 0.1, 0.5
_NEAR, _CLEAR = 0.4, 1.0
_GLUE = re.compile(r"[的市,，、(（]?")
_KANA = re.compile(r"[\u3040-\u30ff]")
_WORD = re.compile(r"[A-Za-z]{2,}")
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A stretch of the question and what it was taken for."""

    text: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What a question was understood as; `question` is empty where it was not.

    `beside` chooses among the rows by column, `unknown` are words that nobody knows, `unused`
    those that the question has no use for, `problem` says in one word why nothing was understood,
    `lacking` are parameters that are missing, `several` a name with all that it may mean, `near`
    the readings to be offered.
    """

    text: str
    language: str
    question: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    beside: tuple[tuple[str, str], ...] = ()
    signals: frozenset[str] = frozenset()
    taken: tuple[Taken, ...] = ()
    unknown: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    relative: tuple[str, ...] = ()
    confidence: float = 0.0
    problem: str = ""
    lacking: tuple[str, ...] = ()
    several: tuple[str, tuple[str, ...]] = ("", ())
    near: tuple[Choice, ...] = ()


def understand(text: str, names: Names, language: str = "") -> Understood:
    """What a question means; never a guess: where parts stay unknown, `problem` says so."""
    said = Understood(text=text, language=language or language_of(text))
    problem = _problem(text)
    if problem:
        return replace(said, problem=problem)
    compared = flat(text.strip(), names.simple).turned(names.turned)
    found = _whole(compared.text, names)
    return _chosen(replace(said, text=text.strip()), compared, found, names)


def language_of(text: str) -> str:
    """The language of a question: English where more words than Chinese characters are in it.

    >>> language_of("吴江区GDP"), language_of("How much was 进出口总额 in 苏州市?")
    ('zh', 'en')
    """
    words = [word for word in _WORD.findall(text) if word.islower()]
    return "en" if len(words) > 2 or (words and not _HAN.search(text)) else "zh"


def _problem(text: str) -> str:
    """What keeps a text from being read at all."""
    if not any(sign.isalnum() for sign in text):
        return "empty"
    if len(text) > MOST:
        return "long"
    return "" if all(map(_readable, text)) and not _KANA.search(text) else "language"


def _readable(sign: str) -> bool:
    """Whether a letter is one of those that questions are written with."""
    if not sign.isalpha():
        return True
    return bool(_HAN.match(sign)) or unicodedata.normalize("NFKC", sign).isascii()


def _whole(text: str, names: Names) -> tuple[Part, ...]:
    """The parts, with names that stand only in part completed and areas in areas made one."""
    found = parts(text, names)
    more = tuple(completed(text, found, names))
    return _settled(text, parts(text, names, more) if more else found)


def _settled(text: str, found: Sequence[Part]) -> tuple[Part, ...]:
    """Divisions one behind the other are the last one; an area of many places is what it can be."""
    kept: list[Part] = []
    for part in found:
        before = next((one for one in reversed(kept) if one.sort == "name"), None)
        if before and _areas(before) and _areas(part):
            inner = tuple(n for n in part.names if _inside(n, before))
            if inner and _GLUE.fullmatch(text[before.end : part.start]):
                kept.remove(before)
                part = replace(part, names=inner)  # noqa: PLW2901
        kept.append(part)
    return _halves(text, kept)


def _areas(part: Part) -> bool:
    return part.sort == "name" and any(one.kind in {"area", "place"} for one in part.names)


def _inside(name: Name, above: Part) -> bool:
    return any(one.name in name.within and one.name != name.name for one in above.names)


def _halves(text: str, found: Sequence[Part]) -> tuple[Part, ...]:
    """A half whose year stands elsewhere in the question is one of that year."""
    years = [part for part in found if part.sort == "time"]
    if len(years) != 1 or not years[0].names[0].name.isdigit():
        return tuple(found)
    for part in found:
        key = half_of(years[0].names[0].name, text[part.start : part.end])
        if part.sort == "relative" and key:
            whole = replace(years[0], names=(Name("period", key),))
            swapped = (whole if one is years[0] else one for one in found if one is not part)
            return tuple(swapped)
    return tuple(found)


def _chosen(said: Understood, compared: Flat, found: Sequence[Part], names: Names) -> Understood:
    read = choices(found, names.lexicon)
    unknown = tuple(_unknown(compared, found, said.text))
    best, second = read[0], read[1]
    unused = tuple(_unused(compared, found, said.text, best))
    confidence = _confidence(found, (*unknown, *unused), best, second)
    said = replace(
        said,
        signals=frozenset().union(*(part.tags for part in found)),
        taken=tuple(_taken(compared, best, said.text)),
        unknown=unknown,
        unused=unused,
        relative=tuple(_of_sort(compared, found, said.text, "relative")),
        lacking=tuple(one for one in best.lacks if one in names.lexicon.labels),
        several=_several(best, found),
        near=read[:3],
    )
    problem = _why_not(unknown, best, second, confidence)
    if not problem and said.several[1]:
        problem = "several"
    if problem:
        return replace(said, problem=problem)
    return replace(
        said,
        question=best.asking.name,
        given=best.given,
        beside=tuple((one.kind, one.name) for one in best.beside),
        confidence=confidence,
    )


def _why_not(unknown: Sequence[str], best: Choice, second: Choice, confidence: float) -> str:
    if unknown:
        return "unknown"
    if best.lacks or best.score < 0:
        return "lacks"
    ambiguous = best.asking is not second.asking and confidence < _ENOUGH
    return "near" if ambiguous else ""


def _confidence(
    found: Sequence[Part], lost_words: Sequence[str], best: Choice, second: Choice
) -> float:
    """How sure a reading is, from 0 to 1."""
    lost = _ONE_LOST * len(lost_words)
    lost += _PARTIAL * any(part.partial for part in found)
    lost += _RELATIVE * any(part.sort == "relative" for part in found)
    apart = best.score - second.score
    lost += _CLOSE if apart < _NEAR else 0.1 * (apart < _CLEAR)
    return round(max(0.0, _START - lost), 2)


def _several(best: Choice, found: Sequence[Part]) -> tuple[str, tuple[str, ...]]:
    """A name that is taken for one of several things of a kind, with all of them."""
    for part, name in best.taken:
        meant = tuple(dict.fromkeys(one.name for one in part.names if one.kind == name.kind))
        if len(meant) > 1 and part in found:
            return name.name, meant
    return "", ()


def _taken(compared: Flat, best: Choice, text: str) -> Iterator[Taken]:
    for part, name in best.taken:
        start, end = compared.at(part.start, part.end)
        yield Taken(text=text[start:end], kind=name.kind, name=name.name)


def _unused(compared: Flat, found: Sequence[Part], text: str, best: Choice) -> Iterator[str]:
    """Cues that the question has no use for: 最大 where its rows are in another order."""
    for part in found:
        if part.sort == "cue" and not part.tags & best.asking.weights.keys():
            start, end = compared.at(part.start, part.end)
            yield text[start:end]


def _of_sort(compared: Flat, found: Sequence[Part], text: str, sort: str) -> Iterator[str]:
    for part in found:
        if part.sort == sort:
            start, end = compared.at(part.start, part.end)
            yield text[start:end]


def _unknown(compared: Flat, found: Sequence[Part], text: str) -> Iterator[str]:
    """What nobody knows, with single idle signs that stand beside it: 为 of 华为 is no word."""
    at = 0
    while at < len(found):
        end = at
        while end < len(found) and _stray(found[end]):
            end += 1
        if any(part.sort == "unknown" for part in found[at:end]):
            start, last = compared.at(found[at].start, found[end - 1].end)
            yield text[start:last]
        at = end + 1


def _stray(part: Part) -> bool:
    return part.sort == "unknown" or (part.sort == "idle" and part.end - part.start == 1)
