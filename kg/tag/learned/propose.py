"""Names as the model sees them beside the rules, each with how probably it is right."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, fsum, log

import ahocorasick_rs as ac

from kg.model import Mention, MentionType, Span
from kg.tag.candidates import CERTAIN, UNLIKELY, Candidate
from kg.tag.learned.chain import Chain, chain
from kg.tag.learned.features import TYPES, identified, longest_first, pieces, shown
from kg.tag.learned.network import emissions
from kg.tag.learned.weights import Model

#: The rule of a name that the model alone proposes.
RULE = "learned"

#: What the model takes for less probable than this is no candidate of its own.
_LEAST = 0.08
_FARTHEST = 7.0
_SURE, _SHORTEST = 0.75, 3

#: The feature of what is certain, and how often that was right in the gold.
_SURELY, _CERTAIN = "certain", 0.93

Key = tuple[int, int, MentionType]

#: The feature of each type of name.
_TYPE = {kind: f"type:{kind.value}" for kind in TYPES}
_NUMBER = {kind: number for number, kind in enumerate(TYPES)}


@dataclass(frozen=True, slots=True)
class Judged:
    """A possible name with what speaks for it, `features` of the resolver, and its probability."""

    mention: Mention
    features: Mapping[str, float]
    probability: float


def judged(
    model: Model, text: str, candidates: Sequence[Candidate], resolved: Sequence[Mention]
) -> tuple[Judged, ...]:
    """All names that rules or model propose; `resolved` is what the rules alone would decide."""
    sums = sequence(model, text, candidates, resolved)
    return tuple(weighed(model, text, sums, candidates, resolved))


def sequence(
    model: Model, text: str, candidates: Iterable[Candidate], resolved: Iterable[Mention]
) -> Chain:
    """What the model makes of a text."""
    sentences = longest_first(tuple(pieces(text)))
    characters = identified(text, model.vocabulary)
    seen = shown(text, candidates, resolved)
    return chain(model, emissions(model, characters, seen, sentences), sentences)


def weighed(
    model: Model,
    text: str,
    sums: Chain,
    candidates: Sequence[Candidate],
    resolved: Sequence[Mention],
) -> Iterator[Judged]:
    """Each possible name once, by place."""
    proposed = _proposed(candidates)
    chances = _chances(sums, proposed)
    chances |= _elsewhere(text, sums, chances)
    odds = {key: _logit(chance) for key, chance in chances.items()}
    best = _best(text, odds)
    kept = {_key(mention) for mention in resolved}
    taken = _taken(resolved, len(text))
    certain = [one.mention for one in candidates if one.mention.rule.startswith(CERTAIN)]
    closed, firm = _taken(certain, len(text)), {_key(one) for one in certain}
    for key in sorted(chances):
        start, end, kind = key
        rules = proposed.get(key, ())
        if chances[key] < _LEAST and all(one.priority == UNLIKELY for one in rules):
            continue
        if key not in firm and closed.find(1, start, end) >= 0:
            continue  # no name holds or cuts what is certain
        own = odds[key]
        features = {"model": own, _TYPE[kind]: 1.0}
        if (more := best[text[start:end], kind] - own) > 0:
            features["elsewhere"] = more
        if key in kept:
            features["resolved"] = 1.0
        elif taken.find(1, start, end) >= 0:
            features["against"] = 1.0
        if not rules:
            features["alone"] = 1.0
        for one in rules:
            features[_said(kind, one.mention.rule)] = 1.0
        mention = rules[0].mention if rules else _mention(text, key)
        yield Judged(mention, features, probability(model.judge, features))


@lru_cache(maxsize=1024)  # there are as many as rules and types
def _said(kind: MentionType, rule: str) -> str:
    """The feature of what a rule proposes."""
    return _SURELY if rule.startswith(CERTAIN) else f"rule:{kind.value}:{rule}"


def probability(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """The logistic function of the weighted sum; what has no weight counts nothing.

    What the words around make certain has at least `_CERTAIN`, whatever the model takes it for.
    """
    weight = weights.get
    total = fsum([weight("bias", 0.0), *(weight(n, 0.0) * v for n, v in features.items())])
    found = 1 / (1 + exp(-max(-30.0, min(30.0, total))))
    return max(found, _CERTAIN) if _SURELY in features else found


def _key(mention: Mention) -> Key:
    return mention.span.start, mention.span.end, mention.type


def _proposed(candidates: Iterable[Candidate]) -> dict[Key, list[Candidate]]:
    """What rules propose by place and type, the strongest rule first."""
    found: dict[Key, list[Candidate]] = defaultdict(list)
    for one in candidates:
        if one.mention.type in _TYPE:
            found[_key(one.mention)].append(one)
    for ones in found.values():
        if len(ones) > 1:
            ones.sort(key=lambda one: (-one.priority, one.mention.rule))
    return found


def _chances(sums: Chain, proposed: Iterable[Key]) -> dict[Key, float]:
    chances = {
        (start, end, TYPES[kind]): chance for (start, end, kind), chance in sums.likely(_LEAST)
    }
    return chances | _of_model(sums, [key for key in proposed if key not in chances])


def _of_model(sums: Chain, keys: Sequence[Key]) -> dict[Key, float]:
    """How probable the model takes each name to be."""
    names = [(start, end, _NUMBER[kind]) for start, end, kind in keys]
    return dict(zip(keys, sums.probabilities(names), strict=True))


def _elsewhere(text: str, sums: Chain, chances: Mapping[Key, float]) -> dict[Key, float]:
    """Other places of names that are sure at one: what is said in full once is known again."""
    known = {
        (text[start:end], kind)
        for (start, end, kind), chance in chances.items()
        if chance >= _SURE and end - start >= _SHORTEST
    }
    kinds: dict[str, list[MentionType]] = defaultdict(list)
    for words, kind in sorted(known):
        kinds[words].append(kind)
    if not kinds:
        return {}
    known_words = sorted(kinds)
    found = ac.AhoCorasick(known_words, matchkind=ac.MatchKind.LeftmostLongest)
    keys = (
        (start, end, kind)
        for index, start, end in found.find_matches_as_indexes(text)
        for kind in kinds[known_words[index]]
    )
    return _of_model(sums, [key for key in keys if key not in chances])


def _best(text: str, odds: Mapping[Key, float]) -> dict[tuple[str, MentionType], float]:
    """How sure the model is of the same words at their best place."""
    best: dict[tuple[str, MentionType], float] = {}
    for (start, end, kind), own in odds.items():
        same = (text[start:end], kind)
        best[same] = max(best.get(same, -_FARTHEST), own)
    return best


def _taken(mentions: Iterable[Mention], size: int) -> bytearray:
    """The characters of names, by place."""
    taken = bytearray(size)
    for mention in mentions:
        if mention.type in _TYPE:
            span = mention.span
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
    return taken


def _logit(chance: float) -> float:
    if chance <= 0:
        return -_FARTHEST
    if chance >= 1:
        return _FARTHEST
    return max(-_FARTHEST, min(_FARTHEST, log(chance / (1 - chance))))


def _mention(text: str, key: Key) -> Mention:
    start, end, kind = key
    words = text[start:end]
    return Mention(span=Span(start, end), type=kind, text=words, name=words, rule=RULE)
