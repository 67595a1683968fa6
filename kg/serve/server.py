"""The server: a socket, an event loop, the front on it, until it is told to stop."""

import asyncio
import logging
import resource
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import uvicorn
import uvloop

from kg.errors import InputError, reason
from kg.serve.app import App
from kg.serve.ledger import AccessLog
from kg.serve.pool import Pool
from kg.serve.settings import Serving
from kg.serve.transport import transport
from kg.serve.worker import Opening
from kg.settings import Settings

_BACKLOG = 2048
#: Seconds that requests under way have once the server is told to stop.
_FAREWELL = 5


class _Server(uvicorn.Server):
    """A server that stops on a signal and gives its caller no exception for it."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop on Ctrl-C and SIGTERM, at once when it is said twice."""
        usual = {one: signal.signal(one, self.handle_exit) for one in _STOPS}
        try:
            yield
        finally:
            for one, handler in usual.items():
                signal.signal(one, handler)


_STOPS = (signal.SIGINT, signal.SIGTERM)


def serve(graph: Path, settings: Settings, serving: Serving, ready: Callable[[str], None]) -> None:
    """Serve a graph folder until told to stop; `ready` is told the address once it answers.

    InputError where the address cannot be had, StoreError where the graph cannot be opened.
    """
    _many_files()
    with _listening(serving) as listening:
        opening = Opening(graph, settings, serving)
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_run(opening, listening, ready))


async def _run(opening: Opening, listening: socket.socket, ready: Callable[[str], None]) -> None:
    serving = opening.serving
    log = AccessLog(serving.access_log)
    pool = Pool(opening)
    logging.getLogger("uvicorn.error").setLevel(logging.ERROR)  # not each request that is no HTTP
    try:
        await pool.crew.start()
        app = App(pool, serving, log)
        watching = asyncio.get_running_loop().create_task(app.watch())
        config = uvicorn.Config(
            app,
            http=transport(app, serving.slow),
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=int(serving.idle),
            timeout_graceful_shutdown=_FAREWELL,
        )
        ready(_address(listening))
        await _Server(config).serve(sockets=[listening])
        watching.cancel()
    finally:
        await pool.crew.stop()
        log.close()


@contextmanager
def _listening(serving: Serving) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in serving.host else socket.AF_INET
    with socket.socket(family) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((serving.host, serving.port))
        except (OSError, OverflowError) as error:
            where = f"{serving.host}:{serving.port}"
            raise InputError(
                f"cannot listen: {reason(error)}", where=where, hint="--host, --port"
            ) from error
        listening.listen(_BACKLOG)
        yield listening


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def _many_files() -> None:
    """Let as many connections be open as the system allows."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
