"""tag: taggers propose candidates, one resolver decides; `kg.tag.components` is the spaCy pipeline.

spaCy takes a second to load. Who wants the pipeline gets it here; who wants a tagger alone, or the
file of the name model, does not wait for it.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.tag.components import Proposer, Resolver, Tagged, Tagger, mentions, pipeline, proposed

__all__ = ["Proposer", "Resolver", "Tagged", "Tagger", "mentions", "pipeline", "proposed"]


def __getattr__(name: str) -> Any:  # noqa: ANN401  # whatever the pipeline's module has
    """What the spaCy pipeline is made of, loaded when it is first asked for."""
    if name not in __all__:
        raise AttributeError(name)
    from kg.tag import components  # noqa: PLC0415

    return getattr(components, name)
