"""A release holds the graph in every format, and its catalogue tells the truth about each file."""

import gzip
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest
import rdflib
from pyshacl import validate
from rdflib.namespace import DCAT, SH

from kg import publication, store
from kg.errors import InputError
from kg.pipeline.release import release
from tests.needs import NO_CHECKS
from tests.readings import SHARED

SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
LANDING = publication.load(publication.PACKAGED).access.landing_page


@pytest.fixture(scope="module")
def released(graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release") / "2026-12-01"
    release(graph, folder)
    return folder


@pytest.fixture(scope="module")
def catalogue(released: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(released / "catalogue.ttl")


def test_every_file_has_its_digest_in_a_list_that_sha256sum_reads(released: Path) -> None:
    checked = ["sha256sum", "--check", "--quiet", "checksums.txt"]
    assert subprocess.run(checked, cwd=released, check=False).returncode == 0
    listed = (released / "checksums.txt").read_text(encoding="utf-8").splitlines()
    files = [path for path in released.rglob("*") if path.is_file()]
    assert len(listed) == len(files) - 1


def test_the_catalogue_tells_size_and_digest_of_each_distribution(
    released: Path, catalogue: rdflib.Graph
) -> None:
    found = 0
    for node, size in catalogue.subject_objects(DCAT.byteSize):
        address = str(catalogue.value(node, DCAT.downloadURL))
        data = (released / address.removeprefix(LANDING)).read_bytes()
        checksum = catalogue.value(catalogue.value(node, SPDX.checksum), SPDX.checksumValue)
        assert (int(str(size)), str(checksum)) == (len(data), sha256(data).hexdigest())
        found += 1
    assert found >= 10


def test_the_packed_n_quads_are_the_dump(released: Path, graph: Path) -> None:
    packed = gzip.decompress((released / "graph.nq.gz").read_bytes())
    assert packed == (graph / store.DUMP).read_bytes()


def test_two_releases_of_a_graph_have_the_same_bytes(
    released: Path, graph: Path, tmp_path: Path
) -> None:
    release(graph, tmp_path / "again")
    for path in sorted(released.rglob("*")):
        if path.is_file():
            again = tmp_path / "again" / path.relative_to(released)
            assert again.read_bytes() == path.read_bytes(), path


def test_a_release_is_not_written_over(released: Path, graph: Path) -> None:
    with pytest.raises(InputError, match="is there already"):
        release(graph, released)


@pytest.mark.parametrize("shapes", ["shapes.ttl", "range.ttl"])
def test_the_catalogue_of_a_release_conforms_to_dcat_ap(
    shapes: str, catalogue: rdflib.Graph
) -> None:
    path = SHARED / "conformance" / "dcat-ap" / "data" / shapes
    if not path.exists():
        pytest.skip(NO_CHECKS)
    _, report, words = validate(catalogue, shacl_graph=rdflib.Graph().parse(path))
    assert isinstance(report, rdflib.Graph)
    assert not list(report.subjects(SH.resultSeverity, SH.Violation)), words
