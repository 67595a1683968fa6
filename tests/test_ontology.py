"""What is asserted is defined, in both languages, and what is defined is used."""

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import DCAT, DCTERMS, FOAF, ORG, OWL, PROV, QB, RDF, RDFS, SKOS, TIME, VANN, VOID, XSD

from kg import rdf, terms
from kg.errors import OntologyError
from kg.iris import Iris
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

NOTE = "http://www.w3.org/2004/02/skos/core#editorialNote"
#: How a note begins that says why data do not use a term.
REASONS = ("Abstract: ", "Code list: ", "Reserved: ")
KNOWN = {
    str(space): space
    for space in (DCAT, DCTERMS, FOAF, ORG, OWL, PROV, QB, RDF, RDFS, SKOS, TIME, VANN, VOID, XSD)
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


def lines() -> list[str]:
    """What the mapping writes: a reading made by hand, and what the lexicon knows."""
    made = rdf.quads(readings.everything(), rdf.mapping(SETTINGS))
    return [*made, *rdf.standard_concepts(SETTINGS.lexicon, SETTINGS.base)]


def named(found: Iterable[str]) -> set[str]:
    """Every IRI of the ontology or its code lists in lines of N-Quads."""
    return {
        iri
        for line in found
        for iri in re.findall(r"<([^>]*)>", line)
        if iri.startswith((terms.PLAN, terms.CODE))
    }


def built(graph: Path) -> list[str]:
    """What is said of the reports in examples/."""
    vocabulary_graph = f"<{Iris(SETTINGS.base).graph('vocabulary')}> ."
    dump = (graph / "dump.nq").read_text(encoding="utf-8").splitlines()
    return [line for line in dump if not line.endswith(vocabulary_graph)]


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


def test_what_is_asserted_is_defined(graph: Path) -> None:
    assert named([*lines(), *built(graph)]) - set(defined()) <= {terms.PLAN, terms.CODE}


def reasons(term: str) -> set[str]:
    return {
        quad.object.value
        for quad in QUADS
        if quad.subject.value == term
        and quad.predicate.value == NOTE
        and isinstance(quad.object, ox.Literal)
        and quad.object.language == "en"
    }


def test_what_is_defined_is_asserted_or_says_why_not(graph: Path) -> None:
    used = named([*lines(), *built(graph)])
    idle = {str(term) for term in (*terms.PlanClass, *terms.Plan)} - used
    silent = {term for term in idle if not any(r.startswith(REASONS) for r in reasons(term))}
    assert silent == set()


def test_a_reason_for_not_being_used_is_given_for_nothing_that_is() -> None:
    types = {line.split(" ")[2].strip("<>") for line in lines() if f" {TYPE} " in line}
    predicates = {line.split(" ")[1].strip("<>") for line in lines()}
    assert [term for term in defined() if reasons(term) and term in types | predicates] == []


def test_every_class_and_property_has_an_example_in_both_languages_and_a_status() -> None:
    for term in (*terms.PlanClass, *terms.Plan, *terms.Cube):
        assert {"zh", "en"} <= languages(term, {EXAMPLE}), term
        status = {
            q.object.value for q in QUADS if (q.subject.value, q.predicate.value) == (term, STATUS)
        }
        assert status in ({"stable"}, {"testing"}), term


def test_terms_of_other_vocabularies_exist_there(graph: Path) -> None:
    used = {q.predicate.value for q in QUADS}
    used |= {q.object.value for q in QUADS if q.predicate == TYPE}
    for line in built(graph):
        _, predicate, rest = line.split(" ", 2)
        used.add(predicate.strip("<>"))
        if predicate == str(TYPE):
            used.add(rest.split(" ", 1)[0].strip("<>"))
    wrong = [
        term
        for term in sorted(map(str, used))
        for base, space in KNOWN.items()
        if term.startswith(base) and term.removeprefix(base) not in space
    ]
    assert wrong == []


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    shutil.copytree(SETTINGS.ontology.parent, tmp_path / "ontology")
    return tmp_path / "ontology" / "plan.ttl"


def test_a_term_that_is_used_and_not_defined_is_told_with_both_places(copied: Path) -> None:
    text = copied.read_text(encoding="utf-8")
    start = text.index("plan:cue a ")
    copied.write_text(text[:start] + text[text.index("plan:rule a ") :], encoding="utf-8")
    with pytest.raises(OntologyError) as raised:
        vocabulary(copied, SETTINGS.base)
    assert re.search(
        r"plan\.ttl: .*#cue is not defined, but kg/terms/__init__\.py:\d+ uses it",
        str(raised.value),
    )


def test_a_code_list_that_is_missing_is_told_with_its_file(copied: Path) -> None:
    (copied.parent / "codes" / "stage.ttl").unlink()
    with pytest.raises(OntologyError, match=r"codes/stage\.ttl: .*code/stage is not defined"):
        vocabulary(copied, SETTINGS.base)


def test_a_broken_code_list_is_told_with_file_and_line(copied: Path) -> None:
    path = copied.parent / "codes" / "stage.ttl"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[14] += " ;;; <"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(OntologyError, match=r"codes/stage\.ttl:1[56]: is no Turtle"):
        vocabulary(copied, SETTINGS.base)


def test_each_code_list_is_a_file_named_like_it() -> None:
    for path in FILES[1:]:
        schemes = [
            q.subject.value
            for q in ox.parse(path=path, format=ox.RdfFormat.TURTLE)
            if q.predicate == TYPE and str(q.object.value).endswith("ConceptScheme")
        ]
        assert schemes == [f"{terms.CODE}{path.stem}"]


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
