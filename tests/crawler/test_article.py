from __future__ import annotations

import pytest

from crawler import article
from crawler.page import Page
from crawler.titles import classify

URL = "http://www.a.gov.cn/zwgk/zfxxgknb/202401/t20240126_1.html"
TITLE = "滕州市教育局2023年政府信息公开工作年度报告"


def _page(markup: str, url: str = URL) -> Page:
    return Page(url, markup.encode())


def _attached(markup: str) -> list[tuple[str, str]]:
    base = "http://www.a.gov.cn/"
    links = article.attachments(_page(markup), classify(TITLE))
    return [(link.url.removeprefix(base), link.title) for link in links]


ATTACHMENTS = {
    "TRS, name in download=": (
        '<a href="./P0202605215954.pdf" OLDSRC="/protect/P0202605/P0202605215954.pdf" download="教育局年报.pdf">附件</a>',
        [("zwgk/zfxxgknb/202401/P0202605215954.pdf", "教育局年报.pdf")],
    ),
    "Hanweb downfile.jsp": (
        '<a href="/module/download/downfile.jsp?classid=0&amp;showname=%E5%B9%B4%E6%8A%A5.docx&amp;filename=ab12.docx">年报</a>',
        [
            (
                "module/download/downfile.jsp?classid=0&showname=%E5%B9%B4%E6%8A%A5.docx&filename=ab12.docx",
                "年报",
            )
        ],
    ),
    "no suffix in the address, one in the text": (
        '<a href="/system/_content/download.jsp?wbfileid=77">教育局2023年年报.wps</a>',
        [("system/_content/download.jsp?wbfileid=77", "教育局2023年年报.wps")],
    ),
    "capital suffix, FastDFS": ('<a href="/group6/M00/A1.DOC">下载</a>', [("group6/M00/A1.DOC", "下载")]),
    "viewer": (
        '<iframe src="/pdfjs/web/viewer.html?file=/upload/2024/a.pdf"></iframe>',
        [("upload/2024/a.pdf", "")],
    ),
    "viewer that names a file beside it": (
        '<iframe src="/pdfjs/viewer.html?file=8812.pdf"></iframe>',
        [("pdfjs/8812.pdf", "")],
    ),
    "no suffix anywhere": (
        '<a href="/system/_content/download.jsp?urltype=news.DownloadAttachUrl&amp;wbfileid=9B2F">附件</a><a href="/download">下载</a>',
        [("system/_content/download.jsp?urltype=news.DownloadAttachUrl&wbfileid=9B2F", "附件")],
    ),
    "named in a data attribute": (
        '<div id="pdfshow" data-value="/files/2024/nb.pdf"></div>',
        [("files/2024/nb.pdf", "")],
    ),
    "HTML within JSON": (
        r'<script>var _CONFIG={DETAIL:{content:"<a href=\"\/attachment\/0\/1.docx\">x<\/a>"}}</script>',
        [("attachment/0/1.docx", "")],
    ),
    "pictures where the body is pictures": (
        '<img src="/images/logo.png"><div class="TRS_Editor"><img src="./W02.jpg"><img src="./W03.jpg"><img src="/icon/share.png"></div>',
        [("zwgk/zfxxgknb/202401/W02.jpg", ""), ("zwgk/zfxxgknb/202401/W03.jpg", "")],
    ),
    "no pictures beside a file": (
        '<div class="TRS_Editor"><img src="./W02.jpg"><a href="a.pdf">全文</a></div>',
        [("zwgk/zfxxgknb/202401/a.pdf", "全文")],
    ),
    "embedded": (
        '<embed src="a.pdf"><object data="b.ofd"></object>',
        [("zwgk/zfxxgknb/202401/a.pdf", ""), ("zwgk/zfxxgknb/202401/b.ofd", "")],
    ),
    "onclick": (
        """<a href="javascript:void(0)" onclick="down3('/files/1/REPORT.PDF')">下载全文</a>""",
        [("files/1/REPORT.PDF", "下载全文")],
    ),
    "script variable": (
        "<script>var appLinkStr='./P01.xlsx|./P02.pdf';</script>",
        [("zwgk/zfxxgknb/202401/P01.xlsx", ""), ("zwgk/zfxxgknb/202401/P02.pdf", "")],
    ),
    "escaped in JSON": (
        r'<script>var d={"file":"\/upload-service\/2024\/WY123.pdf"}</script>',
        [("upload-service/2024/WY123.pdf", "")],
    ),
    "an anchor in an escaped string": (
        r"""<script>var f="<a href=\"\/module\/download\/downfile.jsp?filename=ab12.pdf&classid=0\">年报<\/a>";</script>""",
        [("module/download/downfile.jsp?filename=ab12.pdf&classid=0", "")],
    ),
    "twice, once with a name": (
        '<script>var f="/u/a.zip";</script><a href="/u/a.zip">年报附件.zip</a>',
        [("u/a.zip", "年报附件.zip")],
    ),
}


@pytest.mark.parametrize("shape", ATTACHMENTS)
def test_attachment(shape: str) -> None:
    markup, expected = ATTACHMENTS[shape]
    assert _attached(f"<html><body>{markup}</body></html>") == expected


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="/a.pdf">滕州市教育局2023年政府信息公开工作年度报告解读.pdf</a>',
        '<a href="/a.doc">2023年度部门决算.doc</a>',
        '<a href="/a.pdf">滕州市教育局2022年政府信息公开工作年度报告.pdf</a>',
        '<a href="/a.pdf">滕州市民政局2023年政府信息公开工作年度报告.pdf</a>',
        '<div class="site-footer"><a href="/guide.pdf">网站使用帮助.pdf</a></div>',
        '<footer><a href="/guide.pdf">帮助</a></footer>',
        '<a href="t20240127_2.html">下一篇</a>',
        '<a href="#">打印.pdf</a>',
        "<script>var suffixes = 'doc|docx|a.pdf';</script>",
    ],
)
def test_no_attachment_of_this_report(markup: str) -> None:
    assert _attached(f"<html><body>{markup}</body></html>") == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"\xef\xbb\xbf\r\n<!DOCTYPE html><html>", True),
        (b"<HTML><body>404</body>", True),
        (b"<?xml version='1.0'?><html/>", True),
        (b"%PDF-1.7 <html>", False),
        (b"PK\x03\x04word/document.xml", False),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", False),
        (b"", False),
    ],
)
def test_markup_is_told_by_its_bytes(body: bytes, expected: bool) -> None:
    assert Page(URL, body).is_markup is expected
