"""Sorted files of quads as one sorted run."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.store import merging

_LINES = st.lists(st.sets(st.text("ab<中\u00ff\U00020000", max_size=4)), max_size=5)


def _files(folder: Path, contents: list[list[str]]) -> list[Path]:
    paths = [folder / f"{number}.nq" for number in range(len(contents))]
    for path, lines in zip(paths, contents, strict=True):
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return paths


def _merged(folder: Path, contents: list[list[str]], held: list[str]) -> list[str]:
    found = merging.blocks(_files(folder, contents), held, folder / "scratch")
    return [line.decode().removesuffix("\n") for block in found for line in block]


@given(_LINES, st.sets(st.text("ab", max_size=3)))
def test_lines_of_all_files_come_in_order_each_once(
    tmp_path_factory: pytest.TempPathFactory, contents: list[set[str]], held: set[str]
) -> None:
    folder = tmp_path_factory.mktemp("merged")
    listed = [sorted(one) for one in contents]
    assert _merged(folder, listed, sorted(held)) == sorted(held.union(*contents))


def test_more_files_than_are_read_side_by_side_are_put_together_in_groups(tmp_path: Path) -> None:
    contents = [[f"{number % 7:03}", f"{number:03}"] for number in range(600)]
    expected = sorted({line for lines in contents for line in lines})
    assert _merged(tmp_path, [sorted(set(lines)) for lines in contents], ["zzz"]) == [
        *expected,
        "zzz",
    ]
    assert {path.suffix for path in tmp_path.iterdir()} == {".nq"}  # groups are gone


def test_files_longer_than_what_is_read_at_once_come_whole(tmp_path: Path) -> None:
    long = [f"{number:06} {'x' * 100}" for number in range(9000)]
    assert _merged(tmp_path, [long[::2], long[1::2], long[:10]], []) == long


def test_a_triple_of_several_graphs_is_told_once_even_where_a_block_ends_between() -> None:
    blocks = [[b"<a> <b> <c> <g> .\n"], [b"<a> <b> <c> <h> .\n", b"<a> <b> <d> <h> .\n"]]
    told = [fresh for _, fresh in merging.triples(blocks)]
    assert told == [[b"<a> <b> <c>"], [b"<a> <b> <d>"]]
