"""Readers run in a child process: a file can kill it, fill it or hang it, and nothing else.

The child is started with the first file that needs one, serves one after another and is started
anew after it died. It speaks lines of JSON on its standard input and output.
"""

import atexit
import importlib
import json
import os
import resource
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.model import Place, Placed, Span
from kg.read.formats import told
from kg.read.limits import Limits
from kg.read.parts import Part

#: What a reader's memory may not fall below: Python, lxml and the model of a page.
_BASE = 512 * 2**20
_AGAIN = 200  # files after which a child is replaced, so that no leak grows


class Child:
    """A process that reads files."""

    def __init__(self, limits: Limits) -> None:
        """Start it."""
        self._limits = limits
        self._served = 0
        self.owner = os.getpid()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "kg.read.child", json.dumps(asdict(limits))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # what it starts goes with it
        )

    @property
    def usable(self) -> bool:
        """Whether it can be asked once more."""
        return self._process.poll() is None and self._served < _AGAIN

    def ask(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Its answer; InputError where it says one, dies or takes longer than it may."""
        self._served += 1
        try:
            self._say(json.dumps(asked).encode() + b"\n")
            line = self._line(time.monotonic() + self._limits.seconds)
        except InputError:
            self.stop()
            raise
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise InputError(answer["error"], hint=answer["hint"])
        return answer

    def _say(self, line: bytes) -> None:
        writes = self._process.stdin
        try:
            if writes:
                writes.write(line)
                writes.flush()
        except OSError as error:
            raise InputError("the reader of this format ended early") from error

    def _line(self, until: float) -> bytes:
        reads = self._process.stdout
        if reads is None:
            raise InputError("the reader of this format ended early")
        pieces: list[bytes] = []
        with selectors.DefaultSelector() as waiting:
            waiting.register(reads, selectors.EVENT_READ)
            while not pieces or not pieces[-1].endswith(b"\n"):
                if not waiting.select(max(0.0, until - time.monotonic())):
                    raise InputError(f"reading it takes longer than {self._limits.seconds:g} s")
                piece = os.read(reads.fileno(), 1 << 20)
                if not piece:
                    raise InputError(self._died())
                pieces.append(piece)
        return b"".join(pieces)

    def _died(self) -> str:
        code = self._process.wait()
        how = signal.Signals(-code).name if code < 0 else f"code {code}"
        return f"the reader of this format broke down on it ({how})"

    def stop(self) -> None:
        """End it, and what it started."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if stream:
                    stream.close()
        self._process.wait()


_RUNNING: list[Child] = []


def ask(asked: dict[str, Any], limits: Limits) -> dict[str, Any]:
    """The answer of this process's child, which is started where there is none."""
    if _RUNNING and _RUNNING[0].owner != os.getpid():
        _RUNNING.clear()  # forked: it is the child of another
    if _RUNNING and not _RUNNING[0].usable:
        _RUNNING.pop().stop()
    if not _RUNNING:
        _RUNNING.append(Child(limits))
    return _RUNNING[0].ask(asked)


def stop() -> None:
    """End this process's child, where it has one."""
    if _RUNNING and _RUNNING[0].owner == os.getpid():
        _RUNNING.pop().stop()


atexit.register(stop)


def read(path: Path, limits: Limits) -> tuple[str, str, tuple[Placed, ...]]:
    """Media type, text and places of a file; InputError, without the place, where it has none."""
    answer = ask({"do": "read", "path": str(path)}, limits)
    places = (
        Placed(span=Span(start, end), place=Place(**place))
        for start, end, place in answer["places"]
    )
    return answer["media_type"], answer["text"], tuple(places)


def _read(asked: dict[str, Any], limits: Limits) -> dict[str, Any]:
    from kg.read.writing import written  # noqa: PLC0415

    path = Path(asked["path"])
    data = content(path, limits)
    told_as = told(data, path.suffix)
    if told_as.missing:
        raise InputError(f"cannot read {told_as.name}: {told_as.missing}")
    reader: Callable[[bytes, Limits], Iterable[Part]]
    reader = importlib.import_module(f"kg.read.{told_as.reader}").parts
    text, places = written(reader(data, limits), limits)
    return {
        "media_type": told_as.media_type,
        "text": text,
        "places": [(one.span.start, one.span.end, _said(one.place)) for one in places],
    }


def _said(place: Place) -> dict[str, int]:
    return {name: value for name, value in asdict(place).items() if value is not None}


def content(path: Path, limits: Limits) -> bytes:
    """The bytes of a file; InputError where it cannot be opened or is too large."""
    try:
        limits.check("size", path.stat().st_size)
        return path.read_bytes()
    except OSError as error:
        raise InputError(error.strerror or "cannot be opened") from error


_TASKS = {"read": _read}


def _main() -> None:
    limits = Limits(**json.loads(sys.argv[1]))
    _confine(limits)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    # what a library prints is no answer
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    for line in sys.stdin:
        answers.write(json.dumps(_answer(json.loads(line), limits)) + "\n")
        answers.flush()


def _confine(limits: Limits) -> None:
    allowed = _BASE + limits.memory
    # a soft limit: LibreOffice, which a reader may start, is given its own
    resource.setrlimit(resource.RLIMIT_AS, (allowed, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.setrecursionlimit(1000)


def _answer(asked: dict[str, Any], limits: Limits) -> dict[str, Any]:
    try:
        return _TASKS[asked["do"]](asked, limits)
    except InputError as error:
        return {"error": error.message, "hint": error.hint}
    except MemoryError:
        return {"error": f"reading it takes more than {limits.memory:,} bytes", "hint": ""}
    except RecursionError:
        return {"error": "its parts are nested too deep", "hint": ""}
    except Exception as error:  # noqa: BLE001  # whatever a library throws at a damaged file
        said = " ".join(str(error).split())[:200]
        return {"error": f"the file is damaged: {type(error).__name__} {said}".strip(), "hint": ""}


if __name__ == "__main__":
    _main()
