"""The form of 国办公开办函〔2021〕30号, report years 2021 and after."""

from __future__ import annotations

from extractors.form import PROACTIVE, Block, Column, Form, Label, Row
from extractors.forms.shared import DISPUTE_BLOCK, requests
from extractors.numbers import Kind

DECISIONS = (Column("decisions", Label("本年处理决定数量", same=("本年度处理决定数量",))),)

FORM = Form(
    id="2021",
    notice="国办公开办函〔2021〕30号",
    years=range(2021, 2100),
    blocks=(
        Block(
            key="art20_1",
            table=PROACTIVE,
            heading="第二十条第（一）项",
            rows=(
                Row("art20_1.regulations", Label("规章")),
                Row(
                    "art20_1.normative_documents",
                    Label("行政规范性文件", typos=("规范性文件",)),
                ),
            ),
            columns=(
                Column("issued", Label("本年制发件数", same=("本年度制发件数",))),
                Column(
                    "repealed",
                    Label("本年废止件数", same=("本年度废止件数",), typos=("本年度止件数", "本年止件数")),
                ),
                Column("in_force", Label("现行有效件数")),
            ),
        ),
        Block(
            key="art20_5",
            table=PROACTIVE,
            heading="第二十条第（五）项",
            rows=(Row("art20_5.administrative_licensing", Label("行政许可")),),
            columns=DECISIONS,
        ),
        Block(
            key="art20_6",
            table=PROACTIVE,
            heading="第二十条第（六）项",
            rows=(
                Row("art20_6.administrative_penalty", Label("行政处罚")),
                Row("art20_6.administrative_compulsion", Label("行政强制")),
            ),
            columns=DECISIONS,
        ),
        Block(
            key="art20_8",
            table=PROACTIVE,
            heading="第二十条第（八）项",
            rows=(Row("art20_8.administrative_fees", Label("行政事业性收费")),),
            columns=(
                Column(
                    "amount_wan_yuan",
                    Label(
                        "本年收费金额（单位：万元）",
                        same=("本年收费金额", "本年度收费金额", "本年收费金额（万元）"),
                    ),
                    kind=Kind.MONEY,
                    unit="万元",
                ),
            ),
        ),
        requests(
            closed=(
                (
                    "closed_uncorrected",
                    Label(
                        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
                        typos=("1.申请人无正当理由预期不补正、行政机关不再处理其政府信息公开申请",),
                    ),
                ),
                (
                    "closed_fee_unpaid",
                    Label(
                        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
                        typos=("2.申请人预期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",),
                    ),
                ),
                ("closed_other", Label("3.其他")),
            )
        ),
        DISPUTE_BLOCK,
    ),
)
