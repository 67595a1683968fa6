"""The page of analyses, and the pictures of what became of targets."""

import csv
import io
import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from kg.pipeline import build
from kg.settings import Settings
from kg.site import Request, Site, analysis
from kg.site.goals import SIGNS, goals
from kg.site.heat import heat
from kg.site.slope import slopes
from kg.site.view import View
from tests.test_pages import HOST, INLINE, attacked, page, section, seen

__all__ = ["attacked"]  # a fixture

WUZHONG = "/id/area/320506"


@pytest.fixture(scope="module")
def site(graph: Path) -> Site:
    """The site of the examples."""
    return Site(graph, Settings())


@pytest.fixture
def chinese(site: Site) -> View:
    """A page in Chinese at the root."""
    return View(site.context, "zh", "/index.html")


def body(site: Site, path: str) -> str:
    response = site.respond(Request(path=path, origin=f"{HOST}/"))
    assert response.status == 200, path
    return response.body.decode()


# --- analysis ---


@pytest.mark.parametrize("english", [False, True])
def test_the_analysis_has_a_picture_and_says_why_things_are_central(
    site: Site, *, english: bool
) -> None:
    html = page(site, "/analysis", english=english)
    assert not INLINE.search(html.encode())
    assert '<svg class="around network"' in html
    central = html.partition('id="central"')[2].partition("</section>")[0]
    first = central.partition("<tbody>")[2].partition("</tr>")[0]
    assert "吴江区" in first
    assert re.search(r'class="why">.*<a href=', first)


def test_each_thing_of_the_picture_leads_to_its_page(site: Site) -> None:
    html = (
        page(site, "/analysis").partition('<svg class="around network"')[2].partition("</svg>")[0]
    )
    links = re.findall(r'<a href="([^"]+)" class="dot', html)
    assert len(links) > 10
    for link in links:
        assert site.respond(Request(path=f"/{link}", origin=f"{HOST}/")).status == 200


def test_a_bridge_stands_with_the_sentence_behind_it(site: Site) -> None:
    bridges = page(site, "/analysis").partition('id="bridges"')[2].partition("</section>")[0]
    links = bridges.partition("唯一的联系")[2]
    assert re.search(r'<blockquote lang="zh-Hans"><a href="[^"]*report/', links)


def test_the_menu_and_the_start_page_lead_to_the_analysis(site: Site) -> None:
    start = page(site, "/index")
    assert start.count('href="analysis.html"') == 2


@pytest.mark.parametrize("name", analysis.TABLES)
def test_each_analysis_is_a_file_too(site: Site, name: str) -> None:
    rows = list(csv.DictReader(io.StringIO(body(site, f"/analysis/{name}.csv"))))
    listed = json.loads(body(site, f"/analysis/{name}.json"))
    assert len(rows) == len(listed)


def test_what_is_no_analysis_is_not_there(site: Site) -> None:
    for path in ("/analysis/path.csv", "/analysis/centrality.xml", "/analysis/a/centrality.csv"):
        assert site.respond(Request(path=path, origin=f"{HOST}/")).status == 404


def test_a_very_large_graph_is_not_measured_for_a_page(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(analysis, "MANY", 1)
    assert "kg analyse" in seen(page(site, "/analysis"))
    assert "network" not in page(site, "/analysis").partition("<main")[2]


def test_names_with_markup_in_them_stay_names_in_the_analysis(attacked: Site) -> None:
    html = page(attacked, "/analysis")
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


def test_a_graph_without_links_says_so(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(
        "苏州市吴江区2024年政府工作报告\n没有内容。\n", encoding="utf-8"
    )
    build([tmp_path / "report.txt"], tmp_path / "graph", Settings(), workers=1)
    html = page(Site(tmp_path / "graph", Settings()), "/analysis")
    assert "<h1>分析</h1>" in html


def test_the_analysis_is_the_same_each_time(graph: Path) -> None:
    once, again = (page(Site(graph, Settings()), "/analysis") for _ in range(2))
    assert once == again


# --- targets ---


def test_every_target_of_an_area_with_a_verdict_is_drawn(site: Site, chinese: View) -> None:
    own = [goal for goal in goals(site.context) if goal.area.endswith(WUZHONG.rpartition("/")[2])]
    drawn = heat(chinese, own)
    assert drawn
    judged = {goal.indicator for goal in own if goal.verdict not in {"unknown", "not-comparable"}}
    assert {row.iri for row in drawn.rows} == judged
    counted = sum(part.number for row in drawn.rows for cell in row.cells for part in cell.segments)
    assert counted == sum(goal.indicator in judged for goal in own)


def test_the_parts_of_a_cell_fill_it_by_verdict(site: Site, chinese: View) -> None:
    drawn = heat(chinese, goals(site.context))
    assert drawn
    for row in drawn.rows:
        for cell in row.cells:
            widths = [part.width for part in cell.segments]
            share = cell.segments[0].number / sum(part.number for part in cell.segments)
            assert widths[0] == pytest.approx(sum(widths) * share, abs=0.2)


def test_where_nothing_is_judged_there_is_no_picture(site: Site, chinese: View) -> None:
    waiting = [goal for goal in goals(site.context) if goal.verdict == "unknown"]
    assert waiting
    assert heat(chinese, waiting) is None
    assert slopes(chinese, waiting) == []


def test_a_line_rises_where_more_came_out_than_was_aimed_at(site: Site, chinese: View) -> None:
    lines = [line for chart in slopes(chinese, goals(site.context)) for line in chart.lines]
    assert lines
    for line in lines:
        assert line.aim.number is not None
        assert line.result.number is not None
        assert (line.end < line.start) == (line.result.number > line.aim.number)


def test_names_of_a_slope_chart_do_not_cover_each_other(site: Site, chinese: View) -> None:
    for chart in slopes(chinese, goals(site.context)):
        heights = sorted(line.name_at for line in chart.lines)
        assert all(b - a > 15 for a, b in pairwise(heights))
        assert heights[-1] <= chart.height


@pytest.mark.parametrize("english", [False, True])
def test_the_question_and_the_area_show_the_pictures_with_signs_and_words(
    site: Site, *, english: bool
) -> None:
    for path in ("/questions/fulfilment", WUZHONG):
        html = page(site, path, english=english)
        assert not INLINE.search(html.encode())
        picture = html.partition('class="chart heat"')[2].partition("</figure>")[0]
        assert 'aria-labelledby="heat-title heat-desc"' in picture
        assert any(sign in picture for sign in SIGNS.values())
        assert 'class="chart slope"' in html


def test_an_area_lists_its_targets_as_a_table_beside_the_pictures(site: Site) -> None:
    table = section(page(site, WUZHONG), "目标完成").partition("<table>")[2]
    assert re.search(r"<td><a [^>]+>(完成|超额完成|未完成)</a></td>", table)


def test_the_pictures_of_an_answer_are_of_what_was_asked(site: Site) -> None:
    asked = Request(
        path="/questions/fulfilment.html", query=(("area", "吴中区"),), origin=f"{HOST}/"
    )
    picture = site.respond(asked).body.decode().partition('class="chart heat"')[2]
    assert "吴江区" not in picture.partition("</figure>")[0]


def test_other_questions_have_no_picture_of_targets(site: Site) -> None:
    assert "chart heat" not in page(site, "/questions/honours")
    assert "chart heat" not in page(site, "/questions/targets-and-outcomes")


def test_an_area_without_verdicts_has_no_such_section(site: Site) -> None:
    assert not any(goal.area.endswith("/320000") for goal in goals(site.context))
    assert "目标完成</h2>" not in page(site, "/id/area/320000")
    assert "目标完成</h2>" in page(site, WUZHONG)
