"""Measure: `python -m benchmarks`, or some: `python -m benchmarks emission validation`.

Results go to build/benchmarks: a JSON file a benchmark, and table.md of all that are there; with
`--docs docs/performance.md` into that page. Peers are installed in folders of their own (make bench
does so); what is not installed is said in the table.
"""

import argparse
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks import table
from benchmarks.told import Found, Told

#: Benchmarks by name, each a module with a function `measured`.
NAMES = (
    "emission",
    "straight",
    "mapping",
    "parallel",
    "tagging",
    "start",
    "scale",
    "changes",
    "loading",
    "questions",
    "large",
    "texts",
    "validation",
    "networks",
    "serving",
)


def main() -> None:
    """Run what was named, else everything."""
    asked = _parser().parse_args()
    told = Told(
        corpus=asked.corpus,
        reports=tuple(asked.reports),
        graph=asked.graph,
        work=asked.out,
        peers=asked.peers,
        morph=asked.morph,
        rounds=asked.rounds,
        small=asked.small,
        tenth=asked.tenth,
    )
    told.work.mkdir(parents=True, exist_ok=True)
    for name in () if asked.table else asked.names or NAMES:
        run(name, told)
    written = table.written(told.work)
    (told.work / "table.md").write_text(written, encoding="utf-8")
    if asked.docs:
        table.put(written, asked.docs)


def run(name: str, told: Told) -> None:
    """Run a benchmark, print its figures, keep each as soon as it is there."""
    measured: Callable[[Told], Iterable[Found]] = import_module(f"benchmarks.{name}").measured
    kept: dict[str, Any] = {
        "command": f"python -m benchmarks {name}" + (" --small" if told.small else ""),
        "machine": table.machine(),
        "found": [],
    }
    for one in measured(told):
        print(table.line(one), flush=True)
        kept["found"].append(asdict(one))
        said = json.dumps(kept, ensure_ascii=False, indent=1)
        (told.work / f"{name}.json").write_text(f"{said}\n", encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}")
    parser.add_argument("--corpus", type=Path, default=_first("../shared/corpus", "examples"))
    parser.add_argument(
        "--reports",
        type=Path,
        nargs="+",
        default=[],
        help="folders of twenty reports or more (default: synthetic ones)",
    )
    parser.add_argument("--graph", type=Path, help="a large graph that is there already")
    parser.add_argument("--out", type=Path, default=Path("build/benchmarks"))
    parser.add_argument("--peers", type=Path, default=Path("build/peers"))
    parser.add_argument("--morph", type=Path, default=Path("build/morph"))
    parser.add_argument("--rounds", type=int, default=5, help="pairs of each (default: 5)")
    said = "reports of the smaller build of scale and changes (default: 137)"
    parser.add_argument("--tenth", type=int, default=0, help=said)
    parser.add_argument("--docs", type=Path, help="a page that the table is put into")
    parser.add_argument("--table", action="store_true", help="measure nothing, write the table")
    parser.add_argument("--small", action="store_true", help="small sizes, to try it out")
    return parser


def _first(*folders: str) -> Path:
    return next(path for path in map(Path, folders) if path.is_dir())


if __name__ == "__main__":
    main()
