"""A Spark session of its own, and what goes wrong there as one clear line."""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from kg.errors import EngineError, KgError

#: Masters whose executors run on this machine, with its Python and its copy of the package.
_HERE = "local"
_CODE = Path(__file__).parents[3]
_LOG = Path(__file__).with_name("log4j2.properties")
#: What Java must know when it starts.
_STARTING = {"spark.driver.defaultJavaOptions": f"-Dlog4j2.configurationFile=file:{_LOG}"}
#: Whatever else is set.
_ALWAYS = {
    "spark.app.name": "kg build",
    "spark.ui.showConsoleProgress": "false",
    # partitions are as they are told to be: each is a part of the dump
    "spark.sql.adaptive.enabled": "false",
}
_SETTINGS = {
    "spark.ui.enabled": "false",
    # the order of what is in a set or a dictionary is never written; all the same
    "spark.executorEnv.PYTHONHASHSEED": "0",
    # Java reads the names of files as the locale says
    "spark.executorEnv.LC_ALL": "C.UTF-8",
    # rows are reports and pieces of dumps, compressed, not numbers
    "spark.sql.execution.arrow.maxRecordsPerBatch": "8",
    "spark.sql.execution.arrow.maxBytesPerBatch": str(1 << 26),
    # no checksum files beside those that are written
    "spark.hadoop.fs.file.impl": "org.apache.hadoop.fs.RawLocalFileSystem",
}
_LOCAL = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.executorEnv.PYTHONPATH": os.pathsep.join(
        filter(None, (str(_CODE), os.environ.get("PYTHONPATH")))
    ),
}
#: What a master may look like; what has no such form ends Java before it says why.
_MASTER = re.compile(r"local(\[.+\])?|local-cluster\[.+\]|spark://.+|k8s://.+|yarn")
#: The last line of what Python says of an error in an executor.
_RAISED = re.compile(r"^(?:[\w.]+\.)?(\w+(?:Error|Exception)): (.+)$", re.MULTILINE)
#: What Spark says where its master does not answer, or where somebody ended it.
_ENDED = ("stopped SparkContext", "SparkContext was shut down", "Master removed our application")
#: How Java says what was thrown.
_THROWN = re.compile(r"^(?:[\w.$]+(?:Error|Exception): )+")


@contextmanager
def opened(master: str | None) -> Iterator[Any]:
    """A session, ended afterwards; EngineError where Spark breaks down or cannot be reached."""
    if master and not _MASTER.fullmatch(master):
        raise EngineError(
            f"{master} is no master of Spark",
            hint="write local[4], spark://HOST:7077, yarn or k8s://…",
        )
    from py4j.protocol import Py4JError  # noqa: PLC0415  # an extra
    from pyspark.errors import PySparkException  # noqa: PLC0415

    session = None
    try:
        session = _session(master)
        yield session
    except (Py4JError, PySparkException) as error:
        raise _said(error, master) from error
    finally:
        if session:
            with suppress(Exception):  # it may have ended by itself
                session.stop()


def refuse_missing() -> None:
    """EngineError where Spark, or what it needs, is not installed."""
    for name in ("pyspark", "pandas", "pyarrow"):
        try:
            import_module(name)
        except ImportError:
            raise EngineError(
                f"{name} is not installed", hint="pip install 'plan-kg[spark]'"
            ) from None
    home = os.environ.get("JAVA_HOME")
    java = Path(home, "bin", "java") if home else None
    if not (java.is_file() if java else shutil.which("java")):
        raise EngineError(
            f"there is no java in {home}" if home else "java is not installed",
            hint="Spark needs Java 17 or later: apt install default-jre-headless, or set JAVA_HOME",
        )


def _session(master: str | None) -> Any:  # noqa: ANN401  # of pyspark
    from pyspark import SparkConf, SparkContext  # noqa: PLC0415  # an extra
    from pyspark.sql import SparkSession  # noqa: PLC0415

    with _utf_8():
        starting = SparkConf(loadDefaults=False).setAll(_STARTING.items())
        if master:
            starting.setMaster(master)
        SparkContext._ensure_initialized(conf=starting)  # noqa: SLF001  # else no setting is known
    # settings of the cluster, in spark-defaults.conf or by spark-submit, go before these
    given = SparkConf()
    chosen = master or given.get("spark.master", f"{_HERE}[*]")
    wanted = _SETTINGS
    if chosen.startswith(_HERE):
        wanted = _SETTINGS | _LOCAL
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    for name, value in wanted.items():
        given.setIfMissing(name, value)
    given.setAll([*_ALWAYS.items(), ("spark.master", chosen)])
    return SparkSession.builder.config(conf=given).getOrCreate()


@contextmanager
def _utf_8() -> Iterator[None]:
    """Java started meanwhile reads names of files as UTF-8, whatever the locale."""
    before = os.environ.get("LC_ALL")
    os.environ["LC_ALL"] = "C.UTF-8"
    try:
        yield
    finally:
        if before is None:
            del os.environ["LC_ALL"]
        else:
            os.environ["LC_ALL"] = before


def _said(error: Exception, master: str | None) -> KgError:
    words = str(error)
    if "JAVA_GATEWAY_EXITED" in words:
        return EngineError("Spark does not start", hint="what Java says of it stands above")
    if any(one in words for one in _ENDED):
        return EngineError(f"Spark at {master} does not answer, or has ended")
    raised = _RAISED.findall(words)
    if raised:
        name, message = raised[-1]
        if name == EngineError.__name__:
            return EngineError(message)
        return EngineError(f"Spark broke down: {name}: {message}")
    thrown = getattr(error, "java_exception", None)
    first = (str(thrown) if thrown else words).strip().splitlines() or [type(error).__name__]
    return EngineError(f"Spark broke down: {_THROWN.sub('', first[0])}")
