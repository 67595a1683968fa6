"""Areas: the list of divisions, look-ups, and what counts as a mention of one."""

from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import structure
from kg.errors import LexiconError
from kg.lexicon import areas as area_lists
from kg.lexicon import divisions, places
from kg.lexicon import structure as structure_rules
from kg.model import Area, Document, Source, Text
from kg.settings import Settings
from kg.tag import areas as area_tagger
from kg.tag.possible import areas_possible

LEXICON = Settings().lexicon
AREAS = area_lists.load(LEXICON)
RULES = structure_rules.load(LEXICON)
WUJIANG = AREAS.area("320509")
FAR = AREAS.area("440311")


def report(text: str) -> Document:
    source = Source(
        id="r",
        name="r.txt",
        media_type="text/plain",
        encoding="utf-8",
        sha256=sha256(text.encode()).hexdigest(),
    )
    return structure.document(Text(source=source, text=text), RULES)


def found(text: str, home: Area | None = WUJIANG) -> list[str]:
    return [m.text for m in area_tagger.mentions(report(text), home, AREAS)]


def rules(text: str, home: Area | None = WUJIANG) -> list[str]:
    return [m.rule for m in area_tagger.mentions(report(text), home, AREAS)]


def named(text: str, home: Area | None = WUJIANG) -> list[str]:
    return [m.name for m in area_tagger.mentions(report(text), home, AREAS)]


def test_the_list_has_four_levels_and_says_of_when_it_is() -> None:
    levels = {AREAS.divisions.level(code) for code in AREAS.divisions.codes}
    assert levels == {"province", "prefecture", "county", "township"}
    assert AREAS.edition == "2025-12-31"
    assert AREAS.area("710000").name == "台湾省"


def test_a_division_knows_its_path() -> None:
    town = AREAS.area("320509103")
    assert town.path == ("江苏省", "苏州市", "吴江区", "盛泽镇")
    assert (town.level, town.parent) == ("township", "320509")


@given(st.sampled_from(AREAS.divisions.codes))
def test_every_division_lies_in_a_listed_one_and_has_a_longer_full_than_short_name(
    code: str,
) -> None:
    chain = AREAS.divisions.chain(code)
    assert chain[-1] == code
    assert chain[0].endswith("0000")
    assert all(part in AREAS.divisions.names for part in chain)
    short = AREAS.divisions.short(code)
    assert short is None or 2 <= len(short) < len(AREAS.divisions.names[code])


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("盛泽", "320509103"),
        ("吴江", "320509"),
        ("苏州", "320500"),
        ("江苏", "320000"),
        ("积石山", "622927"),
        ("恩施州", "422800"),
        ("新疆", "650000"),
        ("准格尔", "150622"),
        ("苏州市吴江区盛泽镇", "320509103"),
        ("新疆和静", "652827"),
    ],
)
def test_full_short_and_glued_names_are_looked_up(name: str, code: str) -> None:
    assert [a.code for a in AREAS.named(name, WUJIANG)] == [code]


def test_an_ambiguous_name_gives_all_that_it_can_mean_and_the_nearest_from_home() -> None:
    assert {a.path[0] for a in AREAS.named("龙华区")} == {"广东省", "海南省"}
    assert [a.code for a in AREAS.named("龙华区", FAR)] == ["440309"]


def test_coordinated_and_glued_names_are_mentions() -> None:
    assert found("盛泽、黎里、平望、震泽镇都有新项目。") == ["盛泽", "黎里", "平望", "震泽镇"]
    assert found("今年，苏州市吴江区继续努力。") == ["苏州市吴江区"]
    assert named("今年，苏州市吴江区继续努力。") == ["吴江区"]


@pytest.mark.parametrize(
    "text",
    [
        "苏州大学来访。",
        "吴江开发区管委会来访。",
        "在吴江第一人民医院设点。",
        "沪苏湖高铁今年开工。",
        "争创示范县，打造示范区。",
        "打响“乐业吴江”品牌。",
        "学习《江苏省节水条例》。",
        "全区上下和全市一道。",
        "推广枫桥经验。",
        "北京市住建局来访。",
        "发展资源和公安工作，合作建设新城。",
        "发展乡村旅游，建设行政村。",
        "补齐片区医疗短板。",
    ],
)
def test_other_names_generic_words_and_common_words_are_none(text: str) -> None:
    assert found(text) == []


def test_an_ordinary_word_is_its_own_place_only_where_the_context_wants_one() -> None:
    assert found("大批企业落户光明，投资增长。", FAR) == ["光明"]
    assert found("迎来光明前景。", FAR) == []


def test_far_counties_count_glued_or_side_by_side() -> None:
    assert named("强化与汕头金平的协作。", FAR) == ["金平区"]
    assert named("推动田阳、田林振兴。", FAR) == ["田阳区", "田林县"]


def test_a_zone_named_in_full_makes_its_short_form_known() -> None:
    text = "东太湖生态旅游度假区晋升国家级。随后，度假区客流增长。"
    assert named(text) == ["东太湖生态旅游度假区"] * 2
    assert named("推进示范区建设。") == ["长三角生态绿色一体化发展示范区"]
    assert named("推进示范区建设。", FAR) == []


def test_zone_names_get_their_full_form() -> None:
    assert named("吴江经开区和吴江高新区入选。") == ["吴江经济技术开发区", "吴江高新技术产业开发区"]
    assert named("金昌经开区入选。", AREAS.area("620000")) == ["金昌经济技术开发区"]


def test_an_ecological_island_is_a_zone_and_its_short_form_is_known_after() -> None:
    text = "建设东沙生态岛，带动生态岛民宿发展。"
    assert found(text) == ["东沙生态岛", "生态岛"]


def test_a_region_that_only_says_whose_people_they_are_is_none() -> None:
    assert found("引来港澳青年和港澳居民。") == []
    assert found("深化与港澳的合作。") == ["港澳"]


def test_a_part_of_a_river_is_called_by_a_place() -> None:
    assert found("淮河阜阳段、汉江襄阳段水质优良。") == ["阜阳", "襄阳"]
    assert rules("汉江襄阳段水质优良。") == ["certain-division"]
    assert rules("汉江襄阳段河道治理工程开工。") != ["certain-division"]
    assert rules("汉江禁渔以来，襄阳段监测到鱼类40种。") == ["certain-division"]


def test_the_last_of_a_counted_row_is_a_place_whatever_follows() -> None:
    gansu = AREAS.area("620000")
    assert found("碌曲、玛曲、卓尼3县公路项目完工。", gansu) == ["碌曲", "玛曲", "卓尼"]
    assert rules("赴广州、成都、武汉招商会签约。")[-1] == "certain-division"


def test_places_are_named_for_their_people() -> None:
    assert found("感谢香港同胞、台湾同胞和港澳同胞。") == ["香港", "台湾", "港澳"]


def test_a_cell_that_compares_names_no_place() -> None:
    assert found("\t增速\n\t超苏州市平均水平\n") == []
    assert found("增速超苏州市平均水平。") == ["苏州市"]


def test_the_short_form_of_a_zone_is_no_part_of_a_quoted_name() -> None:
    text = "太湖生态岛建设提速，创建“生态岛”试验区，生态岛道路通车。"
    assert found(text) == ["太湖生态岛", "生态岛"]
    assert found("太湖生态岛提速，办好“生态岛骑行周”。") == ["太湖生态岛", "生态岛"]


def test_a_saying_with_a_place_in_it_is_none() -> None:
    assert found("团结坚如磐石。", AREAS.area("441200")) == []


@pytest.mark.parametrize(("words", "possible"), [("平安底色", []), ("平安驿站", ["平安"])])
def test_what_is_peaceful_is_not_even_possibly_a_place(words: str, possible: list[str]) -> None:
    near = areas_possible(report(f"擦亮{words}。"), AREAS.area("630202"), AREAS)
    assert [one.mention.text for one in near] == possible


def test_a_village_that_receives_an_honour_may_begin_with_a_number() -> None:
    assert found("三里村入选美丽乡村，三个村获评示范村。") == ["三里村"]


def test_villages_are_told_by_structure() -> None:
    assert found("平望镇庙头村入选。") == ["平望镇庙头村"]
    text = "新设云谷、禾湾、南庄等6个社区。"
    assert named(text, FAR) == ["云谷社区", "禾湾社区", "南庄社区"]


def test_single_letters_count_beside_each_other_and_after_a_place_word() -> None:
    assert named("面向京津的农产品基地。") == ["北京市", "天津市"]
    assert found("打造冀鲁豫交汇的枢纽。") == ["冀鲁豫"]
    assert named("向驻吴部队致意。") == ["吴江区"]


def test_cities_named_by_a_character_each_are_one_mention_each() -> None:
    assert found("赴京广沪深招商。") == ["京", "广", "沪", "深"]
    assert named("赴北上广推介。") == ["北京市", "上海市", "广州市"]


def test_regions_have_one_name() -> None:
    assert named("融入长三角地区，位居西部第一。") == ["长三角", "西部地区"]


def test_without_a_home_full_names_and_cities_are_still_found() -> None:
    assert found("苏州市和杭州结对。", None) == ["苏州市", "杭州"]


@given(st.text(alphabet="苏州市吴江区、和盛泽镇村“”（）的省县新", max_size=60))
def test_mentions_are_in_order_apart_and_as_written(text: str) -> None:
    mentions = area_tagger.mentions(report(text), WUJIANG, AREAS)
    assert all(m.span.of(text) == m.text for m in mentions)
    assert all(one.span.end <= other.span.start for one, other in pairwise(mentions))


def test_a_broken_list_is_reported_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "areas.tsv"
    file.write_text("# edition: 2025-12-31\n110000\t北京市\nX\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"areas\.tsv:3: not a row of 2 cells: X"):
        divisions.read(file, places.places(LEXICON).naming)
    with pytest.raises(LexiconError, match="missing"):
        divisions.read(tmp_path / "none.tsv", places.places(LEXICON).naming)


def test_every_code_in_the_curated_lists_exists() -> None:
    zones = [c for z in AREAS.zone_list.zones for c in (z.parent, *z.homes) if c]
    regions = [r.parent for r in AREAS.region_list.regions if r.parent]
    codes = {*zones, *regions, *AREAS.places.letters.values()}
    assert codes <= AREAS.divisions.names.keys()
