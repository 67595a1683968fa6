"""The floor: an answer that is always the same."""

import os
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

BODY = Path(os.environ["BENCH_PAGE"]).read_bytes()


async def constant(_request: Request) -> Response:
    return Response(BODY, media_type="text/html")


app = Starlette(routes=[Route("/{path:path}", constant)])
