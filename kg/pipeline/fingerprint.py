"""What a graph was made with: code, data and libraries as one digest."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from kg.model import Decision
from kg.rdf import Version
from kg.settings import Settings

#: Libraries that what is read depends on.
_LIBRARIES = ("ahocorasick-rs", "numpy", "pypinyin", "shacl", "spacy")
_CODE = Path(__file__).parent.parent


def versions(settings: Settings) -> tuple[Version, ...]:
    """What a graph is made with, each part with the digest of its files."""
    folders = {
        "code": _files(_CODE, "*.py"),
        "lexicon": _files(settings.lexicon, "*"),
        "ontology": _files(settings.ontology.parent, "*"),
        "shapes": _files(settings.shapes, "*"),
        "model": iter((_model(settings),)),
    }
    return tuple(Version(part, _digest(files)) for part, files in folders.items())


def made_with(
    settings: Settings, decisions: Iterable[Decision] = (), parts: Iterable[Version] = ()
) -> str:
    """The digest that changes when a report might be read, mapped, checked or asked otherwise."""
    digest = sha256()
    for part in parts or versions(settings):
        digest.update(f"{part.part}\0{part.sha256}\0".encode())
    for name in _LIBRARIES:
        digest.update(f"{name}\0{version(name)}\0".encode())
    # reports are read without them, but the graph holds them: another text makes another graph
    digest.update(_digest(_files(settings.queries, "*.rq", deep=False)).encode())
    digest.update(f"{settings.base}\0{settings.least}".encode())
    for decision in decisions:
        digest.update(f"{decision}\0".encode())
    return digest.hexdigest()


def _digest(files: Iterable[bytes]) -> str:
    digest = sha256()
    for part in files:
        digest.update(part)
    return digest.hexdigest()


def _files(folder: Path, pattern: str, *, deep: bool = True) -> Iterator[bytes]:
    """Each file's name and size, then its bytes, so that none can stand for another."""
    for path in sorted(folder.rglob(pattern) if deep else folder.glob(pattern)):
        if path.is_file():
            data = path.read_bytes()
            yield f"{path.relative_to(folder)}\0{len(data)}\0".encode()
            yield data


def _model(settings: Settings) -> bytes:
    """The model's bytes; what is no model file is told apart when it is loaded."""
    if settings.model is None or not settings.model.is_file():
        return b"no model"
    return settings.model.read_bytes()
