"""What is asserted is defined, in both languages, and what is defined is used."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import rdf, terms
from kg.errors import OntologyError
from kg.lexicon import levels
from kg.rdf import ontology, vocabulary
from kg.settings import Settings
from tests import readings

SETTINGS = Settings()
FILES = ontology.files(SETTINGS.ontology)
QUADS = [quad for path in FILES for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE)]
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
LABELS = {
    "http://www.w3.org/2000/01/rdf-schema#label",
    "http://www.w3.org/2004/02/skos/core#prefLabel",
}
DEFINITION = "http://www.w3.org/2004/02/skos/core#definition"
EXAMPLE = "http://www.w3.org/2004/02/skos/core#example"
STATUS = "http://www.w3.org/2003/06/sw-vocab-status/ns#term_status"

#: Superclasses that data need not name, and a property that stands in the code list itself.
ABSTRACT = {"NamedThing", "Statement", "Observation", "comparedAs"}
TO_COME = {
    "ActorRole",
    "cue",
    "statedUnit",
    "unitKind",
    "baseUnit",
    "indicatorKind",
    "direction",
    "category",
    "numerator",
    "denominator",
    "usualUnit",
}


def defined() -> dict[str, set[str]]:
    """Terms of the ontology with the classes that they are of."""
    found: dict[str, set[str]] = {}
    for quad in QUADS:
        if quad.predicate == TYPE and str(quad.subject.value).startswith((terms.PLAN, terms.CODE)):
            found.setdefault(quad.subject.value, set()).add(str(quad.object.value))
    return found


def languages(term: str, predicates: set[str]) -> set[str | None]:
    return {
        q.object.language
        for q in QUADS
        if q.subject.value == term
        and q.predicate.value in predicates
        and isinstance(q.object, ox.Literal)
    }


def asserted() -> set[str]:
    """Every IRI of the ontology or its code lists that the mapping writes."""
    lines = rdf.quads(readings.everything(), rdf.mapping(SETTINGS))
    return {
        iri
        for line in lines
        for iri in re.findall(r"<([^>]*)>", line)
        if iri.startswith((terms.PLAN, terms.CODE))
    }


def test_every_term_has_label_and_definition_in_chinese_and_english() -> None:
    for term in defined():
        if "component-" in term:
            continue
        assert {"zh", "en"} <= languages(term, LABELS), term
        assert {"zh", "en"} <= languages(term, {DEFINITION}), term


def test_terms_are_those_of_the_ontology() -> None:
    spelt = {*terms.PlanClass, *terms.Plan, *terms.Cube, *terms.Scheme}
    named = {
        term
        for term, kinds in defined().items()
        if "component-" not in term
        and not any(kind.endswith("skos/core#Concept") for kind in kinds)
    }
    assert named == {str(term) for term in spelt}


def test_what_is_asserted_is_defined() -> None:
    assert asserted() <= set(defined())


def test_what_is_defined_is_asserted_or_abstract() -> None:
    used = asserted()
    idle = {
        term.removeprefix(terms.PLAN)
        for term in (*terms.PlanClass, *terms.Plan)
        if term not in used
    }
    assert idle <= ABSTRACT | TO_COME


def test_there_are_no_blank_nodes() -> None:
    nodes = [n for q in QUADS for n in (q.subject, q.object)]
    assert not any(isinstance(node, ox.BlankNode) for node in nodes)


def test_levels_of_honours_are_codes() -> None:
    known = {term for term in defined() if term.startswith(terms.Scheme.HONOUR_LEVEL)}
    for level in levels.load(SETTINGS.lexicon).levels:
        assert terms.Scheme.HONOUR_LEVEL.code(level.level) in known


def test_examples_of_levels_are_told() -> None:
    table = levels.load(SETTINGS.lexicon)
    for level in table.levels:
        for example in level.examples:
            assert table.of(example) == level.level, example


def test_a_broken_ontology_is_reported_with_its_file(tmp_path: Path) -> None:
    path = tmp_path / "plan.ttl"
    path.write_text("<a> <b> .", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"plan\.ttl:1: "):
        vocabulary(path, SETTINGS.base)


def test_a_blank_node_in_the_ontology_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.ttl"
    path.write_text('<http://a> <http://b> [ <http://c> "d" ] .', encoding="utf-8")
    with pytest.raises(OntologyError, match="blank node"):
        vocabulary(path, SETTINGS.base)
