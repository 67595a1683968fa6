"""What hypothesis draws: quantities with the words that write them, and bits of reports."""

from dataclasses import dataclass
from decimal import Decimal

from hypothesis import strategies as st

from kg.lexicon.quantities import QuantityRules, load
from kg.model import Bound, Quantity
from kg.settings import Settings

RULES: QuantityRules = load(Settings().lexicon)
BEFORE = {
    Bound.MIN: RULES.words.bounds.before_min,
    Bound.MAX: RULES.words.bounds.before_max,
    Bound.APPROX: RULES.words.bounds.before_approx,
}
AFTER = {
    Bound.MIN: RULES.words.bounds.after_min,
    Bound.MAX: RULES.words.bounds.after_max,
    Bound.APPROX: RULES.words.bounds.after_approx,
}
#: 个百分点 takes no magnitude, a percentage neither.
PLAIN = ("percent", "points")
SCALED = ("money", "area", "energy", "people", "weight")


@dataclass(frozen=True, slots=True)
class Written:
    """A quantity and one way to write it."""

    words: str
    quantity: Quantity


_NUMBERS = st.decimals(min_value=0, max_value=99999, places=2, allow_nan=False) | st.integers(
    min_value=0, max_value=99999
).map(Decimal)


@st.composite
def units(draw: st.DrawFn) -> str:
    """A unit as written, with a magnitude where its kind takes one."""
    kind = draw(st.sampled_from((*PLAIN, *SCALED)))
    unit = draw(st.sampled_from(RULES.units.kinds[kind]))
    return unit if kind in PLAIN else draw(st.sampled_from(("", "万", "亿", "万亿"))) + unit


@st.composite
def written(draw: st.DrawFn) -> Written:
    """A number or range, its unit, and a bound word before or after."""
    amount, unit = draw(_NUMBERS), draw(units())
    more = draw(st.none() | st.integers(min_value=1, max_value=500))
    upper = None if more is None else amount + more
    bound = draw(st.sampled_from(tuple(Bound)))
    number = f"{amount:f}" if upper is None else f"{amount:f}-{upper:f}"
    quantity = Quantity(amount=amount, upper=upper, unit=unit, bound=bound)
    if bound is Bound.EXACT:
        return Written(f"{number}{unit}", quantity)
    if draw(st.booleans()):
        return Written(f"{draw(st.sampled_from(BEFORE[bound]))}{number}{unit}", quantity)
    return Written(f"{number}{unit}{draw(st.sampled_from(AFTER[bound]))}", quantity)


#: Characters that reports are made of, and some that break careless patterns.
REPORT_CHARACTERS = (
    "一二三四十百千万亿年月增长下降完成新增其中分别占比重目标"
    "全区市经济项目企业家个元亩%‰，。；：、（）“”《》—-~0123456789. \t\n\u2002\u3000ＡＢ１２．％Ⅲ"
)
texts = st.text(alphabet=REPORT_CHARACTERS, max_size=80)

_LINES = (
    "关于云州市2024年国民经济和社会发展计划执行情况的报告",
    *("各位代表：", "一、2024年工作回顾", "（一）综合实力", "2025年目标任务", "附件1", "表1 指标"),
    *("1．投资。完成30亿元。", "——产值增长6%；", "全年新增企业5家，其中省级2家。", "不发生事故"),
    *("\t指标", "\t", "\t增长6%", "\t3", "分类", "", ""),
)


@st.composite
def reports(draw: st.DrawFn) -> str:
    """Lines of the genre in any order."""
    breaks = draw(st.sampled_from(("\n", "\r\n")))
    return breaks.join(draw(st.lists(st.sampled_from(_LINES) | texts, max_size=20)))
