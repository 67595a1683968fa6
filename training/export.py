"""From PyTorch to the arrays that the package reads."""

import numpy as np
import torch
from numpy.typing import NDArray

from training.network import Tagger

_HALF = 0.5


def arrays(tagger: Tagger) -> dict[str, NDArray[np.float32]]:
    """All weights under the names of kg.tag.learned.weights."""
    tagger.eval()
    with torch.no_grad():
        found = {
            "characters": tagger.encoder.characters.weight,
            "pairs": tagger.encoder.pairs.weight,
            "output": tagger.output.weight.T,
            "output_bias": tagger.output.bias,
            "transitions": tagger.transitions + tagger.follow,
            "first": tagger.first,
            "last": tagger.last,
        }
        named = {name: tensor.detach().numpy().copy() for name, tensor in found.items()}
        for name in ("forward", "backward"):
            layer = getattr(tagger.encoder, f"{name}_layer")
            bias = layer.bias_ih_l0 + layer.bias_hh_l0
            named[f"{name}_inputs"] = _gates(layer.weight_ih_l0.T)
            named[f"{name}_recurrent"] = _gates(layer.weight_hh_l0.T)
            named[f"{name}_bias"] = _gates(bias[None])[0]
    return named


def _gates(weights: torch.Tensor) -> NDArray[np.float32]:
    """Gates from PyTorch's order in, forget, new, out to in, forget, out, new.

    The first three are halved, so that tanh can stand for the logistic function.
    """
    entry, forget, new, out = np.split(weights.detach().numpy(), 4, axis=1)
    return np.concatenate([entry * _HALF, forget * _HALF, out * _HALF, new], axis=1)
