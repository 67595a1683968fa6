"""Events: who did what, by construction."""

import pytest

from kg.extract.clauses import masked, segments
from kg.extract.events import events
from kg.lexicon.actions import Actions
from kg.model import Event, Modality, Span
from tests.marked import HOME, RULES, marked, report


def read(review: str = "", plan: str = "", rules: Actions = RULES) -> tuple[Event, ...]:
    one = report(review, plan)
    return events(one.document, one.mentions, HOME, rules)


def said(review: str = "", plan: str = "") -> list[tuple[str | None, str, str]]:
    return [
        (event.actor.name if event.actor else None, event.action, event.object.name)
        for event in read(review, plan)
    ]


def test_who_receives_a_title_is_the_actor() -> None:
    assert said("[E 云锦纺织]获评[H 省级绿色工厂]。") == [("云锦纺织", "获评", "省级绿色工厂")]


def test_named_receivers_before_others_give_one_event_each() -> None:
    assert said("[E 云锦纺织]、[E 明湖电气]等24家企业入选[H 省瞪羚企业]。") == [
        ("云锦纺织", "入选", "省瞪羚企业"),
        ("明湖电气", "入选", "省瞪羚企业"),
    ]


def test_receivers_that_are_only_counted_give_no_event() -> None:
    assert said("24家企业入选[H 省瞪羚企业]。") == []


def test_titles_that_are_only_counted_give_no_event() -> None:
    assert said("获评[H 省级绿色工厂]22家，创建[H 省级示范农场]5家。") == []


def test_a_dropped_subject_is_the_reports_own_area() -> None:
    assert said("入选[H 全国百强区]。承办[L 长江文化节]。") == [
        ("吴江区", "入选", "全国百强区"),
        ("吴江区", "承办", "长江文化节"),
    ]


def test_a_word_for_the_own_area_is_the_own_area() -> None:
    assert said("我区入选[H 全国百强区]。") == [("吴江区", "入选", "全国百强区")]


def test_a_clause_without_subject_goes_on_about_the_one_before() -> None:
    assert said("[E 云锦纺织]获评[H 省级绿色工厂]，入选[H 省瞪羚企业]。") == [
        ("云锦纺织", "获评", "省级绿色工厂"),
        ("云锦纺织", "入选", "省瞪羚企业"),
    ]


def test_an_unmarked_receiver_is_kept_as_a_phrase() -> None:
    (event,) = read("光缆产业集群入选[H 国家级特色产业集群]。")
    assert event.actor is not None
    assert (event.actor.type, event.actor.name) == (None, "光缆产业集群")


def test_an_unmarked_title_is_kept_as_a_phrase() -> None:
    assert said("[E 云锦纺织]获评全省首批数字化转型标杆企业。") == [
        ("云锦纺织", "获评", "数字化转型标杆企业")
    ]


def test_a_passive_names_the_receiver_and_not_the_awarder() -> None:
    assert said("[E 云锦纺织]被工信部认定为[H 链主企业]。") == [("云锦纺织", "认定为", "链主企业")]


def test_titles_given_respectively_are_paired() -> None:
    assert said("[E 云锦纺织]、[E 明湖电气]分别获评[H 链主企业]、[H 瞪羚企业]。") == [
        ("云锦纺织", "获评", "链主企业"),
        ("明湖电气", "获评", "瞪羚企业"),
    ]


def test_each_of_two_receivers_in_a_clause_has_its_own_title() -> None:
    assert said("[E 云锦纺织]获评[H 链主企业]、[E 明湖电气]入选[H 瞪羚企业]。") == [
        ("云锦纺织", "获评", "链主企业"),
        ("明湖电气", "入选", "瞪羚企业"),
    ]


def test_an_adverb_that_belongs_to_the_action_stays() -> None:
    assert said("[E 云锦纺织]牵头获评[H 揭榜挂帅项目]。") == [
        ("云锦纺织", "牵头获评", "揭榜挂帅项目")
    ]


def test_a_rank_in_a_list_named_before_is_the_own_areas() -> None:
    assert said("在[H 全国综合实力百强区]榜单中，我区排名第7。") == [
        ("吴江区", "排名", "全国综合实力百强区")
    ]


def test_what_is_built_is_the_object_and_nobody_the_actor() -> None:
    assert said("[P 苏南大桥]、[P 明湖隧道]建成通车，[P 北站]启用。") == [
        (None, "建成通车", "苏南大桥"),
        (None, "建成通车", "明湖隧道"),
        (None, "启用", "北站"),
    ]


def test_a_transitive_verb_without_subject_is_done_by_the_own_area() -> None:
    assert said("启用“太浦河云管家”。") == [("吴江区", "启用", "太浦河云管家")]


def test_the_verb_behind_the_object_joins_the_action() -> None:
    assert said("加快推进[P 明湖科技园]落地。") == [("吴江区", "加快推进落地", "明湖科技园")]


def test_quoted_names_side_by_side_are_a_list() -> None:
    assert said("开展“[L 五五购物节]”“[L 双12购物节]”等促消费活动。") == [
        ("吴江区", "开展", "五五购物节"),
        ("吴江区", "开展", "双12购物节"),
    ]


def test_a_list_goes_on_behind_a_comma() -> None:
    names = [
        object_ for _, _, object_ in said("举办[A 上海]、[A 北京]招商会，[L 金秋洽谈会]等活动。")
    ]
    assert names == ["上海招商会", "北京招商会", "金秋洽谈会"]


def test_a_project_named_by_its_head_takes_the_head_of_its_list() -> None:
    assert said("[P 南华]、[P 颐高]等跨境电商产业园项目落地。") == [
        (None, "落地", "南华跨境电商产业园项目"),
        (None, "落地", "颐高跨境电商产业园项目"),
    ]


def test_authorities_that_no_mark_covers_act_themselves() -> None:
    assert said("省委、省政府印发《[L 高质量发展若干意见]》。") == [
        ("省委", "印发", "高质量发展若干意见"),
        ("省政府", "印发", "高质量发展若干意见"),
    ]


def test_a_company_settles_in_an_area() -> None:
    assert said("[E 云锦纺织]落户[A 盛泽镇]。") == [("云锦纺织", "落户", "盛泽镇")]


def test_whom_the_area_supports_acts_in_what_follows() -> None:
    assert said(plan="支持[O 明湖医院]建设[P 国际医疗中心]。") == [
        ("吴江区", "支持", "明湖医院"),
        ("明湖医院", "建设", "国际医疗中心"),
    ]


def test_work_towards_a_title_is_the_own_areas() -> None:
    assert said("[H 省双拥模范城]创建工作扎实推进。") == [("吴江区", "创建", "省双拥模范城")]


def test_a_name_in_brackets_is_what_is_opened() -> None:
    assert said("开通华东首条低空接驳航线（[P 吴江至虹桥航线]）。") == [
        ("吴江区", "开通", "吴江至虹桥航线")
    ]


@pytest.mark.parametrize(
    "words",
    [
        "建成的[P 明湖隧道]运行良好。",
        "经济运行稳中有进，产业结构持续优化。",
        "5家企业挂牌“新三板”。",
        "推动传统外贸企业触网升级。",
        "[P 明湖隧道]尚未开工。",
    ],
)
def test_no_event_is_read(words: str) -> None:
    assert said(words) == []


def test_a_part_that_looks_ahead_plans_and_one_that_looks_back_reports() -> None:
    done, planned = read("举办[L 长江文化节]。", "举办[L 长江音乐节]。")
    assert (done.modality, done.period.key) == (Modality.DONE, "2024")
    assert (planned.modality, planned.period.key) == (Modality.PLANNED, "2025")


def test_cues_outweigh_the_stance_of_the_part() -> None:
    planned, done = read("将举办[L 长江文化节]。", "已举办[L 长江音乐节]。")
    assert planned.modality is Modality.PLANNED
    assert done.modality is Modality.DONE


def test_the_evidence_is_the_clause() -> None:
    one = report("产业升级加快，[E 云锦纺织]获评[H 省级绿色工厂]，效果良好。")
    (event,) = events(one.document, one.mentions, HOME, RULES)
    assert event.evidence.span.of(one.document.text) == "云锦纺织获评省级绿色工厂"


def test_masks_keep_offsets_and_hide_verbs_in_names() -> None:
    one = marked("推进“拿地即开工”改革，[P 建成通车示范路]启用。")
    mask = masked(one.document, one.mentions)
    assert len(mask.text) == len(one.document.text)
    assert "开工" not in mask.text
    assert "建成" not in mask.text


def test_numbers_with_a_comma_do_not_part_a_clause() -> None:
    one = marked("新增就业1,234人，增长5%。")
    mask = masked(one.document, one.mentions)
    whole = Span(0, len(one.document.text))
    parts = [part.of(one.document.text) for part in segments(mask, whole)]
    assert parts == ["新增就业1,234人", "增长5%"]


def test_a_sentence_that_opens_with_an_area_goes_on_about_it() -> None:
    assert said("[A 汾湖高新区]产业规模持续扩大，载体建设步伐加快，获评[H 省级示范园区]。") == [
        ("汾湖高新区", "获评", "省级示范园区")
    ]


def test_a_semicolon_ends_what_a_sentence_is_about() -> None:
    assert said("[A 汾湖高新区]产业规模持续扩大；获评[H 全国百强区]。") == [
        ("吴江区", "获评", "全国百强区")
    ]


def test_a_verb_governs_the_name_that_ends_its_clause() -> None:
    assert said("打造办事顺心、生活舒心的[L “心安”服务品牌]。") == [
        ("吴江区", "打造", "“心安”服务品牌")
    ]


def test_a_first_one_of_its_kind_in_an_area_is_the_object() -> None:
    assert said("[A 盛泽镇]建成[A 江苏省]首条[P 运河步道]。") == [("盛泽镇", "建成", "运河步道")]


def test_members_with_a_verb_each_share_the_first_verb() -> None:
    assert said(plan="加快[P 明湖大桥]建设、[P 九里湖公园]建成。") == [
        ("吴江区", "加快建设", "明湖大桥"),
        ("吴江区", "加快建设", "九里湖公园"),
    ]


def test_a_company_enters_a_market_that_no_name_marks() -> None:
    assert said("[E 云锦纺织]登陆创业板。") == [("云锦纺织", "登陆", "创业板")]


def test_a_name_behind_with_is_no_object() -> None:
    assert said(plan="拓展与[E 云锦纺织]的合作。") == []


def test_an_adverb_before_a_verb_is_no_actor() -> None:
    assert said(plan="[A 汾湖高新区]优化服务，奋勇打造[L 心安品牌]。") == [
        ("汾湖高新区", "打造", "心安品牌")
    ]


def test_a_quoted_name_that_is_put_to_use_is_an_object() -> None:
    assert said(plan="发挥“明湖贷”“心安贷”等产品作用。") == [
        ("吴江区", "发挥", "明湖贷"),
        ("吴江区", "发挥", "心安贷"),
    ]


def test_a_programme_carried_out_is_the_own_areas_act_and_a_work_built_nobodys() -> None:
    assert said("[L 云桥计划]深入实施。[L 云桥读书节]圆满举办。[P 明湖大桥]加快推进。") == [
        ("吴江区", "实施", "云桥计划"),
        ("吴江区", "举办", "云桥读书节"),
        (None, "加快推进", "明湖大桥"),
    ]


def test_an_unmarked_event_or_document_may_be_held_or_issued() -> None:
    assert said("首届云锦蚕桑文化节成功举行。云桥人才行动计划正式出台。") == [
        ("吴江区", "举行", "首届云锦蚕桑文化节"),
        ("吴江区", "出台", "云桥人才行动计划"),
    ]


def test_who_agrees_with_whom_is_an_act_on_the_partner() -> None:
    assert said("[O 云桥医院]与[O 明湖医院]签署战略合作协议。") == [
        ("云桥医院", "签署战略合作协议", "明湖医院")
    ]


def test_partners_named_respectively_are_paired() -> None:
    assert said("[O 云桥医院]、[O 云桥学校]分别与[O 明湖医院]、[O 明湖学校]建立帮扶关系。") == [
        ("云桥医院", "建立帮扶关系", "明湖医院"),
        ("云桥学校", "建立帮扶关系", "明湖学校"),
    ]


def test_partners_of_an_act_without_subject_are_the_own_areas() -> None:
    assert said("与[E 云锦纺织]、[E 明湖电气]等企业深化合作。") == [
        ("吴江区", "深化合作", "云锦纺织"),
        ("吴江区", "深化合作", "明湖电气"),
    ]


def test_by_whom_something_is_done_is_the_actor() -> None:
    assert said("[P 明湖大桥]由[E 云锦建工]承建。") == [("云锦建工", "承建", "明湖大桥")]


@pytest.mark.parametrize("verb", ["开工建设", "签约落户", "签约", "动工", "投产"])
def test_what_is_helped_to_come_about_is_an_act_of_the_own_area(verb: str) -> None:
    assert said(f"促成[P 明湖大桥]、[P 南浦水厂]{verb}。") == [
        ("吴江区", f"促成{verb}", "明湖大桥"),
        ("吴江区", f"促成{verb}", "南浦水厂"),
    ]


@pytest.mark.parametrize(
    "payer", ["[E 云锦建工]投资", "[E 云锦建工]投资3亿元建设", "社会资本投资兴建"]
)
def test_what_somebody_paid_for_is_opened_like_anything_else(payer: str) -> None:
    assert said(f"由{payer}的[P 明湖大桥]通车。") == [(None, "通车", "明湖大桥")]


def test_a_practice_spread_by_an_authority_is_that_of_the_clause_before() -> None:
    assert said("[L 河长工作法]入选[H 全国典型案例]，被[O 省发改委]等5部门向全省推广。") == [
        ("河长工作法", "入选", "全国典型案例"),
        ("省发改委", "推广", "河长工作法"),
    ]


def test_a_title_awarded_in_the_passive_is_received() -> None:
    assert said("被[O 国际纺织协会]授予“云锦之都”称号。") == [("吴江区", "授予", "云锦之都")]
    assert said("授予[E 云锦纺织]“云锦之星”称号。") == []


def test_what_was_built_receives_the_title_of_the_next_clause() -> None:
    assert said("[O 云锦创新中心]揭牌，入选[H 省级平台名单]。") == [
        (None, "揭牌", "云锦创新中心"),
        ("云锦创新中心", "入选", "省级平台名单"),
    ]


def test_what_the_area_made_receives_a_title_of_things_and_the_area_one_of_places() -> None:
    assert said("打造[L 云管家平台]，入选[H 全国典型案例]。")[1:] == [
        ("云管家平台", "入选", "全国典型案例")
    ]
    assert said("打造[L 云管家平台]，入选[H 全国百强区]。")[1:] == [
        ("吴江区", "入选", "全国百强区")
    ]


def test_what_opened_a_clause_goes_on_in_the_next() -> None:
    assert said("《云桥往事》赴[A 北京]公演，荣获[H 金穗奖]。") == [("云桥往事", "荣获", "金穗奖")]
    assert said("[P 云锦大桥]建成通车，全面开放。") == [
        (None, "建成通车", "云锦大桥"),
        (None, "开放", "云锦大桥"),
    ]


def test_who_settles_in_an_area_may_name_it_before_the_verb() -> None:
    assert said("[E 云锦纺织]、[E 明湖电气]等企业在[A 盛泽镇]布局。") == [
        ("云锦纺织", "布局", "盛泽镇"),
        ("明湖电气", "布局", "盛泽镇"),
    ]


def test_a_place_in_an_unmarked_ranking_is_a_place_in_it() -> None:
    assert said("[A 盛泽镇]在全省乡镇综合发展评价中列第三。") == [
        ("盛泽镇", "列", "全省乡镇综合发展评价")
    ]
    assert said("[A 盛泽镇]在[H 全国百强镇]排名中迈进前五。") == [("盛泽镇", "迈进", "全国百强镇")]


def test_the_result_of_an_examination_at_home_is_the_areas() -> None:
    assert said("生态建设考核获评[H 省优秀等次]。") == [("吴江区", "获评", "省优秀等次")]


def test_receivers_counted_behind_a_word_for_the_area_give_no_event() -> None:
    assert said("我区3名教师荣获[H 省先进个人]。51家[H 高新技术企业]通过省级认定。") == []


def test_a_part_of_a_work_stands_for_it() -> None:
    assert said("[P 明湖美术馆]主体工程加快建设。") == [(None, "加快建设", "明湖美术馆")]


def test_a_named_work_passes_through_a_task() -> None:
    assert said("[P 明湖社区]基本完成土地整备。") == [("明湖社区", "完成", "土地整备")]


def test_members_of_a_counted_list_take_its_head() -> None:
    assert said("[P 云桥]、[P 明湖]等4个城中村改造项目积极推进。") == [
        (None, "推进", "云桥城中村改造项目"),
        (None, "推进", "明湖城中村改造项目"),
    ]


def test_changes_in_a_row_give_one_event_each() -> None:
    assert said("[P 云桥一期]投产、[P 云桥二期]动工建设。") == [
        (None, "投产", "云桥一期"),
        (None, "动工建设", "云桥二期"),
    ]


def test_what_is_made_into_something_is_no_plan() -> None:
    (event,) = read("成功将[A 盛泽镇]列入[H 省级试点名单]。")
    assert event.modality is Modality.DONE


def test_a_passive_without_who_gives_has_no_actor_of_its_own() -> None:
    assert said("知识产权工作扎实推进，被列入[H 省级试点名单]。") == [
        ("吴江区", "列入", "省级试点名单")
    ]


def test_experience_is_no_agent() -> None:
    assert said("苹果产业发展经验入选[H 全国典型案例]。") == [
        ("苹果产业发展经验", "入选", "全国典型案例")
    ]


def test_those_who_are_helped_to_act_are_the_actors() -> None:
    assert said(plan="支持[A 盛泽镇]、[A 震泽镇]等创建[H 省级高新区]。") == [
        ("盛泽镇", "创建", "省级高新区"),
        ("震泽镇", "创建", "省级高新区"),
    ]


def test_an_act_that_only_frames_a_sentence_is_none() -> None:
    assert said("2024年是完成[L 云桥规划]的收官之年。") == []


def test_a_pursuit_is_acted_on_though_nothing_marks_it() -> None:
    assert said("完成湖泊岸线普查。健全校园安全工作机制。") == [
        ("吴江区", "完成", "湖泊岸线普查"),
        ("吴江区", "健全", "校园安全工作机制"),
    ]
    assert said("完成任务。健全机制。") == []


def test_what_a_paragraph_says_of_its_time_holds_for_its_events() -> None:
    words = "过去的2022年，我们开局良好。承办[L 长江文化节]。"
    assert [event.period.key for event in read(words)] == ["2022"]
    assert [event.period.key for event in read("五年来，我们承办[L 长江文化节]。")] == ["2020/2024"]


def test_a_quoted_period_is_no_object_of_an_act() -> None:
    assert said("完成“十三五”农村水电增效。") == []


def test_a_phrase_that_a_verb_leads_is_no_work() -> None:
    assert said(plan="加强产业项目招引。") == []


def test_a_work_goes_well() -> None:
    assert said("[P 明湖水库]进展顺利。") == [(None, "进展顺利", "明湖水库")]


def test_an_act_joined_by_and_is_none_of_the_title_before() -> None:
    assert said("[P 明湖光源]通过[O 国家计量院]论证并开工建设。") == [
        ("明湖光源", "通过", "国家计量院论证"),
        (None, "开工建设", "明湖光源"),
    ]


def test_years_past_are_done_in_a_plan_too() -> None:
    (event,) = read(plan="近年来我区全力实施[L 云桥战略]。")
    assert event.modality is Modality.DONE


def test_plain_members_of_a_list_do_not_hide_the_named_ones() -> None:
    assert said("推进电网改造、[P 明湖水厂]、污水处理、[P 云桥码头]等项目建设。") == [
        ("吴江区", "推进建设", "明湖水厂"),
        ("吴江区", "推进建设", "云桥码头"),
    ]
