"""What a graph was made with: code, data and libraries as one digest."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from kg.model import Decision
from kg.settings import Settings

#: Libraries that what is read depends on.
_LIBRARIES = ("ahocorasick-rs", "numpy", "pypinyin", "pyshacl", "rdflib", "spacy")
_CODE = Path(__file__).parent.parent


def made_with(settings: Settings, decisions: Iterable[Decision] = ()) -> str:
    """The digest that changes when a report might be read, mapped or checked otherwise."""
    digest = sha256()
    for folder in (settings.lexicon, settings.ontology.parent, settings.shapes):
        for part in _files(folder, "*"):
            digest.update(part)
    for part in _files(_CODE, "*.py"):
        digest.update(part)
    digest.update(_model(settings))
    for name in _LIBRARIES:
        digest.update(f"{name}\0{version(name)}\0".encode())
    digest.update(f"{settings.base}\0{settings.least}".encode())
    for decision in decisions:
        digest.update(f"{decision}\0".encode())
    return digest.hexdigest()


def _files(folder: Path, pattern: str) -> Iterator[bytes]:
    """Each file's name and size, then its bytes, so that none can stand for another."""
    for path in sorted(folder.rglob(pattern)):
        if path.is_file():
            data = path.read_bytes()
            yield f"{path.relative_to(folder)}\0{len(data)}\0".encode()
            yield data


def _model(settings: Settings) -> bytes:
    """The model's bytes; what is no model file is told apart when it is loaded."""
    if settings.model is None or not settings.model.is_file():
        return b"no model"
    return settings.model.read_bytes()
