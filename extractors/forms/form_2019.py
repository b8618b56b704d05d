"""The form of 国办公开办函〔2019〕60号 (格式（试行）), report years 2019 and 2020."""

from __future__ import annotations

from extractors.form import PROACTIVE, Block, Column, Form, Label, Row
from extractors.forms.shared import DISPUTE_BLOCK, requests
from extractors.numbers import Kind

ITEMS = (
    Column("items_prior_year", Label("上一年项目数量", same=("上年项目数量", "上一年度项目数量")), unit="项"),
    Column("items_change", Label("本年增/减", same=("本年增减", "本年度增/减")), kind=Kind.SIGNED, unit="项"),
)
ITEMS_AND_DECISIONS = (*ITEMS, Column("decisions", Label("处理决定数量", same=("本年处理决定数量",))))

FORM = Form(
    id="2019",
    notice="国办公开办函〔2019〕60号",
    years=range(2019, 2021),
    blocks=(
        Block(
            key="art20_1",
            table=PROACTIVE,
            heading="第二十条第（一）项",
            rows=(
                Row("art20_1.regulations", Label("规章")),
                Row("art20_1.normative_documents", Label("规范性文件", same=("行政规范性文件",))),
            ),
            columns=(
                Column("created", Label("本年新制作数量", same=("本年制作数量", "本年度新制作数量"))),
                Column("newly_disclosed", Label("本年新公开数量", same=("本年公开数量", "本年度新公开数量"))),
                Column("total_disclosed", Label("对外公开总数量", same=("对外公开数量",))),
            ),
        ),
        Block(
            key="art20_5",
            table=PROACTIVE,
            heading="第二十条第（五）项",
            rows=(
                Row("art20_5.administrative_licensing", Label("行政许可")),
                Row("art20_5.other_external_services", Label("其他对外管理服务事项")),
            ),
            columns=ITEMS_AND_DECISIONS,
        ),
        Block(
            key="art20_6",
            table=PROACTIVE,
            heading="第二十条第（六）项",
            rows=(
                Row("art20_6.administrative_penalty", Label("行政处罚")),
                Row("art20_6.administrative_compulsion", Label("行政强制")),
            ),
            columns=ITEMS_AND_DECISIONS,
        ),
        Block(
            key="art20_8",
            table=PROACTIVE,
            heading="第二十条第（八）项",
            rows=(Row("art20_8.administrative_fees", Label("行政事业性收费")),),
            columns=ITEMS,
        ),
        Block(
            key="art20_9",
            table=PROACTIVE,
            heading="第二十条第（九）项",
            rows=(Row("art20_9.central_procurement", Label("政府集中采购")),),
            columns=(
                Column("project_count", Label("采购项目数量"), unit="个"),
                # The form gives no unit: offices print 万元, 元 or none in the cell.
                Column("total_amount", Label("采购总金额"), kind=Kind.MONEY, unit=None),
            ),
        ),
        requests(closed=(("closed_other_total", Label("（六）其他处理")),)),
        DISPUTE_BLOCK,
    ),
)
