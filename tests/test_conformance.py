"""Checks that others wrote, run as their authors run them: in a process, exit code 0."""

import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import export, store
from kg.settings import Settings
from kg.terms import Rdf, Skos
from tests.needs import CHECKS, CORPUS, NO_CHECKS, NO_JAVA, NO_REPORTS

SETTINGS = Settings()
pytestmark = pytest.mark.skipif(not CHECKS.is_dir(), reason=NO_CHECKS)


@pytest.fixture(params=["examples", "corpus"])
def dump(request: pytest.FixtureRequest, graph: Path) -> Path:
    """The dump of the examples, and that of the five reports."""
    if request.param == "corpus" and not CORPUS.is_dir():
        pytest.skip(NO_REPORTS)
    folder: Path = graph if request.param == "examples" else request.getfixturevalue("five")
    return folder / store.DUMP


#: Runs a script once for each source, so that what it imports is loaded once.
_EACH = """
import runpy, sys
script, shapes, *sources = sys.argv[1:]
failed = False
for source in sources:
    sys.argv = [script, shapes, source]
    try:
        runpy.run_path(script, run_name="__main__")
    except SystemExit as end:
        failed |= end.code != 0
sys.exit(failed)
"""


def passes(script: str, *arguments: object) -> None:
    _passes(CHECKS / script, *arguments)


def _passes(*command: object) -> None:
    done = subprocess.run(
        [sys.executable, *map(str, command)],
        capture_output=True,
        text=True,
        check=False,
        cwd=CHECKS,
    )
    wrong = [line for line in done.stdout.splitlines() if not line.startswith("PASS")]
    assert done.returncode == 0, "\n".join((*wrong[:40], done.stderr[-2000:]))


@pytest.mark.parametrize(
    "script", ["run_datacube_ic.py", "run_skos.py", "run_prov.py", "run_void.py", "run_dcat_ap.py"]
)
def test_the_dump_passes(script: str, dump: Path) -> None:
    passes(script, dump)


def test_all_exports_say_the_same(part: Path, tmp_path: Path) -> None:
    using = export.spelling(SETTINGS.ontology, SETTINGS.base)
    files = []
    for form in export.RDF_FORMATS:
        files.append(tmp_path / f"graph.{'rdf' if form == 'rdfxml' else form}")
        export.export(part / store.DUMP, form, using, files[-1])
    passes("run_dumps.py", *files)


def test_the_ontology_has_no_pitfalls_and_the_dump_uses_what_it_defines(dump: Path) -> None:
    passes("run_pitfalls.py", SETTINGS.ontology, dump)


def test_the_ontology_with_the_dumps_is_consistent(
    request: pytest.FixtureRequest, graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # what is consistent together is so alone; all five real reports take twice as long as one
    if not shutil.which("java"):
        pytest.skip(NO_JAVA)
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1")  # compiles less, ends sooner
    folders = [graph, request.getfixturevalue("real")] if CORPUS.is_dir() else [graph]
    profile = () if (CHECKS / "owl" / "Profile.java").exists() else ("--profile", "none")
    passes("run_owl.py", SETTINGS.ontology, *(one / store.DUMP for one in folders), *profile)


def test_the_cubes_have_the_shape_that_the_w3c_gives(part: Path) -> None:
    # one of these constraints compares each observation with each other one, which takes pySHACL
    # minutes on the examples and most of an hour on the five reports: a part of one stands for all
    passes("run_shapes.py", "datacube", part / store.DUMP)


def test_each_code_list_is_a_vocabulary_fit_to_publish(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    # the lists of the five hold those of the examples and more
    folder: Path = request.getfixturevalue("five" if CORPUS.is_dir() else "graph")
    lists = _code_lists(folder / store.DUMP)
    assert len(lists) > 20
    paths = [tmp_path / f"{name}.nt" for name in lists]
    for path, triples in zip(paths, lists.values(), strict=True):
        path.write_text("".join(f"{triple} .\n" for triple in sorted(triples)), encoding="utf-8")
    _passes("-c", _EACH, CHECKS / "run_shapes.py", "vocpub-multilang", *paths)


def _code_lists(dump: Path) -> dict[str, set[str]]:
    """Each scheme of the dump with its concepts and the agents that it names."""
    quads = list(ox.parse(path=dump, format=ox.RdfFormat.N_QUADS))
    schemes, member = set(), {}
    for quad in quads:
        if quad.predicate.value == Rdf.TYPE and quad.object.value == Skos.CONCEPT_SCHEME:
            schemes.add(quad.subject.value)
        if quad.predicate.value == Skos.IN_SCHEME:
            member[quad.subject.value] = quad.object.value
    publisher = SETTINGS.base
    found: dict[str, set[str]] = {scheme: set() for scheme in schemes}
    for quad in quads:
        subject = quad.subject.value
        for scheme in schemes if subject == publisher else {subject, member.get(subject, "")}:
            if scheme in found:
                found[scheme].add(str(quad.triple))
    return {scheme.rsplit("/", 1)[-1]: triples for scheme, triples in found.items()}
