"""Second stage: the tagger learns names from annotated sentences."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from kg.model import MentionType
from kg.tag.learned.features import RULES, UNKNOWN
from training.corpus import Sentence, pools, tag_run, tags
from training.network import EMBEDDED, Encoder, Tagger
from training.say import say
from training.vocabulary import Vocabulary

_BATCH, _DROPOUT = 1500, 0.4
_EPOCHS, _RATE = 10, 3e-3
#: The encoder's tables know more already: they move slower.
_SLOWER = 0.3
_SWAPPED, _BLIND, _TYPE_BLIND, _UNKNOWN = 0.15, 0.25, 0.1, 0.04


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence as the network is shown it."""

    words: str
    seen: NDArray[np.float32]
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Shown:
    """What goes into a batch."""

    characters: list[int]
    seen: NDArray[np.float32]
    tags: list[int]


class Course:
    """Annotated sentences with what is needed to vary them."""

    def __init__(
        self,
        texts: Mapping[str, str],
        seen: Mapping[str, NDArray[np.float32]],
        sentences: Sequence[Sentence],
        gazetteers: Mapping[MentionType, Sequence[str]],
    ) -> None:
        self.examples = [
            Example(
                words=one.span.of(texts[one.document]),
                seen=seen[one.document][one.span.start : one.span.end],
                sentence=one,
            )
            for one in sentences
        ]
        self._pools = pools(texts, sentences)
        self._gazetteers = gazetteers

    def varied(
        self, example: Example, chance: random.Random
    ) -> tuple[str, NDArray[np.float32], list[int]]:
        """The sentence with some names replaced by others of their type."""
        if not example.sentence.names:
            return example.words, example.seen, tags(example.sentence)
        labels = tags(example.sentence)
        first = example.sentence.span.start
        words, seen, given, before = [], [], [], 0
        for name in example.sentence.names:
            start, end = name.span.start - first, name.span.end - first
            words.append(example.words[before:start])
            seen.append(example.seen[before:start])
            given.extend(labels[before:start])
            other = example.words[start:end]
            rows = example.seen[start:end]
            if chance.random() < _SWAPPED:
                other = self._other(name.type, chance)
                rows = _stretched(rows, len(other))
            words.append(other)
            seen.append(rows)
            given.extend(tag_run(name.type, len(other)))
            before = end
        words.append(example.words[before:])
        seen.append(example.seen[before:])
        given.extend(labels[before:])
        return "".join(words), np.concatenate(seen), given

    def _other(self, kind: MentionType, chance: random.Random) -> str:
        listed = self._gazetteers.get(kind, ())
        if listed and chance.random() < 0.5:
            return chance.choice(listed)
        return chance.choice(self._pools[kind])


def _stretched(rows: NDArray[np.float32], size: int) -> NDArray[np.float32]:
    """The features of a name spread over another length: first, inside and last ones keep."""
    spread = np.repeat(rows[min(1, len(rows) - 1)][None], size, axis=0)
    spread[0], spread[-1] = rows[0], rows[-1]
    return spread


def fitted(
    course: Course, encoder: Encoder, vocabulary: Vocabulary, hidden: int, *, seed: int = 3
) -> Tagger:
    """A tagger that starts from the encoder and has learnt the course."""
    torch.manual_seed(seed)
    chance = random.Random(seed)  # noqa: S311  # equal runs give equal models
    tagger = Tagger(len(vocabulary), hidden, _DROPOUT)
    _begin(tagger, encoder)
    tables = [tagger.encoder.characters.weight, tagger.encoder.pairs.weight]
    others = [p for n, p in tagger.named_parameters() if n not in _TABLES]
    optimizer = torch.optim.AdamW(
        [{"params": tables, "lr": _RATE * _SLOWER}, {"params": others, "lr": _RATE}],
        weight_decay=1e-4,
    )
    steps = _EPOCHS * (sum(1 for _ in _batches(course.examples, chance)) + 1)
    rate = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [_RATE * _SLOWER, _RATE], total_steps=steps, pct_start=0.1
    )
    for epoch in range(_EPOCHS):
        total, count = 0.0, 0
        for batch in _batches(course.examples, chance):
            loss = tagger.loss(
                *_tensors([_shown(course, one, vocabulary, chance) for one in batch])
            )
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
            optimizer.step()
            rate.step()
            total, count = total + loss.item(), count + 1
        say(f"fitting {epoch + 1}/{_EPOCHS}: loss {total / count:.4f}")
    return tagger


_TABLES = ("encoder.characters.weight", "encoder.pairs.weight")


def _begin(tagger: Tagger, encoder: Encoder) -> None:
    """Take over what the encoder knows; the features' weights start small."""
    state = tagger.state_dict()
    for name, weights in encoder.state_dict().items():
        target = state[f"encoder.{name}"]
        if name.endswith("weight_ih_l0"):
            target[:, :EMBEDDED] = weights
            target[:, EMBEDDED:] *= 0.5
        else:
            target.copy_(weights)
    tagger.load_state_dict(state)


def _batches(examples: Sequence[Example], chance: random.Random) -> Iterator[list[Example]]:
    """Sentences of about the same length together, in an order of chance."""
    order = sorted(examples, key=lambda one: len(one.words) + chance.random() * 8)
    batches: list[list[Example]] = [[]]
    size = 0
    for one in order:
        batches[-1].append(one)
        size += len(one.words)
        if size >= _BATCH:
            batches.append([])
            size = 0
    full = [batch for batch in batches if batch]
    chance.shuffle(full)
    yield from full


def _shown(
    course: Course, example: Example, vocabulary: Vocabulary, chance: random.Random
) -> Shown:
    """A varied sentence, with some characters unknown and some of the rules' proposals hidden.

    On the reports that rules were written on they are right more often than elsewhere: hiding
    them keeps the network from trusting them too much.
    """
    words, seen, given = course.varied(example, chance)
    characters = [
        UNKNOWN if chance.random() < _UNKNOWN else one for one in vocabulary.numbers(words)
    ]
    seen = seen.copy()
    if chance.random() < _BLIND:
        seen[:, : RULES.stop] = 0
    else:
        for columns in RULES_BY_TYPE:
            if chance.random() < _TYPE_BLIND:
                seen[:, columns] = 0
    return Shown(characters, seen, given)


#: The columns of what rules propose and decide, for each type.
RULES_BY_TYPE = [
    [
        column
        for base in (RULES.start, RULES.stop // 2)
        for column in range(base + first, base + first + 3)
    ]
    for first in range(0, RULES.stop // 2, 3)
]


def _tensors(batch: Sequence[Shown]) -> tuple[torch.Tensor, ...]:
    sizes = torch.tensor([len(one.characters) for one in batch])
    length = int(sizes.max())
    characters = torch.zeros(len(batch), length, dtype=torch.long)
    seen = torch.zeros(len(batch), length, batch[0].seen.shape[1])
    given = torch.zeros(len(batch), length, dtype=torch.long)
    for row, one in enumerate(batch):
        size = len(one.characters)
        characters[row, :size] = torch.tensor(one.characters)
        seen[row, :size] = torch.from_numpy(one.seen)
        given[row, :size] = torch.tensor(one.tags)
    return characters, seen, given, sizes
