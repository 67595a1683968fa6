"""Readers run in a child process: a file can kill it, fill it or hang it, and nothing else.

The child is started with the first file that needs one, serves one after another and is started
anew after it died. It speaks lines of JSON on its standard input and output.
"""

import atexit
import hashlib
import importlib
import json
import os
import resource
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.model import Place, Placed, Span
from kg.read import archive, files, txt
from kg.read.archive import Member
from kg.read.formats import HTML, TXT, told
from kg.read.limits import Limits
from kg.read.origins import Origin
from kg.read.parts import Part
from kg.system import end_with

#: What a reader's memory may not fall below: Python, lxml and the model of a page.
_BASE = 512 * 2**20
_AGAIN = 200  # files after which a child is replaced, so that no leak grows


class Child:
    """A process that reads files."""

    def __init__(self, limits: Limits) -> None:
        """Start it."""
        self.limits = limits
        self._served = 0
        self.owner = os.getpid()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "kg.read.child", json.dumps(asdict(limits)), str(self.owner)],
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
            line = self._line(time.monotonic() + self.limits.seconds)
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
                    raise InputError(f"reading it takes longer than {self.limits.seconds:g} s")
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
    if _RUNNING and not (_RUNNING[0].usable and _RUNNING[0].limits == limits):
        _RUNNING.pop().stop()
    if not _RUNNING:
        _RUNNING.append(Child(limits))
    return _RUNNING[0].ask(asked)


def stop() -> None:
    """End this process's child, where it has one."""
    if _RUNNING and _RUNNING[0].owner == os.getpid():
        _RUNNING.pop().stop()


atexit.register(stop)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What was read of a source: its characters, and where in it they stand."""

    media_type: str
    encoding: str
    sha256: str
    text: str
    places: tuple[Placed, ...] = ()


def read(origin: Origin, limits: Limits) -> Read:
    """Read a source; InputError, without the place, where it cannot be."""
    asked = {
        "do": "read",
        **_source(origin),
        "more": [str(path.absolute()) for path in origin.more],
    }
    answer = ask({**asked, "suffix": origin.ending, "charset": origin.charset}, limits)
    places = (
        Placed(span=Span(start, end), place=Place(**place))
        for start, end, place in answer["places"]
    )
    return Read(
        media_type=answer["media_type"],
        encoding=answer["encoding"],
        sha256=answer["sha256"],
        text=answer["text"],
        places=tuple(places),
    )


def digest(origin: Origin, limits: Limits) -> str:
    """The SHA-256 of a member's bytes."""
    answer = ask({"do": "digest", **_source(origin)}, limits)
    return str(answer["sha256"])


def members(path: Path, limits: Limits) -> list[Member]:
    """The files of an archive that may be reports."""
    answer = ask({"do": "members", "path": str(path.absolute())}, limits)
    return [Member(index=tuple(at), name=name, refused=no) for at, name, no in answer["members"]]


def following(path: Path, address: str, charset: str, limits: Limits) -> str:
    """The address of the next page of the article that a page fetched from an address is of."""
    asked = {"path": str(path.absolute()), "address": address, "charset": charset}
    return str(ask({"do": "following", **asked}, limits)["address"])


def _source(origin: Origin) -> dict[str, Any]:
    return {"path": str(origin.path.absolute()), "member": origin.member}


# --- what the child does ---


def _read(asked: dict[str, Any], limits: Limits) -> dict[str, Any]:
    from kg.read.writing import written  # noqa: PLC0415

    pages = [_bytes(asked, limits), *(files.content(Path(one), limits) for one in asked["more"])]
    told_as = told(pages[0], asked["suffix"])
    if told_as.missing:
        raise InputError(f"cannot read {told_as.name}: {told_as.missing}")
    about = {
        "media_type": told_as.media_type,
        "sha256": hashlib.sha256(b"".join(pages)).hexdigest(),
    }
    if told_as is TXT:
        encoding, characters = txt.decoded(pages[0])
        limits.check("characters", len(characters))
        return {**about, "encoding": encoding, "text": characters, "places": []}
    reader = importlib.import_module(f"kg.read.{told_as.reader}")
    parts: Iterable[Part]
    if told_as is HTML:
        parts = reader.article(pages, limits, asked["charset"])
    else:
        parts = reader.parts(pages[0], limits)
    text, places = written(parts, limits)
    return {
        **about,
        "encoding": "utf-8",  # of the text that is kept
        "text": text,
        "places": [(one.span.start, one.span.end, _said(one.place)) for one in places],
    }


def _said(place: Place) -> dict[str, int]:
    return {name: value for name, value in asdict(place).items() if value is not None}


def _bytes(asked: dict[str, Any], limits: Limits) -> bytes:
    path, index = Path(asked["path"]), tuple(asked["member"])
    return archive.member(path, index, limits) if index else files.content(path, limits)


def _digest(asked: dict[str, Any], limits: Limits) -> dict[str, Any]:
    return {"sha256": hashlib.sha256(_bytes(asked, limits)).hexdigest()}


def _members(asked: dict[str, Any], limits: Limits) -> dict[str, Any]:
    found = archive.members(Path(asked["path"]), limits)
    return {"members": [(one.index, one.name, one.refused) for one in found]}


def _following(asked: dict[str, Any], limits: Limits) -> dict[str, Any]:
    from kg.read import paging  # noqa: PLC0415

    data = files.content(Path(asked["path"]), limits)
    return {"address": paging.following(data, asked["address"], asked["charset"])}


_TASKS = {"read": _read, "digest": _digest, "members": _members, "following": _following}


def _main() -> None:
    limits = Limits(**json.loads(sys.argv[1]))
    end_with(int(sys.argv[2]))
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
