"""First stage: the encoder learns words and contexts from raw reports.

Two tasks at once: what the teacher says of each character, and which character stood where one
was masked.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from kg.tag.learned.features import UNKNOWN, pieces
from training.network import CHARACTER, Encoder, soft_loss
from training.say import say
from training.teacher import Teacher
from training.vocabulary import Vocabulary

_EPOCHS, _BATCH, _RATE = 24, 2000, 3e-3
_MASKED, _WEIGHT = 0.15, 0.3


@dataclass(frozen=True, slots=True)
class Lesson:
    """The characters of a sentence and the teacher's probabilities."""

    characters: Sequence[int]
    wanted: NDArray[np.float32]


def lessons(texts: Mapping[str, str], vocabulary: Vocabulary) -> list[Lesson]:
    """All sentences of the texts."""
    teacher = Teacher()
    found = []
    for _, text in sorted(texts.items()):
        spans = list(pieces(text))
        for span, wanted in zip(spans, teacher.probabilities(text, spans), strict=True):
            found.append(Lesson(vocabulary.numbers(span.of(text)), wanted))
    return found


def pretrained(texts: Mapping[str, str], vocabulary: Vocabulary, hidden: int) -> Encoder:
    """An encoder that has read the texts."""
    torch.manual_seed(1)
    known = lessons(texts, vocabulary)
    labels = known[0].wanted.shape[1]
    encoder = Encoder(len(vocabulary), 0, hidden, dropout=0.2)
    heads = _Heads(len(vocabulary), hidden, labels)
    weights = [*encoder.parameters(), *heads.parameters()]
    chance = random.Random(1)  # noqa: S311  # equal runs give equal models
    batches = list(_batches(known))
    optimizer = torch.optim.Adam(weights, lr=_RATE)
    rate = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, _RATE, total_steps=_EPOCHS * len(batches), pct_start=0.1
    )
    for epoch in range(_EPOCHS):
        chance.shuffle(batches)
        total = 0.0
        for batch in batches:
            loss = _loss(encoder, heads, batch, labels)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(weights, 1.0)
            optimizer.step()
            rate.step()
            total += loss.item()
        say(f"pretraining {epoch + 1}/{_EPOCHS}: loss {total / len(batches):.3f}")
    return encoder


class _Heads(nn.Module):
    def __init__(self, characters: int, hidden: int, labels: int) -> None:
        super().__init__()
        self.labels = nn.Linear(2 * hidden, labels)
        self.character = nn.Linear(2 * hidden, CHARACTER)
        self.bias = nn.Parameter(torch.zeros(characters))


def _batches(known: Sequence[Lesson]) -> Iterator[list[Lesson]]:
    """Sentences of like length together."""
    batch: list[Lesson] = []
    for lesson in sorted(known, key=lambda one: len(one.characters)):
        batch.append(lesson)
        if sum(len(one.characters) for one in batch) >= _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _loss(encoder: Encoder, heads: _Heads, batch: Sequence[Lesson], labels: int) -> torch.Tensor:
    sizes = torch.tensor([len(one.characters) for one in batch])
    characters = torch.zeros(len(batch), int(sizes.max()), dtype=torch.long)
    wanted = torch.zeros(len(batch), int(sizes.max()), labels)
    for row, one in enumerate(batch):
        characters[row, : len(one.characters)] = torch.tensor(one.characters)
        wanted[row, : len(one.characters)] = torch.from_numpy(one.wanted)
    live = characters > 0
    masked = (torch.rand(characters.shape) < _MASKED) & live
    states = encoder(characters.masked_fill(masked, UNKNOWN), None, sizes)
    taught = soft_loss(heads.labels(states[live]), wanted[live])
    guessed = heads.character(states[masked]) @ encoder.characters.weight.T + heads.bias
    return taught + _WEIGHT * functional.cross_entropy(guessed, characters[masked])
