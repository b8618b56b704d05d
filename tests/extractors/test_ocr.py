"""Scans: a page photographed, skewed, stamped or turned says what the page says, or is in doubt."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Iterator
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import cv2
import docx
import docx.shared
import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw

from extractors import ocr, pictures, read
from extractors.form import DISPUTES, REQUESTS
from extractors.formats.picture import pages_of
from extractors.ink.lattice import Rule
from extractors.ink.layout import Page
from extractors.ink.lines import Glyph, Unsure
from extractors.ocr import engine
from extractors.ocr.rereading import Sheet, read_again
from extractors.ocr.rules import find_rules, without
from extractors.ocr.scans import read_page
from extractors.report import Outcome, Report
from tests.extractors.test_ofd import document, layer, xml


def _printed() -> bytes:
    (file,) = Path("crawler/sample/site").rglob("P020240122551206873114.pdf")
    return file.read_bytes()


TABLES = range(1, 3)  # the pages, from 0, with most of table 2


def _scan(turned: int = 0, *, stamped: bool = False) -> bytes:
    """Two of the report's pages as a scanner at 150 dpi sees them, in one PDF of pictures."""
    pages = []
    document = pdfium.PdfDocument(_printed())
    for page in (document[i] for i in TABLES):
        image = np.array(page.render(scale=150 / 72).to_pil().convert("RGB"))
        height, width = image.shape[:2]
        if stamped:  # what is black stays black under it
            stamp = cv2.circle(image.copy(), (int(0.75 * width), height // 2), width // 10, (215, 40, 40), 6)
            image = np.minimum(image, stamp)
        skew = cv2.getRotationMatrix2D((width / 2, height / 2), 0.7, 1)
        image = cv2.warpAffine(image, skew, (width, height), borderValue=(255, 255, 255))
        pages.append(Image.fromarray(np.rot90(image, turned)))
    scan = io.BytesIO()
    pages[0].save(scan, "PDF", save_all=True, append_images=pages[1:], resolution=150, quality=70)
    return scan.getvalue()


def _report(body: bytes) -> Report:
    reading = read(body)
    assert reading.report is not None, reading.reason
    return reading.report


@pytest.mark.parametrize(("turned", "stamped"), [(0, True), (1, False)])
def test_a_scan_says_what_its_pages_say_or_doubts_it(turned: int, *, stamped: bool) -> None:
    printed = {f.key: f.value for f in _report(_printed()).figures if f.place and f.place.page in (2, 3)}
    printed = {key: value for key, value in printed.items() if key.table == REQUESTS}
    scanned = {
        f.key: f
        for f in _report(_scan(turned, stamped=stamped)).figures
        if f.key.table == REQUESTS and f.value is not None
    }
    assert {key: f.value for key, f in scanned.items() if f.doubt is None}.items() <= printed.items()
    assert sum(
        key in scanned and scanned[key].value == value for key, value in printed.items()
    ) >= 0.98 * len(printed)
    assert sum(f.doubt is not None for f in scanned.values()) < 0.15 * len(printed)


def _page_picture() -> bytes:
    """The report's last page with a table, as a picture."""
    picture = io.BytesIO()
    pdfium.PdfDocument(_printed())[3].render(scale=150 / 72).to_pil().save(picture, "JPEG", quality=80)
    return picture.getvalue()


def _in_html(picture: bytes) -> bytes:
    data = base64.b64encode(picture).decode()
    return f'<html><body><h1>某县政府信息公开工作年度报告</h1><img src="data:image/jpeg;base64,{data}"></body></html>'.encode()


def _in_mht(picture: bytes) -> bytes:
    message = MIMEMultipart("related")
    page = MIMEText("<html><body><h1>年度报告</h1><img src='cid:p1'></body></html>", "html", "utf-8")
    image = MIMEImage(picture)
    image.add_header("Content-ID", "<p1>")
    message.attach(page)
    message.attach(image)
    return b"MIME-Version: 1.0\r\n" + message.as_bytes()


def _in_docx(picture: bytes) -> bytes:
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph("某县政府信息公开工作年度报告")
    document.add_picture(io.BytesIO(picture), width=docx.shared.Cm(15))
    document.save(out)
    return out.getvalue()


def _in_ofd(picture: bytes) -> bytes:
    image = '<ofd:ImageObject ID="4" Boundary="0 0 210 297" ResourceID="8"/>'
    media = '<ofd:MultiMedias><ofd:MultiMedia ID="8" Type="Image"><ofd:MediaFile>p.jpg</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>'
    return document(
        layer(image),
        common="<ofd:DocumentRes>Res.xml</ofd:DocumentRes>",
        parts={"Doc_0/Res.xml": xml("Res", media), "Doc_0/p.jpg": picture},
    )


def _garbled(picture: bytes) -> bytes:
    """The printed page itself, its font without the table of what its shapes mean."""
    page, out = pdfium.PdfDocument.new(), io.BytesIO()
    page.import_pages(pdfium.PdfDocument(_printed()), [3])
    page.save(out)
    return out.getvalue().replace(b"/ToUnicode", b"/ToUnicodX")


@cache
def _recognised() -> Page:
    return ocr.recognise(Image.open(io.BytesIO(_page_picture())), 1)


@pytest.mark.parametrize("put", [_in_html, _in_mht, _in_docx, _in_ofd, _garbled])
def test_a_page_that_is_a_picture_is_read_whatever_file_it_is_in(
    put: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    once = _recognised()  # it takes seconds, and is the same in every file
    for room in (ocr, pictures):
        monkeypatch.setattr(room, "recognise", lambda *_: once)
    printed = {f.key: f.value for f in _report(_printed()).figures if f.key.table == DISPUTES}
    figures = {f.key: f for f in _report(put(_page_picture())).figures if f.key.table == DISPUTES}
    assert {key: f.value for key, f in figures.items()} == printed
    assert all(f.place is not None and f.place.page == 1 for f in figures.values())


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        (
            "find_spec",
            lambda name: None,
            "a scan or a picture needs character recognition: run pip install 'gongkai[ocr]'",
        ),
        ("MAX_PIXELS", 1_000_000, "the picture is too large (1655×2339 pixels)"),
    ],
)
def test_where_some_pages_cannot_be_recognised_the_others_are_read_and_the_reason_told(
    name: str, value: object, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, name, value)
    both = pdfium.PdfDocument(_printed())
    both.import_pages(pdfium.PdfDocument(_scan()), [0], index=0)
    out = io.BytesIO()
    both.save(out)
    report = _report(out.getvalue())
    assert len(report.figures) == len(_report(_printed()).figures)
    assert [f.message.en for f in report.findings if f.rule == "S.PAGES_UNREAD"] == [
        f"pages 1 are pictures and were not recognised: {why}"
    ]


def test_a_long_picture_is_the_sheets_that_were_put_together() -> None:
    long = Image.new("L", (420, 3 * 594 - 1), "white")
    ImageDraw.Draw(long).rectangle((40, 100, 380, 560), outline="black")
    assert [page.height for page in _pages(long)] == [594, 593, 594]
    ImageDraw.Draw(long).line((40, 500, 40, 700), "black")  # something stands where two sheets would meet
    assert [page.height for page in _pages(long)] == [1781]


def _pages(picture: Image.Image) -> list[Image.Image]:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return list(pages_of(out.getvalue()))


def test_a_page_on_which_nothing_is_written_says_nothing() -> None:
    assert not ocr.recognise(Image.new("RGB", (1200, 1700), "white"), 1).glyphs


def test_a_picture_is_refused_by_its_size_before_it_is_unpacked() -> None:
    huge = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(huge, "PNG")
    reading = read(huge.getvalue())
    assert reading.outcome is Outcome.UNREADABLE
    assert reading.reason is not None
    assert reading.reason.zh == "图片过大"


def test_without_the_extra_the_reason_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "find_spec", lambda name: None if name == "rapidocr" else find_spec(name))
    reason = read(_scan()).reason
    assert reason is not None
    assert "pip install 'gongkai[ocr]'" in reason.en


@pytest.mark.parametrize(("high", "read_as"), [(2, "—"), (12, "1")])
def test_a_flat_stroke_alone_in_a_cell_is_a_dash_whatever_the_engine_says(
    high: int, read_as: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "guesses", lambda cutouts: [engine.Guess("1", 0.6) for _ in cutouts])
    bright = np.full((40, 60), 255, np.uint8)
    bright[15 : 15 + high, 20:34] = 0
    sheet = Sheet(np.repeat(bright[:, :, None], 3, axis=2), bright, bright < 128, scale=1.0)
    found = read_again(sheet, [Unsure("7", 20, 14, 34, 28)], [(2.0, 2.0, 58.0, 38.0)])
    assert [g.text for g in found] == [read_as]


def test_lines_of_a_cell_are_read_one_by_one_and_a_lone_letter_again(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[int] = []

    def guesses(cutouts: list[engine.Image]) -> list[engine.Guess]:
        shown.extend(len(cutout) for cutout in cutouts)
        return [engine.Guess(text, 0.99) for text in ("1,2", "34", "0")[: len(cutouts)]]

    monkeypatch.setattr(engine, "guesses", guesses)
    plain = np.full((60, 120), 255, np.uint8)
    for x, top in ((20, 10), (20, 30), (80, 20)):
        plain[top : top + 10, x : x + 20 : 4] = plain[top, x : x + 20] = 0
    sheet = Sheet(np.repeat(plain[:, :, None], 3, axis=2), plain, plain < 128, scale=1.0)
    cells = [(2.0, 2.0, 58.0, 58.0), (62.0, 2.0, 118.0, 58.0)]
    found = read_again(sheet, [Glyph("p", 80, 20, 100, 30)], cells)
    assert shown == [16, 16, 16]  # each a line with some paper around it
    assert [(g.text, g.top, type(g)) for g in found] == [
        *((character, 10.0, Glyph) for character in "1,2"),
        *((character, 30.0, Glyph) for character in "34"),
        ("0", 20.0, Unsure),
    ]


def test_what_touches_a_rule_stays_when_the_rule_is_taken_off() -> None:
    bright = np.full((100, 40), 240, np.uint8)
    bright[:, 10:13], bright[:, 13] = 5, 180  # a rule and its grey edge
    bright[40:50, 13] = 60  # a figure's stroke on that edge
    plain = without(bright, [Rule(10, 0, 14, 100)], 1.0)
    assert (plain[40:50, 13] < 120).all()
    plain[40:50, 13] = 240
    assert (plain > 230).all()


def test_the_feet_of_digits_in_a_row_are_no_rule() -> None:
    ink = np.zeros((60, 200), np.bool_)
    ink[[10, 50], 10:190] = ink[10:51, [10, 100, 189]] = True
    ink[30, 105:185] = np.arange(80) % 4 != 0
    ink[40, 10:100] = np.arange(90) % 10 != 0  # a worn rule
    across = [rule for rule in find_rules(ink, 0.5) if rule.horizontal]
    assert sorted(rule.top for rule in across) == [5.0, 20.0, 25.0]


def test_lines_are_as_high_as_their_ink_and_marks_as_wide_as_their_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def text(image: engine.Image) -> Iterator[list[engine.Character]]:
        for top, characters in ((95, "数（条"), (121, "件")):  # each framed with some of the other
            yield [
                engine.Character(
                    character, 100 + 30 * i + 10 * (character == "（"), top, 120 + 30 * i, top + 40, 1
                )
                for i, character in enumerate(characters)
            ]

    monkeypatch.setattr(engine, "lines", lambda image: [])
    monkeypatch.setattr(engine, "text", text)
    picture = np.full((1754, 1240, 3), 255, np.uint8)
    for top in (100, 130):
        picture[top : top + 24, 100:200:2] = 0
    page = read_page(Image.fromarray(picture), 1, 1240 / 2)
    assert [(g.text, g.x0, g.x1, round(g.top), round(g.bottom)) for g in page.glyphs] == [
        ("数", 50, 60, 50, 62),
        ("（", 60, 75, 50, 62),
        ("条", 80, 90, 50, 62),
        ("件", 50, 60, 65, 77),
    ]


@pytest.mark.parametrize(("bar", "read_as"), [(0, "/"), (10, "7")])
def test_a_lone_stroke_that_leans_is_a_slash_and_not_sure(
    bar: int, read_as: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "guesses", lambda cutouts: [engine.Guess("7", 0.9) for _ in cutouts])
    plain = np.full((40, 60), 255, np.uint8)
    cv2.line(plain, (30, 10), (22, 28), 0, 2)
    plain[10:12, 30 - bar : 30] = 0
    sheet = Sheet(np.repeat(plain[:, :, None], 3, axis=2), plain, plain < 128, scale=1.0)
    found = read_again(sheet, [Glyph("7", 20, 9, 33, 29)], [(2.0, 2.0, 58.0, 38.0)])
    assert [(g.text, isinstance(g, Unsure)) for g in found] == [(read_as, read_as == "/")]
