"""A lexicon file that was found right is not looked at again until it changes."""

import json
from pathlib import Path

import pytest

from kg.errors import LexiconError
from kg.lexicon import checked, tables
from kg.settings import Settings

TEXT = (Settings().lexicon / "quantities.toml").read_text(encoding="utf-8")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache/plan-kg/lexicon"


def made(path: Path) -> dict[str, list[str]]:
    """A file as it is read the first time in a process."""
    tables._MADE.clear()  # another process has none
    found: dict[str, list[str]] = tables.read(path, dict[str, list[str]])
    return found


def test_what_is_kept_is_what_the_file_says(cache: Path, tmp_path: Path) -> None:
    path = tmp_path / "words.toml"
    path.write_text('words = ["增长[0-9]+", "a"]\n', encoding="utf-8")
    first = made(path)
    (kept,) = cache.glob("words-*.json")
    assert made(path) == first == json.loads(kept.read_text())["data"]
    path.write_text('words = ["下降"]\n', encoding="utf-8")
    assert made(path) == {"words": ["下降"]}


def test_what_is_wrong_is_said_each_time(cache: Path, tmp_path: Path) -> None:
    path = tmp_path / "words.toml"
    path.write_text('words = ["(增长"]\n', encoding="utf-8")
    for _ in range(2):
        with pytest.raises(LexiconError, match="no pattern"):
            made(path)
    assert not list(cache.glob("*.json"))


@pytest.mark.parametrize("damage", ["", "[]", "{}", '{"of": 1}'])
def test_a_damaged_copy_is_replaced(damage: str, cache: Path, tmp_path: Path) -> None:
    path = tmp_path / "words.toml"
    path.write_text('words = ["增长"]\n', encoding="utf-8")
    made(path)
    (kept,) = cache.glob("words-*.json")
    whole = kept.read_bytes()
    kept.write_text(damage)
    assert made(path) == {"words": ["增长"]}
    assert kept.read_bytes() == whole


def test_where_nothing_can_be_kept_all_is_read_as_before(cache: Path, tmp_path: Path) -> None:
    cache.parent.parent.mkdir()
    cache.parent.write_text("a file where a folder would be")
    path = tmp_path / "words.toml"
    path.write_text('words = ["增长"]\n', encoding="utf-8")
    assert made(path) == {"words": ["增长"]}


def test_days_which_are_not_of_json_are_not_kept(cache: Path, tmp_path: Path) -> None:
    checked.keep(tmp_path / "a.toml", TEXT, {"day": object()}, patterns=True)
    assert not list(cache.glob("*.json"))
    assert checked.kept(tmp_path / "a.toml", TEXT, patterns=True) is None
