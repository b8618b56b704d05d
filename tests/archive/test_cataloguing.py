"""Catalogues of one's own: what is added can be crawled, and what cannot leaves the file as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.cataloguing import add, probe, read_table
from archive.errors import UserError
from archive.terminal import Terminal
from crawler.catalogue import load
from tests.portals import trs_shtml
from tests.portals.serving import serve

URL = "http://www.tengzhou.gov.cn/"


def test_portals_are_added_and_named_after_their_hosts(tmp_path: Path) -> None:
    file = tmp_path / "my.toml"
    add(file, [{"url": URL, "title": '滕州"市"人民政府', "division": "370481"}])
    add(file, [{"url": URL + "zwgk/", "platform": "static"}])
    found = [(p.name, p.title, p.division, p.url, p.platform) for p in load(file)]
    assert found == [
        ("www-tengzhou-gov-cn", '滕州"市"人民政府', "370481", URL, None),
        ("www-tengzhou-gov-cn-2", "www.tengzhou.gov.cn", "000000", URL + "zwgk/", "static"),
    ]


@pytest.mark.parametrize(
    "wrong", [{"url": "ftp://a.gov.cn/"}, {"url": "http://192.168.0.1/"}, {"url": URL, "division": "37"}]
)
def test_what_is_wrong_leaves_the_catalogue_as_it_was(tmp_path: Path, wrong: dict[str, str]) -> None:
    file = tmp_path / "my.toml"
    add(file, [{"url": URL}])
    before = file.read_text(encoding="utf-8")
    with pytest.raises(UserError):
        add(file, [wrong])
    assert file.read_text(encoding="utf-8") == before
    assert list(tmp_path.iterdir()) == [file]


def test_a_table_is_read_with_or_without_a_byte_order_mark(tmp_path: Path) -> None:
    table = tmp_path / "portals.csv"
    table.write_text(f"url,title\n{URL},滕州市人民政府\n", encoding="utf-8-sig")
    assert read_table(table) == [{"url": URL, "title": "滕州市人民政府"}]
    table.write_text("title\n滕州市人民政府\n", encoding="utf-8")
    with pytest.raises(UserError, match="url"):
        read_table(table)


def test_a_probe_says_what_a_portal_yields() -> None:
    with serve(trs_shtml.HOST, trs_shtml.answer) as running:
        found = probe(running.url, 0, Terminal("en"))
    assert (found.outcome, found.platform, found.reports) == ("ok", "static", len(trs_shtml.PUBLISHED))
    assert found.lists == ((running.url + "zfxxgk/zfxxgkndbg/", len(trs_shtml.PUBLISHED)),)
