"""Readings for tests: a small one by hand, and one made of the gold of a real report."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from kg.model import (
    Area,
    Block,
    BlockKind,
    Bound,
    Contribution,
    Document,
    Event,
    Evidence,
    Measure,
    Mention,
    MentionType,
    Modality,
    Observation,
    Period,
    Place,
    Placed,
    Project,
    Quantity,
    Reading,
    Section,
    Source,
    Span,
    Stage,
    Stance,
    Status,
    Thing,
)

SHARED = Path(__file__).parents[2] / "shared"

WUJIANG = Area(
    name="吴江区",
    level="county",
    code="320509",
    parent="320500",
    path=("江苏省", "苏州市", "吴江区"),
)
SURE = Decimal("0.9")
PARTS = ("H1", "H2", "Q1", "Q2", "Q3", "Q4")

TEXT = """关于吴江区2024年计划执行情况与2025年计划草案的报告
一、2024年计划执行情况
——地区生产总值2630亿元，增长7.0%；
——居民人均可支配收入与经济增长基本同步；
亨通光电获评省级绿色工厂。苏台高速建成通车。
二、2025年目标
——地区生产总值增长6%以上，推进南湖路项目建设。
全年地区生产总值增长7.0%。
"""


def place_of(words: str, text: str = TEXT, nth: int = 0) -> Span:
    """Where words stand, the nth time."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def document(stem: str, text: str) -> Document:
    """A document whose paragraphs are its lines and whose sentences end in 。 or ；."""
    blocks, start = [], 0
    for line in text.splitlines(keepends=True):
        span = Span(start, start + len(line.rstrip("\n")))
        blocks.append(
            Block(
                kind=BlockKind.PARAGRAPH, span=span, section=None, sentences=_sentences(span, text)
            )
        )
        start += len(line)
    return Document(
        source=Source(
            id=stem, name=f"{stem}.txt", media_type="text/plain", encoding="utf-8", sha256="0" * 64
        ),
        text=text,
        genre="plan-report",
        title=Span(0, len(text.split("\n", 1)[0])),
        place=None,
        issuer=None,
        review=Period.year(2024),
        plan=Period.year(2025),
        sections=(),
        blocks=tuple(blocks),
        tables=(),
    )


def _sentences(span: Span, text: str) -> tuple[Span, ...]:
    found, start = [], span.start
    for offset in range(span.start, span.end):
        if text[offset] in "。；" or offset == span.end - 1:
            found.append(Span(start, offset + 1))
            start = offset + 1
    return tuple(found)


def observation(words: str, indicator: str, nth: int = 0) -> Observation:
    """An estimated growth of 7.0% in 2024; `replace` what shall be otherwise."""
    return Observation(
        area=WUJIANG,
        indicator=indicator,
        subject=None,
        period=Period.year(2024),
        status=Status.ESTIMATE,
        measure=Measure.GROWTH,
        quantity=Quantity(amount=Decimal("7.0"), unit="%"),
        basis=None,
        text=None,
        evidence=Evidence(span=place_of(words, nth=nth), rule="test"),
    )


def mention(words: str, kind: MentionType, name: str = "", nth: int = 0) -> Mention:
    """A mention in the small report."""
    return Mention(
        span=place_of(words, nth=nth),
        type=kind,
        text=words,
        name=name or words,
        rule="test",
        area=WUJIANG if kind is MentionType.AREA else None,
    )


GDP = "地区生产总值"
FACTORY = Thing(type=MentionType.HONOUR, name="省级绿色工厂")
HENGTONG = Thing(type=MentionType.ENTERPRISE, name="江苏亨通光电股份有限公司")
SUTAI = Thing(type=MentionType.PROJECT, name="苏台高速公路")


def small(stem: str = "small") -> Reading:
    """A reading with one or two of everything; `replace` what shall be otherwise."""
    return Reading(
        document=document(stem, TEXT),
        home=WUJIANG,
        mentions=(
            mention("吴江区", MentionType.AREA),
            mention(GDP, MentionType.INDICATOR),
            mention("亨通光电", MentionType.ENTERPRISE, HENGTONG.name),
            mention("省级绿色工厂", MentionType.HONOUR),
            mention("苏台高速", MentionType.PROJECT, SUTAI.name),
        ),
        observations=_observations(),
        events=_events(),
        projects=(_sutai(),),
        contributions=(
            Contribution(
                project=Thing(type=MentionType.PROJECT, name="南湖路项目"),
                indicator=GDP,
                ground="same-measure",
                evidence=Evidence(span=place_of("推进南湖路项目建设"), rule="test"),
            ),
        ),
        numbers=(),
    )


def everything() -> Reading:
    """As `small`, with one more of what reports seldom say, so that every term is asserted."""
    reading = small()
    part = Section(
        parent=None,
        level=1,
        number="一",
        title="执行情况",
        heading=place_of("一、2024年计划执行情况"),
        span=Span(0, len(TEXT)),
        stance=Stance.REVIEW,
        period=None,
        status=Status.ACTUAL,
    )
    stated = observation("2630亿元", "产值")._replace(
        subject="光电通信",
        basis="可比价",
        quantity=Quantity(amount=Decimal(10), upper=Decimal(20), unit="亿元"),
        written="总产值",
    )
    other = stated._replace(quantity=Quantity(amount=Decimal(30), unit="亿元"))
    phrase = Thing(type=None, name="惠民实事")
    return replace(
        reading,
        document=replace(
            reading.document, sections=(part,), issuer=place_of("计划草案"), places=_places()
        ),
        mentions=(*reading.mentions, mention("计划草案", MentionType.POLICY)),
        observations=(*reading.observations, stated, other),
        events=(*reading.events, reading.events[1]._replace(object=phrase, confidence=SURE)),
        projects=(_sutai()._replace(enterprise=HENGTONG.name, level="provincial"),),
        wholes=(("苏台高速七都段", "苏台高速"),),
    )


def _places() -> tuple[Placed, ...]:
    """As if the text came of a file with pages: a paragraph and a cell."""
    half = len(TEXT) // 2
    cell = Place(page=2, table=1, row=2, column=3)
    return (
        Placed(span=Span(0, half), place=Place(page=1, paragraph=1)),
        Placed(span=Span(half, len(TEXT)), place=cell),
    )


def _observations() -> tuple[Observation, ...]:
    amount = Quantity(amount=Decimal(2630), unit="亿元")
    aim = Quantity(amount=Decimal(6), unit="%", bound=Bound.MIN)
    words = "与经济增长基本同步"
    return (
        observation("2630亿元", GDP)._replace(measure=Measure.LEVEL, quantity=amount),
        observation("增长7.0%", GDP),
        observation("增长7.0%", GDP, nth=1),
        observation("增长6%以上", GDP)._replace(
            period=Period.year(2025),
            status=Status.TARGET,
            quantity=aim,
        ),
        observation(words, "居民人均可支配收入")._replace(quantity=None, text=words),
    )


def _events() -> tuple[Event, ...]:
    award = Event(
        actor=HENGTONG,
        action="获评",
        kind="honour",
        object=FACTORY,
        modality=Modality.DONE,
        period=Period.year(2024),
        evidence=Evidence(span=place_of("亨通光电获评省级绿色工厂"), rule="test"),
    )
    opened = award._replace(
        actor=None,
        action="建成通车",
        kind="completion",
        object=SUTAI,
        evidence=Evidence(span=place_of("苏台高速建成通车"), rule="test"),
    )
    return award, opened


def _sutai() -> Project:
    return Project(
        name=SUTAI.name,
        aliases=("苏台高速",),
        area=WUJIANG,
        stage=Stage.COMPLETED,
        modality=Modality.DONE,
        investment=Quantity(amount=Decimal("56.5"), unit="亿元"),
        enterprise=None,
        evidence=(Evidence(span=place_of("苏台高速建成通车"), rule="test"),),
    )


# --- the gold of a real report ---


def gold(stem: str = "000_a65cc7568acc971d") -> Reading:
    """A reading that says what the gold of one report says."""
    text = (SHARED / "corpus" / f"{stem}.txt").read_text(encoding="utf-8")
    entities = rows(stem, "entities")
    types = {row["name"]: MentionType(row["type"]) for row in entities}
    types |= {row["text"]: MentionType(row["type"]) for row in entities}
    return Reading(
        document=document(stem, text),
        home=WUJIANG,
        mentions=tuple(_mention(row) for row in entities),
        observations=tuple(_observation(row) for row in rows(stem, "observations")),
        events=tuple(_event(row, types) for row in rows(stem, "facts")),
        projects=tuple(_project(row, text) for row in rows(stem, "projects")),
        contributions=tuple(_contribution(row, types) for row in rows(stem, "links")),
        numbers=(),
    )


def rows(stem: str, layer: str) -> list[dict[str, Any]]:
    """The lines of one layer of the gold."""
    path = SHARED / "gold" / f"{stem}.{layer}.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line, parse_float=Decimal) for line in lines]


def _evidence(row: dict[str, Any]) -> Evidence:
    return Evidence(span=Span(row["start"], row["end"]), rule="gold")


def _area(name: str) -> Area:
    return WUJIANG if name == WUJIANG.name else Area(name=name, level="unknown")


def _mention(row: dict[str, Any]) -> Mention:
    kind = MentionType(row["type"])
    return Mention(
        span=Span(row["start"], row["end"]),
        type=kind,
        text=row["text"],
        name=row["name"],
        rule="gold",
        area=_area(row["name"]) if kind is MentionType.AREA else None,
    )


def period(key: str) -> Period:
    """A period by its key."""
    first, _, last = key.partition("/")
    if "-" not in key:
        return Period.years(int(first), int(last or first))
    if last:
        return Period(date.fromisoformat(first), date.fromisoformat(last))
    year, part = first.split("-", 1)
    if part in PARTS:
        return Period.part(int(year), part)
    return Period.month(int(year), int(part))


def _quantity(value: object, upper: object, unit: str | None, bound: str | None) -> Quantity | None:
    if value is None:
        return None
    return Quantity(
        amount=Decimal(str(value)),
        upper=None if upper is None else Decimal(str(upper)),
        unit=unit or "",
        bound=Bound(bound or "exact"),
    )


def _observation(row: dict[str, Any]) -> Observation:
    return Observation(
        area=_area(row["area"]),
        indicator=row["indicator"],
        subject=row["subject"],
        period=period(row["period"]),
        status=Status(row["status"]),
        measure=Measure(row["measure"]),
        quantity=_quantity(row["value"], row["upper"], row["unit"], row["bound"]),
        basis=row["basis"],
        text=row["text"],
        evidence=_evidence(row),
    )


def _thing(name: str, types: dict[str, MentionType]) -> Thing:
    kind = types.get(name)
    if name == WUJIANG.name or kind is MentionType.AREA:
        return Thing(type=MentionType.AREA, name=name, area=_area(name))
    return Thing(type=kind, name=name)


def _event(row: dict[str, Any], types: dict[str, MentionType]) -> Event:
    return Event(
        actor=_thing(row["actor"], types) if row["actor"] else None,
        action=row["action"],
        kind="other",
        object=_thing(row["object"], types),
        modality=Modality(row["modality"]),
        period=period(row["period"]),
        evidence=_evidence(row),
    )


def _project(row: dict[str, Any], text: str) -> Project:
    words = next(n for n in (row["name"], *row["aliases"], text[:1]) if n in text)
    return Project(
        name=row["name"],
        aliases=tuple(row["aliases"]),
        area=_area(row["area"]),
        stage=Stage(row["stage"]),
        modality=Modality(row["modality"]),
        investment=_quantity(row["investment"], None, row["unit"], None),
        enterprise=row["enterprise"],
        evidence=(Evidence(span=place_of(words, text), rule="gold"),),
    )


def _contribution(row: dict[str, Any], types: dict[str, MentionType]) -> Contribution:
    return Contribution(
        project=_thing(row["project"], types),
        indicator=row["indicator"],
        ground="same-measure",
        evidence=_evidence(row),
    )
