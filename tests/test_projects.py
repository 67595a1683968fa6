"""Projects: one a named undertaking, and how far it has come."""

from dataclasses import replace
from decimal import Decimal

import pytest

from kg.extract.events import events
from kg.extract.projects import projects
from kg.model import (
    Area,
    Cell,
    Mention,
    MentionType,
    Modality,
    Project,
    Quantity,
    Span,
    Stage,
    Table,
)
from tests.marked import HOME, RULES, STAGES, Marked, report


def of(one: Marked) -> tuple[Project, ...]:
    found = events(one.document, one.mentions, HOME, RULES)
    return projects(one.document, one.mentions, HOME, found, STAGES)


def only(review: str = "", plan: str = "") -> Project:
    (project,) = of(report(review, plan))
    return project


@pytest.mark.parametrize(
    ("words", "stage"),
    [
        ("[P 明湖智算中心]等重大项目签约落地。", Stage.SIGNED),
        ("[P 明湖智算中心]开工建设。", Stage.STARTED),
        ("[P 明湖智算中心]、[P 明湖智算中心]等项目有序推进。", Stage.ONGOING),
        ("加快建设[P 明湖智算中心]。", Stage.ONGOING),
        ("[P 明湖智算中心]主体封顶。", Stage.ONGOING),
        ("[P 明湖智算中心]建成投用。", Stage.COMPLETED),
        ("完成[P 明湖智算中心]建设。", Stage.COMPLETED),
        ("[P 明湖智算中心]完成土地整备，加快建设。", Stage.ONGOING),
    ],
)
def test_the_words_beside_a_name_say_the_stage(words: str, stage: Stage) -> None:
    project = only(words)
    assert (project.stage, project.modality) == (stage, Modality.DONE)


@pytest.mark.parametrize(
    ("words", "stage"),
    [
        ("加快建设[P 明湖智算中心]。", Stage.ONGOING),
        ("力争[P 明湖智算中心]开工建设。", Stage.PLANNED),
        ("加快推进[P 明湖智算中心]落地。", Stage.PLANNED),
    ],
)
def test_an_aim_is_no_stage(words: str, stage: Stage) -> None:
    project = only(plan=words)
    assert (project.stage, project.modality) == (stage, Modality.PLANNED)


def test_what_has_not_begun_is_planned() -> None:
    project = only("[P 明湖更新项目]涉及4户，暂未启动征收程序。")
    assert (project.stage, project.modality) == (Stage.PLANNED, Modality.PLANNED)


def test_the_furthest_stage_counts_and_names_are_gathered() -> None:
    project = only("[P 苏湖高铁]建成通车。", "推进[P 苏湖铁路]沿线整治。")
    assert project.stage is Stage.COMPLETED
    assert project.modality is Modality.DONE
    assert {project.name, *project.aliases} == {"苏湖高铁", "苏湖铁路"}
    assert len(project.evidence) == 2


def test_a_verb_governs_its_own_name_only() -> None:
    first, second = of(report("[P 明湖大桥]开工、[P 东港隧道]竣工。"))
    assert (first.stage, second.stage) == (Stage.STARTED, Stage.COMPLETED)


def test_a_kind_of_project_is_no_project() -> None:
    assert of(report("加快建设[P 低碳产业园]，[P 实训基地]建成投用。")) == ()


def test_a_name_of_which_nothing_is_said_is_no_project() -> None:
    assert of(report("[P 明湖公园]获评[H 省级公园]。")) == ()


def test_an_organisation_whose_building_opens_is_a_project() -> None:
    assert only("[O 梅堰卫生院]建成投用。").name == "梅堰卫生院"


def test_an_unmarked_phrase_that_is_built_is_a_project() -> None:
    assert only("明湖医院新院区竣工。").name == "明湖医院新院区"


def test_the_area_in_a_name_is_its_place() -> None:
    project = only("[A 盛泽镇]全力提速。[P 盛泽站]启用。")
    assert project.area.name == "盛泽镇"


def test_without_a_finer_area_the_place_is_the_own() -> None:
    assert only("[P 苏台高速]通车。").area == HOME


def test_the_company_at_the_head_of_a_name_is_its_enterprise() -> None:
    project = only("[E 云锦集团=云锦]发展良好。[P 云锦新材料项目]投产。")
    assert project.enterprise == "云锦集团"


def _priced(written: str, amount: str) -> Marked:
    one = report(written)
    start = one.document.text.index(amount)
    price = Mention(
        span=Span(start, start + len(amount)),
        type=MentionType.QUANTITY,
        text=amount,
        name=amount,
        rule="quantity-money",
        value=Quantity(amount=Decimal(amount.removesuffix("亿元")), unit="亿元"),
    )
    mentions = sorted((*one.mentions, price), key=lambda mention: mention.span)
    return replace(one, mentions=tuple(mentions))


@pytest.mark.parametrize(
    "words", ["加快总投资8亿元的[P 明湖科技园]建设。", "[P 明湖科技园]开工，总投资8亿元。"]
)
def test_a_price_beside_a_name_is_its_investment(words: str) -> None:
    (project,) = of(_priced(words, "8亿元"))
    assert project.investment == Quantity(amount=Decimal(8), unit="亿元")


def test_a_price_of_several_is_nobodys() -> None:
    found = of(_priced("加快投资8亿元的[P 明湖大道]、[P 东港大道]改造。", "8亿元"))
    assert [project.investment for project in found] == [None, None]


def test_rows_of_a_project_table_are_projects() -> None:
    one = report("重点项目如下。")
    text = one.document.text

    def cell(words: str) -> Cell:
        return Cell(text=words, span=Span(0, 2))

    table = Table(
        span=Span(0, len(text)),
        caption=None,
        section=None,
        header=tuple(map(cell, ("序号", "项目名称", "建设地点", "项目状态"))),
        rows=(
            tuple(map(cell, ("1", "明湖大桥工程", "盛泽镇", "续建"))),
            tuple(map(cell, ("", "合计", "", ""))),
        ),
    )
    mention = Mention(
        span=Span(0, 2),
        type=MentionType.AREA,
        text="盛泽",
        name="盛泽镇",
        rule="area",
        area=Area(name="盛泽镇", level="township"),
    )
    document = replace(one.document, tables=(table,))
    (project,) = projects(document, (mention,), HOME, (), STAGES)
    assert (project.name, project.area.name, project.stage) == (
        "明湖大桥工程",
        "盛泽镇",
        Stage.ONGOING,
    )


def test_a_completion_that_is_announced_is_the_stage_aimed_at() -> None:
    project = only(plan="加快[P 明湖大桥]建成。")
    assert (project.stage, project.modality) == (Stage.COMPLETED, Modality.PLANNED)


def test_a_completion_announced_of_a_reported_project_is_none_yet() -> None:
    project = only("[P 明湖大桥]加快建设。", "建成[P 明湖大桥]。")
    assert (project.stage, project.modality) == (Stage.ONGOING, Modality.DONE)


def test_construction_that_is_begun_is_a_start() -> None:
    assert only("启动[P 明湖大桥]建设。").stage is Stage.STARTED


def test_an_institution_to_be_built_is_a_project() -> None:
    project = only(plan="推动[O 明湖人民医院]规划建设。")
    assert (project.name, project.stage) == ("明湖人民医院", Stage.PLANNED)


@pytest.mark.parametrize(
    ("words", "stage"),
    [
        ("[P 明湖大桥]主体完工。", Stage.ONGOING),
        ("[P 明湖大桥]全线贯通。", Stage.COMPLETED),
        ("[P 明湖大桥]进展顺利。", Stage.ONGOING),
        ("[P 明湖大桥]、[P 云桥]等11个“上楼”项目开工建设。", Stage.STARTED),
    ],
)
def test_events_and_more_words_say_the_stage(words: str, stage: Stage) -> None:
    assert of(report(words))[0].stage is stage


def test_a_mere_aim_does_not_set_back_a_project_reported_on() -> None:
    project = only("[P 明湖产业园]已入驻企业9家。", "确保[P 明湖产业园]投产。")
    assert (project.stage, project.modality) == (Stage.ONGOING, Modality.DONE)


def test_a_work_that_something_is_done_to_is_a_project_though_no_stage_is_said() -> None:
    assert [one.name for one in of(report("盘活利用[P 明湖创意园]。"))] == ["明湖创意园"]
    assert of(report("[P 明湖剧院]获评[H 省级文化场馆]。")) == ()


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("[P 明湖大桥]、[P 云桥]等省重大项目开工建设。", "provincial"),
        ("[P 明湖大桥]列入市级重点工程，开工建设。", "municipal"),
        ("国家重大项目[P 明湖大桥]开工建设。", "national"),
        ("[P 明湖大桥]开工建设，市重点项目完成投资9亿元。", None),
    ],
)
def test_the_list_of_major_projects_says_the_level(words: str, level: str | None) -> None:
    assert of(report(words))[0].level == level


def test_the_company_that_does_it_is_the_enterprise() -> None:
    assert only("[P 明湖大桥]由[E 云锦建工]承建。").enterprise == "云锦建工"


def test_the_company_that_pays_is_the_enterprise() -> None:
    project = only("由[E 云锦建工]投资3亿元建设的[P 明湖大桥]通车。")
    assert project.enterprise == "云锦建工"


def test_a_task_that_a_project_passes_through_is_no_project() -> None:
    assert only("[P 明湖社区]完成土地整备。").name == "明湖社区"


def test_a_general_word_stays_general_though_its_full_name_names_the_area() -> None:
    assert of(report("加快建设[P 吴江区低碳产业园=低碳产业园]。")) == ()
