"""The front: an ASGI application that answers what it knows and lets workers answer the rest."""

from kg.serve.asked import Scope
from kg.serve.cache import Cache
from kg.serve.exchange import Exchange, Receive, Send
from kg.serve.fairness import Fairness
from kg.serve.pool import Pool
from kg.serve.settings import Serving

_MB = 1024 * 1024


class App:
    """The application; `pool` answers, `cache` remembers, `fairness` counts."""

    def __init__(self, pool: Pool, serving: Serving) -> None:
        """Answer with these workers."""
        self.pool, self.serving = pool, serving
        self.cache = Cache(serving.cache_mb * _MB)
        self.fairness = Fairness(serving.computing * serving.workers, serving.requests)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http":
            await Exchange(self, scope, receive, send).run()
