"""Fuzzes the readers and grammars: `python -m fuzz [TARGET…] --seconds 600`.

Each target runs in a process of its own that sees which code its input reaches (atheris). What
breaks it is written to build/fuzz/TARGET/found; a case that was mended is kept in
tests/data/found/TARGET, where a test reads it again.
"""

import argparse
import hashlib
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fuzz.targets import BY_NAME, FOUND, TARGETS, Target

_TIMEOUT = 20  # seconds for one input
_MEMORY = 2048  # MiB
_MOST_FOUND = 10
_EXECUTED = re.compile(r"stat::number_of_executed_units:\s*(\d+)")
_COVERED = re.compile(r"cov: (\d+) ft: (\d+)")


@dataclass(frozen=True, slots=True)
class Run:
    """What came of fuzzing a target."""

    executed: int
    covered: int
    found: tuple[Path, ...]


def main() -> None:
    """Fuzz one target after another, print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(BY_NAME))
    parser.add_argument("--seconds", type=int, default=600, help="for each target")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, default=Path("build/fuzz"))
    options = parser.parse_args()
    if unknown := set(options.targets) - set(BY_NAME):
        parser.error(f"no target {', '.join(sorted(unknown))}: there are {', '.join(BY_NAME)}")
    broken = 0
    print(f"{'target':12} {'inputs':>10} {'a second':>9} {'code seen':>10}  found")
    for target in (BY_NAME[name] for name in options.targets) if options.targets else TARGETS:
        run = fuzzed(target, options.seconds, options.seed, options.work / target.name)
        rate = run.executed / max(1, options.seconds)
        found = " ".join(map(str, run.found)) or "nothing"
        line = f"{target.name:12} {run.executed:10,} {rate:9,.0f} {run.covered:10,}  {found}"
        print(line, flush=True)
        broken += len(run.found)
    sys.exit(broken > 0)


def fuzzed(target: Target, seconds: int, seed: int, work: Path) -> Run:
    """Fuzz a target for so long, going on after each fault."""
    corpus, found = work / "corpus", work / "found"
    for folder in (corpus, found):
        folder.mkdir(parents=True, exist_ok=True)
    for data in target.seeds():
        (corpus / hashlib.sha256(data).hexdigest()).write_bytes(data)
    until = time.monotonic() + seconds
    executed = covered = 0
    before = set(found.iterdir())
    while (left := until - time.monotonic()) > 1 and len(
        set(found.iterdir()) - before
    ) < _MOST_FOUND:
        seen = set(found.iterdir())
        code, said = _run(target, _options(target, int(left), seed, work))
        if code and set(found.iterdir()) == seen:
            sys.exit(f"the fuzzing of {target.name} broke down itself:\n{said[-2000:]}")
        executed += int(match.group(1)) if (match := _EXECUTED.search(said)) else 0
        covered = max([covered, *(int(one.group(1)) for one in _COVERED.finditer(said))])
        seed += 1
    return Run(executed, covered, tuple(sorted(set(found.iterdir()) - before)))


def _options(target: Target, seconds: int, seed: int, work: Path) -> list[str]:
    kept = FOUND / target.name
    return [
        str(work / "corpus"),
        *([str(kept)] if kept.is_dir() else []),
        f"-max_total_time={seconds}",
        f"-max_len={target.longest}",
        "-len_control=10",  # a report is long
        f"-timeout={_TIMEOUT}",
        f"-rss_limit_mb={_MEMORY}",
        f"-seed={seed}",
        f"-artifact_prefix={work / 'found'}/",
        "-print_final_stats=1",
    ]


def _run(target: Target, options: Sequence[str]) -> tuple[int, str]:
    """How libFuzzer ends and what it says, which is written beside the corpus too."""
    command = [sys.executable, "-m", "fuzz.one", target.name, *options]
    done = subprocess.run(command, check=False, capture_output=True, text=True, errors="replace")
    said = done.stdout + done.stderr
    with Path(options[0]).with_name("log.txt").open("a", encoding="utf-8") as log:
        log.write(said)
    return done.returncode, said


if __name__ == "__main__":
    main()
