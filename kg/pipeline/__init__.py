"""pipeline: the whole story, from files to a graph folder."""

from kg.pipeline.build import Built, Failure, Progress, build, kept, remove

__all__ = ["Built", "Failure", "Progress", "build", "kept", "remove"]
