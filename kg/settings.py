"""Where the data folders are, and the base of all IRIs."""

import os
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

_INSTALLED = Path(__file__).parent / "_data"
_CHECKOUT = Path(__file__).parent.parent

#: The folder that holds lexicon/, ontology/, queries/ and shapes/: in the wheel or the checkout.
ROOT = _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT

DEFAULT_BASE = "https://w3id.org/plan-kg/"

#: The trained name model that comes with the package.
MODEL = ROOT / "model" / "names.npz"


def kept_between_runs(name: str) -> Path:
    """The folder of the user's cache for one kind of things; RuntimeError where nobody is at home.

    It need not be there yet.
    """
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "plan-kg" / name


def packaged_model() -> Path | None:
    """The model that comes with the package, None where it was left out."""
    return MODEL if MODEL.is_file() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a run is told from outside."""

    root: Path = ROOT
    base: str = DEFAULT_BASE
    #: File of the trained name model; None reads names by rules alone.
    model: Path | None = field(default_factory=packaged_model)
    #: Folder of the query editor's files, where it is installed.
    editor: Path | None = None
    min_confidence: Decimal = Decimal(0)  # what is less sure is left out

    @property
    def least(self) -> str:
        """The least confidence in its one spelling: 0.5, not 0.50."""
        return f"{self.min_confidence.normalize():f}"

    @property
    def lexicon(self) -> Path:
        """Folder of what is looked for in text."""
        return self.root / "lexicon"

    @property
    def ontology(self) -> Path:
        """File of the vocabulary."""
        return self.root / "ontology" / "plan.ttl"

    @property
    def shapes(self) -> Path:
        """Folder of SHACL files."""
        return self.root / "shapes"

    @property
    def queries(self) -> Path:
        """Folder of named questions."""
        return self.root / "queries"
