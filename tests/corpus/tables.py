"""Lays the form's blocks out as the tables offices print, cleanly; damage comes later."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractors.form import PROACTIVE, Block, Row
from extractors.report import CellKey, Status
from tests.corpus.labels import Labels
from tests.corpus.model import Block as PrintedBlock
from tests.corpus.model import Cell, Mess, Paragraph, Printed, Table

Texts = dict[CellKey, Printed]
_RULE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_OUTCOMES = "三、本年度办理结果"


class _Builder:
    """Collects cells; a row is begun with :meth:`row`, its cells follow from left to right."""

    def __init__(self) -> None:
        self.cells: list[Cell] = []
        self._row = -1
        self._open: dict[int, int] = {}  # column: first row free again

    def row(self) -> None:
        self._row += 1

    def put(self, text: str, *, down: int = 1, across: int = 1, key: CellKey | None = None) -> None:
        column = 0
        while self._open.get(column, 0) > self._row:
            column += 1
        self.cells.append(Cell(text, self._row, column, down, across, key))
        for at in range(column, column + across):
            self._open[at] = self._row + down

    def table(self, name: str) -> Table:
        return Table(name, tuple(self.cells))


def proactive(blocks: Sequence[Block], texts: Texts, labels: Labels, mess: Mess) -> list[PrintedBlock]:
    """Table 1: one table, or a table a block, headed inside or by a line above."""
    shape = mess.pick("table_1", "one", ("per_block", "headings_outside", "padded", "heading_cells"), 0.4)
    if shape in ("one", "padded", "heading_cells"):
        return [_proactive_table(blocks, texts, labels, shape)]
    printed: list[PrintedBlock] = []
    for block in blocks:
        if shape == "headings_outside":
            printed.append(Paragraph(labels.group(block.heading), "caption"))
        printed.append(_proactive_table([block], texts, labels, shape))
    return printed


def _proactive_table(blocks: Iterable[Block], texts: Texts, labels: Labels, shape: str) -> Table:
    builder = _Builder()
    blocks = list(blocks)
    width = max(len(block.columns) for block in blocks) + 1
    for block in blocks:
        if shape != "headings_outside":
            builder.row()
            _spread(builder, labels.group(block.heading), width, None, padded=shape == "padded")
        builder.row()
        builder.put("信息内容" if shape != "heading_cells" else labels.column("信息内容"))
        _across(builder, [(labels.column(c.label.text), None) for c in block.columns], width - 1, shape)
        for row in block.rows:
            builder.row()
            builder.put(labels.row(row.label.text))
            keys = [CellKey(block.table, row.key, column.key) for column in block.columns]
            _across(builder, [(texts[key].text, key) for key in keys], width - 1, shape)
    return builder.table(PROACTIVE)


def _across(builder: _Builder, values: Sequence[tuple[str, CellKey | None]], width: int, shape: str) -> None:
    """Spread values over a number of columns; the last takes what is left, or blanks stand there."""
    for text, key in values[:-1]:
        builder.put(text, key=key)
    text, key = values[-1]
    _spread(builder, text, width - len(values) + 1, key, padded=shape == "padded")


def _spread(builder: _Builder, text: str, width: int, key: CellKey | None, *, padded: bool) -> None:
    builder.put(text, across=1 if padded else width, key=key)
    if padded:
        for _ in range(width - 1):
            builder.put("")


def requests(block: Block, texts: Texts, labels: Labels, mess: Mess) -> list[PrintedBlock]:
    """Table 2 with its head of three lines, and the groups merged to the left of their rows."""
    builder = _Builder()
    shape = mess.pick("table_2", "official", ("outcomes_line", "no_rule"), 0.15)
    first = 2 if shape == "outcomes_line" else 3  # columns of labels
    _requests_head(builder, block, labels, mess, first, rule="" if shape == "no_rule" else _RULE)
    outcomes = [row for row in block.rows if row.groups]
    seen: set[str] = set()
    vertical = mess.has("vertical_labels", 0.2)
    for row in block.rows:
        builder.row()
        for depth, group in enumerate(row.groups):
            if group in seen:
                continue
            seen.add(group)
            text = _vertical(labels.group(group)) if vertical else labels.group(group)
            if depth == 0 and shape == "outcomes_line":
                builder.put(text, across=first + len(block.columns))
                builder.row()
                continue
            builder.put(text, down=sum(group in other.groups for other in outcomes))
        depth = len(row.groups) - (1 if row.groups and shape == "outcomes_line" else 0)
        builder.put(labels.row(row.label.text), across=first - depth)
        _values(builder, block, row, texts)
    return [builder.table(block.table)]


def _requests_head(
    builder: _Builder, block: Block, labels: Labels, mess: Mess, first: int, *, rule: str
) -> None:
    natural, *organisations, total = (labels.column(c.label.text) for c in block.columns)
    shape = mess.pick("head_2", "official", ("flat", "four_lines", "no_top"), 0.2)
    if shape == "flat":
        builder.row()
        builder.put(rule, across=first)
        for text in (natural, *organisations, total):
            builder.put(text)
        return
    deep = 3 if shape == "four_lines" else 2
    lines = deep if shape == "no_top" else deep + 1
    builder.row()
    builder.put(rule, across=first, down=lines)
    if shape != "no_top":
        builder.put(labels.group("申请人情况"), across=len(block.columns))
        builder.row()
    builder.put(natural, down=deep)
    builder.put(labels.group("法人或其他组织"), across=len(organisations))
    builder.put(total, down=deep)
    builder.row()
    if shape != "four_lines":
        for text in organisations:
            builder.put(text)
        return
    halves = [_halved(text) for text in organisations]
    for top, bottom in halves:
        builder.put(top, down=1 if bottom else 2)
    builder.row()
    for _, bottom in halves:
        if bottom:
            builder.put(bottom)


def _halved(text: str) -> tuple[str, str]:
    """商业企业 over two rows of the head: 商业 and 企业."""
    plain = "".join(text.split())
    return (plain[:2], plain[2:]) if len(plain) == 4 else (text, "")


def _vertical(text: str) -> str:
    return "\n".join("".join(text.split()))


def _values(builder: _Builder, block: Block, row: Row, texts: Texts) -> None:
    for column in block.columns:
        key = CellKey(block.table, row.key, column.key)
        builder.put(texts[key].text, key=key)


def disputes(block: Block, texts: Texts, labels: Labels, mess: Mess) -> list[PrintedBlock]:
    """Table 3: fifteen numbers in one row under a head of three lines; or apart, or a row a group."""
    shape = mess.pick("table_3", "official", ("apart", "by_rows", "two_lines"), 0.2)
    if shape == "by_rows":
        return [_disputes_by_rows(block, texts, labels)]
    if shape == "apart":
        return [
            _disputes_table(block, block.rows[:1], texts, labels, shape),
            _disputes_table(block, block.rows[1:], texts, labels, shape),
        ]
    return [_disputes_table(block, block.rows, texts, labels, shape)]


def _disputes_table(block: Block, rows: Sequence[Row], texts: Texts, labels: Labels, shape: str) -> Table:
    builder = _Builder()
    five = len(block.columns)
    names = [[labels.column(c.label.text) for c in block.columns] for _ in rows]
    direct = [row for row in rows if row.groups]
    deep = bool(direct) and shape != "two_lines"
    builder.row()
    for row in rows:
        if not row.groups:
            builder.put(labels.group(row.label.text), across=five)
        elif not deep:
            builder.put(labels.group(f"行政诉讼（{row.label.text}）"), across=five)
    if deep:
        builder.put(labels.group("行政诉讼"), across=five * len(direct))
        builder.row()
        for row, columns in zip(rows, names, strict=True):
            if row.groups:
                builder.put(labels.group(row.label.text), across=five)
            else:
                _put_all(builder, columns, down=2)
    builder.row()
    for row, columns in zip(rows, names, strict=True):
        if row.groups or not deep:
            _put_all(builder, columns, down=1)
    builder.row()
    for row in rows:
        _values(builder, block, row, texts)
    return builder.table(block.table)


def _put_all(builder: _Builder, texts: Iterable[str], *, down: int) -> None:
    for text in texts:
        builder.put(text, down=down)


def _disputes_by_rows(block: Block, texts: Texts, labels: Labels) -> Table:
    builder = _Builder()
    builder.row()
    builder.put("类别", across=2)
    _put_all(builder, (labels.column(c.label.text) for c in block.columns), down=1)
    for number, row in enumerate(block.rows):
        builder.row()
        if not row.groups:
            builder.put(labels.group(row.label.text), across=2)
        else:
            if number == 1:
                builder.put(labels.group("行政诉讼"), down=2)
            builder.put(labels.group(row.label.text))
        _values(builder, block, row, texts)
    return builder.table(block.table)


def published(mess: Mess) -> Table:
    """What was published by kind: a table of the office's own that has some of the form's words."""
    builder = _Builder()
    kinds = ("规范性文件", "行政许可", "行政处罚", "行政事业性收费", "其他", "总计")
    for text, count in (("类别", "数量（条）"), *((kind, str(mess.rng.randint(0, 300))) for kind in kinds)):
        builder.row()
        builder.put(text)
        builder.put(count)
    return builder.table("published")


_HEADS_2014 = {
    "proactive_items": ("一、主动公开情况",),
    "via_gazette": ("（二）通过不同渠道和方式公开政府信息的情况",),
    "hot_issue_responses": ("二、回应解读情况",),
    "press_conferences": ("（二）通过不同渠道和方式回应解读的情况",),
    "requests_received": ("三、依申请公开情况",),
    "dedicated_offices": ("八、机构建设和保障经费情况",),
    "meetings": ("九、政府信息公开会议和培训情况",),
}
_TAIL_2014 = (
    ("单位负责人：李建国", "审核人：王芳", "填报人：赵敏"),
    ("联系电话：0632-5512345", "填报日期：", "2018年1月12日"),
)


def statistics_2014(block: Block, texts: Texts, labels: Labels, mess: Mess) -> list[PrintedBlock]:
    """统计指标 | 单位 | 统计数, with the heads of its nine parts."""
    numbered = mess.has("serial_column", 0.1)
    dropped = mess.has("rows_not_printed", 0.2)
    indented = mess.has("indented_labels", 0.3)
    dash = mess.rng.choice(("————", "——", "—", "", "-"))
    builder = _Builder()
    builder.row()
    for text in [*(["序号"] if numbered else []), "统计指标", "单位", "统计数"]:
        builder.put(text)
    for number, row in enumerate(block.rows, 1):
        for head in _HEADS_2014.get(row.key, ()):
            builder.row()
            for text in [*([""] if numbered else []), labels.group(head), dash, ""]:
                builder.put(text)
        if dropped and row.key != "proactive_items" and mess.rng.random() < 0.06:
            continue
        builder.row()
        if numbered:
            builder.put(str(number))
        indent = ("\u3000" if indented else "") * (2 if row.label.text[0] in "（一二三四五六七八九" else 4)
        builder.put(indent + labels.row(row.label.text))
        builder.put(row.unit or "")
        key = CellKey(block.table, row.key, "value")
        builder.put(texts[key].text, key=key)
    if mess.has("table_tail", 0.4):
        for line in _TAIL_2014:
            builder.row()
            for text in line:
                builder.put(text, across=2 if numbered and text is line[0] else 1)
    return [builder.table(block.table)]


_CODED_2008 = frozenset(
    [
        "proactive_items",
        "electronic_items",
        "normative_documents_issued",
        "service_information",
        "website_visits",
        "visitors_received",
        "online_consultations",
        "telephone_consultations",
        "catalogue_items_on_request",
        "requests_received",
        "received_in_person",
        "received_fax",
        "received_email",
        "received_online",
        "received_mail",
        "received_other",
        "replies",
        "reply_granted_full",
        "reply_granted_partial",
        "reply_refused",
        "reconsideration_total",
        "litigation_total",
        "appeals",
    ]
)
_NAMED_2008 = frozenset(
    [
        "proactive_items",
        "via_website",
        "via_gazette",
        "requests_received",
        "received_in_person",
        "received_fax",
        "received_email",
        "received_online",
        "received_mail",
        "received_other",
        "replies",
        "reply_granted_full",
        "reply_granted_partial",
        "reply_refused",
        "reconsideration_total",
        "litigation_total",
        "appeals",
    ]
)


def statistics_2008(block: Block, texts: Texts, labels: Labels, mess: Mess, year: int) -> list[PrintedBlock]:
    """A provincial table: 指标名称 | 计量单位 | the year | 历年累计, or one with codes."""
    coded = mess.has("coded_indicators", 0.5)
    cumulative = mess.has("cumulative_column", 0.5)
    heads = [*(["代码"] if coded else []), mess.rng.choice(("指标名称", "统计指标", "指标")), "计量单位"]
    this_year = mess.rng.choice((f"{year}年度", f"{year}年", "本年度", "本年数"))
    heads += [this_year, *([mess.rng.choice(("历年累计", "累计数"))] if cumulative else [])]
    builder = _Builder()
    builder.row()
    for text in heads:
        builder.put(text)
    wanted = _CODED_2008 if coded else _NAMED_2008
    for number, row in enumerate((r for r in block.rows if r.key in wanted), 1):
        builder.row()
        if coded:
            builder.put(f"{number:02}")
        builder.put(labels.row(row.label.text))
        builder.put(row.unit or "")
        key = CellKey(block.table, row.key, "value")
        builder.put(texts[key].text, key=key)
        if cumulative:
            earlier = mess.rng.choice((0, 0, mess.rng.randint(0, 4000)))
            total = int(texts[key].as_number) + earlier
            ever = CellKey(block.table, f"{row.key}_cumulative", "value")
            texts[ever] = Printed(str(total), Status.NUMBER, total)
            builder.put(str(total), key=ever)
    return [builder.table(block.table)]
