"""Walk the site in a real browser, in both languages, at a desk and on a phone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, Response, ViewportSize, sync_playwright

from tests.archive.site.example import HOSTILE, OLD, ORDINARY, PDF

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Debian package chromium")

SIZES = {"desk": ViewportSize(width=1280, height=900), "phone": ViewportSize(width=390, height=844)}
TITLE = "滕州市工业和信息化局2023年政府信息公开工作年度报告"


@dataclass
class Visit:
    """One visitor's page, and everything that went wrong on it."""

    page: Page
    site: str
    language: str
    troubles: list[str] = field(default_factory=list)

    def say(self, zh: str, en: str) -> str:
        return zh if self.language == "zh" else en

    def open(self, path: str) -> None:
        self.page.goto(f"{self.site}{path}")
        self.look()

    def look(self) -> None:
        """Check what must hold of every page: nothing hangs over its edge."""
        self.page.wait_for_load_state()
        hanging = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        if hanging > 0:
            self.troubles.append(f"{self.page.url} is {hanging} px too wide")

    def answered(self, response: Response) -> None:
        if response.status >= 400:
            self.troubles.append(f"{response.status} {response.url}")

    def failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # what a download, or leaving a page, does to a request
            self.troubles.append(f"{request.failure} {request.url}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture(params=["zh-desk", "zh-phone", "en-desk", "en-phone"])
def visit(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Visit]:
    language, size = request.param.split("-")
    context = browser.new_context(
        viewport=SIZES[size],
        is_mobile=size == "phone",
        has_touch=size == "phone",
        locale={"zh": "zh-CN", "en": "en-GB"}[language],
    )
    visit = Visit(context.new_page(), site, language)
    visit.page.on("console", lambda message: visit.troubles.append(f"{message.type}: {message.text}"))
    visit.page.on("pageerror", lambda error: visit.troubles.append(str(error)))
    visit.page.on("response", visit.answered)
    visit.page.on("requestfailed", visit.failed)
    yield visit
    assert visit.troubles == []
    context.close()


def test_from_home_to_a_report_its_source_and_the_data(visit: Visit, tmp_path: Path) -> None:
    page, say = visit.page, visit.say
    visit.open("/")
    page.get_by_role("link", name=TITLE).click()
    assert page.locator("h1").inner_text() == TITLE
    visit.look()
    with page.expect_download() as download:
        page.get_by_role("link", name=say("下载存档原件", "Kept source file")).click()
    download.value.save_as(tmp_path / "source")
    assert (tmp_path / "source").read_bytes() == PDF
    page.get_by_role("navigation", name=say("主导航", "Main")).get_by_role(
        "link", name=say("报告", "Reports")
    ).click()
    visit.look()
    with page.expect_download() as download:
        page.get_by_role("link", name=say("下载 CSV", "Download CSV")).click()
    download.value.save_as(tmp_path / "reports.csv")
    assert TITLE in (tmp_path / "reports.csv").read_text(encoding="utf-8")


def test_search_finds_a_report_by_a_part_of_its_title(visit: Visit) -> None:
    visit.open("/")
    visit.page.get_by_role("searchbox").fill("工业和信息化局2020")
    visit.page.get_by_role("button", name=visit.say("查找", "Search")).click()
    assert visit.page.locator("table.reports th[scope=row]").count() == 1
    visit.look()


def test_a_cell_tells_where_it_was_read(visit: Visit) -> None:
    visit.open(f"/report/{ORDINARY}")
    panel = visit.page.get_by_role("status")
    assert not panel.is_visible()
    visit.page.locator("table.requests td.wrong").click()
    assert visit.say("总计：8；与其他数字矛盾", "总计: 8; contradicts other figures") in panel.inner_text()
    assert visit.say("第2页第5个表第2行第8列", "page 2, table 5, row 2, column 8") in panel.inner_text()
    assert panel.get_by_role("link").get_attribute("href") == visit.page.locator("td.chosen").evaluate(
        "cell => '/file/' + cell.dataset.file"
    )
    visit.page.keyboard.press("Escape")
    assert not panel.is_visible()


def test_tables_are_walked_with_the_keyboard(visit: Visit) -> None:
    visit.open(f"/report/{ORDINARY}")
    visit.page.locator("table.requests td[tabindex='0']").focus()
    for key in ("ArrowRight", "ArrowDown", "ArrowDown", "ArrowLeft", "Enter"):
        visit.page.keyboard.press(key)
    assert visit.page.locator("td.chosen").get_attribute("class") == "number doubt chosen"


def test_the_language_switch_holds_on_the_next_page(visit: Visit) -> None:
    visit.open(f"/report/{OLD}")
    visit.page.get_by_role("link", name=visit.say("English", "中文"), exact=True).click()
    assert visit.page.url.endswith(visit.say("?lang=en", "?lang=zh"))
    visit.open("/public/reports")
    assert visit.page.locator("html").get_attribute("lang") == visit.say("en", "zh-CN")


def test_what_the_web_wrote_stays_text(visit: Visit) -> None:
    for path in (
        "/",
        f"/report/{HOSTILE}",
        "/public/reports",
        "/public/sections",
        f"/public/reports/{HOSTILE}",
    ):
        visit.open(path)
        assert visit.page.title() != "owned"
        assert visit.page.evaluate(
            "document.scripts.length === [...document.scripts].filter(s => s.src || s.type === 'application/ld+json').length"
        )


def test_the_other_pages_are_whole(visit: Visit) -> None:
    paths = (
        "/downloads",
        "/quality",
        "/methods",
        "/public",
        "/public/requests",
        "/public/contradictions",
        "/public/runs",
    )
    for path in paths:
        visit.open(path)


def test_from_a_report_to_its_body_and_from_year_to_year(visit: Visit) -> None:
    visit.open(f"/report/{ORDINARY}")
    visit.page.get_by_role("link", name="滕州市工业和信息化局", exact=True).first.click()
    assert visit.page.locator("h1").inner_text() == "滕州市工业和信息化局"
    assert visit.page.locator("figure.chart svg").count() >= 1
    visit.look()
    visit.open(f"/compare?one={ORDINARY}")
    visit.page.get_by_role("button", name=visit.say("比较", "Compare")).click()
    assert visit.page.locator("select#other").input_value() == OLD
    assert visit.page.locator("table.plain tbody tr").count() > 3
    visit.look()


def test_sql_is_asked_in_an_editor(visit: Visit) -> None:
    visit.open("/public?sql=select+report_id,+title+from+reports")
    assert visit.page.locator(".CodeMirror").is_visible()
    visit.page.get_by_role("button", name=visit.say("运行", "Run SQL")).click()
    assert visit.page.locator("table.rows-and-columns tbody tr").count() == 3
    visit.look()
