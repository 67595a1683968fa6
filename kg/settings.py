"""Where the data folders are, and the base of all IRIs."""

from dataclasses import dataclass
from pathlib import Path

_INSTALLED = Path(__file__).parent / "_data"
_CHECKOUT = Path(__file__).parent.parent

#: The folder that holds lexicon/, ontology/, queries/ and shapes/: in the wheel or the checkout.
ROOT = _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT

DEFAULT_BASE = "https://w3id.org/plan-kg/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a run is told from outside."""

    root: Path = ROOT
    base: str = DEFAULT_BASE

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
