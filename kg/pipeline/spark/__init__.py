"""The same build on Spark: reports read in executors, the second pass as shuffles.

What a report becomes is made by the code that every build uses; the dump is sorted by ranges of
subjects, so that its parts one after another have the bytes of a build of one machine.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from kg import read
from kg.pipeline.build import Built
from kg.pipeline.spark.session import refuse_missing
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.pipeline.publishing import Published

__all__ = ["build"]


def build(  # noqa: PLR0913  # all that a run may be told
    sources: Iterable[read.Given],
    out: Path | str,
    settings: Settings,
    *,
    master: str | None = None,
    curated: Path | None = None,
    published: "Published | None" = None,
    by_path: bool = False,
) -> Built:
    """Make a graph anew of files and folders wherever Spark reads them.

    `out` is an address of Spark's, or a path of this machine: that becomes a graph folder with the
    bytes that any build of the same sources makes. EngineError where Spark is missing or breaks
    down, or where a build is there already. What cannot be read is as in any build.
    """
    refuse_missing()
    from kg.pipeline.spark import building  # noqa: PLC0415  # needs what may be missing

    return building.build(
        sources,
        out,
        settings,
        master=master,
        curated=curated,
        published=published,
        by_path=by_path,
    )
