"""Builds on Spark: the same bytes, whatever is killed; what is missing is told on one line."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

import pytest

from kg import agree, store
from kg.lexicon import agreement
from kg.model import Figure
from kg.pipeline import build
from kg.settings import Settings
from tests import needs

ROOT = Path(__file__).parents[1]
SETTINGS = Settings()
EXAMPLES = sorted((ROOT / "examples").glob("*.txt"))
#: Worker processes of Python, and the virtual machine of an executor, by what they are called.
WORKER, EXECUTOR = "pyspark.daemon", "CoarseGrainedExecutorBackend"
#: Java compiles less: it does not run for long.
QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
#: Seconds that a build may take on a busy machine.
MOST = 900

spark = pytest.mark.skipif(
    any(find_spec(name) is None for name in ("pandas", "pyarrow", "pyspark"))
    or shutil.which("java") is None,
    reason=f"needs Spark: pip install 'plan-kg[spark]'; {needs.NO_JAVA}",
)


@dataclass(frozen=True)
class Run:
    """A build on Spark beside one of this machine, and what was killed in the midst of it."""

    spark: Path
    local: Path
    code: int
    said: str
    failures: tuple[str, ...]
    killed: tuple[str, ...]


def command(*arguments: str | Path, **more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "kg", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "JAVA_TOOL_OPTIONS": QUICK, **more},
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str, list[str]]:
    """Exit code, output, and errors without what Java says of itself."""
    out, err = process.communicate(timeout=MOST)
    return process.returncode, out, [one for one in err.splitlines() if one.startswith("kg: ")]


def reports(folder: Path) -> Path:
    """Short reports under names that are hard to read, a bad and an empty one."""
    (folder / "里").mkdir(parents=True)
    for at, path in enumerate(EXAMPLES * 2):
        lines = path.read_text(encoding="utf-8").splitlines()
        lines = (
            lines[:20] if at < len(EXAMPLES) else [lines[0], "工业投资增长5%。𠀀𠮷", *lines[20:28]]
        )
        name = f"里/{path.stem}.txt" if at % 2 else f"{at} [{{报告}}],%20𠮷.txt"
        (folder / name).write_text("\n".join(lines[:20]), encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"\0\1")
    (folder / "empty.txt").write_bytes(b"")
    return folder


def processes(parent: int) -> Iterator[tuple[int, str]]:
    """What a process started, and what that started: numbers with commands."""
    for child in Path(f"/proc/{parent}/task").glob("*/children"):
        for number in map(int, child.read_text().split()):
            try:
                yield number, Path(f"/proc/{number}/cmdline").read_text().replace("\0", " ")
                yield from processes(number)
            except OSError:  # it has ended
                continue


def kill(process: subprocess.Popen[str], called: str, after: str, out: Path) -> bool:
    """Kill one of the processes called so once a file was begun; not when all reports are read."""
    staging = out / f"{store.TEMPORARY}spark"
    until = time.monotonic() + MOST
    while process.poll() is None and time.monotonic() < until:
        if (staging / "_SUCCESS").exists():
            return False
        found = [number for number, words in processes(process.pid) if called in words]
        # workers are forked by a process of the same name
        if len(found) > (called == WORKER) and any(staging.rglob(after)):
            os.kill(found[-1], signal.SIGKILL)
            return True
        time.sleep(0.02)
    return False


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A build in which a worker and an executor are killed while reports are read."""
    folder = tmp_path_factory.mktemp("spark")
    sources, out, local = reports(folder / "reports"), folder / "graph", folder / "local"
    master = ("--engine", "spark", "--master", "local-cluster[2,1,1536]")
    process = command("build", sources, "--out", out, *master)
    killed = (kill(process, WORKER, "_temporary", out), kill(process, EXECUTOR, "part-*", out))
    code, said, failures = ended(process)
    build([sources], local, SETTINGS, workers=1)
    names = tuple(name for name, done in zip((WORKER, EXECUTOR), killed, strict=True) if done)
    return Run(out, local, code, said, tuple(failures), names)


def content(folder: Path) -> dict[str, bytes]:
    """Files of a graph folder but for those of the store, whose bytes are another each time."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    found = {str(path.relative_to(folder)): path for path in paths}
    return {name: path.read_bytes() for name, path in found.items() if not name.startswith("store")}


@spark
def test_a_build_on_spark_whose_executors_are_killed_has_the_bytes_of_a_local_one(run: Run) -> None:
    assert run.killed == (WORKER, EXECUTOR)
    made, local = content(run.spark), content(run.local)
    assert {name: made.get(name) for name in local} == local
    more = {name.split("/")[0] for name in made.keys() - local.keys()}
    assert more == {"manifest.json", "parquet", "parts"}
    assert len(store.open_store(run.spark)) == len(store.open_store(run.local))


@spark
def test_a_bad_report_is_a_line_and_the_others_are_built(run: Run) -> None:
    bad, empty = sorted(run.failures)
    assert "bad.txt: this is no text (it has NUL bytes)" in bad
    assert "empty.txt: the file is empty" in empty
    assert run.code == 2
    assert run.said.endswith(f"{2 * len(EXAMPLES)} read, 0 unchanged, 2 could not be read\n")


@spark
def test_parts_one_after_another_are_the_dump_and_the_manifest_tells_of_each(run: Run) -> None:
    manifest = json.loads((run.spark / "manifest.json").read_bytes())
    parts = [(run.spark / one["file"]).read_bytes() for one in manifest["parts"]]
    dump = (run.local / store.DUMP).read_bytes()
    assert b"".join(parts) == dump
    told = [(one["sha256"], one["bytes"], one["lines"]) for one in manifest["parts"]]
    assert told == [(sha256(one).hexdigest(), len(one), one.count(b"\n")) for one in parts]
    assert manifest["made_with"] == store.read(run.local).made_with


@spark
def test_columns_hold_every_quad_of_the_dump(run: Run) -> None:
    import pyarrow.parquet as pq  # noqa: PLC0415  # an extra
    import pyoxigraph as ox  # noqa: PLC0415

    rows = pq.read_table(run.spark / "parquet").to_pylist()
    quads = {
        (
            quad.subject.value,
            quad.predicate.value,
            quad.object.value,
            quad.object.datatype.value if isinstance(quad.object, ox.Literal) else None,
            quad.object.language if isinstance(quad.object, ox.Literal) else None,
            quad.graph_name.value,
        )
        for quad in ox.parse(path=run.local / store.DUMP, format=ox.RdfFormat.N_QUADS)
    }
    assert {tuple(row.values()) for row in rows} == quads
    assert len(rows) == len(quads)


@spark
def test_a_folder_that_holds_a_build_is_refused(run: Run) -> None:
    before = content(run.spark)
    given = ("--engine", "spark", "--master", "local[1]")
    process = command("build", EXAMPLES[0], "--out", run.spark, *given)
    code, said, (error,) = ended(process)
    assert (code, said) == (2, "")
    assert "build.json is here already (Spark builds anew" in error
    assert content(run.spark) == before


@spark
def test_addresses_of_files_are_read_and_written_where_spark_does(tmp_path: Path) -> None:

    source = tmp_path / "某地/里.txt"
    source.parent.mkdir()
    lines = EXAMPLES[0].read_text(encoding="utf-8").splitlines()[:12]
    source.write_text("\n".join(lines), encoding="utf-8")
    given = (f"file://{tmp_path}", "--out", f"file://{tmp_path}/out", "--engine", "spark")
    code, _, errors = ended(command("build", *given, "--master", "local[1]", "--by-path"))
    assert (code, errors) == (0, [])
    local = tmp_path / "local"
    build([tmp_path], local, SETTINGS, workers=1, by_path=True)
    made = {path.name for path in (tmp_path / "out").iterdir()}
    assert made == {"manifest.json", "parquet", "parts"}
    assert (tmp_path / "out/parts/part-00000.nq").read_bytes() == (local / "dump.nq").read_bytes()


@spark
def test_a_master_that_is_none_is_told_on_one_line(tmp_path: Path) -> None:
    given = ("build", EXAMPLES[0], "--out", tmp_path / "out", "--engine", "spark")
    code, said, (error,) = ended(command(*given, "--master", "nonsense"))
    assert (code, said) == (2, "")
    assert error.startswith("kg: nonsense is no master of Spark (write local[4]")
    assert not (tmp_path / "out").exists()


@spark
def test_a_missing_java_is_told_with_how_to_mend_it(tmp_path: Path) -> None:
    given = ("build", EXAMPLES[0], "--out", tmp_path / "out", "--engine", "spark")
    code, _, (error,) = ended(command(*given, JAVA_HOME=str(tmp_path)))
    assert code == 2
    assert error.startswith(f"kg: there is no java in {tmp_path} (Spark needs Java 17 or later")


def test_a_missing_pyspark_is_told_with_how_to_mend_it(tmp_path: Path) -> None:
    (tmp_path / "pyspark.py").write_text("raise ModuleNotFoundError(name='pyspark')", "utf-8")
    given = ("build", EXAMPLES[0], "--out", tmp_path / "out", "--engine", "spark")
    code, _, errors = ended(command(*given, PYTHONPATH=f"{tmp_path}:{ROOT}"))
    assert code == 2
    assert errors == ["kg: pyspark is not installed (pip install 'plan-kg[spark]')"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--master", "local[2]"), "--master is for Spark alone (--engine spark)"),
        (("--engine", "spark", "--workers", "2"), "--workers is not for Spark"),
        (("--out", "hdfs://host/a"), "hdfs://host/a: only Spark writes there"),
    ],
)
def test_options_of_the_other_engine_are_refused(
    options: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    code, _, (error,) = ended(command("build", EXAMPLES[0], "--out", tmp_path / "out", *options))
    assert code == 2
    assert error.startswith(f"kg: {said}")


def test_areas_by_themselves_say_what_they_say_one_after_another(graph: Path) -> None:
    words = agreement.load(SETTINGS.lexicon)
    figures = list(agree.loads(store.merged(graph, store.FIGURES)))
    by_area: dict[str, list[Figure]] = {}
    for one in figures:
        by_area.setdefault(one.area, []).append(one)
    around = dict(agree.surrounding((area, own[0].within) for area, own in by_area.items()))
    assert any(around.values())
    alone = [
        one
        for area, own in by_area.items()
        for one in agree.alone(own, by_area.get(around[area], ()), words)
    ]
    assert alone == list(agree.everything(figures, words))


def test_sorted_lines_are_cut_at_subjects_and_lose_none() -> None:
    pytest.importorskip("pyarrow", reason="needs pyarrow: pip install 'plan-kg[spark]'")
    from kg.pipeline.spark import packing, sorting  # noqa: PLC0415

    lines = sorted(
        f"<http://a/{name}> <http://p> <http://{at}> <http://g> ."
        for name in ("a", "a/b", "b", "é", "𠀀", "Ａ")
        for at in range(3)
    )
    marks = [line.split(" ")[0].encode() for line in lines]
    cuts = sorting.bounds(marks, 3 << 26)
    assert len(cuts) == 2
    parts = {at: packing.unpacked(data) for at, data in sorting.ranges(lines, cuts).items()}
    assert b"".join(parts[at] for at in sorted(parts)) == "".join(f"{x}\n" for x in lines).encode()
    subjects = [{line.split(b" ")[0] for line in part.splitlines()} for part in parts.values()]
    assert sum(map(len, subjects)) == len(set.union(*subjects)) == 6
