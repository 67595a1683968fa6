"""What the package shows to others, and what its files may not hold."""

import importlib
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from tests.needs import NO_REPORTS

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
MODULES = [
    one.name for one in pkgutil.walk_packages(kg.__path__, "kg.") if "__main__" not in one.name
]
#: Folders of files that people read or run.
FOLDERS = ("kg", "lexicon", "ontology", "queries", "shapes", "examples", "tests", "docs", "tools")
RUN = 40
MACHINE_PATH = re.compile(r"""["'\s(=](?:/(?:home|root|work|Users)/|[A-Z]:\\)""")


def files() -> Iterator[Path]:
    yield from sorted(path for path in ROOT.glob("[!.]*") if path.is_file())
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                yield path


def squeezed(path: Path) -> str:
    return re.sub(r"\s+", "", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", MODULES)
def test_a_module_has_what_it_promises_and_says_what_it_is_for(name: str) -> None:
    module = importlib.import_module(name)
    assert module.__doc__
    assert [one for one in getattr(module, "__all__", ()) if not hasattr(module, one)] == []


def test_the_package_and_its_command_load_nothing_heavy() -> None:
    program = (
        "import sys, kg, kg.cli, kg.model, kg.errors, kg.settings\n"
        "heavy = {'spacy', 'rdflib', 'pyshacl', 'networkx', 'matplotlib', 'pypinyin', 'pydantic'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_no_file_names_a_place_on_somebody_s_machine() -> None:
    named = {
        str(path.relative_to(ROOT))
        for path in files()
        if path.name != Path(__file__).name
        and MACHINE_PATH.search(path.read_text(encoding="utf-8", errors="ignore"))
    }
    assert named == set()


def test_no_file_shares_a_run_of_40_characters_with_a_real_report() -> None:
    reports = sorted(SHARED.glob("corpus*/*.txt"))
    if not reports:
        pytest.skip(NO_REPORTS)
    real: set[str] = set()
    for report in reports:
        text = squeezed(report)
        real.update(text[start : start + RUN] for start in range(len(text) - RUN + 1))
    shared = {
        (path.name, text[start : start + RUN])
        for path in files()
        for text in [re.sub(r"\s+", "", path.read_text(encoding="utf-8", errors="ignore"))]
        if re.search("[\u4e00-\u9fff]", text)
        for start in range(len(text) - RUN + 1)
        if text[start : start + RUN] in real
    }
    assert shared == set()
