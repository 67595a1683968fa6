"""Pages about things: what each kind shows, where its links lead, what may not stand in it."""

import importlib.metadata
import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode

from kg.pipeline import build
from kg.settings import Settings
from kg.site import Request, Site
from kg.site.charts import Chart, Point, Series, draw
from kg.site.marks import Mark, cut, written
from kg.terms import Plan, PlanClass, Rdf, Skos
from tests.needs import NO_JAVA, NO_NPM
from tests.pages import page_of

HOST = "http://host"
GOLDEN = Path(__file__).parent / "golden" / "observation.html"
WUJIANG = "/id/area/320509"
ATTACK = '<script>alert("亨通")</script>'
#: What no page may hold, as the headers of the server forbid it.
INLINE = re.compile(rb"<style|<script(?! src=| type=\"application/ld\+json\")|\sstyle=|\son[a-z]+=")


@pytest.fixture(scope="module")
def site(graph: Path) -> Site:
    """The site of the examples."""
    return Site(graph, Settings())


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of a report whose words are markup."""
    folder = tmp_path_factory.mktemp("attack")
    (folder / "report.txt").write_text(
        "苏州市吴江区2024年政府工作报告\n一、2024年工作回顾\n"
        f"亨通光电获评“{ATTACK}”示范企业。地区生产总值增长6%{ATTACK}。实施“{ATTACK}”项目，总投资20亿元。\n",
        encoding="utf-8",
    )
    build([folder], folder / "graph", Settings(), workers=1)
    return Site(folder / "graph", Settings())


def page(site: Site, path: str, *, english: bool = False) -> str:
    """A page as text."""
    whole = f"/en{path}.html" if english else f"{path}.html"
    response = site.respond(Request(path=whole, origin=f"{HOST}/"))
    assert response.status == 200, whole
    return response.body.decode()


def members(site: Site, kind: str) -> list[str]:
    """The IRIs of a class, in order."""
    quads = site.context.store.quads_for_pattern(
        None, NamedNode(Rdf.TYPE), NamedNode(kind), DefaultGraph()
    )
    return sorted({q.subject.value for q in quads if isinstance(q.subject, NamedNode)})


def labelled(site: Site, label: str) -> str:
    """The path of the thing that bears a label."""
    for naming in (Rdf.LABEL, Skos.PREF_LABEL):
        quads = site.context.store.quads_for_pattern(
            None, NamedNode(naming), Literal(label, language="zh"), DefaultGraph()
        )
        for quad in quads:
            assert isinstance(quad.subject, NamedNode)
            return site.context.addresses.path(quad.subject.value)
    raise AssertionError(label)


def of_kind(site: Site, kind: str, label: str) -> str:
    """The path of the thing of a class that bears a label."""
    iri = next(one for one in members(site, kind) if site.context.labels[one].zh == label)
    return site.context.addresses.path(iri)


def stated(site: Site, kind: str, *parts: str) -> str:
    """The path of a statement whose label holds all of these words."""
    for iri in members(site, kind):
        if all(part in site.context.labels[iri].zh for part in parts):
            return site.context.addresses.path(iri)
    raise AssertionError(parts)


def seen(html: str) -> str:
    """What a reader sees, without markup."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", html)))


def section(html: str, title: str) -> str:
    """The part of a page under a heading."""
    return html.partition(f"<h2>{title}")[2].partition("<h2")[0]


def test_the_page_of_a_figure_shows_the_sentence_with_the_words_marked(site: Site) -> None:
    html = page(site, stated(site, PlanClass.NUMERIC_OBSERVATION, "地区生产总值", "预计", "7%"))
    quote = section(html, "原文依据")
    assert "<mark>增长7%</mark>" in quote
    assert '<span class="cue">地区生产总值</span>' in quote
    assert "预计全年" in seen(quote)
    assert "规上工业总产值达到5457亿元" in seen(quote), "the paragraph goes on"
    assert re.search(r'href="[^"]*report/wujiang-2024-work\.html#c\d+"', quote)


def test_a_figure_of_a_web_page_tells_its_paragraph_or_cell(tmp_path: Path) -> None:
    report = (
        "苏州市吴江区2024年政府工作报告\n一、2024年工作回顾\n全年进出口总额增长4%，城镇新增就业1.8万人。\n"
        "附表\n\t指标名称\n\t2024年目标\n\t2024年完成情况\n\n\t一般公共预算收入\n\t240亿元\n\t231.5亿元\n\n"
    )
    (tmp_path / "report.html").write_bytes(page_of(report))
    build([tmp_path / "report.html"], tmp_path / "graph", Settings(), workers=1)
    read = Site(tmp_path / "graph", Settings())
    cell = page(read, stated(read, PlanClass.NUMERIC_OBSERVATION, "预算收入", "231.5"))
    assert "表 1 第 2 行第 3 列" in seen(section(cell, "原文依据"))
    path = stated(read, PlanClass.NUMERIC_OBSERVATION, "进出口总额")
    assert "第 3 段" in seen(section(page(read, path), "原文依据"))
    assert "paragraph 3" in seen(page(read, path, english=True))


def test_each_dimension_of_a_figure_leads_to_its_page(site: Site) -> None:
    html = page(site, stated(site, PlanClass.NUMERIC_OBSERVATION, "地区生产总值", "预计", "7%"))
    for link in ("id/area/320509.html", "id/year/2024.html", "code/status/estimate.html"):
        assert f'href="../../../{link}"' in section(html, "陈述")


def test_confidence_stands_in_words_and_figures(site: Site) -> None:
    html = page(site, stated(site, PlanClass.EVENT, "亨通光电"), english=True)
    assert re.search(r'<meter[^>]* value="[01](\.\d+)?">', html)
    assert re.search(r"\d+% · \w+ \w*", seen(html))


def test_a_target_looks_different_from_what_was_reached(site: Site) -> None:
    target = page(site, stated(site, PlanClass.NUMERIC_OBSERVATION, "目标"))
    actual = page(site, stated(site, PlanClass.NUMERIC_OBSERVATION, "实际"))
    assert 'class="badge target"' in target
    assert 'class="badge actual"' in actual


def test_an_event_says_who_takes_part(site: Site) -> None:
    html = page(site, stated(site, PlanClass.EVENT, "亨通光电"))
    assert '<tr id="actor">' in html
    assert "亨通光电" in seen(section(html, "参与者"))


def test_an_indicator_has_a_chart_and_the_same_data_as_a_table(site: Site) -> None:
    html = page(site, labelled(site, "地区生产总值"))
    chart = html.partition('<div class="plot"')[2].partition("</svg>")[0]
    figures = re.findall(r'<a href="([^"]+)"><title>', chart)
    table = section(html, "各期数值").partition("<table>")[2]
    assert figures
    for link in figures:
        assert f'href="{link}"' in table


def test_an_indicator_says_what_serves_it(site: Site) -> None:
    served = members(site, PlanClass.CONTRIBUTION)[0]
    part = site.context.store.quads_for_pattern(
        NamedNode(served), NamedNode(Plan.SERVED_INDICATOR), None, DefaultGraph()
    )
    indicator = next(part).object
    assert isinstance(indicator, NamedNode)
    html = page(site, site.context.addresses.path(indicator.value))
    assert site.context.addresses.path(served)[4:] in section(html, "由哪些项目、机构服务")


def test_an_area_shows_outcomes_beside_targets_by_period(site: Site) -> None:
    html = page(site, WUJIANG)
    assert html.index('id="p2025-H1"') < html.index('id="p2024"'), "the latest comes first"
    year = html.partition('id="p2024"')[2]
    assert "地区生产总值" in seen(year)
    assert "7%" in seen(year)


def test_beside_a_target_of_the_year_stands_what_its_first_half_reached(site: Site) -> None:
    year = page(site, WUJIANG).partition('id="p2025"')[2].partition("</section>")[0]
    assert re.search(r"<td><div><a [^>]+>[^<]+</a> <small>2025年上半年</small></div>", year)


def test_an_area_names_its_reports_projects_and_companies(site: Site) -> None:
    html = page(site, WUJIANG)
    assert "report/wujiang-2024-work.html" in html
    assert "中国移动汾湖智算中心" in seen(section(html, "项目"))
    assert "盛虹" in seen(section(html, "其报告提到的企业"))


def test_a_company_shows_what_it_received_with_the_sentence(site: Site) -> None:
    html = page(site, labelled(site, "亨通光电"))
    assert "国家卓越级智能工厂" in seen(section(html, "荣誉"))
    assert "亨通光电获评国家卓越级智能工厂" in seen(section(html, "荣誉"))


def test_an_honour_says_who_received_it(site: Site) -> None:
    html = page(site, labelled(site, "国家卓越级智能工厂"))
    assert "亨通光电" in seen(section(html, "谁获得或争取"))


def test_a_project_shows_its_stages_with_the_words_that_say_so(site: Site) -> None:
    html = page(site, labelled(site, "国家先进功能纤维创新中心研发大楼"))
    steps = html.partition('<ol class="steps"')[2].partition("</ol>")[0]
    assert re.search(r'class="said"><a [^>]*>建成</a>', steps)
    assert "创新中心研发大楼投用" in seen(section(html, "各报告所述的阶段"))


def test_a_period_counts_what_is_stated_for_it(site: Site) -> None:
    html = page(site, "/id/year/2024")
    counts = re.findall(r'<td class="number">(\d+)</td>', section(html, "各区域的数值条数"))
    stated_for = site.context.store.quads_for_pattern(
        None,
        NamedNode("http://purl.org/linked-data/sdmx/2009/dimension#refPeriod"),
        NamedNode(f"{site.context.record.base}id/year/2024"),
        DefaultGraph(),
    )
    observations = [q for q in stated_for if "/observation/" in str(q.subject)]
    assert sum(map(int, counts)) == len(observations)


def test_a_report_shows_its_whole_text(site: Site) -> None:
    html = page(site, "/id/report/wujiang-2024-work")
    shown = seen(html.partition('<div class="text"')[2])
    for line in site.context.text("wujiang-2024-work").split("\n"):
        assert re.sub(r"\s+", " ", line.strip()) in shown


def test_every_place_of_a_report_has_an_anchor_that_statements_lead_to(site: Site) -> None:
    html = page(site, "/id/report/wuzhong-2023-plan")
    anchors = set(re.findall(r' id="(c\d+)"', html))
    for kind in (PlanClass.NUMERIC_OBSERVATION, PlanClass.PROJECT_STATE):
        for iri in members(site, kind):
            if "/wuzhong-2023-plan/" in iri:
                said = page(site, site.context.addresses.path(iri))
                links = re.findall(r"wuzhong-2023-plan\.html#(c\d+)", said)
                assert links
                assert anchors.issuperset(links)


@pytest.mark.slow
def test_a_report_of_forty_thousand_characters_stays_small(
    tmp_path_factory: pytest.TempPathFactory, graph: Path
) -> None:
    folder = tmp_path_factory.mktemp("long")
    text = Site(graph, Settings()).context.text("wujiang-2024-work")
    (folder / "long.txt").write_text(text * (40_000 // len(text) + 1), encoding="utf-8")
    build([folder], folder / "graph", Settings(), workers=1)
    html = page(Site(folder / "graph", Settings()), "/id/report/long")
    assert len(html.encode()) < 1_000_000
    assert len(set(re.findall(r' id="([^"]+)"', html))) == len(re.findall(r' id="([^"]+)"', html))


def test_without_its_text_a_report_still_gives_the_sentence(graph: Path, tmp_path: Path) -> None:
    shutil.copytree(graph, tmp_path / "graph")
    for text in (tmp_path / "graph" / "reports").glob("*/text.txt"):
        text.unlink()
    site = Site(tmp_path / "graph", Settings())
    html = page(site, stated(site, PlanClass.NUMERIC_OBSERVATION, "地区生产总值", "预计", "7%"))
    assert "预计全年地区生产总值增长7%" in seen(section(html, "原文依据"))
    assert "<mark>增长7%</mark>" in html
    assert page(site, "/id/report/wujiang-2024-work")


def test_one_observation_looks_as_it_did(site: Site) -> None:
    html = page(site, stated(site, PlanClass.NUMERIC_OBSERVATION, "地区生产总值", "预计", "7%"))
    main = html.partition('<main id="content">')[2].partition("</main>")[0].strip() + "\n"
    assert main == GOLDEN.read_text(encoding="utf-8"), "update tests/golden where this was meant"


def test_words_of_a_report_never_become_markup(attacked: Site) -> None:
    checked = 0
    for name in ("Mention", "Evidence", "Event", "NumericObservation", "ProjectState", "Report"):
        for iri in members(attacked, f"{Plan.EVIDENCE.value.rpartition('#')[0]}#{name}"):
            for english in (False, True):
                html = page(attacked, attacked.context.addresses.path(iri), english=english)
                assert "<script>alert" not in html
                checked += "&lt;script&gt;" in html
    assert checked


def test_embedded_data_is_json_about_the_thing(site: Site) -> None:
    for path, kind in ((WUJIANG, "AdministrativeArea"), ("/code/status/target", "DefinedTerm")):
        found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page(site, path))
        assert found
        said = json.loads(found[1])
        assert said["@type"] == kind
        assert said["@id"] == f"{site.context.record.base}{path[1:]}"


def test_markup_cannot_end_the_embedded_data(attacked: Site) -> None:
    for iri in [*members(attacked, PlanClass.EVENT), *members(attacked, PlanClass.REPORT)]:
        html = page(attacked, attacked.context.addresses.path(iri))
        for said in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html):
            json.loads(said)


def test_a_page_is_the_same_each_time(graph: Path) -> None:
    for path in (WUJIANG, "/id/report/wujiang-2024-work", "/id/year/2024"):
        once, again = (page(Site(graph, Settings()), path) for _ in range(2))
        assert once == again


@cache
def chart(hollow: bool) -> str:  # noqa: FBT001  # cached by value
    """A chart of one series."""
    points = (Point(1.5, "a.html?b&c", "吴江区 <1.5>"), None, Point(4.0, "d.html", "4"))
    series = Series("吴江区", 0, hollow, points)
    return str(draw(Chart("k", "GDP <%>", "说明", ("2023", "2024", "2025"), (series,))))


def test_a_chart_has_a_title_and_leads_to_its_figures() -> None:
    assert 'aria-labelledby="k-title k-desc"' in chart(hollow=False)
    assert '<title id="k-title">GDP &lt;%&gt;</title>' in chart(hollow=False)
    assert 'href="a.html?b&amp;c"' in chart(hollow=False)


def test_drawing_leaves_the_packages_of_python_to_be_found() -> None:
    chart(hollow=False)
    assert importlib.metadata.version("pygal")


def test_a_target_in_a_chart_is_told_by_more_than_colour() -> None:
    assert 'class="series c1 hollow"' in chart(hollow=True)
    assert "hollow" not in chart(hollow=False)


def test_a_chart_holds_no_style_script_date_or_foreign_address() -> None:
    assert not re.search(r"<style|<script|style=|<!--|https?://|pygal", chart(hollow=True))


spans = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=12)


@given(st.text(alphabet="吴江<&\"'增长\n6%", min_size=30, max_size=30), spans)
def test_marks_that_nest_and_overlap_leave_the_text_whole(
    text: str, places: Sequence[tuple[int, int]]
) -> None:
    marks = [Mark(a, b, "m", "x.html") for a, b in places]
    html = written(cut(text, 0, len(text), marks), {a for a, _ in places})
    assert unescape(re.sub(r"<[^>]+>", "", html)) == text
    assert html.count("<a ") == html.count("</a>")
    for a, b in places:
        assert a >= len(text) or f' id="c{a}"' in html or a >= b or a == len(text)


class _Links(HTMLParser):
    """The links and anchors of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        assert said.get("id") not in self.anchors, said
        self.anchors.add(said.get("id") or "")
        if tag == "a" and said.get("href"):
            self.links.append(said["href"] or "")


def crawled(site: Site, most: int) -> Iterator[tuple[str, _Links]]:
    """Pages that are reached from the start pages, with their links; all must be there.

    Of each kind of thing, the first pages in either language, up to `most`.
    """
    waiting, met = ["/", "/en/"], {"/", "/en/"}
    seen: Counter[str] = Counter()
    while waiting:
        here = waiting.pop()
        parts = urlsplit(here)
        kind = re.match(r"(?:/en)?/(?:id|graph|code)/[^/]+", parts.path)
        seen[kind[0] if kind else here] += 1
        if kind and seen[kind[0]] > most:
            continue
        asked = Request(
            path=unquote(parts.path), query=tuple(parse_qsl(parts.query)), accept="text/html"
        )
        response = site.respond(asked)
        assert response.status in {200, 303}, here
        if not response.media_type.startswith("text/html"):
            continue
        assert not INLINE.search(response.body), here
        found = _Links(response.body.decode())
        yield here, found
        for link in found.links:
            there = urlsplit(urljoin(f"{HOST}{here}", link))
            path = f"{there.path}?{there.query}" if there.query else there.path
            data = re.search(r"\.(ttl|jsonld|nt|rdf)$", there.path)
            if there.netloc == "host" and path not in met and not data:
                met.add(path)
                waiting.append(path)


@pytest.mark.slow
def test_links_of_pages_of_every_kind_lead_somewhere(site: Site) -> None:
    # those of every page are followed where the site is files: tests/test_publish.py
    anchors: dict[str, set[str]] = {}
    wanted: dict[tuple[str, str], str] = {}
    for here, found in crawled(site, most=30):
        anchors[here] = found.anchors
        for link in found.links:
            there = urlsplit(urljoin(f"{HOST}{here}", link))
            if there.netloc == "host" and there.fragment and ":~:" not in there.fragment:
                wanted[there.path, there.fragment] = here
    assert len(anchors) > 1000
    lost = [key for key in wanted if key[0] in anchors and key[1] not in anchors[key[0]]]
    assert not lost


@pytest.fixture(scope="module")
def checker() -> list[str]:
    """The command that checks HTML, where it is at hand."""
    if not shutil.which("java") or not shutil.which("npm"):
        pytest.skip(NO_NPM if shutil.which("java") else NO_JAVA)
    root = subprocess.run(["npm", "root", "--global"], capture_output=True, text=True, check=True)
    jar = Path(root.stdout.strip()) / "vnu-jar" / "build" / "dist" / "vnu.jar"
    if not jar.is_file():
        pytest.skip("needs the checker of HTML: npm install --global vnu-jar")
    # compiles less of itself, which pays off for so few pages
    return ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(jar)]


@pytest.mark.slow
def test_pages_of_every_kind_are_valid_html(site: Site, checker: list[str], tmp_path: Path) -> None:
    shown: dict[str, int] = {}
    for iri in sorted(iri for kind in PlanClass for iri in members(site, kind)):
        path = site.context.addresses.path(iri)
        kind = path.split("/")[2] if path.startswith("/id/") else ""
        shown[kind] = shown.get(kind, 0) + 1
        if shown[kind] <= 3:
            name = path.strip("/").replace("/", "-")
            (tmp_path / f"{name}.html").write_text(page(site, path), encoding="utf-8")
            (tmp_path / f"{name}-en.html").write_text(
                page(site, path, english=True), encoding="utf-8"
            )
    (tmp_path / "area.html").write_text(page(site, WUJIANG), encoding="utf-8")
    files = sorted(map(str, tmp_path.glob("*.html")))
    done = subprocess.run([*checker, *files], capture_output=True, text=True, check=False)
    assert not done.stderr


@pytest.mark.parametrize("english", [False, True])
@pytest.mark.parametrize("name", ["中国移动汾湖智算中心", "英诺赛科"])
def test_a_history_is_a_picture_and_a_table(site: Site, name: str, *, english: bool) -> None:
    kind = PlanClass.ENTERPRISE if name == "英诺赛科" else PlanClass.PROJECT
    shown = page(site, of_kind(site, kind, name), english=english)
    drawn = section(shown, "History" if english else "历程")
    assert ("History of" in drawn) is english
    marks = drawn.count('class="dot"')
    assert marks >= 2
    assert marks == drawn.count("<tr><td>")
    assert drawn.count("<title>") == marks


def test_what_is_planned_is_hollow_in_a_history(site: Site) -> None:
    shown = page(site, of_kind(site, PlanClass.PROJECT, "中国移动汾湖智算中心"))
    drawn = section(shown, "历程")
    assert drawn.count(' hollow"><a') == drawn.count("<td>计划</td>") > 0
