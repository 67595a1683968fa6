"""As little as an endpoint can be: no guard, no limits, no other formats than JSON."""

import os

from pyoxigraph import QueryResultsFormat, QuerySolutions, Store
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

STORE = Store.read_only(os.environ["BENCH_STORE"])
KIND = "application/sparql-results+json"


def answered(text: str) -> Response:
    found = STORE.query(text)
    assert isinstance(found, QuerySolutions)  # noqa: S101
    return Response(found.serialize(format=QueryResultsFormat.JSON), media_type=KIND)


def in_threads(request: Request) -> Response:
    return answered(request.query_params["query"])


async def on_the_loop(request: Request) -> Response:
    return answered(request.query_params["query"])


app = Starlette(routes=[Route("/threads", in_threads), Route("/loop", on_the_loop)])
