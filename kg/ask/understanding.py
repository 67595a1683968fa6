"""From a text to the question that it asks, with what each part was taken for."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from itertools import pairwise

from kg.ask.choosing import Choice, choices, parted
from kg.ask.flat import Flat, flat
from kg.ask.names import Names
from kg.ask.parts import Part
from kg.ask.relative import Resolved, resolved
from kg.ask.settling import settled

MOST = 300
#: Below this a reading is no answer.
_ENOUGH = 0.5
#: What lessens the confidence, and how far apart two readings must be.
_START, _ONE_LOST, _PARTIAL, _RELATIVE, _CLOSE = 0.95, 0.2, 0.2, 0.1, 0.5
_NEAR, _CLEAR = 0.4, 1.0
_MOST_PARTS = 3
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
    those that the question has no use for, `passed` those that nothing was chosen by, `resolved`
    words of time with the period and the area that they were resolved by, `values` what cues give
    that is no parameter (an order, a limit), `problem` says in one word why nothing was understood,
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
    resolved: tuple[tuple[str, str, str], ...] = ()
    passed: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
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
    found = settled(compared.text, names)
    found, times = resolved(compared.text, found, names)
    said = replace(said, text=text.strip(), resolved=tuple(_resolved(compared, times, text)))
    return _chosen(said, compared, found, names)


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


def _chosen(said: Understood, compared: Flat, found: Sequence[Part], names: Names) -> Understood:
    read = choices(found, names.lexicon)
    best, second = read[0], read[1]
    changing = tuple(_changing(found, best, names))
    unknown = tuple(_unknown(compared, found, said.text)) + _words(compared, changing, said.text)
    unused = tuple(_unused(compared, found, said.text, best, names.lexicon.cuts.keys()))
    confidence = _confidence(found, (*unknown, *unused), best, second)
    said = replace(
        said,
        signals=frozenset().union(*(part.tags for part in found)),
        taken=tuple(_taken(compared, best, said.text)),
        unknown=unknown,
        unused=unused,
        relative=_words(compared, (one for one in found if one.sort == "relative"), said.text),
        passed=_words(compared, (one for one in found if one.sort == "passed"), said.text),
        values=tuple(_values(found, best)),
        lacking=tuple(one for one in best.lacks if one in names.lexicon.labels),
        several=_several(best, found),
        near=read[:3],
    )
    problem = _why_not(unknown, best, second, confidence)
    if not problem and said.several[1]:
        problem = "several"
    split = parted(found, names.lexicon) if problem == "lacks" else ()
    if len(split) > 1:
        return replace(said, problem="parted", near=split[:_MOST_PARTS])
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


def _unused(
    compared: Flat, found: Sequence[Part], text: str, best: Choice, cuts: AbstractSet[str]
) -> Iterator[str]:
    """Cues that the question has no use for: 最大 where its rows are in another order.

    What speaks against it and chooses no rows is one of them.
    """
    weights = best.asking.weights
    for part in found:
        known = part.tags & weights.keys()
        against = known and all(weights[tag] < 0 for tag in known) and not part.tags & cuts
        if part.sort == "cue" and (not known or against):
            start, end = compared.at(part.start, part.end)
            yield text[start:end]


def _words(compared: Flat, found: Iterable[Part], text: str) -> tuple[str, ...]:
    places = (compared.at(part.start, part.end) for part in found)
    return tuple(text[start:end] for start, end in places)


def _resolved(
    compared: Flat, times: Iterable[Resolved], text: str
) -> Iterator[tuple[str, str, str]]:
    for one in times:
        start, end = compared.at(one.start, one.end)
        yield text.strip()[start:end], one.period, one.home


def _values(found: Sequence[Part], best: Choice) -> Iterator[tuple[str, str]]:
    """What cues give that is no parameter of the question but that it has a weight for.

    Where a part of a year was taken for the year it is the part that outcomes are wanted of.
    """
    for _, name in best.taken:
        if name.kind == "period" and best.given.get("period", name.name) != name.name:
            yield "outcome_period", name.name
    for part in found:
        for name in part.names if part.sort == "cue" else ():
            if name.kind in best.asking.weights and name.kind not in best.asking.takes:
                yield name.kind, name.name


def _changing(found: Sequence[Part], best: Choice, names: Names) -> Iterator[Part]:
    """Cues of no use that stand before an indicator and make another one of it: 新增."""
    for part, following in pairwise(found):
        of = any(name.kind == "indicator" for name in following.names)
        idle = not part.tags & best.asking.weights.keys()
        if of and idle and part.tags & set(names.lexicon.changing):
            yield part


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
