"""The report's own place, and areas that become what they name."""

from hashlib import sha256
from pathlib import Path

import pytest

from kg import read, structure
from kg.lexicon import areas as area_lists
from kg.lexicon import structure as structure_rules
from kg.link.areas import link
from kg.link.home import home
from kg.link.own import self_area
from kg.model import Area, Document, Mention, MentionType, Source, Span, Text
from kg.settings import Settings
from kg.tag import areas as area_tagger
from tests import needs

LEXICON = Settings().lexicon
AREAS = area_lists.load(LEXICON)
RULES = structure_rules.load(LEXICON)
SHARED = Path(__file__).parents[2] / "shared"
#: What the file names of the raw reports say.
PINYIN = {
    "changsha": "430100",
    "chongqing": "500000",
    "dingxing": "130626",
    "fangchenggang": "450600",
    "futian": "440304",
    "gansu": "620000",
    "gaotang": "371526",
    "guangdong": "440000",
    "guangming": "440311",
    "guizhou": "520000",
    "handan": "130400",
    "hebi": "410600",
    "huangshan": "341000",
    "jinhua": "330700",
    "longhua": "440309",
    "longnan": "621200",
    "longyan": "350800",
    "ordos": "150600",
    "qingdao": "370200",
    "qiqihar": "230200",
    "rongcheng": "130629",
    "shaoguan": "440200",
    "shunping": "130636",
    "tongchuan": "610200",
    "tongren": "520600",
    "wuwei": "620600",
    "yantian": "440308",
    "yuxi": "530400",
    "zhejiang": "330000",
}


def report(text: str) -> Document:
    source = Source(
        id="r",
        name="r.txt",
        media_type="text/plain",
        encoding="utf-8",
        sha256=sha256(text.encode()).hexdigest(),
    )
    return structure.document(Text(source=source, text=text), RULES)


def own(text: str) -> str | None:
    area = home(report(text), AREAS)
    return area.code if area else None


def linked(text: str, place: Area | None) -> tuple[Mention, ...]:
    return link(area_tagger.mentions(report(text), place, AREAS), place, AREAS)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("关于苏州市吴江区2024年国民经济和社会发展计划执行情况的报告\n一、回顾\n", "320509"),
        ("政府工作报告\n——2025年1月6日在高唐县第十八届人民代表大会上\n", "371526"),
        ("各位代表：\n现在，我代表顺平县人民政府，向大会报告工作。\n", "130636"),
        ("2026年甘肃省政府工作报告\n甘肃省省长 某某\n", "620000"),
        ("政府工作报告\n恩施土家族苗族自治州人民政府州长 某某\n", "422800"),
        ("在盛泽镇第十八届人民代表大会上的报告\n", "320509103"),
        ("在城南街道第十八届人民代表大会上的报告\n", None),
    ],
)
def test_the_opening_says_whose_report_it_is(text: str, code: str | None) -> None:
    assert own(text) == code


def test_an_ambiguous_county_is_settled_by_the_places_around_it() -> None:
    opening = "各位代表：\n我代表龙华区人民政府报告工作。\n"
    assert own(opening + "落实广东和深圳的部署。\n") == "440309"
    assert own(opening + "落实海南和海口的部署。\n") == "460106"
    assert own(opening) is None


def test_a_report_without_an_opening_is_known_by_what_it_names_most() -> None:
    text = "全县上下同心，建设容城。容城服装走向全国，容城面貌一新。我县、全县和县政府都很努力。"
    assert own(text + "容城明天更好。学习北京经验。\n") == "130629"


def test_a_text_without_a_place_has_none() -> None:
    assert own("今年以来，各项工作稳步推进。\n") is None


@pytest.mark.parametrize(
    ("word", "place", "name"),
    [
        ("我区", "320509", "吴江区"),
        ("全市", "320509", "苏州市"),
        ("全省", "320509", "江苏省"),
        ("全县", "371526", "高唐县"),
        ("全市", "371526", "聊城市"),
        ("全市", "320583", "昆山市"),
        ("全区", "450600", "广西壮族自治区"),
        ("全市", "500106", "重庆市"),
        ("我们", "320509103", "盛泽镇"),
        ("全县", "320509", None),
        ("全省", "500106", None),
        ("全国", "320509", None),
    ],
)
def test_self_words_mean_the_own_place_and_those_above(
    word: str, place: str, name: str | None
) -> None:
    area = self_area(word, AREAS.area(place), AREAS)
    assert (area.name if area else None) == name


def test_divisions_zones_villages_and_regions_are_linked() -> None:
    text = "平望镇庙头村和吴江开发区融入长三角。"
    village, zone, region = linked(text, AREAS.area("320509"))
    assert village.area == AREAS.place("庙头村", "village", "320509102")
    assert village.name == "庙头村"
    assert zone.area == AREAS.zone("吴江经济技术开发区", "320509")
    assert region.area == AREAS.region("长三角")


def test_an_uncertain_name_stays_unlinked_but_keeps_its_full_name() -> None:
    (mention,) = linked("鼓楼区来访。", None)
    assert (mention.name, mention.area) == ("鼓楼区", None)


def test_an_uncertain_name_is_settled_by_the_cities_beside_it() -> None:
    *_, mention = linked("南京和徐州，南京和江苏。南京的鼓楼区来访。", None)
    assert mention.area == AREAS.area("320106")


@needs.reports
@pytest.mark.parametrize("folder", ["corpus-more", "corpus-raw"])
def test_real_reports_are_placed_where_their_file_names_say(folder: str) -> None:
    files = sorted((SHARED / folder).glob("*.txt"))
    placed = {f.name: home(structure.document(read.text(f), RULES), AREAS) for f in files}
    wrong = {n: a for n, a in placed.items() if not a or a.code != PINYIN[n.split("-")[1]]}
    assert wrong == {}


@pytest.mark.parametrize(
    ("words", "name", "level"),
    [
        ("龙华", "龙华区", "county"),
        ("东山智造新城", "东山智造新城", "zone"),
        ("平安村", "平安村", "village"),
        ("京津冀", "京津冀", "region"),
        ("云上谷地", "云上谷地", None),
    ],
)
def test_what_only_the_model_took_for_an_area_is_linked_where_it_can_be(
    words: str, name: str, level: str | None
) -> None:
    home = AREAS.area("440309")
    mention = Mention(
        span=Span(0, len(words)), type=MentionType.AREA, text=words, name=words, rule="learned"
    )
    (found,) = link((mention,), home, AREAS)
    assert found.name == name
    assert (found.area.level if found.area else None) == level
