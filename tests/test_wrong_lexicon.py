"""Whatever is wrong in a lexicon file is said in one line: file, line, key, how to mend it."""

import inspect
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import LexiconError
from kg.lexicon import everything, positions
from kg.settings import Settings

FOLDER = Settings().lexicon
#: Without their memory, since files change under one name here.
LOADERS: dict[str, Callable[[Path], object]] = {
    name: inspect.unwrap(load) for name, load in everything.LOADERS.items()
}
TOML = [name for name in LOADERS if name.endswith(".toml")]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "lexicon"))


def said(name: str, folder: Path, *, loader: str = "") -> str:
    """The error, checked to be one line with file and line number."""
    with pytest.raises(LexiconError) as raised:
        LOADERS[loader or name](folder)
    message = str(raised.value)
    assert "\n" not in message
    assert re.search(rf"{re.escape(name)}:\d+: ", message), message
    return message


def change(folder: Path, name: str, old: str, new: str) -> int:
    """Replace the first occurrence; gives the line on which it stood."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_every_lexicon_file_has_a_loader_that_is_tested() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(LOADERS)


@pytest.mark.parametrize("name", TOML)
def test_an_unknown_key_is_named_with_its_line(name: str, copy: Path) -> None:
    path = copy / name
    path.write_text("# head\nwrongkey = 1\n" + path.read_text("utf-8"), encoding="utf-8")
    assert f"{name}:2: wrongkey: unknown key" in said(name, copy)


@pytest.mark.parametrize("name", TOML)
def test_a_key_that_stands_twice_is_named_with_its_line(name: str, copy: Path) -> None:
    path = copy / name
    path.write_text("twice = 1\ntwice = 2\n" + path.read_text("utf-8"), encoding="utf-8")
    assert f"{name}:2: twice: key stands twice" in said(name, copy)


@pytest.mark.parametrize("name", TOML)
def test_a_table_that_is_a_number_is_named(name: str, copy: Path) -> None:
    path = copy / name
    text = path.read_text("utf-8")
    header = re.search(r"^\[+([\w-]+)\]+$", text, re.MULTILINE)
    assert header
    key = header.group(1)
    path.write_text(f"{key} = 3\n", encoding="utf-8")
    assert f"{name}:1: {key}: must be a " in said(name, copy)


@pytest.mark.parametrize("name", TOML)
def test_a_file_that_is_cut_off_is_named(name: str, copy: Path) -> None:
    (copy / name).write_text("a = [1,\n", encoding="utf-8")
    assert "not TOML" in said(name, copy)


@pytest.mark.parametrize("name", TOML)
def test_words_that_stand_twice_in_a_list_are_named(name: str, copy: Path) -> None:
    path = copy / name
    path.write_text('x = [\n"一",\n"一",\n]\n' + path.read_text("utf-8"), encoding="utf-8")
    assert f"{name}:3: x[2]: 一 stands twice" in said(name, copy)


@pytest.mark.parametrize("name", sorted({*TOML} - {"findings.toml", "synth.toml", "wording.toml"}))
def test_a_broken_pattern_is_named(name: str, copy: Path) -> None:
    path = copy / name
    path.write_text('x = "(市"\n' + path.read_text("utf-8"), encoding="utf-8")
    assert f"{name}:1: x: no pattern: (市" in said(name, copy)


@pytest.mark.parametrize("name", LOADERS)
def test_a_file_that_is_not_there_is_named(name: str, copy: Path) -> None:
    (copy / name).unlink()
    with pytest.raises(LexiconError, match=f"{re.escape(name)}: file is missing"):
        LOADERS[name](copy)


@pytest.mark.parametrize("name", LOADERS)
def test_a_file_in_another_encoding_is_named(name: str, copy: Path) -> None:
    (copy / name).write_bytes("# 名称".encode("gb18030"))
    with pytest.raises(LexiconError, match=f"{re.escape(name)}: cannot be read"):
        LOADERS[name](copy)


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        (
            "units.toml",
            'ratio = ["倍"]',
            'ratio = ["倍", "亩"]',
            "kinds.ratio[2]: unit stands twice",
        ),
        (
            "units.toml",
            '"km" = "公里"',
            '"km" = "公理"',
            "same.km: no such unit: 公理",
        ),
        ("units.toml", "[magnitudes]", "[magnitude]", 'did you mean "magnitudes"?'),
        ("units.toml", '"万" = 10_000', '"万" = "viel"', "magnitudes.万: must be a number"),
        ("units.toml", '"万" = "ten thousand"', '"萬" = "ten thousand"', "no such magnitude: 萬"),
        ("units.toml", 'factor = "2000/3"', 'factor = "2000/0"', "factor: no number above 0"),
        ("units.toml", ', factor = "2000/3"', "", "details.亩: base and factor stand together"),
        (
            "units.toml",
            'base = "平方米", factor = "10000"',
            'base = "平米方", factor = "1"',
            "平米方",
        ),
        (
            "units.toml",
            'base = "米", factor = "1852"',
            'base = "公里", factor = "1"',
            "convert to 米",
        ),
        ("units.toml", '"亩" = { label_en', '"畝" = { label_en', "details.畝: no such unit: 畝"),
        ("units.toml", 'currency = "CNY"', 'currency = "yuan"', "details.元.currency"),
        (
            "units.toml",
            "1 {name} =",
            "1 {nom} =",
            "definitions.converted: cannot be filled in: 'nom'",
        ),
        (
            "wording.toml",
            "{contributor} →",
            "{giver} →",
            "labels.contribution: unknown name in braces: giver (known: contributor、",
        ),
        ("quantities.toml", 'unit = "%"', 'unit = "％"', "words[1].unit: no such unit: ％"),
        ("quantities.toml", 'bound = "exact"', 'bound = "exakt"', 'did you mean "exact"?'),
        ("quantities.toml", 'text = "翻一番"', 'text = "翻番"', "words[2].text: 翻番 stands twice"),
        ("indicators.toml", 'unit = "亿元"', 'unit = "亿员"', "no such unit: 亿员"),
        (
            "indicators.toml",
            "label_en = ",
            "label_eng = ",
            'unknown key (did you mean "label_en"?)',
        ),
        ("indicators.toml", 'kind = "amount"', 'kind = "amounts"', 'did you mean "amount"?'),
        ("indicators.toml", "aliases = [", "aliases = 3 # [", ""),
        ("zones.toml", 'in = "130000"', 'inside = "130000"', "zones[1].inside: unknown key"),
        ("zones.toml", 'short = ["河北雄安新区", ', 'short = "河北雄安新区" # ', "must be a list"),
        ("regions.toml", 'alias = ["珠三角地区",', 'alias = ["长三角",', "长三角 stands twice"),
        ("self.toml", '"我市", ', '"我省", ', "self[2].words[1]: 我省 stands twice, also as"),
        ("stages.toml", 'stage = "signed"', 'stage = "singed"', 'did you mean "signed"?'),
        ("stages.toml", "reach = 20", 'reach = "far"', "reach: must be a whole number"),
        ("stages.toml", '"签约", ', '"封顶", ', "封顶 stands twice"),
        ("actions.toml", 'objects = "any"', 'objects = "all"', "one of any, titled"),
        ("actions.toml", '"荣获", ', '"入选", ', "入选 stands twice"),
        ("tables.toml", 'name = "unit"', 'name = "number"', "roles[2].name: number stands twice"),
        ("levels.toml", 'level = "national"', 'level = "international"', "stands twice"),
        ("structure.toml", 'label = "政府工作报告"', "", "genres[3].label: key is missing"),
        ("analyse.toml", "nodes = 60", "nodes = 60.5", "picture.nodes"),
        ("names.toml", "[heads]", "[head]", 'did you mean "heads"?'),
        ("places.toml", 'natural = "', 'naturals = "', 'did you mean "natural"?'),
        ("web.toml", "[大中小]", "[大中小", "furniture"),
        ("web.toml", "follows =", "following =", 'did you mean "follows"?'),
        ("numbers.toml", "reason =", "reasons =", 'did you mean "reason"?'),
        ("statements.toml", "[lead]", "[leads]", 'did you mean "lead"?'),
        ("areas.tsv", "110101\t东城区", "11011\t东城区", "no code: 11011"),
        ("areas.tsv", "110101\t东城区", "110000\t东城区", "110000: code stands twice"),
        ("areas.tsv", "110101\t东城区", "110101 东城区", "not a row of 2 cells"),
        ("characters.tsv", "瞭\t了", "瞭望\t了", "not one new character"),
        ("companies.tsv", "000004\t国华网安", "000004\t平安银行", "company stands twice"),
        ("companies.tsv", "000004\t国华网安", "000004\t", "not a row of 2 cells"),
    ],
)
def test_what_is_wrong_is_said_with_a_way_to_mend_it(
    name: str, old: str, new: str, message: str, copy: Path
) -> None:
    change(copy, name, old, new)
    assert message in said(name, copy)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("zones.toml", 'in = "130000"', 'in = "139999"'),
        ("zones.toml", '"130629"', '"139999"'),
        ("places.toml", '"京" = "110000"', '"京" = "119999"'),
    ],
)
def test_a_code_of_no_division_is_named(name: str, old: str, new: str, copy: Path) -> None:
    line = change(copy, name, old, new)
    assert f"{name}:{line}: " in said(name, copy, loader="areas.tsv")


def test_the_edition_of_the_divisions_must_be_said(copy: Path) -> None:
    change(copy, "areas.tsv", "# edition: ", "# as of ")
    assert "the edition is missing (a line like # edition: " in said("areas.tsv", copy)


TEXTS = st.text("ab\"\\#[]=,{}\n'一", max_size=6)
VALUES = st.recursive(
    st.one_of(TEXTS, st.integers(), st.booleans()), lambda inner: st.lists(inner, max_size=3)
)


def written(value: object) -> str:
    """A value as TOML, lists over several lines with a comment in each."""
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return f'"{escaped}"'
    if isinstance(value, list):
        return "[ # [\n" + "".join(f"{written(one)},\n" for one in value) + "]"
    return str(value).lower()


@given(st.lists(VALUES, max_size=4))
def test_the_line_of_every_key_is_found_whatever_stands_in_the_values(values: list[object]) -> None:
    text = "[[t]]\n[[t]]\n"
    places_of = {}
    for index, value in enumerate(values):
        places_of[index] = text.count("\n") + 1
        text += f'"k {index}" = {written(value)} # "\n'
    found = positions.lines(text)
    assert all(found["t", 1, f"k {index}"] == line for index, line in places_of.items())
    assert found["t", 0] == 1


def test_a_body_whose_pattern_refers_back_to_a_group_is_named(copy: Path) -> None:
    line = change(copy, "identity.toml", 'pattern = "中医院"', "pattern = '(中)\\1医院'")
    message = said("identity.toml", copy)
    assert f"identity.toml:{line}: bodies.full[5].pattern: refers back to a group" in message
