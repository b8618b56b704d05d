from __future__ import annotations

from pathlib import Path

import pytest

from crawler.catalogue import SHIPPED, CatalogueError, Portal, load, select

ENTRY = """
[[portal]]
name = "tengzhou"
title = "滕州市人民政府"
division = "370481"
url = "http://www.tengzhou.gov.cn/"
"""


def _file(folder: Path, text: str) -> Path:
    file = folder / "portals.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_shipped_catalogue_is_well_formed() -> None:
    portals = load()
    assert {portal.division for portal in portals} >= {"370481", "410703", "370402", "150600", "370800"}
    provinces = {file: {portal.division[:2] for portal in load(file)} for file in SHIPPED.glob("*.toml")}
    assert all(len(codes) == 1 for codes in provinces.values()), provinces


def test_every_key_of_an_entry_is_read(tmp_path: Path) -> None:
    file = _file(tmp_path, ENTRY + 'platform = "static"\nexpect = [30, 60]\n')
    assert load(file) == (
        Portal("tengzhou", "滕州市人民政府", "370481", "http://www.tengzhou.gov.cn/", "static", (30, 60)),
    )


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (ENTRY + ENTRY, "tengzhou is used twice"),
        (ENTRY + 'colour = "red"\n', "entry 1 (tengzhou): unknown key colour"),
        (ENTRY.replace("370481", "3704"), "division must be the six digits"),
        (ENTRY.replace('"tengzhou"', '"Teng Zhou"'), "name must be lower-case"),
        (ENTRY.replace("http://www.tengzhou.gov.cn/", "http://192.168.0.1/"), "url is not a public address"),
        (ENTRY.replace("http://www.tengzhou.gov.cn/", "www.tengzhou.gov.cn"), "url is not a web address"),
        (ENTRY.replace('title = "滕州市人民政府"\n', ""), "title must be a text"),
        (ENTRY + "expect = [60, 30]\n", "expect must be two whole numbers"),
        (ENTRY + "expect = 30\n", "expect must be two whole numbers"),
        ("[[portal]\n", "not valid TOML"),
        ('portal = "x"\n', "must hold [[portal]] entries"),
        ("[other]\n" + ENTRY, "must hold [[portal]] entries"),
    ],
)
def test_a_malformed_catalogue_is_refused_with_file_and_entry(
    tmp_path: Path, text: str, complaint: str
) -> None:
    file = _file(tmp_path, text)
    with pytest.raises(CatalogueError) as raised:
        load(file)
    assert str(raised.value).startswith(str(file))
    assert complaint in str(raised.value)


def test_a_missing_or_foreign_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="cannot be read"):
        load(tmp_path / "none.toml")
    (tmp_path / "gbk.toml").write_bytes("名".encode("gbk"))
    with pytest.raises(CatalogueError, match="not valid TOML"):
        load(tmp_path / "gbk.toml")


def test_portals_are_selected_by_name() -> None:
    portals = load()
    assert [portal.name for portal in select(portals, ["jining", " ordos "])] == ["ordos", "jining"]
    assert select(portals, [""]) == portals
    with pytest.raises(CatalogueError, match="no portal named nowhere"):
        select(portals, ["jining", "nowhere"])
