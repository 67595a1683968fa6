"""Parts that are slow to make, made once."""

import fcntl
import os
from pathlib import Path
from tempfile import gettempdir

import pytest
from hypothesis import settings

from kg.lexicon import observations, quantities, statements
from kg.pipeline import build
from kg.pipeline.reading import Reader
from kg.settings import Settings
from kg.store import record as store
from kg.text.grammars import Grammars
from tests import needs

settings.register_profile("fixed", derandomize=True, deadline=None, database=None)
settings.load_profile("fixed")

# what commands say is compared in English, wherever tests run
os.environ["KG_LANG"] = "en"
# what is kept between runs is kept for all tests, and apart from that of the user
os.environ["XDG_CACHE_HOME"] = str(Path(gettempdir()) / f"plan-kg-tests-{os.getuid()}")

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.fixture(scope="session")
def grammars() -> Grammars:
    """The grammars of the lexicon as it stands."""
    folder = Settings().lexicon
    return Grammars.of(
        quantities.load(folder), statements.load(folder), observations.tables(folder)
    )


@pytest.fixture(scope="session")
def reader() -> Reader:
    """All stages up to a reading."""
    return Reader(Settings())


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph folder of the three examples; read it, never change it."""
    return _built("examples", EXAMPLES, tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def part(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph folder of the first lines of an example, where three take long; never change it."""
    lines = (EXAMPLES / "wuzhong-2023-plan.txt").read_text(encoding="utf-8").splitlines()
    source = tmp_path_factory.mktemp("part") / "part.txt"
    source.write_text("\n".join(lines[:30]), encoding="utf-8")
    return _built("part", source, tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def five(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph folder of the five real reports, for tests that need them; never change it."""
    return _built("five", needs.CORPUS, tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph folder of the smallest real report, where five take long; never change it."""
    smallest = min(needs.CORPUS.glob("*.txt"), key=lambda path: path.stat().st_size)
    return _built("real", smallest, tmp_path_factory.getbasetemp())


def _built(name: str, sources: Path, own: Path) -> Path:
    """A graph folder that all processes of a run of tests share: the first one builds it."""
    place = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / name
    place.mkdir(exist_ok=True)
    folder = place / "graph"
    with (place / "held").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if not (folder / store.NAME).exists():
            build([sources], folder, Settings(), workers=1)
    return folder
