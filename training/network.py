"""The network in PyTorch, as `kg.tag.learned.network` runs it without."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.tag.learned.features import FEATURES, TAGS
from kg.tag.learned.network import bucket

CHARACTER, PAIR, BUCKETS = 64, 32, 1 << 14
#: Two tables of pairs' dimensions and one of characters'.
EMBEDDED = CHARACTER + 2 * PAIR
_IMPOSSIBLE = -1e4
_TINY = 1e-30


class Encoder(nn.Module):
    """Characters and pairs of characters, read in both directions."""

    def __init__(self, characters: int, features: int, hidden: int, dropout: float) -> None:
        super().__init__()
        self.characters = nn.Embedding(characters, CHARACTER, padding_idx=0)
        self.pairs = nn.Embedding(BUCKETS, PAIR)
        nn.init.normal_(self.characters.weight, 0, 0.3)
        nn.init.normal_(self.pairs.weight, 0, 0.1)
        self.forward_layer = nn.LSTM(EMBEDDED + features, hidden, batch_first=True)
        self.backward_layer = nn.LSTM(EMBEDDED + features, hidden, batch_first=True)
        self.dropout = nn.Dropout(dropout)

    def forward(self, characters: Tensor, features: Tensor | None, sizes: Tensor) -> Tensor:
        """[batch, length] numbers and [batch, length, features] to [batch, length, 2 * hidden]."""
        edge = torch.zeros_like(characters[:, :1])
        before = torch.cat([edge, characters[:, :-1]], 1)
        after = torch.cat([characters[:, 1:], edge], 1)
        parts = [
            self.characters(characters),
            self.pairs(bucket(before, characters, BUCKETS)),
            self.pairs(bucket(characters, after, BUCKETS)),
        ]
        inputs = self.dropout(torch.cat(parts, 2))
        if features is not None:
            inputs = torch.cat([inputs, features], 2)
        place = torch.arange(characters.shape[1])[None]
        turned = torch.where(place < sizes[:, None], sizes[:, None] - 1 - place, place)[..., None]
        forward, _ = self.forward_layer(inputs)
        backward, _ = self.backward_layer(inputs.gather(1, turned.expand(-1, -1, inputs.shape[2])))
        backward = backward.gather(1, turned.expand(-1, -1, backward.shape[2]))
        return self.dropout(torch.cat([forward, backward], 2))


class Tagger(nn.Module):
    """The encoder, a layer of tags, and a chain over them (a linear conditional random field)."""

    def __init__(self, characters: int, hidden: int, dropout: float) -> None:
        super().__init__()
        self.encoder = Encoder(characters, FEATURES, hidden, dropout)
        self.output = nn.Linear(2 * hidden, len(TAGS))
        self.transitions = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        follow, first, last = possible()
        self.register_buffer("follow", follow)
        self.register_buffer("first", first)
        self.register_buffer("last", last)

    def loss(self, characters: Tensor, features: Tensor, tags: Tensor, sizes: Tensor) -> Tensor:
        """How improbable the tags are, per character."""
        scores = self.output(self.encoder(characters, features, sizes))
        batch, length, _ = scores.shape
        live = torch.arange(length)[None] < sizes[:, None]
        follow = self.transitions + self.follow
        raised = torch.exp(follow)
        steps = scores.unbind(1)
        reached = [steps[0] + self.first]
        for step in steps[1:]:
            peak = reached[-1].amax(1, keepdim=True).detach()
            summed = torch.log(torch.exp(reached[-1] - peak) @ raised + _TINY)
            reached.append(summed + peak + step)
        ends = torch.stack(reached, 1)[torch.arange(batch), sizes - 1]
        everything = torch.logsumexp(ends + self.last, 1)
        given = (scores.gather(2, tags.unsqueeze(2)).squeeze(2) * live).sum(1)
        given = given + (follow[tags[:, :-1], tags[:, 1:]] * live[:, 1:]).sum(1)
        return (everything - given).sum() / sizes.sum()


def possible() -> tuple[Tensor, Tensor, Tensor]:
    """Zero where a tag may follow another, begin, end a sentence; else very low."""
    size = len(TAGS)
    follow = torch.full((size, size), _IMPOSSIBLE)
    first, last = torch.full((size,), _IMPOSSIBLE), torch.full((size,), _IMPOSSIBLE)
    for left, one in enumerate(TAGS):
        if one[0] in "OBS":
            first[left] = 0
        if one[0] in "OES":
            last[left] = 0
        for right, other in enumerate(TAGS):
            if _follows(one, other):
                follow[left, right] = 0
    return follow, first, last


def _follows(one: str, other: str) -> bool:
    if one[0] in "BI":
        return other[0] in "IE" and other[2:] == one[2:]
    return other[0] in "OBS"


def soft_loss(scores: Tensor, wanted: Tensor) -> Tensor:
    """Cross entropy against probabilities."""
    return -(wanted * functional.log_softmax(scores, 1)).sum(1).mean()
