"""kg.toml says what a graph is published as; errors in it name file, line and key."""

from pathlib import Path

import pytest

from kg import publication
from kg.errors import InputError

PACKAGED = publication.PACKAGED.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('base = "https://w3id.org/plan-kg/"', 'base = "https://w3id.org/plan-kg"', "must end"),
        ('base = "https://w3id.org/plan-kg/"', 'base = "plan-kg/"', "no address"),
        ("[publisher]", "[publishers]", "publishers: unknown key"),
        ('homepage = "https://w3id.org/plan-kg/"', "homepage = 3", "must be text"),
        ('endpoint = "https', 'end_point = "https', "end_point: unknown key"),
    ],
)
def test_a_wrong_setting_is_named_with_file_line_and_key(
    old: str, new: str, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "kg.toml"
    path.write_text(PACKAGED.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError, match=rf"kg\.toml:\d+.*{said}"):
        publication.load(path)


def test_a_graph_that_can_be_had_nowhere_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "kg.toml"
    lines = (line for line in PACKAGED.splitlines() if not line.startswith(("dump =", "endpoint")))
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(InputError, match=r"kg\.toml:\d+: access: neither dump nor endpoint"):
        publication.load(path)


def test_what_a_build_records_is_what_it_was_told() -> None:
    about = publication.load(publication.PACKAGED)
    assert publication.from_json(publication.to_json(about)) == about


def test_another_base_must_be_one() -> None:
    about = publication.load(publication.PACKAGED)
    other = publication.based(about, "https://example.test/")
    assert other.graph.base == "https://example.test/"
    for wrong in ("example.test/", "https://example.test", "https://a b/"):
        with pytest.raises(InputError, match="no base of IRIs"):
            publication.based(about, wrong)
