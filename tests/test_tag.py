"""The name tagger: rules, list structure, memory, resolver, pipeline."""

import json
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from kg import read, tag
from kg.errors import LexiconError
from kg.lexicon import names, structure
from kg.model import Document, Mention, MentionType, Source, Span, Text
from kg.settings import Settings
from kg.structure import document
from kg.tag import components
from kg.tag.candidates import Candidate, candidate
from kg.tag.resolve import resolved
from tests import needs

SHARED = Path(__file__).parents[2] / "shared"
LEXICON = Settings().lexicon
OPENING = "某县政府工作报告\n一、2024年工作回顾\n"


@cache
def _pipeline() -> Language:
    return components.pipeline(tag.taggers(names.load(LEXICON)))


def _report(body: str) -> Document:
    source = Source(id="t", name="t.txt", media_type="text/plain", encoding="utf-8", sha256="0")
    return document(Text(source=source, text=OPENING + body), structure.load(LEXICON))


def _mentions(body: str) -> tuple[Mention, ...]:
    return components.tagged(_report(body), _pipeline()).mentions


def _named(body: str, kind: MentionType) -> list[str]:
    return [mention.text for mention in _mentions(body) if mention.type is kind]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("出台促进青禾产业发展若干措施。", ["促进青禾产业发展若干措施"]),
        ("全面完成“青禾惠企行动”任务。", ["青禾惠企行动"]),
        ("推进“空中造楼”项目18个。", ["空中造楼"]),
        ("基层治理“小院落”模式获评全省典型。", ["基层治理“小院落”模式"]),
        ("推进青禾体检试点、北沙宅基地制度改革。", ["青禾体检试点", "北沙宅基地制度改革"]),
        ("推进医疗制度和青禾养老制度改革。", ["医疗制度和青禾养老制度改革"]),
        ("打好青天、绿水、净土保卫战。", ["青天、绿水、净土保卫战"]),
        ("中国青禾博览会、北沙科学家峰会影响力持续扩大。", ["中国青禾博览会", "北沙科学家峰会"]),
    ],
)
def test_programmes_are_known_without_a_verb_of_their_own(
    sentence: str, expected: list[str]
) -> None:
    found = _named(sentence, MentionType.POLICY)
    assert found == expected


@pytest.mark.parametrize("opening", ["我受", "受"])
def test_the_government_that_has_a_report_given_is_a_body(opening: str) -> None:
    assert _named(f"{opening}县人民政府委托，现报告如下。", MentionType.ORGANISATION) == [
        "县人民政府"
    ]


def test_what_is_received_for_the_first_time_is_an_honour() -> None:
    assert _named("省长奖、大国工匠均实现零的突破。", MentionType.HONOUR) == ["省长奖", "大国工匠"]


@pytest.mark.parametrize("word", ["试点", "全国试点", "典型案例"])
def test_a_bare_word_is_no_honour(word: str) -> None:
    assert not _named(f"青禾经验入选{word}。", MentionType.HONOUR)


def test_a_school_that_is_built_is_a_project() -> None:
    assert _named("建成青禾实验中学等一批学校。", MentionType.PROJECT) == ["青禾实验中学"]


def test_a_table_names_projects_in_a_column_of_their_own() -> None:
    rows = ("1", "青禾路拓宽地块", "北沙镇"), ("2", "南泽小学配套用地", "北沙镇")
    head = "附表\n\n\t序号\n\t项目名称\n\t所属区域\n\n"
    body = head + "\n".join("".join(f"\t{cell}\n" for cell in row) for row in rows)
    assert _named(body, MentionType.PROJECT) == ["青禾路拓宽地块", "南泽小学配套用地"]


def test_a_table_names_companies_in_a_column_of_builders() -> None:
    rows = ("1", "青禾路拓宽地块", "北沙交通集团"), ("2", "南泽小学配套用地", "县教育局")
    head = "附表\n\n\t序号\n\t项目名称\n\t建设单位\n\n"
    body = head + "\n".join("".join(f"\t{cell}\n" for cell in row) for row in rows)
    assert _named(body, MentionType.ENTERPRISE) == ["北沙交通集团"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("华岭科技、南泽股份等5家企业入选省瞪羚企业。", ["华岭科技", "南泽股份"]),
        ("青禾获评中国独角兽企业。", ["青禾"]),
        ("青禾光学在深交所上市，北沙集团增资扩产。", ["北沙集团"]),
        ("支持北沙集团、青禾光学等企业做大做强。", ["北沙集团", "青禾光学"]),
        ("亨通光电获评省级绿色工厂。", ["亨通光电"]),
        ("由北沙交通集团投资建设的青禾大桥开工。", ["北沙交通集团"]),
        ("由华岭电子投资9.6亿元新建的传感器工厂投产。", ["华岭电子"]),
        ("由社会资本投资建设的青禾停车场启用。", []),
        ("由县政府投资建设的青禾停车场启用。", []),
    ],
)
def test_companies_are_known_by_list_receipt_head_or_listing(
    sentence: str, expected: list[str]
) -> None:
    assert _named(sentence, MentionType.ENTERPRISE) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("新增国家级5G工厂6家、省级智能工厂5家。", ["国家级5G工厂", "省级智能工厂"]),
        ("我县获评全国首批美丽乡村先行区。", ["美丽乡村先行区"]),
        ("东湖公园荣获“中国钢结构金奖”。", ["中国钢结构金奖"]),
        ("通过国家卫生城市复审。", ["国家卫生城市"]),
        ("在全国综合实力百强区榜单中，我区排名第7。", ["全国综合实力百强区"]),
        ("培育专精特新“小巨人”企业3家。", ["专精特新“小巨人”企业"]),
        ("获第三届全国改革创新奖2项。", ["第三届全国改革创新奖"]),
    ],
)
def test_honours_are_known_by_verb_level_and_number(sentence: str, expected: list[str]) -> None:
    found = [text.removeprefix("第三届") for text in _named(sentence, MentionType.HONOUR)]
    assert found == [text.removeprefix("第三届") for text in expected]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("沿湖高铁建成通车，清源站启用。", ["沿湖高铁", "清源站"]),
        ("促成青禾大桥、北沙水厂开工建设。", ["青禾大桥", "北沙水厂"]),
        ("打通断头路和瓶颈路，青禾大桥通车。", ["青禾大桥"]),
        ("沿湖高铁、青石隧道、北岭水库等项目有序推进。", ["沿湖高铁", "青石隧道", "北岭水库"]),
        ("青石路、白塔街等10条道路改造提升。", ["青石路", "白塔街"]),
        ("完成投资1.2亿元的清源水厂建设。", ["清源水厂"]),
        ("清源人民医院、白塔幼儿园建成投用。", ["清源人民医院", "白塔幼儿园"]),
    ],
)
def test_projects_are_known_by_head_list_and_building_verb(
    sentence: str, expected: list[str]
) -> None:
    assert _named(sentence, MentionType.PROJECT) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("与清源理工大学、白塔实验室等合作。", ["清源理工大学", "白塔实验室"]),
        ("成立清源低空经济产业联盟。", ["清源低空经济产业联盟"]),
        ("现在，我代表县人民政府，向大会报告工作。", ["县人民政府"]),
    ],
)
def test_organisations_are_known_by_head_and_office(sentence: str, expected: list[str]) -> None:
    assert _named(sentence, MentionType.ORGANISATION) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("印发《清源县低空经济行动计划》。", ["清源县低空经济行动计划"]),
        ("持续深化“乐业清源”工程。", ["“乐业清源”工程"]),
        ("开展“清源购物节”“白塔夜市季”等促消费活动。", ["清源购物节", "白塔夜市季"]),
        ("推行“拿地即开工”。", ["拿地即开工"]),
        ("打好蓝天、碧水、净土保卫战。", ["蓝天、碧水、净土保卫战"]),
        ("成功举办白塔半程马拉松。", ["白塔半程马拉松"]),
    ],
)
def test_policies_are_known_by_title_quotation_and_verb(sentence: str, expected: list[str]) -> None:
    assert _named(sentence, MentionType.POLICY) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "统筹推进19个老旧小区改造提升。",
        "4个省重大项目完成投资34.3亿元。",
        "24家企业上市。",
        "加快重点项目建设，完善基础设施。",
        "切实担起“走在前、做示范”的使命担当。",
        "连续十七年实现“两个确保”。",
        "扎实做好高等教育和中等教育工作。",
    ],
)
def test_counted_and_generic_things_are_no_names(sentence: str) -> None:
    assert _mentions(sentence) == ()


def test_a_name_found_for_sure_is_known_at_its_other_places() -> None:
    body = "华岭等3家企业入选省瞪羚企业。全年走访多次，华岭产值翻番。"
    assert _named(body, MentionType.ENTERPRISE) == ["华岭", "华岭"]


def test_a_short_name_gets_the_full_one_that_the_report_says() -> None:
    body = "北沙集团产值增长。支持北沙、华岭科技等企业发展。"
    called = {mention.text: mention.name for mention in _mentions(body)}
    assert called["北沙"] == "北沙集团"


def test_companies_of_one_stem_stay_apart() -> None:
    body = "北沙光纤、北沙光电、北沙等3家企业入选省瞪羚企业。"
    called = {mention.text: mention.name for mention in _mentions(body)}
    assert called["北沙"] == "北沙"


def test_a_phase_is_called_by_its_project() -> None:
    body = "清源科技产业园一期建成投用，二期开工建设。"
    assert [mention.name for mention in _mentions(body)][-1] == "清源科技产业园二期"


def test_the_pipeline_writes_candidates_mentions_and_entities() -> None:
    report = _report("沿湖高铁建成通车。")
    doc = components.document(report, _pipeline())
    assert [span.text for span in doc.spans["mentions"]] == ["沿湖高铁"]
    assert [(span.text, span.label_, span.kb_id_) for span in doc.ents] == [
        ("沿湖高铁", "project", "沿湖高铁")
    ]
    assert doc.user_data["candidates"]


_TEXT = "甲乙丙丁戊己庚辛壬癸"
_SPANS = st.tuples(st.integers(0, 9), st.integers(1, 5)).map(
    lambda pair: Span(pair[0], min(pair[0] + pair[1], len(_TEXT)))
)
_CANDIDATES = st.lists(
    st.builds(
        lambda span, kind, priority: candidate(_TEXT, span, kind, "r", priority),
        _SPANS,
        st.sampled_from(MentionType),
        st.integers(0, 3),
    )
)


@given(_CANDIDATES, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_resolved_entities_never_overlap_and_order_does_not_matter(
    candidates: list[Candidate], random: object
) -> None:
    found = resolved(candidates)
    values = {MentionType.QUANTITY, MentionType.TIME}
    entities = [mention for mention in found if mention.type not in values]
    pairs = pairwise(entities)
    assert all(left.span.end <= right.span.start for left, right in pairs)
    mixed = list(candidates)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert resolved(mixed) == found


def test_a_pattern_that_does_not_compile_is_reported_with_its_key(tmp_path: Path) -> None:
    rules = (LEXICON / "names.toml").read_text(encoding="utf-8")
    (tmp_path / "names.toml").write_text(rules.replace('"获评(?:为)?"', '"获评(?:为"'), "utf-8")
    with pytest.raises(LexiconError, match=r"names\.toml:\d+: verbs\.honour\[2\]: no pattern"):
        names.load(tmp_path)


def test_a_company_line_without_a_name_is_reported_with_its_number(tmp_path: Path) -> None:
    (tmp_path / "names.toml").write_bytes((LEXICON / "names.toml").read_bytes())
    (tmp_path / "companies.tsv").write_text("code\tname\n600487\n", "utf-8")
    with pytest.raises(LexiconError, match=r"companies\.tsv:2"):
        names.load(tmp_path)


@needs.gold
def test_names_of_the_annotated_report_are_mostly_found() -> None:
    stem = "000_a65cc7568acc971d"
    report = document(read.text(SHARED / "corpus" / f"{stem}.txt"), structure.load(LEXICON))
    rows = (SHARED / "gold" / f"{stem}.entities.jsonl").read_text(encoding="utf-8").splitlines()
    gold = {(row["start"], row["end"], row["type"]) for row in map(json.loads, rows)}
    given_ = {
        (m.span.start, m.span.end, m.type) for m in components.tagged(report, _pipeline()).mentions
    }
    for kind, least in {"enterprise": 0.9, "honour": 0.8, "organisation": 0.7}.items():
        wanted = {row for row in gold if row[2] == kind}
        assert len(wanted & given_) >= least * len(wanted)


def test_the_pipeline_keeps_nothing_of_a_report_that_was_read_but_its_characters() -> None:
    nlp = _pipeline()
    components.tagged(_report("沿湖高铁建成通车。"), nlp)
    before = set(nlp.vocab.strings)
    components.tagged(_report("滨海快线开工建设，获评国家级生态示范区。"), nlp)
    kept = set(nlp.vocab.strings) - before
    assert "滨" in kept
    assert {len(one) for one in kept} == {1}
