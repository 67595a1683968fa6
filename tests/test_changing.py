"""What changes little is changed in dump and store, and is the same as made anew."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Quad

from kg import store
from kg.store import merging
from kg.store.changing import Lines, OtherLinesError, differences, triples

GRAPH = "<http://example.org/graph/{}>"
_LINE = st.tuples(st.sampled_from("abc"), st.text("xy\u00ff\U00020000", max_size=3))
#: Words that quoting could break, in N-Quads and in an update.
_NASTY = (
    *('a"b', "a\\\\b", "a\\\\u0041", "\\ttab", "\\n", "{ } . <x>", "\U00020000", "a # b"),
    "' \\\"",
)


def line(subject: str, value: str, graph: object) -> str:
    quoted = value.replace('"', '\\"') if "\\" not in value else value
    return (
        f'<http://example.org/{subject}> <http://example.org/p> "{quoted}" {GRAPH.format(graph)} .'
    )


def put(folder: Path, reports: Mapping[str, Iterable[str]], shared: Iterable[str] = ()) -> None:
    """Let a graph folder hold these reports alone."""
    with store.writing(folder) as writer:
        for entry in writer.entries:
            if entry.id not in reports:
                writer.remove(entry.id)
        for report, lines in reports.items():
            data = "".join(f"{one}\n" for one in sorted(set(lines))).encode()
            writer.put(report, report, "0", {store.QUADS: data})
        writer.commit(shared, made_with="test", base="http://example.org/")


def bytes_of(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    inside = {str(path.relative_to(folder)): path for path in paths}
    return {at: path.read_bytes() for at, path in inside.items() if not at.startswith("store-")}


def held(folder: Path) -> set[Quad]:
    return set(store.open_store(folder).quads_for_pattern(None, None, None, None))


def many(report: str, count: int = 60) -> list[str]:
    return [line(f"{report}/{number}", str(number), report) for number in range(count)]


def linked(folder: Path) -> set[int]:
    """The files of the store that no change has written."""
    (there,) = folder.glob("store-*")
    return {path.stat().st_ino for path in there.glob("*.sst")}


@given(st.sets(_LINE), st.sets(_LINE), st.sets(_LINE))
def test_lines_taken_out_and_put_in_give_the_sorted_file_of_those_that_stay(
    tmp_path_factory: pytest.TempPathFactory,
    stay: set[tuple[str, str]],
    out: set[tuple[str, str]],
    into: set[tuple[str, str]],
) -> None:
    before, after = (
        sorted(f"{line(*one, 1)}\n".encode() for one in of) for of in (stay | out, stay | into)
    )
    path = tmp_path_factory.mktemp("lines") / "file.nq"
    path.write_bytes(b"".join(before))
    made, at = b"", 0
    with Lines(path) as lines:
        for one in lines.touched(differences(before, after)):
            made += lines.data[at : one.start] + b"".join(one.after)
            at = one.end
        made += lines.data[at:]
        gone = [b"<http://example.org/zzz> <http://example.org/p> <http://example.org/o> <g> .\n"]
        with pytest.raises(OtherLinesError):
            list(lines.touched(differences(gone, [])))
    assert made == b"".join(after)


def test_a_subject_is_found_among_those_that_begin_like_it(tmp_path: Path) -> None:
    found = sorted(f"{line(name, 'x' * 5000, 1)}\n" for name in ("a", "a-", "ab", "a/b", "b", "B"))
    (tmp_path / "file.nq").write_text("".join(found), encoding="utf-8")
    with Lines(tmp_path / "file.nq") as lines:
        for name in ("a", "a-", "ab", "a/b", "b", "B"):
            (only,) = lines.all_of(f"<http://example.org/{name}>".encode())
            assert only.decode() == f"{line(name, 'x' * 5000, 1)}\n"
        assert lines.all_of(b"<http://example.org/c>") == []


def test_a_changed_report_leaves_the_bytes_of_a_clean_build_and_the_store_of_the_rest(
    tmp_path: Path,
) -> None:
    reports = {name: [*many(name), line("area", "吴江区", name)] for name in "abcdefgh"}
    put(tmp_path / "one", reports, ["<http://s> <http://p> <http://o> <http://g> ."])
    before = linked(tmp_path / "one")
    reports["b"] = [*many("b", 55), *(line("b/nasty", value, "b") for value in _NASTY)]
    del reports["d"]
    for _ in range(2):  # nasty words come, and go
        put(tmp_path / "one", reports)
        put(tmp_path / "two", reports)
        assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")
        assert held(tmp_path / "one") == held(tmp_path / "two")
        assert linked(tmp_path / "one") & before
        reports["b"] = many("b", 58)


def test_a_triple_that_another_report_states_too_stays_in_the_default_graph(tmp_path: Path) -> None:
    both = {name: [*many(name), line("area", "吴江区", name)] for name in "abc"}
    put(tmp_path, both | {"d": many("d", 400)})
    asked = 'ASK { ?area ?name "吴江区" }'
    for name in "ab":
        both[name] = many(name)
        put(tmp_path, both | {"d": many("d", 400)})
        assert store.open_store(tmp_path).query(asked)
    both["c"] = many("c")
    put(tmp_path, both | {"d": many("d", 400)})
    assert not store.open_store(tmp_path).query(asked)


@pytest.mark.parametrize("damaged", ["dump.nq", "shared.nq", "counts.json", "quads.nq"])
def test_of_what_is_damaged_nothing_is_used(tmp_path: Path, damaged: str) -> None:
    reports = {name: many(name) for name in "abcdefgh"}
    put(tmp_path / "one", reports, [line("shared", str(number), "g") for number in range(9)])
    path = next((tmp_path / "one").rglob(damaged))
    path.write_bytes(path.read_bytes()[:-100])
    reports |= {name: many(name, 50) for name in "ab"}
    put(tmp_path / "one", reports)
    put(tmp_path / "two", reports)
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")
    assert held(tmp_path / "one") == held(tmp_path / "two")


@settings(max_examples=20)
@given(st.lists(st.text("ab\u00ff\U00020000", max_size=3)))
def test_lines_in_any_order_become_a_sorted_file_run_by_run(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    target = tmp_path_factory.mktemp("sorted") / "file"
    merging.written(iter(lines), target, run=3)
    assert target.read_text("utf-8").split("\n")[:-1] == sorted(set(lines))
    assert list(target.parent.iterdir()) == [target]


def test_triples_are_lines_without_their_graphs() -> None:
    assert triples([b"<a> <b> <c> <g> .\n", b"<a> <b> <c> <h> .\n"]) == {b"<a> <b> <c>"}


def test_a_report_put_twice_in_one_change_stands_as_it_was_put_last(tmp_path: Path) -> None:
    with store.writing(tmp_path / "one") as writer:
        for count in (60, 20):
            data = "".join(f"{one}\n" for one in sorted(many("a", count))).encode()
            writer.put("a", "a", "0", {store.QUADS: data})
        writer.commit((), made_with="test", base="http://example.org/")
    put(tmp_path / "two", {"a": many("a", 20)})
    assert held(tmp_path / "one") == held(tmp_path / "two")


def test_a_graph_that_lost_all_its_reports_takes_new_ones(tmp_path: Path) -> None:
    put(tmp_path / "one", {"a": many("a")}, [line("shared", "x" * 90_000, "g")])
    put(tmp_path / "one", {}, [line("shared", "x" * 90_000, "g")])
    put(tmp_path / "one", {"b": many("b")}, [line("shared", "x" * 90_000, "g")])
    put(tmp_path / "two", {"b": many("b")}, [line("shared", "x" * 90_000, "g")])
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")
    assert held(tmp_path / "one") == held(tmp_path / "two")
