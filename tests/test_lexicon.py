"""Lexicon files are read whole, and a wrong one is named with file and key."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import LexiconError
from kg.lexicon import (
    actions,
    areas,
    indicators,
    names,
    observations,
    quantities,
    statements,
    structure,
)
from kg.settings import Settings

FOLDER = Settings().lexicon
LOADERS: dict[str, Callable[[Path], object]] = {
    "structure.toml": structure.load,
    "units.toml": quantities.load,
    "quantities.toml": quantities.load,
    "statements.toml": statements.load,
    "tables.toml": observations.tables,
    "numbers.toml": observations.numbers,
    "indicators.toml": indicators.load,
    "actions.toml": actions.load,
    "stages.toml": actions.load_stages,
    "names.toml": names.load,
    "areas.tsv": areas.load,
}
#: Files of plain rules, in which every key is known.
STRICT = ("structure.toml", "quantities.toml", "statements.toml", "tables.toml", "numbers.toml")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "lexicon"))


def failure(name: str, folder: Path) -> str:
    with pytest.raises(LexiconError) as raised:
        LOADERS[name](folder)
    assert "\n" not in str(raised.value)
    return str(raised.value)


@pytest.mark.parametrize("name", LOADERS)
def test_the_lexicon_as_it_stands_is_read(name: str) -> None:
    assert LOADERS[name](FOLDER)


@pytest.mark.parametrize("name", [name for name in LOADERS if name.endswith(".toml")])
def test_a_missing_file_is_named(name: str, copy: Path) -> None:
    (copy / name).unlink()
    assert name in failure(name, copy)


@pytest.mark.parametrize("name", [name for name in LOADERS if name.endswith(".toml")])
def test_a_file_that_is_no_toml_is_named(name: str, copy: Path) -> None:
    (copy / name).write_text("a = [1,\n", encoding="utf-8")
    assert name in failure(name, copy)


@pytest.mark.parametrize("name", STRICT)
def test_an_unknown_key_is_named(name: str, copy: Path) -> None:
    path = copy / name
    path.write_text("wrongkey = 1\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    message = failure(name, copy)
    assert name in message
    assert "wrongkey" in message


def test_a_key_that_is_nearly_right_is_suggested(copy: Path) -> None:
    path = copy / "units.toml"
    text = path.read_text(encoding="utf-8").replace("[magnitudes]", "[magnitude]")
    path.write_text(text, encoding="utf-8")
    assert "magnitude" in failure("units.toml", copy)


def test_a_value_of_the_wrong_type_is_named_with_its_key(copy: Path) -> None:
    path = copy / "tables.toml"
    text = path.read_text(encoding="utf-8").replace("cells = [", "cells = 3 # [", 1)
    path.write_text(text, encoding="utf-8")
    assert "blank.cells" in failure("tables.toml", copy)


def test_a_unit_that_stands_twice_is_named(copy: Path) -> None:
    path = copy / "units.toml"
    text = path.read_text(encoding="utf-8").replace('ratio = ["倍"]', 'ratio = ["倍", "亩"]')
    path.write_text(text, encoding="utf-8")
    assert "亩" in failure("units.toml", copy)


def test_a_new_unit_is_read_without_a_line_of_code(copy: Path) -> None:
    path = copy / "units.toml"
    text = path.read_text(encoding="utf-8").replace('ratio = ["倍"]', 'ratio = ["倍", "曼"]')
    path.write_text(text, encoding="utf-8")
    from kg.text.quantities import Grammar  # noqa: PLC0415

    found = Grammar(quantities.load(copy)).read("约3万曼以上")
    assert found
    assert (found.unit, found.bound) == ("万曼", "min")
