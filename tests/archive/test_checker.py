"""The checker's page holds all it shows, leads from finding to cell and sentence, and trusts nothing it shows."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

import extractors
from archive.checker.page import page
from archive.commands import main
from archive.rules import RULES
from extractors import read
from extractors.report import Language, Reading

EXAMPLES = Path(__file__).parent.parent / "extractors" / "examples"
SEED = EXAMPLES / "seed-003" / "report.txt"
LANGUAGES: tuple[Language, ...] = ("zh", "en")


class Links(HTMLParser):
    """What a page names, leads to, and would fetch."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: set[str] = set()
        self.fetched: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.ids += [named["id"] or ""] if "id" in named else []
        if tag == "a" and (named.get("href") or "").startswith("#"):
            self.targets.add((named["href"] or "")[1:])
        elif tag in ("script", "link", "img", "iframe", "object") or named.get("src") or named.get("href"):
            self.fetched.append(tag)


def wrong() -> Reading:
    """Seed 003 with a wrong cell in table 2, and a claim that contradicts it."""
    text = SEED.read_text(encoding="utf-8")
    at = text.index("3\n", text.index("三、本年度办理结果"))
    text = text[:at] + "5" + text[at + 1 :]
    return read(text.replace("共受理依申请公开信息3件", "共受理依申请公开信息4件").encode())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_to_a_place_on_the_page_and_nothing_is_fetched(language: Language) -> None:
    html = page([("a.txt", wrong()), ("b.txt", read(SEED.read_bytes())), ("c", read(b""))], language)
    links = Links(html)
    assert links.targets <= set(links.ids)
    assert len(links.ids) == len(set(links.ids))
    assert links.fetched == []
    assert "url(" not in html


def test_the_wrong_cell_is_marked_and_numbered_like_its_finding() -> None:
    reading = wrong()
    html = page([("a.txt", reading)], "zh")
    (blamed,) = re.findall(
        r'<td class="number blamed[^"]*"[^>]*>5<sup class="ref"><a href="#(r1f\d+)">', html
    )
    finding = html[html.index(f'id="{blamed}"') :].partition("</li>")[0]
    assert "T.ONE_CELL" in finding
    assert 'rowspan="21"' in html or 'rowspan="22"' in html  # 三、本年度办理结果, merged as printed
    claim = re.search(r'<a href="#(r1c\d+)">受理依申请公开信息4件</a>', html)
    assert claim is not None
    assert f'<a id="{claim[1]}" class="anchor"></a>' in html


def test_what_a_file_says_is_text_never_markup() -> None:
    text = SEED.read_text(encoding="utf-8").replace("市工信局", "<script>alert(1)</script>\"'&")
    html = page([("<b>.txt", read(text.encode()))], "zh")
    assert "<script" not in html
    assert "<b>.txt" not in html
    assert "&lt;script&gt;" in html


def test_the_command_writes_the_page_and_speaks_of_each_file(tmp_path: Path) -> None:
    clean = EXAMPLES / "seed-000" / "report.txt"
    out = tmp_path / "check.html"
    runner = CliRunner()
    done = runner.invoke(main, ["check", str(clean), "--html", str(out), "--lang", "en"])
    assert done.exit_code == 0
    assert "No errors or warnings" in done.stdout
    assert "applicants add up to the row's total ×25" in done.stdout
    assert "No errors, no warnings" in out.read_text(encoding="utf-8")
    done = runner.invoke(main, ["check", str(SEED), str(tmp_path / "none.txt"), "--lang", "zh"])
    assert done.exit_code == 1
    assert "现为 874，应为 1153" in done.stdout
    assert "none.txt：无法读取" in done.stdout
    assert (
        runner.invoke(main, ["check", str(clean), "--html", str(tmp_path / "no" / "a.html")]).exit_code == 2
    )


def test_as_json_it_is_the_reading_record() -> None:
    done = CliRunner().invoke(main, ["check", str(SEED), "--json", "--lang", "zh"])
    assert done.exit_code == 1
    assert '"rule": "N.PROACTIVE_PARTS"' in done.stdout


def test_every_rule_has_a_name_in_both_languages() -> None:
    sources = (path.read_text(encoding="utf-8") for path in Path(extractors.__file__).parent.rglob("*.py"))
    used = {
        rule for text in sources for rule in re.findall(r'"((?:T\d?|S14|[NMFSLP])\.[A-Z_0-9]+)[".]', text)
    }
    assert used <= set(RULES), used - set(RULES)
    assert all(zh and en for zh, en in RULES.values())
