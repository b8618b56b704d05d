"""Titles: which lines they take, and whom and which year they name."""

from __future__ import annotations

import pytest

from extractors import read
from extractors.content import Content, Paragraph
from extractors.dates import year_in_title
from extractors.titles import find_title, is_title, strip_title

ORGAN = "滕州市工业和信息化局"


@pytest.mark.parametrize(
    "title",
    [
        "{}2023年政府信息公开工作年度报告",
        "2023年度{}政府信息公开工作年度报告",
        "{}政府信息公开工作年度报告（2023年度）",
        "{}政府信息公开年报[2023]",
        "{}政府信息公开2023年年度报告",
        "{}二○二三年政务公开年报",
        "{}关于2023年度政府信息公开工作情况的报告",
        "{}2023年政府信息和政务公开工作总结",
        "{}关于公布2023年政府信息主动公开工作年度报告的公告",
        "《{}2023年部门政府信息公开工作年度报告》",
        "{}贯彻落实《中华人民共和国政府信息公开条例》2023年度报告",
        "附件：{}2023年度信息公开年报（公开版）.docx",
        "2023年政府信息公开工作年度报告（{}）",
        "【{}】２０２３年政府信息公开工作年度报告",
    ],
)
def test_a_title_names_its_organ_and_year(title: str) -> None:
    printed = title.format(ORGAN)
    assert (is_title(printed), strip_title(printed), year_in_title(printed)) == (True, ORGAN, 2023)


@pytest.mark.parametrize(
    "line",
    [
        "当前位置：首页 > 政府信息公开年报",
        "《滕州市2023年政府信息公开工作年度报告》解读",
        "关于做好2023年政府信息公开工作年度报告编制发布工作的通知",
        "做好政府信息公开工作年度报告编制工作",
        "2023年企业环境信息公开年度报告",
        "根据政府信息公开工作年度报告",
    ],
)
def test_what_only_speaks_of_reports_is_no_title(line: str) -> None:
    assert not is_title(line)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("滕州市财政局", "2023年", "政府信息公开工作年度报告", "（2024年1月5日）"), 3),
        (("滕州市人民政府", "滕州市财政局2023年政府信息公开", "工作年度报", "告"), (1, 4)),
        (("政府信息公开年报", "滕州市财政局政府信息公开工作年度报告", "（2023年度）", "编制说明"), (1, 3)),
        (("滕州市财政局", "政府信息公开工作年度报告", "滕州市财政局2023年政府信息公开年报"), (2, 3)),
        (("政府信息公开年报", "滕州市发展和", "改革局2023年政府信息公开工作年度报告"), (1, 3)),
        (("滕州市发展", "和改革局2023年政府信息公开工作年度报告"), 2),
    ],
)
def test_lines_of_a_title(lines: tuple[str, ...], title: int | tuple[int, int]) -> None:
    start, end = title if isinstance(title, tuple) else (0, title)
    content = Content(tuple(map(Paragraph, lines)))
    assert find_title(content, len(lines)) == ("".join(lines[start:end]), end)


@pytest.mark.parametrize(
    ("page", "year", "organ"),
    [
        ("<p>政府信息公开年报</p><p>根据《条例》要求，现公布滕州市财政局2023年政府信息公开工作年度报告。</p>", 2023, "滕州市财政局"),
        ("<p>信息公开年报</p><p>本报告由滕州市财政局编制，统计期限为2022年1月1日至2022年12月31日。</p>", 2022, "滕州市财政局"),
        ("<p>政务公开年报</p><p>与2022年政府信息公开工作年度报告相比，2023年政府信息公开年报有改进。</p>", None, None),
    ],
)  # fmt: skip
def test_the_opening_names_what_the_title_does_not(page: str, year: int | None, organ: str | None) -> None:
    chapters = "<p>一、总体情况</p><p>二、主动公开情况</p><p>三、存在的主要问题</p>"
    report = read(f"<body>{page}{chapters}</body>".encode()).report
    assert report is not None
    assert (report.year, report.organ) == (year, organ)


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (
            "<p>首页 政府信息公开指南 预算</p><p>滕州市财政局2023年政府信息公开工作年度报告</p><p>2023年报.pdf</p>",
            "only a title",
        ),
        ("<p>滕州市召开政府信息公开工作年度报告编制培训会</p><p>会议强调。</p>", "news"),
        ("<p>依申请公开说明</p><p>可以申请公开。</p>", "a disclosure guide"),
    ],
)
def test_what_a_page_is_instead(page: str, reason: str) -> None:
    reading = read(f"<body>{page}</body>".encode())
    assert reading.reason is not None
    assert reading.reason.en.startswith(reason)
