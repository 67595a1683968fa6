"""Every number of a report is explained, or listed."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from kg import read
from kg.evaluate import coverage
from kg.extract.coverage import share
from kg.model import Reading, Source, Text
from kg.pipeline.reading import Reader
from tests import strategies

SHARED = Path(__file__).parents[2] / "shared"
SOURCE = Source(
    id="report", name="report.txt", media_type="text/plain", encoding="utf-8", sha256="0" * 64
)
TITLE = "苏州市吴江区2024年政府工作报告\n一、2024年工作回顾\n"
LEAST = {"corpus": 0.98, "corpus-more": 0.96}
REAL = [(path, LEAST[name]) for name in LEAST for path in sorted((SHARED / name).glob("*.txt"))]


def reading(text: str, reader: Reader) -> Reading:
    return reader.text(Text(source=SOURCE, text=TITLE + text))


def explained(text: str, reader: Reader) -> dict[str, str | None]:
    found = reading(text, reader)
    return {
        one.span.of(found.document.text): one.explained_by
        for one in found.numbers
        if one.span.start >= len(TITLE)
    }


@pytest.mark.parametrize(
    ("sentence", "digits", "reason"),
    [
        ("工业投资20亿元。", "20", "observation"),
        ("1．工业投资。略。", "1", "heading"),
        ("2019年启动建设。", "2019", "time"),
        ("实施15项重点任务。", "15", "task-list"),
        ("建设5G基站。", "5", "name"),
        ("落实“356”机制。", "356", "name"),
        ("召开第12届大会。", "12", "ordinal"),
        ("11个断面优Ⅲ比例90.9%。", "11", "modifier"),
        ("增速连续11个季度领先。", "11", "time"),
        ("建设3万吨级码头。", "3", "name"),
        ("编号77已核。", "77", None),
    ],
)
def test_a_number_is_explained_by_what_it_is(
    sentence: str, digits: str, reason: str | None, reader: Reader
) -> None:
    assert explained(sentence + "\n", reader)[digits] == reason


def test_a_part_that_explains_words_is_a_note(reader: Reader) -> None:
    text = "名词解释\n高产田：亩产1000公斤以上的农田。\n"
    assert explained(text, reader) == {"1000": "note"}


def test_numbers_of_front_matter_tables_and_captions_are_explained(reader: Reader) -> None:
    table = "表1 2024年指标\n\t序号\n\t指标名称\n\t完成情况\n\n\t1\n\t产值\n\t增长3%\n"
    assert None not in explained(table, reader).values()


def test_the_share_of_nothing_is_whole(reader: Reader) -> None:
    assert share(()) == 1.0
    assert share(reading("编号77。\n", reader).numbers) < 1.0


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(strategies.reports())
def test_every_digit_belongs_to_one_number(reader: Reader, text: str) -> None:
    found = reading(text, reader)
    places = [one.span for one in found.numbers]
    assert places == sorted(set(places))
    held = {at for place in places for at in range(place.start, place.end)}
    assert all(
        at in held for at, character in enumerate(found.document.text) if character in "0123456789"
    )


@pytest.mark.parametrize(("path", "least"), REAL, ids=lambda value: getattr(value, "stem", None))
def test_real_reports_are_explained_nearly_whole(path: Path, least: float, reader: Reader) -> None:
    assert share(reader.text(read.text(path)).numbers) >= least


def test_a_graph_tells_its_coverage_report_by_report(graph: Path) -> None:
    table = coverage.table(graph)
    assert table.columns == ("document", "numbers", "explained", "percent", "by")
    assert [row[0] for row in table.rows] == [
        "wujiang-2024-work", "wujiang-2025-half-year", "wuzhong-2023-plan",
    ]  # fmt: skip
    listed = coverage.unexplained(graph)
    missing = sum(int(row[1] or 0) - int(row[2] or 0) for row in table.rows)
    assert len(listed.rows) == missing
