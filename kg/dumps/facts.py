"""What must be known of a dump before it is compared: version, base, digest; it is whole."""

from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from kg.dumps.described import text
from kg.dumps.lines import quads
from kg.errors import DumpError
from kg.terms import ONTOLOGY, PlanClass

VERSION_INFO = "http://www.w3.org/2002/07/owl#versionInfo"
_ID = b"id/report/"
_INFO = f"<{VERSION_INFO}>".encode()
_ONTOLOGY = f"<{ONTOLOGY}>".encode()
_REPORT = f"<{PlanClass.REPORT}>".encode()


class Facts(NamedTuple):
    """Version of the ontology and its line, base of the data, digest, whether it has graphs."""

    version: str
    line: int
    base: str
    sha256: str
    graphs: bool


def facts(path: Path) -> Facts:
    """Read a dump through; DumpError where it is damaged, not sorted, or says no version."""
    digest, version, at, base, graph = sha256(), "", 0, "", b""
    for number, (subject, predicate, value, graph) in enumerate(quads(path), 1):
        digest.update(b" ".join((subject, predicate, value, graph)))
        if predicate == _INFO and subject == _ONTOLOGY:
            version, at = text(value.decode()), number
        elif not base and value == _REPORT and _ID in subject:
            base = subject[1 : subject.rindex(_ID)].decode()
    if not version:
        raise DumpError(
            "says no version of the ontology",
            where=str(path),
            hint=f"no statement <{ONTOLOGY}> owl:versionInfo; is it a dump of kg build?",
        )
    return Facts(version, at, base, digest.hexdigest(), bool(graph))
