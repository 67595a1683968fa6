"""The access log of a server by itself."""

import asyncio
import os
import select
import threading
from pathlib import Path

from kg.serve.ledger import AccessLog, Entry

#: More than a pipe takes before somebody reads it.
_LONG = 200_000


def _entry(target: str) -> Entry:
    return Entry(
        client="127.0.0.1",
        method="GET",
        target=target,
        version="1.1",
        status=200,
        size=1,
        seconds=0.1,
    )


def test_a_line_that_comes_while_others_are_written_waits_for_no_further_request(
    tmp_path: Path,
) -> None:
    pipe = tmp_path / "log"
    os.mkfifo(pipe)
    opened, written = list[int](), bytearray()
    reading = threading.Thread(target=lambda: opened.append(os.open(pipe, os.O_RDONLY)))
    reading.start()
    log = AccessLog(str(pipe))
    reading.join()

    async def asked() -> None:
        log.add(_entry(f"/first{'x' * _LONG}"))
        await asyncio.sleep(0.5)  # the first line fills the pipe by now, nobody has read it
        log.add(_entry("/second"))
        await asyncio.to_thread(_read_lines, opened[0], written, 2)

    asyncio.run(asked())
    log.close()
    os.close(opened[0])
    assert b"/second" in written


def _read_lines(file: int, into: bytearray, count: int) -> None:
    """Until so many lines are there, or nothing comes any more."""
    while into.count(b"\n") < count and select.select([file], [], [], 2)[0]:
        into += os.read(file, 65_536)
