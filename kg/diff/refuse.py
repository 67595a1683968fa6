"""Dumps that cannot be compared."""

from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.dumps import Facts, facts
from kg.dumps.facts import VERSION_INFO
from kg.errors import DumpError, OntologyError, reason


def refuse(old: Path, new: Path, ontology: Path) -> tuple[Facts, Facts]:
    """Facts of two dumps; DumpError where one is of another version or base than it must be."""
    here = _version(ontology)
    found = facts(old), facts(new)
    for path, one in zip((old, new), found, strict=True):
        if one.version != here:
            raise DumpError(
                f"made with version {one.version} of the ontology, this is {here}",
                where=f"{path}:{one.line}",
                hint="build it again with this version",
            )
    before, after = found
    if before.base != after.base and before.base and after.base:
        raise DumpError(
            f"its IRIs begin with {after.base}, those of {old} with {before.base}",
            where=str(new),
            hint="build both with one --base",
        )
    if before.graphs != after.graphs:
        raise DumpError(
            "only one of the two has named graphs", where=str(new), hint="compare .nq with .nq"
        )
    return found


def _version(ontology: Path) -> str:
    try:
        for quad in parse(path=ontology, format=RdfFormat.TURTLE):
            if quad.predicate == NamedNode(VERSION_INFO) and isinstance(quad.object, Literal):
                return quad.object.value
    except (OSError, SyntaxError) as error:
        raise OntologyError(f"cannot be read: {reason(error)}", where=str(ontology)) from error
    raise OntologyError("has no owl:versionInfo", where=str(ontology))
