"""What is no report, and what is no readable file: look-alikes of every kind and bytes of every unkindness."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from functools import cache

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from extractors.form import DISPUTES, PROACTIVE, REQUESTS, forms
from extractors.report import Outcome, Status
from tests.corpus import tables
from tests.corpus.labels import Labels
from tests.corpus.model import Block, Cell, Mess, Paragraph, Printed, Report, Table, Truth
from tests.corpus.places import Organ, pick_organ
from tests.corpus.prose import TITLES, Words


def look_alike(mess: Mess, kind: str | None = None) -> Report:
    """Return something that is published beside the reports and is none; kinds: :data:`LOOK_ALIKES`."""
    kind = kind or mess.rng.choice(tuple(LOOK_ALIKES))
    mess.note(f"look_alike:{kind}")
    organ, year = pick_organ(mess.rng), mess.rng.randint(2019, 2025)
    blocks = LOOK_ALIKES[kind](organ, year, mess)
    title = next(b.text for b in blocks if isinstance(b, Paragraph))
    return Report(tuple(blocks), Truth(Outcome.NOT_A_REPORT, title=title, organ=organ.name, year=year))


def _paragraphs(title: str, *texts: str) -> list[Block]:
    return [Paragraph(title, "title"), *(Paragraph(text) for text in texts)]


def _interpretation(organ: Organ, year: int, mess: Mess) -> list[Block]:
    words = Words(organ, year, {}, mess.rng, mess)
    ending = mess.rng.choice(("解读", "文字解读", "的解读", "图解"))
    return _paragraphs(
        f"{organ.name}{year}年政府信息公开工作年度报告{ending}",
        f"近日，{organ.name}发布了{year}年政府信息公开工作年度报告，现解读如下：",
        *(f"{n}、{title}。{text}" for n, (title, text) in zip("一二三四五", words.overview(), strict=True)),
    )


def _notice(organ: Organ, year: int, mess: Mess) -> list[Block]:
    blocks = _paragraphs(
        f"{organ.place}人民政府办公室关于做好{year}年政府信息公开工作年度报告编制和发布工作的通知",
        "各乡镇人民政府，县政府各部门：",
        f"根据《中华人民共和国政府信息公开条例》，现就做好{year}年政府信息公开工作年度报告编制发布工作有关事项通知如下：",
        "一、编制主体。各级行政机关和法律法规授权的具有管理公共事务职能的组织均应编制年度报告。",
        f"二、报送时间。各单位应于{year + 1}年1月31日前在门户网站公布，并报送我办。",
        "三、内容要求。年度报告应当包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况等六部分。",
    )
    return [*blocks, *_blank_tables(mess)] if mess.has("notice_with_blank_form", 0.4) else blocks


def _accounts(organ: Organ, year: int, mess: Mess) -> list[Block]:
    rows = (
        ("一、一般公共预算财政拨款收入", "1286.45", "一、一般公共服务支出", "36.20"),
        ("二、政府性基金预算财政拨款收入", "0.00", "二、社会保障和就业支出", "148.77"),
        ("本年收入合计", "1286.45", "本年支出合计", "1286.45"),
    )
    cells = tuple(
        Cell(text, row, column) for row, line in enumerate(rows) for column, text in enumerate(line)
    )
    return [
        *_paragraphs(f"{organ.name}{year}年度部门{mess.rng.choice(('决算', '预算'))}公开", "一、部门概况"),
        Table("accounts", cells),
        Paragraph("政府信息公开工作经费5万元，用于编制政府信息公开工作年度报告。"),
    ]


def _rule_of_law(organ: Organ, year: int, mess: Mess) -> list[Block]:
    return _paragraphs(
        f"{organ.name}{year}年度法治政府建设年度报告",
        f"{year}年，{organ.short}深入学习贯彻习近平法治思想，现将{year}年度法治政府建设工作情况报告如下：",
        "一、主要举措和成效",
        "（一）全面推进政务公开。主动公开政府信息302条，办理政府信息公开申请5件，行政复议2件，行政诉讼1件。",
        "二、存在的主要问题及改进情况",
        "三、下一年度工作安排",
    )


def _guide(organ: Organ, year: int, mess: Mess) -> list[Block]:
    return _paragraphs(
        f"{organ.name}政府信息公开指南",
        "为方便公民、法人和其他组织获取政府信息，编制本指南。",
        "一、主动公开。公开范围参见政府信息公开目录。",
        "二、依申请公开。申请人可当面申请、信函申请或者通过网站提出申请。",
        "三、监督方式及救济途径。可以依法申请行政复议或者提起行政诉讼。",
    )


def _links(organ: Organ, year: int, mess: Mess) -> list[Block]:
    return _paragraphs(
        f"{organ.name}{year}年政府信息公开工作年度报告",
        f"附件：{organ.name}{year}年政府信息公开工作年度报告.pdf",
        "点击下载",
    )


def _column(organ: Organ, year: int, mess: Mess) -> list[Block]:
    titles = (
        f"{pick_organ(mess.rng).name}{y}年政府信息公开工作年度报告 {y + 1}-01-15" for y in range(2010, 2024)
    )
    return _paragraphs("政府信息公开年报", *titles)


def _blank_form(organ: Organ, year: int, mess: Mess) -> list[Block]:
    blocks: list[Block] = [
        Paragraph(
            mess.rng.choice(("政府信息公开工作年度报告（模板）", "XX局20XX年政府信息公开工作年度报告")),
            "title",
        )
    ]
    printed = iter(_blank_tables(mess))
    for number, title in enumerate(TITLES):
        blocks.append(Paragraph(title, "heading", f"{'一二三四五六'[number]}、"))
        blocks += [next(printed)] if number in (1, 2, 3) else [Paragraph("（此处填写）")]
    return blocks


def _blank_tables(mess: Mess) -> list[Block]:
    calm = Mess(random.Random(mess.rng.random()), 0)  # noqa: S311
    blocks = forms()["2021"].blocks
    texts = {key: Printed("", Status.BLANK) for block in blocks for _, _, key in block.cells()}
    labels = Labels(calm, breaks=False)
    by_table = {name: [b for b in blocks if b.table == name] for name in (PROACTIVE, REQUESTS, DISPUTES)}
    return [
        *tables.proactive(by_table[PROACTIVE], texts, labels, calm),
        *tables.requests(by_table[REQUESTS][0], texts, labels, calm),
        *tables.disputes(by_table[DISPUTES][0], texts, labels, calm),
    ]


LOOK_ALIKES: dict[str, Callable[[Organ, int, Mess], list[Block]]] = {
    "interpretation": _interpretation,
    "notice": _notice,
    "accounts": _accounts,
    "rule_of_law": _rule_of_law,
    "guide": _guide,
    "links": _links,
    "column": _column,
    "blank_form": _blank_form,
}


# Files that cannot be read


def malformed(kind: str, rng: random.Random) -> bytes:
    """Return bytes that no reader can make a report of; kinds: :data:`MALFORMED`."""
    return MALFORMED[kind](rng)


def _error_page(rng: random.Random) -> bytes:
    code = rng.choice(("404 Not Found", "403 Forbidden", "502 Bad Gateway"))
    return f"<html><head><title>{code}</title></head><body><center><h1>{code}</h1></center><hr>nginx</body></html>".encode()


@cache
def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        with package.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(400):
                part.write(b" " * 1_000_000)
    return out.getvalue()


def _entities(rng: random.Random) -> bytes:
    declared = '<!DOCTYPE x [<!ENTITY a0 "规章">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)
    )
    document = (
        f'<?xml version="1.0"?>{declared}]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>&a11;</w:t></w:r></w:p></w:body></w:document>"
    )
    return _package({**_DOCX_PARTS, "word/document.xml": document})


def _word(body: str) -> bytes:
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = f'<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>'
    return _package({**_DOCX_PARTS, "word/document.xml": document})


_SCHEMAS = "http://schemas.openxmlformats.org"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_DOCX_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_SCHEMAS}/package/2006/content-types"><Default Extension="xml" '
    'ContentType="application/xml"/><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_SCHEMAS}/package/2006/relationships"><Relationship Id="rId1" '
    f'Type="{_SCHEMAS}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
}


def _package(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for path, text in parts.items():
            package.writestr(zipfile.ZipInfo(path, (2000, 1, 1, 0, 0, 0)), text)
    return out.getvalue()


def _locked_pdf(rng: random.Random) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("secret", ownerPassword="owner"), invariant=1)
    canvas.drawString(100, 700, "locked")
    canvas.save()
    return out.getvalue()


def _textless_pdf(rng: random.Random) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for _ in range(3):
        canvas.rect(100, 100, 300, 500)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


MALFORMED: dict[str, Callable[[random.Random], bytes]] = {
    "empty": lambda rng: b"",
    "garbage": lambda rng: rng.randbytes(5000),
    "garbage_pdf": lambda rng: b"%PDF-1.5\n" + rng.randbytes(4000),
    "garbage_zip": lambda rng: b"PK\x03\x04" + rng.randbytes(4000),
    "zip_bomb": lambda rng: _bomb(),
    "entity_bomb": _entities,
    "bad_package": lambda rng: _package({"[Content_Types].xml": "<Types/>", "word/document.xml": "<a/>"}),
    "no_relations": lambda rng: _package({k: v for k, v in _DOCX_PARTS.items() if "rels" not in k}),
    "ill_formed_xml": lambda rng: _word("<w:p><w:r></w:p>"),
    "old_word_encrypted": lambda rng: (
        bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le") * 40
    ),
    "locked_pdf": _locked_pdf,
    "textless_pdf": _textless_pdf,
    "error_page": _error_page,
    "picture": lambda rng: bytes.fromhex("89504e470d0a1a0a") + rng.randbytes(500),
}


# Files that may be read or not, but cost no time or memory to speak of

_CELL = "<td rowspan=60000 colspan=60000>规章</td>"
HOSTILE: dict[str, bytes] = {
    "deep_html": b"<div>" * 100_000 + "规章".encode(),
    "deep_tables": b"<table><tr><td>" * 5_000,
    "vast_spans": f"<table>{f'<tr>{_CELL * 50}</tr>' * 50}</table>".encode(),
    "endless_span": b"<table><tr><td colspan=99999999999999999999 rowspan=-5>1</td></tr></table>",
    "vast_grid_span": _word(
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="900000000"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>' * 20
    ),
    "deep_word_tables": _word("<w:tbl><w:tr><w:tc>" * 150 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 150),
    "long_line": ("第二十条" * 200_000 + "\t" * 50_000).encode(),
    "many_lines": ("规章\n0\n" * 50_000).encode(),
    "nul_bytes": b"\x00" * 100_000,
    "digits": b"9" * 1_000_000,
    "vast_table": b"<html><body><table><tr>" + b"<td>0</td>" * 100_000,
    "many_runs": _word("<w:p>" + "<w:r><w:t>9</w:t></w:r>" * 100_000 + "</w:p>"),
    "many_pages": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 2000/Kids["
    + b"3 0 R " * 2000
    + b"]>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
}
