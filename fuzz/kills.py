"""Kills builds at random moments: `python -m fuzz.kills [FILE…] --times 100`.

Files of any formats, or else the examples and a short report of each format, are built where there
is no graph or one that lacks a file, and each build is killed. After each the folder must hold one
of the graphs that builds to the end make, whole, and nothing that the build started may still run;
at the end a build over what was left must come to the bytes of a clean one.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter
from hashlib import sha256
from pathlib import Path

from fuzz import seeds
from kg import store
from kg.store.record import NAME

_LATEST = 1.1  # of the seconds that a build takes: some come to their end
_GONE = 5.0  # seconds in which what a build started must be gone
_EXAMPLES = Path(__file__).parents[1] / "examples"
_MARK = "KG_STOPPED"


def main() -> None:
    """Build, kill, look."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)  # noqa: S311
    seen: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        given = options.files or mixed(place / "mixed")
        whole, *lacking = _clean(given, place)
        graph = place / "graph"
        lasting = {start: _over(start, given, graph) for start in (None, *lacking)}
        clean = {_digest(made): _size(made) for made in (whole, *lacking)}
        for turn in range(options.times):
            start = chance.choice(list(lasting))
            _from(start, graph)
            after = chance.uniform(0, lasting[start] * _LATEST)
            seen[_killed(given, graph, after, clean)] += 1
            print(f"\r{turn + 1} of {options.times}", end="", file=sys.stderr)
        _built(given, graph)
        same = _digest(graph) == _digest(whole)
    print(file=sys.stderr)
    for said, count in seen.most_common():
        print(f"{count:6}  {said}")
    print("a build to the end makes the same bytes" if same else "! other bytes than a clean build")
    sys.exit(not same or any(said.startswith("!") for said in seen))


def _clean(files: list[Path], place: Path) -> list[Path]:
    """Graphs of all files, and of all but one."""
    found = []
    for number, some in enumerate((files, files[1:], files[:-1])):
        found.append(place / f"clean-{number}")
        _built(some, found[-1])
    return found


def _over(start: Path | None, files: list[Path], graph: Path) -> float:
    """The seconds that a build takes where there is a graph, or none."""
    _from(start, graph)
    return _built(files, graph)


def _from(start: Path | None, graph: Path) -> None:
    """Put a graph that was built, or none, in the place of the one that is there."""
    shutil.rmtree(graph, ignore_errors=True)
    if start:
        shutil.copytree(start, graph)


def mixed(folder: Path) -> list[Path]:
    """The examples, and a short report of each format."""
    found = sorted(_EXAMPLES.glob("*.txt"))
    for ending, made in seeds.originals(folder).items():
        path = folder / f"mixed-{ending[1:]}{ending}"
        path.write_bytes(made[0])
        found.append(path)
    return found


def _command(files: list[Path], graph: Path) -> list[str]:
    return [sys.executable, "-m", "kg", "build", *map(str, files), "--out", str(graph)]


def _built(files: list[Path], graph: Path) -> float:
    """The seconds that a build to the end takes."""
    began = time.monotonic()
    subprocess.run(_command(files, graph), check=True, capture_output=True)
    return time.monotonic() - began


def _killed(files: list[Path], graph: Path, after: float, clean: dict[str, int]) -> str:
    """What a build that is killed after so many seconds leaves."""
    mark = uuid.uuid4().hex
    with subprocess.Popen(
        _command(files, graph),
        env={**os.environ, _MARK: mark},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        process.wait()
    until = time.monotonic() + _GONE
    while running := _running(mark):
        if time.monotonic() > until:
            return f"! {len(running)} processes still run"
        time.sleep(0.05)
    if not (graph / NAME).exists():
        return "no graph yet"
    # dump and record are replaced one after the other: each is that of some build
    if _digest(graph) not in clean or clean.get(store.read(graph).dump_sha256) != _size(graph):
        return "! a graph that no build makes"
    return "a whole graph"


def _running(mark: str) -> list[str]:
    """Processes that were started with the mark."""
    wanted = f"{_MARK}={mark}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if wanted in (folder / "environ").read_bytes():
                found.append(folder.name)
        except OSError:
            continue
    return found


def _digest(graph: Path) -> str:
    return sha256((graph / store.DUMP).read_bytes()).hexdigest()


def _size(graph: Path) -> int:
    return len(store.open_store(graph))


if __name__ == "__main__":
    main()
