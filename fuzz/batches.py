"""Builds of many damaged files beside good ones: `python -m fuzz.batches GOOD… --count 20000`.

Short reports in every format are damaged at random and laid beside the good files, a batch a
folder, and `kg build` reads it. It must end with code 2, one line for each file that it could not
read and no other; the good files' part of the graph must be that of a build of them alone.
"""

import argparse
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fuzz import seeds
from fuzz.damage import damaged
from kg import store
from kg.read.limits import Limits

#: How often files of a format are drawn; those that LibreOffice reads take seconds each.
_SHARES = {".docx": 8, ".html": 8, ".pdf": 8, ".txt": 4, ".md": 4, ".mht": 4, ".zip": 4}
_OFFICE_SHARE = 0.005
#: Memory of a process beside that of a reader's limit: what building needs.
_BESIDE = 2**30


@dataclass(frozen=True, slots=True)
class Batch:
    """What came of one: the files by what became of them, and what is wrong."""

    outcomes: Counter[str]
    wrong: tuple[str, ...]


def main() -> None:
    """Damage, build, look, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("good", type=Path, nargs="+", help="files that must be read every time")
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--batch", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    outcomes: Counter[str] = Counter()
    wrong: list[str] = []
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        made = seeds.originals(place / "originals")
        good = good_alone(options.good, place / "alone")
        for number in range(-(-options.count // options.batch)):
            chance = random.Random(f"{options.seed} {number}")  # noqa: S311
            count = min(options.batch, options.count - number * options.batch)
            batch = built(made, options.good, good, place / "batch", chance, count)
            outcomes += batch.outcomes
            wrong += [f"batch {number}: {one}" for one in batch.wrong]
            print(f"\r{outcomes.total():,} files, {len(wrong)} wrong", end="", file=sys.stderr)
    print(file=sys.stderr)
    for said, number in outcomes.most_common():
        print(f"{number:6}  {said}")
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    print(f"most memory of a process {memory / 2**20:,.0f} MiB, {time.monotonic() - began:,.0f} s")
    print("\n".join(wrong) or "the good files were read every time, and nothing else was said")
    sys.exit(bool(wrong) or memory > Limits().memory + _BESIDE)


def good_alone(files: Sequence[Path], folder: Path) -> dict[str, bytes]:
    """The quads of each good file, as a build of nothing else makes them."""
    _build(files, folder)
    return _quads(folder)


def built(
    made: dict[str, list[bytes]],
    files: Sequence[Path],
    good: dict[str, bytes],
    folder: Path,
    chance: random.Random,
    count: int,
) -> Batch:
    """Build one batch and look at it."""
    shutil.rmtree(folder, ignore_errors=True)
    sources = folder / "sources"
    sources.mkdir(parents=True)
    for number in range(count):
        ending = _ending(made, chance)
        # names in archives must differ too: a report is known by its name
        whole = list(seeds.archives(f"-{number}")) if ending == ".zip" else made[ending]
        data = damaged(chance.choice(whole), chance)
        (sources / f"damaged-{number:04}{ending}").write_bytes(data)
    for path in files:
        shutil.copy(path, sources)
    done = _build([sources], folder / "graph")
    return _looked_at(done, folder / "graph", good)


def _ending(made: dict[str, list[bytes]], chance: random.Random) -> str:
    office = [ending for ending in seeds.OFFICE if ending in made]
    if office and chance.random() < _OFFICE_SHARE:
        return chance.choice(office)
    return chance.choices(list(_SHARES), list(_SHARES.values()))[0]


def _build(sources: Sequence[Path], graph: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", "build", *map(str, sources), "--out", str(graph)]
    return subprocess.run(command, check=False, capture_output=True, text=True)


def _quads(graph: Path) -> dict[str, bytes]:
    return {
        entry.id: store.report_file(graph, entry.id, store.QUADS)
        for entry in store.read(graph).reports
    }


def _looked_at(
    done: subprocess.CompletedProcess[str], graph: Path, good: dict[str, bytes]
) -> Batch:
    wrong = []
    if done.returncode != 2:
        wrong.append(f"code {done.returncode}: {done.stderr[-300:]}")
        return Batch(Counter(), tuple(wrong))
    if "Traceback" in done.stderr:
        wrong.append(done.stderr[done.stderr.index("Traceback") :][:2000])
    found = _quads(graph)
    wrong += [
        f"{name} was not read as it is alone" for name in good if found.get(name) != good[name]
    ]
    lines = [line for line in done.stderr.splitlines() if "damaged-" in line]
    outcomes = Counter(_reason(line) for line in lines)
    outcomes["a report"] = len(found) - len(good)
    return Batch(outcomes, tuple(wrong))


def _reason(line: str) -> str:
    """What a line says of a file, without the file."""
    said = re.sub(r"^.*damaged-\d+\.\w+(?:/[^:]*)?: ", "", line)
    return re.sub(r"\s*\(.*|: (?:\w+Error|the file is damaged: \w+).*", "", said)[:70]


if __name__ == "__main__":
    main()
