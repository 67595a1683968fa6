"""Parts that are slow to make, made once."""

from pathlib import Path

import pytest
from hypothesis import settings

from kg.lexicon import observations, quantities, statements
from kg.pipeline import build
from kg.pipeline.reading import Reader
from kg.settings import Settings
from kg.text.grammars import Grammars
from tests import needs

settings.register_profile("fixed", derandomize=True, deadline=None, database=None)
settings.load_profile("fixed")

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
    folder = tmp_path_factory.mktemp("examples") / "graph"
    build([EXAMPLES], folder, Settings(), workers=1)
    return folder


@pytest.fixture(scope="session")
def five(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph folder of the five real reports, for tests that need them; never change it."""
    folder = tmp_path_factory.mktemp("five") / "graph"
    build([needs.CORPUS], folder, Settings(), workers=1)
    return folder
