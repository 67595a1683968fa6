"""Both SHACL engines give the same findings, and the fast one is fast."""

from pathlib import Path

import pytest

from kg import store, validate
from kg.check import check
from kg.settings import Settings
from tests import needs


def same(graph: Path) -> None:
    found = check(graph, Settings())
    assert found == check(graph, Settings(), engine=validate.REFERENCE)
    assert {entry.id for entry in store.read(graph).reports} >= {one.document for one in found}


def test_both_engines_find_the_same_in_the_examples(graph: Path) -> None:
    same(graph)


@pytest.mark.slow
@needs.reports
def test_both_engines_find_the_same_in_a_real_report(real: Path) -> None:
    same(real)


def test_the_number_of_processes_changes_nothing(graph: Path) -> None:
    assert check(graph, Settings(), workers=1) == check(graph, Settings(), workers=3)


def test_checking_anew_finds_what_the_build_found(graph: Path) -> None:
    kept = [one for entry in store.read(graph).reports for one in store.findings(graph, entry.id)]
    assert sorted(kept, key=str) == sorted(check(graph, Settings()), key=str)
