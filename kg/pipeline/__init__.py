"""pipeline: the whole story, from files to a graph folder."""

from kg.pipeline.build import Built, Progress, build, remove
from kg.pipeline.making import Failure, kept

__all__ = ["Built", "Failure", "Progress", "build", "kept", "remove"]
