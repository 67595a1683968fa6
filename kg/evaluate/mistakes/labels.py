"""The words of the page, in Chinese and English."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Label:
    """Words in both languages."""

    zh: str
    en: str


LAYERS = {
    "entities": Label("实体", "Entities"),
    "observations": Label("观测值", "Observations"),
    "facts": Label("事实", "Facts"),
    "links": Label("项目与指标的联系", "Links of projects and indicators"),
    "projects": Label("项目", "Projects"),
}
FIELDS = {
    "text": Label("文字", "text"),
    "type": Label("类型", "type"),
    "indicator": Label("指标", "indicator"),
    "subject": Label("对象范围", "subject"),
    "area": Label("地区", "area"),
    "period": Label("时期", "period"),
    "status": Label("性质", "status"),
    "measure": Label("量度", "measure"),
    "value": Label("数值", "value"),
    "upper": Label("上限", "upper"),
    "unit": Label("单位", "unit"),
    "bound": Label("界限", "bound"),
    "actor": Label("主体", "actor"),
    "action": Label("行为", "action"),
    "object": Label("对象", "object"),
    "modality": Label("情态", "modality"),
    "project": Label("项目", "project"),
    "name": Label("名称", "name"),
    "stage": Label("阶段", "stage"),
    "investment": Label("投资", "investment"),
    "enterprise": Label("企业", "enterprise"),
    "confidence": Label("置信度", "confidence"),
}
#: The fields of a layer that are set side by side.
SHOWN = {
    "entities": ("text", "type"),
    "observations": (
        *("indicator", "subject", "area", "period", "status", "measure"),
        *("value", "upper", "unit", "bound", "text"),
    ),
    "facts": ("actor", "action", "object", "modality", "period"),
    "links": ("project", "indicator"),
    "projects": ("name", "area", "stage", "modality", "investment", "unit", "enterprise"),
}
#: Codes of types, kinds of measure and stages.
CODES = {
    "area": Label("地区", "area"),
    "enterprise": Label("企业", "enterprise"),
    "organisation": Label("机构", "organisation"),
    "project": Label("项目", "project"),
    "indicator": Label("指标", "indicator"),
    "honour": Label("荣誉", "honour"),
    "policy": Label("政策", "policy"),
    "level": Label("水平", "level"),
    "growth": Label("增速", "growth"),
    "change": Label("变动", "change"),
    "increment": Label("增量", "increment"),
    "cumulative": Label("累计", "cumulative"),
    "rank": Label("位次", "rank"),
    "done": Label("已完成", "done"),
    "planned": Label("计划", "planned"),
    "signed": Label("签约", "signed"),
    "started": Label("开工", "started"),
    "ongoing": Label("在建", "ongoing"),
    "completed": Label("建成", "completed"),
    "target": Label("目标", "target"),
    "estimate": Label("预计", "estimate"),
    "actual": Label("实际", "actual"),
    "exact": Label("恰为", "exact"),
    "approx": Label("约", "about"),
    "min": Label("至少", "at least"),
    "max": Label("至多", "at most"),
}
_MISSED = Label("漏读", "missed")
_EXTRA = Label("误读（标注中没有）", "extra: gold has none")
_SEVERAL = Label("几项同时不同", "several fields differ")


def _differs(*fields: str) -> dict[str, Label]:
    return {name: Label(f"{FIELDS[name].zh}不同", f"{FIELDS[name].en} differs") for name in fields}


#: The causes of a layer, in the order of the page.
CAUSES = {
    "entities": {
        "left-long": Label("左边界过长", "border too long at the left"),
        "left-short": Label("左边界过短", "border too short at the left"),
        "right-long": Label("右边界过长", "border too long at the right"),
        "right-short": Label("右边界过短", "border too short at the right"),
        "borders": Label("左右边界都不对", "both borders wrong"),
        "type": Label("类型不对", "wrong type"),
        "missed-over": Label("漏读，该处另有实体", "missed though something overlaps"),
        "missed-alone": Label("漏读，该处一无所读", "missed with nothing there"),
        "extra-over": Label("误读，与标注的实体重叠", "false alarm over something in gold"),
        "extra-alone": Label("误读，标注中该处没有实体", "false alarm near none"),
    },
    "observations": {
        **_differs("value", "unit", "period", "area", "status", "measure", "indicator"),
        "several": _SEVERAL,
        "missed": Label("数字漏读", "missed number"),
        "missed-words": Label("定性目标漏读", "missed target in words"),
        "extra": Label("多读的数字", "extra number"),
        "extra-words": Label("多读的定性目标", "extra target in words"),
    },
    "facts": {
        **_differs("actor", "object", "action", "modality"),
        "several": _SEVERAL,
        "missed": _MISSED,
        "extra": _EXTRA,
    },
    "links": {
        **_differs("project", "indicator"),
        "several": _SEVERAL,
        "missed": _MISSED,
        "extra": _EXTRA,
    },
    "projects": {
        "stage": Label(
            "阶段不同（名称正确，评分算对）", "stage differs (name right: scored as right)"
        ),
        "missed": _MISSED,
        "extra": _EXTRA,
    },
}


def code(word: str) -> Label:
    """A code in both languages, or the word itself."""
    return CODES.get(word, Label(word, word))
