"""Where a sentence states a quantity of something."""

import pytest
from hypothesis import given

from kg.model import Bound, Measure, Span
from kg.text.grammars import Grammars
from kg.text.normalise import plain
from kg.text.statements import Stated
from tests import strategies

LEVEL, GROWTH, CHANGE = Measure.LEVEL, Measure.GROWTH, Measure.CHANGE
INCREMENT, RANK, CUMULATIVE = Measure.INCREMENT, Measure.RANK, Measure.CUMULATIVE

Row = tuple[str, str | None, Measure, str]


def stated(words: str, grammars: Grammars, *, listed: bool = False) -> tuple[Stated, ...]:
    found, _ = grammars.statements.read(plain(words), Span(0, len(words)), listed=listed)
    return found


def said(words: str, grammars: Grammars, *, listed: bool = False) -> list[Row]:
    return [
        (one.name, one.subject, one.measure, f"{one.quantity.amount:f}{one.quantity.unit}")
        for one in stated(words, grammars, listed=listed)
    ]


def left(words: str, grammars: Grammars) -> list[str]:
    _, unsaid = grammars.statements.read(plain(words), Span(0, len(words)))
    return [one.reason for one in unsaid]


# each construction, and what it says: name, subject, measure, value with unit
CONSTRUCTIONS: dict[str, tuple[str, list[Row]]] = {
    "an amount and its growth": (
        "地区生产总值2480亿元、同比增长6.4%。",
        [("地区生产总值", None, LEVEL, "2480亿元"), ("地区生产总值", None, GROWTH, "6.4%")],
    ),
    "a fall is negative growth": (
        "用电量下降1.2%。",
        [("用电量", None, GROWTH, "-1.2%")],
    ),
    "points are a change": (
        "城镇化率提高0.8个百分点。",
        [("城镇化率", None, CHANGE, "0.8个百分点")],
    ),
    "the level that is reached": (
        "森林覆盖率由31.2%提高到32.5%。",
        [("森林覆盖率", None, LEVEL, "31.2%"), ("森林覆盖率", None, LEVEL, "32.5%")],
    ),
    "a bare ratio before and after": (
        "城乡居民收入比由1.85缩小至1.79。",
        [("城乡居民收入比", None, LEVEL, "1.85"), ("城乡居民收入比", None, LEVEL, "1.79")],
    ),
    "a breakdown": (
        "固定资产投资640亿元，其中工业投资210亿元、增长9%。",
        [
            ("固定资产投资", None, LEVEL, "640亿元"),
            ("工业投资", None, LEVEL, "210亿元"),
            ("工业投资", None, GROWTH, "9%"),
        ],
    ),
    "a breakdown by groups": (
        "签约项目180个，其中内资项目150个、外资项目30个。",
        [
            ("签约项目", None, LEVEL, "180个"),
            ("签约项目", "内资项目", LEVEL, "150个"),
            ("签约项目", "外资项目", LEVEL, "30个"),
        ],
    ),
    "three members with three values": (
        "软件、医药、装备产业产值分别增长5%、6%和7%。",
        [
            ("软件产业产值", None, GROWTH, "5%"),
            ("医药产业产值", None, GROWTH, "6%"),
            ("装备产业产值", None, GROWTH, "7%"),
        ],
    ),
    "three members that fall": (
        "水耗、电耗、气耗分别下降3%、4%和5%。",
        [
            ("水耗", None, GROWTH, "-3%"),
            ("电耗", None, GROWTH, "-4%"),
            ("气耗", None, GROWTH, "-5%"),
        ],
    ),
    "members of one quantity": (
        "软件、医药分别完成产值30亿元、40亿元。",
        [("产值", "软件", LEVEL, "30亿元"), ("产值", "医药", LEVEL, "40亿元")],
    ),
    "a share of a whole": (
        "高技术产业产值占规上工业产值比重52%。",
        [("高技术产业产值占规上工业产值比重", None, LEVEL, "52%")],
    ),
    "a share of what stands before": (
        "服务业增加值630亿元，占地区生产总值比重49.1%。",
        [
            ("服务业增加值", None, LEVEL, "630亿元"),
            ("服务业增加值占地区生产总值比重", None, LEVEL, "49.1%"),
        ],
    ),
    "a plan and how far it is done": (
        "省重点项目完成投资34亿元，完成年度计划122%。",
        [
            ("投资", "省重点项目", LEVEL, "34亿元"),
            ("年度计划完成率", "省重点项目", LEVEL, "122%"),
        ],
    ),
    "counted things with an amount": (
        "6个市重大项目完成投资21亿元。",
        [("市重大项目", None, LEVEL, "6个"), ("投资", "市重大项目", LEVEL, "21亿元")],
    ),
    "counted things before their number": (
        "新增绿色工厂12家、瞪羚企业8家。",
        [("绿色工厂", None, INCREMENT, "12家"), ("瞪羚企业", None, INCREMENT, "8家")],
    ),
    "counted things after their number": (
        "新建5所学校。",
        [("学校", None, INCREMENT, "5所")],
    ),
    "counted things that enter a list": (
        "9家企业入选民营企业500强。",
        [("民营企业500强企业", None, LEVEL, "9家")],
    ),
    "counted things by level": (
        "新增绿色工厂20家，其中省级6家、市级14家。",
        [
            ("绿色工厂", None, INCREMENT, "20家"),
            ("绿色工厂", "省级", LEVEL, "6家"),
            ("绿色工厂", "市级", LEVEL, "14家"),
        ],
    ),
    "things above a threshold": (
        "新签约10亿元以上项目46个。",
        [("10亿元以上项目", None, INCREMENT, "46个")],
    ),
    "a net change": (
        "净增高新技术企业150家。",
        [("高新技术企业", None, CHANGE, "150家")],
    ),
    "a total so far": (
        "累计建成充电桩3200个。",
        [("充电桩", None, CUMULATIVE, "3200个")],
    ),
    "a doubling": (
        "跨境电商进出口额翻一番。",
        [("跨境电商进出口额", None, GROWTH, "100%")],
    ),
    "growth said after its percentage": (
        "研发投入保持10%以上的增长。",
        [("研发投入", None, GROWTH, "10%")],
    ),
    "two kinds that one word holds": (
        "城乡居民收入分别增长5%和6%。",
        [("城镇居民收入", None, GROWTH, "5%"), ("农村居民收入", None, GROWTH, "6%")],
    ),
    "growth of each of the amounts before": (
        "新建公路20公里、绿道30公里，同比分别增长15%和25%。",
        [
            ("公路", None, INCREMENT, "20公里"),
            ("绿道", None, INCREMENT, "30公里"),
            ("公路", None, GROWTH, "15%"),
            ("绿道", None, GROWTH, "25%"),
        ],
    ),
    "members of one head": (
        "铁矿、铜、锌产量分别增长5%、6%和7%。",
        [
            ("铁矿产量", None, GROWTH, "5%"),
            ("铜产量", None, GROWTH, "6%"),
            ("锌产量", None, GROWTH, "7%"),
        ],
    ),
    "one value of each member": (
        "建成省级、市级科普基地各2家。",
        [("省级科普基地", None, LEVEL, "2家"), ("市级科普基地", None, LEVEL, "2家")],
    ),
    "one growth of each member": (
        "工业产值、利润均翻一番。",
        [("工业产值", None, GROWTH, "100%"), ("利润", None, GROWTH, "100%")],
    ),
    "what was done to things is no change of their number": (
        "农贸市场改造提升6个。",
        [("农贸市场改造提升", None, LEVEL, "6个")],
    ),
    "a time that was cut": (
        "审批时间压缩60%，从5天压缩至2天。",
        [
            ("审批时间", None, GROWTH, "-60%"),
            ("审批时间", None, LEVEL, "5天"),
            ("审批时间", None, LEVEL, "2天"),
        ],
    ),
    "proposals that are counted": (
        "办理人大代表建议30件。",
        [("办理人大代表建议", None, LEVEL, "30件")],
    ),
    "a round number that is reached": (
        "工业产值达到960亿元，即将迈上千亿台阶。",
        [("工业产值", None, LEVEL, "960亿元"), ("工业产值", None, LEVEL, "1000亿")],
    ),
    "a total that a project has": (
        "总投资80亿元的新材料项目开工。",
        [("总投资", "新材料项目", LEVEL, "80亿元")],
    ),
    "growth behind a member whose value is words": (
        "力争粮食总产量保持稳定、外贸进出口总额增长5%。",
        [("外贸进出口总额", None, GROWTH, "5%")],
    ),
    "two shares, one of them in words": (
        "出口总额占全市比重基本持平、占全省比重提高1个百分点。",
        [("出口总额占全省比重", None, CHANGE, "1个百分点")],
    ),
    "totals of two projects in one list": (
        "总投资80亿元的新材料项目、总投资6亿元的物流中心开工。",
        [("总投资", "新材料项目", LEVEL, "80亿元"), ("总投资", "物流中心", LEVEL, "6亿元")],
    ),
    "a total behind a verb": (
        "全力推动总投资9亿元的园区项目落地。",
        [("总投资", "园区项目", LEVEL, "9亿元")],
    ),
    "a total that is planned": (
        "签约项目8个，计划总投资20亿元。",
        [("签约项目", None, LEVEL, "8个"), ("计划总投资", "签约项目", LEVEL, "20亿元")],
    ),
    "what a company pays for what it builds": (
        "由云锦化工投资5亿元建设的新材料项目投产。",
        [("投资", "新材料项目", LEVEL, "5亿元")],
    ),
    "what a thing in quotation marks costs": (
        "投资3亿元的“两馆一中心”启用。",
        [("投资", "“两馆一中心”", LEVEL, "3亿元")],
    ),
    "what an act was about": (
        "释放6万平方米产业空间。",
        [("释放产业空间", None, LEVEL, "6万平方米")],
    ),
    "the last of several acts": (
        "出台扶持措施、投入专项资金4亿元。",
        [("专项资金", None, LEVEL, "4亿元")],
    ),
    "counted things, and what they have": (
        "协助90家企业融资7亿元。",
        [("企业融资", None, LEVEL, "90家"), ("融资", None, LEVEL, "7亿元")],
    ),
    "counted things that pass": (
        "8家企业通过省级认定。",
        [("企业通过省级认定", None, LEVEL, "8家")],
    ),
    "two counted things after their numbers": (
        "整治4条河道、12公里排水管道。",
        [("河道", None, LEVEL, "4条"), ("排水管道", None, LEVEL, "12公里")],
    ),
    "how many are covered": (
        "建成基站9000个、覆盖95%以上行政村。",
        [("基站", None, LEVEL, "9000个"), ("行政村覆盖率", None, LEVEL, "95%")],
    ),
    "an adverb that begins a name": (
        "新增重点实验室3个。",
        [("重点实验室", None, INCREMENT, "3个")],
    ),
    "a spell of time within a name": (
        "工业投资连续20个月增长8%。",
        [("工业投资", None, GROWTH, "8%")],
    ),
    "a ratio of three parts, before and after": (
        "三次产业结构由11:45:44调整为9:43.5:47.5。",
        [
            ("三次产业结构", "第一产业", LEVEL, "11"),
            ("三次产业结构", "第二产业", LEVEL, "45"),
            ("三次产业结构", "第三产业", LEVEL, "44"),
            ("三次产业结构", "第一产业", LEVEL, "9"),
            ("三次产业结构", "第二产业", LEVEL, "43.5"),
            ("三次产业结构", "第三产业", LEVEL, "47.5"),
        ],
    ),
    "a ratio of two parts": (
        "轻重工业比例为40：60。",
        [("轻重工业比例", "轻工业", LEVEL, "40"), ("轻重工业比例", "重工业", LEVEL, "60")],
    ),
    "what a value is compared with is no part of a name": (
        "财政收入由“十二五”末的15亿元增加到24亿元。",
        [("财政收入", None, LEVEL, "15亿元"), ("财政收入", None, LEVEL, "24亿元")],
    ),
    "what a change is compared with is no part of a name": (
        "森林覆盖率28%，比2015年提高7个百分点。",
        [("森林覆盖率", None, LEVEL, "28%"), ("森林覆盖率", None, CHANGE, "7个百分点")],
    ),
    "growth of what is new": (
        "新登记市场主体增长18%。",
        [("新登记市场主体", None, GROWTH, "18%")],
    ),
    "counted things that 和 joins": (
        "6个环保项目和9个技改项目开工。",
        [("环保项目开工", None, LEVEL, "6个"), ("技改项目开工", None, LEVEL, "9个")],
    ),
    "names before their numbers that 和 joins": (
        "引进教师50人和创业团队6个。",
        [("引进教师", None, LEVEL, "50人"), ("创业团队", None, LEVEL, "6个")],
    ),
    "what befalls counted things ends their name": (
        "让4万名居民远离了危险，9个游园星罗棋布。",
        [("居民", None, LEVEL, "4万名"), ("游园", None, LEVEL, "9个")],
    ),
    "points of a share": (
        "民生支出70亿元，占财政支出比重80%，提高2个百分点。",
        [
            ("民生支出", None, LEVEL, "70亿元"),
            ("民生支出占财政支出比重", None, LEVEL, "80%"),
            ("民生支出占财政支出比重", None, CHANGE, "2个百分点"),
        ],
    ),
    "a rate of what was counted": (
        "办理提案20件，满意率98%。",
        [("办理提案", None, LEVEL, "20件"), ("提案满意率", None, LEVEL, "98%")],
    ),
    "by how much growth is faster": (
        "仓储业营业收入6亿元，增长9%，增速较上年提高1.5个百分点。",
        [
            ("仓储业营业收入", None, LEVEL, "6亿元"),
            ("仓储业营业收入", None, GROWTH, "9%"),
            ("仓储业营业收入增速", None, CHANGE, "1.5个百分点"),
        ],
    ),
    "by how much the growth of a part is slower": (
        "市重点项目完成投资20亿元，增幅比去年下降2个百分点。",
        [
            ("投资", "市重点项目", LEVEL, "20亿元"),
            ("投资增幅", "市重点项目", CHANGE, "-2个百分点"),
        ],
    ),
    "those for whom something is done": (
        "免费为90名居民安装扶手。",
        [("居民安装扶手", None, LEVEL, "90名")],
    ),
    "what befalls counted things": (
        "其中5项改革经验在全市推广，7个村顺利摘帽。",
        [("改革经验在全市推广", None, LEVEL, "5项"), ("村顺利摘帽", None, LEVEL, "7个")],
    ),
    "a name does not lean on a verb": (
        "筹集住房资金3亿元，新增住房保障户400户。",
        [("筹集住房资金", None, LEVEL, "3亿元"), ("住房保障户", None, INCREMENT, "400户")],
    ),
    "a name does not lean on the whole of a share": (
        "医药产值占工业总产值比重20%、工业用电量增长5%。",
        [
            ("医药产值占工业总产值比重", None, LEVEL, "20%"),
            ("工业用电量", None, GROWTH, "5%"),
        ],
    ),
    "a name does not lean on a whole noun": (
        "新建中压管道20公里，新增管道用户3万户。",
        [("中压管道", None, INCREMENT, "20公里"), ("管道用户", None, INCREMENT, "3万户")],
    ),
    "two verbs that lack what the ones before were done to": (
        "筹集住房500套、供应分配300套。",
        [("筹集住房", None, LEVEL, "500套"), ("住房供应分配", None, LEVEL, "300套")],
    ),
    "how large the counted things are": (
        "新增8个200户以上村。",
        [("200户以上村", None, INCREMENT, "8个")],
    ),
    "a share of what is new": (
        "新增装机占全市30%。",
        [("新增装机占全市比重", None, LEVEL, "30%")],
    ),
    "a share of the sum before": (
        "出口额30亿元，总量占全省20%。",
        [("出口额", None, LEVEL, "30亿元"), ("出口额占全省比重", None, LEVEL, "20%")],
    ),
    "shares of each of the values before": (
        "整治甲类村40个、乙类村20个，分别占全部村的60%和30%。",
        [
            ("整治甲类村", None, LEVEL, "40个"),
            ("乙类村", None, LEVEL, "20个"),
            ("整治甲类村占全部村比重", None, LEVEL, "60%"),
            ("乙类村占全部村比重", None, LEVEL, "30%"),
        ],
    ),
    "what goes with growth is no part of a name": (
        "出口额稳定增长、突破60亿元。",
        [("出口额", None, LEVEL, "60亿元")],
    ),
    "the area of what was counted among": (
        "开工面积90万平方米，其中新开工住房项目3个、面积20万平方米。",
        [
            ("开工面积", None, LEVEL, "90万平方米"),
            ("住房项目", None, INCREMENT, "3个"),
            ("面积", "住房项目", INCREMENT, "20万平方米"),
        ],
    ),
    "what was done to what the clause before counts": (
        "新建良田8万亩，改造提升2万亩。",
        [("良田", None, INCREMENT, "8万亩"), ("良田改造提升", None, LEVEL, "2万亩")],
    ),
    "a footnote within a name": (
        "建成智慧农场[4]26个。",
        [("智慧农场", None, LEVEL, "26个")],
    ),
    "what counted things reach": (
        "9家工厂的制造能力达到二级。",
        [("工厂的制造能力达到二级", None, LEVEL, "9家")],
    ),
    "batches part what is counted": (
        "实施2批次18项重组。",
        [("重组", None, LEVEL, "18项")],
    ),
    "a rate of growth that is a name": (
        "人口自然增长率控制在7.5‰以内。",
        [("人口自然增长率", None, LEVEL, "7.5‰")],
    ),
    "two groups of one income": (
        "城镇、农村居民收入分别增长6%、7%。",
        [("城镇居民收入", None, GROWTH, "6%"), ("农村居民收入", None, GROWTH, "7%")],
    ),
    "what befalls a part of the things before": (
        "公共厂房100%实现节能。",
        [("公共厂房实现节能", None, LEVEL, "100%")],
    ),
    "things that have just been built": (
        "新建成游园6座。",
        [("新建成游园", None, LEVEL, "6座")],
    ),
    "a record that is broken is no bound": (
        "打破8项纪录。",
        [("纪录", None, LEVEL, "8项")],
    ),
    "a short title that counted things receive": (
        "6个工程列入规划。",
        [("工程列入规划", None, LEVEL, "6个")],
    ),
    "what befalls several counted things alike": (
        "2个修复工程、3项治理成果入选典型案例。",
        [
            ("修复工程入选典型案例", None, LEVEL, "2个"),
            ("典型案例治理成果", None, LEVEL, "3项"),
        ],
    ),
    "what an amount is of does not take over what befell": (
        "为40户商户提供贷款2亿元。",
        [("商户提供贷款", None, LEVEL, "40户"), ("贷款", None, LEVEL, "2亿元")],
    ),
    "a time that is reached": (
        "申报时间缩短到3天。",
        [("申报时间", None, LEVEL, "3天")],
    ),
    "one rate of each member": (
        "办结率、满意率达到99%。",
        [("办结率", None, LEVEL, "99%"), ("满意率", None, LEVEL, "99%")],
    ),
    "a share of members together": (
        "医疗、教育支出占比60%。",
        [("医疗、教育支出占比", None, LEVEL, "60%")],
    ),
    "steps that were taken": (
        "工业产值连续跨越8千亿、9千亿两个大台阶。",
        [("工业产值", None, LEVEL, "8千亿"), ("工业产值", None, LEVEL, "9千亿")],
    ),
    "a decimal within a name": (
        "PM2.5年平均浓度降至25微克/立方米。",
        [("PM2.5年平均浓度", None, LEVEL, "25微克/立方米")],
    ),
    "two values before and two after": (
        "集中供养和分散供养标准，分别从每人每月90元、80元提高到99元、88元。",
        [
            ("集中供养标准", None, LEVEL, "90元"),
            ("分散供养标准", None, LEVEL, "80元"),
            ("集中供养标准", None, LEVEL, "99元"),
            ("分散供养标准", None, LEVEL, "88元"),
        ],
    ),
    "a verb that is part of a noun": (
        "抓好20个重点建设项目，完成投资6亿元。",
        [("重点建设项目", None, LEVEL, "20个"), ("投资", "重点建设项目", LEVEL, "6亿元")],
    ),
    "points above an average": (
        "研发投入增速高于全省平均2个百分点。",
        [("研发投入增速高于全省平均", None, LEVEL, "2个百分点")],
    ),
    "a number of a list item": (
        "（6）市本级完成节能改造10万平方米。",
        [("节能改造", "市本级", LEVEL, "10万平方米")],
    ),
}


@pytest.mark.parametrize("construction", CONSTRUCTIONS)
def test_a_construction_states_what_it_says(construction: str, grammars: Grammars) -> None:
    words, rows = CONSTRUCTIONS[construction]
    assert said(words, grammars) == rows


# the place in a ranking: name, place, bound, among whom
RANKS: dict[str, list[tuple[str, int, Bound, str | None]]] = {
    "在全国百强区榜单中，我区列第11位。": [("全国百强区", 11, Bound.EXACT, None)],
    "在全国百强县榜单中排名第11位。": [("全国百强县", 11, Bound.EXACT, None)],
    "在百强县、创新百强县榜单中，我县排名第7、第3。": [
        ("百强县", 7, Bound.EXACT, None),
        ("创新百强县", 3, Bound.EXACT, None),
    ],
    "综合实力列全国第8位、全省第2位。": [
        ("综合实力", 8, Bound.EXACT, "全国"),
        ("综合实力", 2, Bound.EXACT, "全省"),
    ],
    "营商环境评价居全省首位。": [("营商环境评价", 1, Bound.EXACT, "全省")],
    "空气优良天数比例居全市前三。": [("空气优良天数比例", 3, Bound.MAX, "全市")],
    "进出口总额80亿美元，位列全市第二。": [("进出口总额", 2, Bound.EXACT, "全市")],
    "居民服务业增速全市第一。": [("居民服务业增速", 1, Bound.EXACT, "全市")],
    "装机容量、发电量均居全省第二。": [
        ("装机容量", 2, Bound.EXACT, "全省"),
        ("发电量", 2, Bound.EXACT, "全省"),
    ],
    "粮食产量保持稳定、责任制考核全省第二。": [("责任制考核", 2, Bound.EXACT, "全省")],
    "入选百强镇前十。": [("百强镇", 10, Bound.MAX, None)],
    "学生体质考核连续三年位居全市第三。": [("学生体质考核", 3, Bound.EXACT, "全市")],
}


@pytest.mark.parametrize("words", RANKS)
def test_a_rank_has_its_list_and_its_scope(words: str, grammars: Grammars) -> None:
    ranked = [one for one in stated(words, grammars) if one.measure is RANK]
    assert [
        (one.name, int(one.quantity.amount), one.quantity.bound, one.basis) for one in ranked
    ] == RANKS[words]


@pytest.mark.parametrize(
    "words", ["进入全省第一方阵。", "建成第三小学。", "召开第二届大会。", "位于前30年。"]
)
def test_ordinals_of_names_are_no_ranks(words: str, grammars: Grammars) -> None:
    assert stated(words, grammars) == ()


@pytest.mark.parametrize("words", ["实施10项重点任务。", "落实12条举措，完成30个改革事项。"])
def test_the_size_of_a_task_list_states_nothing(words: str, grammars: Grammars) -> None:
    assert stated(words, grammars) == ()
    assert set(left(words, grammars)) == {"task-list"}


def test_a_counted_noun_that_only_begins_a_name_is_left(grammars: Grammars) -> None:
    words = "11个断面优Ⅲ比例90.9%。"
    assert said(words, grammars) == [("断面优Ⅲ比例", None, LEVEL, "90.9%")]
    assert left(words, grammars) == ["modifier"]


@pytest.mark.parametrize(
    "words",
    [
        "实施20万千瓦风电项目。",
        "建设5万吨级码头。",
        "服务全球前2%科学家。",
        "打造“20分钟通勤圈”。",
        "构建“十百千万”体系。",
        "本市第6个世界遗产。",
        "仅用3天时间建成病房。",
        "70周岁以上老人保险全覆盖。",
        "一批面积7万平方米以上的厂房开工。",
        "建设300兆瓦光伏电站。",
        "开行70列以上。",
        "建设年产2万吨面粉、果汁等项目。",
    ],
)
def test_a_number_within_a_name_states_nothing(words: str, grammars: Grammars) -> None:
    assert stated(words, grammars) == ()


def test_a_subject_before_the_verb_of_a_list_is_not_the_list(grammars: Grammars) -> None:
    (rank,) = stated("老窖黄酒跃升中国黄酒品牌价值第四。", grammars)
    assert (rank.name, rank.subject) == ("中国黄酒品牌价值", "老窖黄酒")


@pytest.mark.parametrize("words", ["约3亿元。", "《第3章5个目标》。", "为60岁以上老人服务。", ""])
def test_what_names_nothing_states_nothing(words: str, grammars: Grammars) -> None:
    assert stated(words, grammars) == ()


def test_a_list_item_keeps_the_verb_in_its_name(grammars: Grammars) -> None:
    words = "——城镇新增就业人数4.42万人；"
    assert said(words, grammars, listed=True) == [("城镇新增就业人数", None, LEVEL, "4.42万人")]


def test_a_basis_stands_before_the_value_or_in_a_bracket_after_it(grammars: Grammars) -> None:
    before, after = (
        stated(words, grammars)[-1]
        for words in ("一般公共预算收入同口径增长6.9%。", "地区生产总值增长6.1%（不变价）。")
    )
    assert (before.basis, after.basis) == ("同口径", "不变价")


@given(strategies.texts)
def test_what_is_stated_lies_in_the_sentence(grammars: Grammars, text: str) -> None:
    whole = Span(0, len(text))
    for one in stated(text, grammars):
        assert one.name
        for place in (one.value, one.indicator, *one.cues):
            assert place is None or place.within(whole)


def test_what_is_said_again_of_a_counted_thing_has_no_subject_of_its_own(
    grammars: Grammars,
) -> None:
    words = "高新技术企业数1706家，增长12%，位列全市第三。"
    assert [(one.name, one.subject) for one in stated(words, grammars)] == [
        ("高新技术企业数", None)
    ] * 3


def test_a_joining_word_within_a_name_parts_no_members(grammars: Grammars) -> None:
    words = "机器人与智能制造产业、新一代信息产业规模分别突破1500亿元、1000亿元"
    stated, _ = grammars.statements.read(words, Span(0, len(words)))
    assert [one.name for one in stated] == ["机器人与智能制造产业规模", "新一代信息产业规模"]


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        # what things were and became, whatever the verb
        (
            "区属公司由40家归并为12家。",
            [("区属公司", "level", "40"), ("区属公司", "level", "12")],
        ),
        ("办理时限从5天压缩为2天。", [("办理时限", "level", "5"), ("办理时限", "level", "2")]),
        ("平均寿命由70岁提高到72岁。", [("平均寿命", "level", "70"), ("平均寿命", "level", "72")]),
        ("财政收入增速为8%。", [("财政收入", "growth", "8")]),
        # a share that moves is still a share, and what follows is not of it
        (
            "茶叶出口额2亿元，占全国份额从3%提升到4%，位居全国第6位。",
            [
                ("茶叶出口额", "level", "2"),
                ("茶叶出口额占全国份额", "level", "3"),
                ("茶叶出口额占全国份额", "level", "4"),
                ("茶叶出口额", "rank", "6"),
            ],
        ),
        # a rate of what was counted
        (
            "工伤险参保人数3万人，参保率达90%。",
            [("工伤险参保人数", "level", "3"), ("工伤险参保率", "level", "90")],
        ),
        # what things are like stands before their noun
        (
            "新增5万平方米高标准、低成本、智能化仓库。",
            [("高标准、低成本、智能化仓库", "increment", "5")],
        ),
        # those counted, and what they have
        (
            "6家帮扶单位资助资金3亿元。",
            [("帮扶单位", "level", "6"), ("资助资金", "level", "3")],
        ),
        # those for whom something is done
        ("新中心为8万群众提供体检服务。", [("群众提供体检服务", "level", "8")]),
        ("确保汛期前完成3座桥梁加固。", [("桥梁加固", "level", "3")]),
        # numbers of two years
        (
            "绿地面积从2016年的3公顷扩大到2020年的5公顷。",
            [("绿地面积", "level", "3"), ("绿地面积", "level", "5")],
        ),
        (
            "林地覆盖率由火灾之后的60%上升到65%。",
            [("林地覆盖率", "level", "60"), ("林地覆盖率", "level", "65")],
        ),
        # how many times another year's it is
        (
            "合作社120家，是“十三五”末的2.5倍。",
            [("合作社", "level", "120"), ("合作社", "level", "2.5")],
        ),
        # only a short name leans on the one before
        (
            "水产加工企业12家，加工企业综合产能8万吨。",
            [("水产加工企业", "level", "12"), ("加工企业综合产能", "level", "8")],
        ),
        # what a thing costs and how long it is
        ("投资6亿元7公里的东环路通车。", [("投资", "level", "6")]),
        ("20万骑手有了工伤保障。", [("骑手", "level", "20")]),
        (
            "9家企业享受优惠金额3亿元。",
            [("企业", "level", "9"), ("优惠金额", "level", "3")],
        ),
        # how far something is ahead of others is told of it
        (
            "工业增加值增长9%，高于全省3个百分点，总量位列第2位。",
            [
                ("工业增加值", "growth", "9"),
                ("工业增加值", "change", "3"),
                ("工业增加值总量", "rank", "2"),
            ],
        ),
        # thresholds that are crossed are no count
        ("财政收入跨过3个百亿级关口、突破300亿元。", [("财政收入", "level", "300")]),
        # what is left out, and what happens meanwhile
        (
            "税收30亿元，扣除退税后增长4%。",
            [("税收", "level", "30"), ("税收", "growth", "4")],
        ),
        ("出口在运价上涨5成的情况下增长7%。", [("出口", "growth", "7")]),
        # members have the share of the last one
        (
            "纺织业、食品产业增加值占工业比重分别达20%和30%。",
            [
                ("纺织业增加值占工业比重", "level", "20"),
                ("食品产业增加值占工业比重", "level", "30"),
            ],
        ),
        # what is left of a verb is no part of a noun, nor is what things serve as
        (
            "6个园区新开工企业20家。",
            [("园区", "level", "6"), ("园区新开工企业", "level", "20")],
        ),
        ("以3个工业园为载体，加快发展。", [("工业园", "level", "3")]),
        # the same sum in another currency, and what it is compared with
        (
            "人均收入7000元（折合1000美元），比上一年增长5%。",
            [
                ("人均收入", "level", "7000"),
                ("人均收入", "level", "1000"),
                ("人均收入", "growth", "5"),
            ],
        ),
        (
            "外贸额9亿元，同比（下同）增长4%。",
            [("外贸额", "level", "9"), ("外贸额", "growth", "4")],
        ),
    ],
)
def test_what_moves_and_who_is_served_is_named(
    words: str, rows: list[tuple[str, str, str]], grammars: Grammars
) -> None:
    found = [
        (one.name, one.measure.value, str(one.quantity.amount)) for one in stated(words, grammars)
    ]
    assert found == rows
