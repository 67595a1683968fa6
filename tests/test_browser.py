"""The three uses that people come for, in a real browser, in both languages, without script too."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, TypeAlias

import pytest
from playwright import sync_api

from tests.needs import NO_NPM
from tests.servers import Server, running

Browser: TypeAlias = sync_api.Browser
CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs a browser: apt install chromium")
_LOOKED_AT = (
    *("", "en/", "compare.html", "questions.html", "questions/honours.html", "list/index.html"),
    *("list/area.html", "search.html?q=wz", "sparql.html", "data.html", "graph/area/320506.html"),
    *("id/area/320506.html", "en/id/area/320506.html", "ontology.html", "code/status/target.html"),
)
_QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="module")
def server(graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(graph, tmp_path_factory.mktemp("browsed")) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_api.sync_playwright() as engine:
        started = engine.chromium.launch(executable_path=CHROMIUM, args=_QUIET)
        yield started
        started.close()


class Visit:
    """A visitor: counts clicks, and remembers what was asked of other hosts and what went wrong."""

    def __init__(self, browser: Browser, server: Server, *, script: bool) -> None:
        self.context = browser.new_context(java_script_enabled=script)
        self.page = self.context.new_page()
        self.clicks = 0
        self.foreign: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda one: self._note(one.url, server.address))
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda one: self.errors.append(str(one)))

    def _heard(self, said: Any) -> None:  # noqa: ANN401  # playwright's
        if said.type == "error":
            self.errors.append(said.text)

    def _note(self, url: str, own: str) -> None:
        if not url.startswith((own, "data:")):
            self.foreign.append(url)

    def click(self, selector: str) -> None:
        self.clicks += 1
        self.page.locator(selector).first.click()
        self.page.wait_for_load_state()

    def fine(self) -> None:
        assert self.clicks <= 3
        assert not self.foreign
        assert not self.errors
        self.context.close()


@pytest.mark.parametrize("script", ["script", "none"])
@pytest.mark.parametrize("start", ["", "en/"], ids=["zh", "en"])
class TestThreeUses:
    """From the start page, in at most three clicks."""

    def test_who_did_what(self, browser: Browser, server: Server, start: str, script: str) -> None:
        visit = Visit(browser, server, script=script == "script")
        visit.page.goto(server.address + start)
        visit.click(".examples a[href*='who-did-what']")
        row = visit.page.locator("table.answer tbody").first
        assert row.locator("blockquote").inner_text().strip()
        visit.click("table.answer blockquote a")
        assert "/id/report/" in visit.page.url
        visit.fine()

    def test_which_projects_serve_an_indicator(
        self, browser: Browser, server: Server, start: str, script: str
    ) -> None:
        visit = Visit(browser, server, script=script == "script")
        visit.page.goto(server.address + start)
        visit.click(".examples a[href*='project-indicators']")
        visit.click("table.answer a[href*='id/project/'], table.answer a[href*='id/organisation/']")
        assert visit.page.locator("h1").inner_text().strip()
        assert visit.page.locator("a[href*='id/indicator/']").count()
        visit.fine()

    def test_whether_a_target_was_met(
        self, browser: Browser, server: Server, start: str, script: str
    ) -> None:
        visit = Visit(browser, server, script=script == "script")
        visit.page.goto(server.address + start)
        visit.click(".examples a[href*='targets-and-outcomes']")
        heads = visit.page.locator("table.answer thead th").all_inner_texts()
        wanted = {"目标", "完成"} if not start else {"target", "outcome"}
        assert wanted <= set(heads)
        visit.fine()


def test_typing_a_name_suggests_things_and_leads_to_one(browser: Browser, server: Server) -> None:
    visit = Visit(browser, server, script=True)
    visit.page.goto(server.address)
    box = visit.page.locator("#q")
    box.press_sequentially("wzq", delay=20)
    visit.page.wait_for_selector("[role=option]:first-child:has-text('吴中区')")
    box.press("ArrowDown")
    box.press("Enter")
    visit.page.wait_for_url("**/id/area/320506.html")
    visit.fine()


def test_what_is_chosen_stays_chosen_while_more_letters_are_typed(
    browser: Browser, server: Server
) -> None:
    visit = Visit(browser, server, script=True)
    visit.page.goto(server.address)
    box = visit.page.locator("#q")
    box.press_sequentially("wz")
    visit.page.wait_for_selector("[role=option]:first-child:has-text('吴中区')")
    box.press("ArrowDown")
    with visit.page.expect_response(lambda response: "wzq" in response.url):
        box.press_sequentially("q")
    visit.page.wait_for_function("document.querySelectorAll('[role=option]').length > 0")
    box.press("Enter")
    visit.page.wait_for_url("**/id/area/320506.html")
    visit.fine()


def test_without_script_a_name_is_found_on_a_page(browser: Browser, server: Server) -> None:
    visit = Visit(browser, server, script=False)
    visit.page.goto(server.address)
    visit.page.locator("#q").fill("吴中")
    visit.click("form.big button")
    visit.click(".found a")
    assert "/id/" in visit.page.url
    visit.fine()


def test_the_keyboard_reaches_content_first(browser: Browser, server: Server) -> None:
    visit = Visit(browser, server, script=True)
    visit.page.goto(server.address)
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.className") == "skip"
    visit.fine()


@pytest.fixture(scope="module")
def axe() -> Path:
    """The checker of accessibility, where it is at hand."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip(NO_NPM)
    root = subprocess.run([npm, "root", "--global"], capture_output=True, text=True, check=True)
    script = Path(root.stdout.strip()) / "axe-core" / "axe.min.js"
    if not script.is_file():
        pytest.skip("needs axe-core: npm install --global axe-core")
    return script


# colours do not hang on the width: each scheme once, each width once
@pytest.mark.parametrize(("scheme", "width"), [("light", 360), ("dark", 1200)])
def test_pages_have_no_serious_fault_for_anybody(
    browser: Browser, server: Server, axe: Path, scheme: Literal["light", "dark"], width: int
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    for path in _LOOKED_AT:
        page.goto(server.address + path)
        page.add_script_tag(path=str(axe))
        found = page.evaluate("axe.run().then(found => found.violations)")
        faults = [one["id"] for one in found if one["impact"] in {"serious", "critical"}]
        assert not faults, (path, faults)
    context.close()


def test_pages_fit_a_phone(browser: Browser, server: Server) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    for path in _LOOKED_AT:
        page.goto(server.address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
    context.close()


def test_a_site_of_files_opens_from_the_disk(browser: Browser, part: Path, tmp_path: Path) -> None:
    from kg.publish import publish  # noqa: PLC0415
    from kg.settings import Settings  # noqa: PLC0415

    publish(part, tmp_path / "site", "https://example.org/", Settings())
    context = browser.new_context()
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda one: errors.append(str(one)))
    page.goto((tmp_path / "site" / "index.html").as_uri())
    page.locator("#q").fill("wzq")
    page.locator("form.big button").click()
    page.wait_for_selector("#found a")
    page.locator("#found a").first.click()
    page.wait_for_load_state()
    assert page.locator("h1").inner_text().strip() == "吴中区"
    page.locator("a.switch").click()
    page.wait_for_load_state()
    assert "/en/id/area/320506.html" in page.url
    assert not errors
    context.close()
