"""What must be known of a dump before it is compared: version, base, digest; it is whole."""

from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from kg.dumps.described import text
from kg.dumps.lines import blocks, triples_of
from kg.errors import DumpError
from kg.terms import ONTOLOGY, PlanClass, Rdf

VERSION_INFO = "http://www.w3.org/2002/07/owl#versionInfo"
_IS = f"<{Rdf.TYPE}>"
_REPORT = f"<{PlanClass.REPORT}>"


class Facts(NamedTuple):
    """Version of the ontology with its line, base of the data, digest of the lines."""

    version: str
    line: int
    base: str
    sha256: str


def facts(path: Path) -> Facts:
    """Read a dump through; DumpError where it is damaged, not sorted, or says no version."""
    digest, version, at, base, number = sha256(), "", 0, "", 0
    for subject, tails in blocks(path):
        for tail in tails:
            digest.update(f"{subject} {tail}".encode())
        if subject == f"<{ONTOLOGY}>":
            for offset, tail in enumerate(tails, 1):
                if tail.startswith(f"<{VERSION_INFO}> "):
                    version, at = text(next(triples_of([tail]))[1]), number + offset
        if not base and "/id/report/" in subject and (_IS, _REPORT) in triples_of(tails):
            base = subject[1 : subject.rindex("id/report/")]
        number += len(tails)
    if not version:
        raise DumpError(
            "says no version of the ontology",
            where=str(path),
            hint=f"no statement <{ONTOLOGY}> owl:versionInfo; is it a dump of kg build?",
        )
    return Facts(version, at, base, digest.hexdigest())
