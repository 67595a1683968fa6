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
_SETTINGS = {
    "spark.app.name": "kg build",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile=file:{_LOG}",
    # the order of what is in a set or a dictionary is never written; all the same
    "spark.executorEnv.PYTHONHASHSEED": "0",
    # Java reads the names of files as the locale says
    "spark.executorEnv.LC_ALL": "C.UTF-8",
    # partitions are as they are told to be: each is a part of the dump
    "spark.sql.adaptive.enabled": "false",
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
    from pyspark import SparkConf  # noqa: PLC0415  # an extra
    from pyspark.sql import SparkSession  # noqa: PLC0415

    # settings of the cluster, in spark-defaults.conf or by spark-submit, go before these
    given = SparkConf()
    chosen = master or given.get("spark.master", f"{_HERE}[*]")
    wanted = _SETTINGS | {"spark.master": chosen}
    if chosen.startswith(_HERE):
        wanted |= _LOCAL
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    for name, value in wanted.items():
        if name == "spark.master" or not given.contains(name):
            given.set(name, value)
    with _utf_8():
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
    if "SparkContext was shut down" in words or "Master removed our application" in words:
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
