"""Contributions: which project serves which indicator, and why."""

from decimal import Decimal

from kg.extract.contributions import contributions
from kg.model import (
    Contribution,
    Evidence,
    Measure,
    Observation,
    Period,
    Quantity,
    Span,
    Status,
)
from tests.marked import HOME, RULES, STAGES, report


def links(plan: str, *targets: tuple[str, str]) -> tuple[Contribution, ...]:
    """Links of a plan in which each target is an indicator and its value as written."""
    one = report(plan=plan)
    found = []
    for indicator, value in targets:
        start = one.document.text.index(value, one.document.text.index(indicator))
        found.append(
            Observation(
                area=HOME,
                indicator=indicator,
                subject=None,
                period=Period.year(2025),
                status=Status.TARGET,
                measure=Measure.GROWTH,
                quantity=Quantity(amount=Decimal(5), unit="%"),
                basis=None,
                text=None,
                evidence=Evidence(span=Span(start, start + len(value)), rule="test"),
            )
        )
    return contributions(one.document, one.mentions, tuple(found), RULES, STAGES)


def said(plan: str, *targets: tuple[str, str]) -> list[tuple[str, str, str]]:
    return [(one.project.name, one.indicator, one.ground) for one in links(plan, *targets)]


def test_what_stands_in_a_target_paragraph_serves_each_of_its_targets() -> None:
    plan = (
        "1.工业投资目标为增长5%；规上工业总产值目标为增长6%。"
        "要推进[P 明湖智算中心]建设，用好[O 明湖研究院]。\n"
    )
    assert said(plan, ("工业投资", "增长5%"), ("规上工业总产值", "增长6%")) == [
        ("明湖智算中心", "工业投资", "same-measure"),
        ("明湖智算中心", "规上工业总产值", "same-measure"),
        ("明湖研究院", "工业投资", "same-measure"),
        ("明湖研究院", "规上工业总产值", "same-measure"),
    ]


def test_the_evidence_is_the_clause_with_the_project_and_its_target() -> None:
    plan = "1.工业投资目标为增长5%。要推进[P 明湖智算中心]建设，做好服务。\n"
    (link,) = links(plan, ("工业投资", "增长5%"))
    text = report(plan=plan).document.text
    assert link.evidence.span.of(text) == "要推进明湖智算中心建设"
    assert [cue.of(text) for cue in link.evidence.cues] == ["增长5%"]


def test_a_paragraph_that_opens_otherwise_is_no_measure() -> None:
    plan = "1.扩大投资，优化服务，加强保障，全年工业投资增长5%。要推进[P 明湖智算中心]建设。\n"
    assert said(plan, ("工业投资", "增长5%")) == []


def test_companies_and_kinds_of_project_are_not_linked() -> None:
    plan = "1.工业投资目标为增长5%。要支持[E 云锦集团]，建设[P 低碳产业园]。\n"
    assert said(plan, ("工业投资", "增长5%")) == []


def test_a_target_at_which_a_sentence_aims_is_served_by_what_it_names_before() -> None:
    plan = "加快建设[P 明湖智算中心]，力争智算规模达2500PFLOPS。\n"
    assert said(plan, ("智算规模", "2500PFLOPS")) == [
        ("明湖智算中心", "智算规模", "stated-purpose")
    ]


def test_a_purpose_needs_no_number() -> None:
    plan = "发挥[O 明湖母基金]作用，稳步提高[I 农村居民人均可支配收入]。\n"
    assert said(plan) == [("明湖母基金", "农村居民人均可支配收入", "stated-purpose")]


def test_a_semicolon_ends_what_serves() -> None:
    plan = "加快建设[P 明湖智算中心]；抓好招商，力争工业投资增长5%。\n"
    assert said(plan, ("工业投资", "增长5%")) == []
