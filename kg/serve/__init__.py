"""The live site: a front that speaks HTTP, worker processes that answer from the graph."""

from kg.serve.server import serve
from kg.serve.settings import Serving, load

__all__ = ["Serving", "load", "serve"]
