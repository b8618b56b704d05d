"""What the forms of 2019 and 2021 have in common: the request columns, most request rows, table 3."""

from __future__ import annotations

from extractors.form import DISPUTES, REQUESTS, Block, Column, Label, Row

APPLICANT_COLUMNS = (
    Column("natural_person", Label("自然人", same=("公民", "个人"))),
    Column("business", Label("商业企业", same=("企业",))),
    Column("research_institution", Label("科研机构", renamed=("科研企业",))),
    Column("public_interest_org", Label("社会公益组织", renamed=("社会团体", "社会公益团体"))),
    Column("legal_service_org", Label("法律服务机构", renamed=("法律服务业", "法律服务组织"))),
    Column("other_org", Label("其他")),
    Column("total", Label("总计", same=("合计",))),
)

OUTCOMES = "三、本年度办理结果"
REFUSED = "（三）不予公开"
UNAVAILABLE = "（四）无法提供"
NOT_PROCESSED = "（五）不予处理"
CLOSED = "（六）其他处理"


def _group(group: str, *rows: tuple[str, Label]) -> tuple[Row, ...]:
    return tuple(Row(key, label, (OUTCOMES, group)) for key, label in rows)


REQUEST_ROWS_BEFORE_CLOSED = (
    Row("requests_received", Label("一、本年新收政府信息公开申请数量")),
    Row(
        "requests_carried_in",
        Label("二、上年结转政府信息公开申请数量", same=("上年度结转政府信息公开申请数量",)),
    ),
    Row("granted_full", Label("（一）予以公开"), (OUTCOMES,)),
    Row(
        "granted_partial",
        Label("（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
        (OUTCOMES,),
    ),
    *_group(
        REFUSED,
        ("refused_state_secret", Label("1.属于国家秘密")),
        ("refused_prohibited_by_law", Label("2.其他法律行政法规禁止公开")),
        ("refused_security_stability", Label("3.危及“三安全一稳定”")),
        ("refused_third_party_rights", Label("4.保护第三方合法权益")),
        ("refused_internal_affairs", Label("5.属于三类内部事务信息")),
        ("refused_deliberative_process", Label("6.属于四类过程性信息")),
        ("refused_enforcement_file", Label("7.属于行政执法案卷")),
        ("refused_administrative_inquiry", Label("8.属于行政查询事项")),
    ),
    *_group(
        UNAVAILABLE,
        ("unavailable_not_held", Label("1.本机关不掌握相关政府信息")),
        ("unavailable_requires_creation", Label("2.没有现成信息需要另行制作")),
        ("unavailable_still_unclear", Label("3.补正后申请内容仍不明确")),
    ),
    *_group(
        NOT_PROCESSED,
        ("not_processed_petition", Label("1.信访举报投诉类申请")),
        ("not_processed_duplicate", Label("2.重复申请")),
        ("not_processed_published", Label("3.要求提供公开出版物")),
        ("not_processed_excessive", Label("4.无正当理由大量反复申请")),
        ("not_processed_reconfirm", Label("5.要求行政机关确认或重新出具已获取信息")),
    ),
)

REQUEST_ROWS_AFTER_CLOSED = (
    Row("outcomes_total", Label("（七）总计", same=("（七）合计",)), (OUTCOMES,)),
    Row(
        "requests_carried_out",
        Label("四、结转下年度继续办理", same=("四、结转下一年度继续办理", "四、结转下年继续办理")),
    ),
)


def requests(closed: tuple[tuple[str, Label], ...]) -> Block:
    """Table 2: the forms differ only in how they print （六）其他处理."""
    if len(closed) == 1:
        rows: tuple[Row, ...] = (Row(closed[0][0], closed[0][1], (OUTCOMES,)),)
    else:
        rows = _group(CLOSED, *closed)
    return Block(
        key=REQUESTS,
        table=REQUESTS,
        heading="收到和处理政府信息公开申请情况",
        rows=(*REQUEST_ROWS_BEFORE_CLOSED, *rows, *REQUEST_ROWS_AFTER_CLOSED),
        columns=APPLICANT_COLUMNS,
    )


# Table 3 prints its fifteen numbers in one row; here the three groups are rows, the five results columns.
DISPUTE_BLOCK = Block(
    key=DISPUTES,
    table=DISPUTES,
    heading="政府信息公开行政复议、行政诉讼情况",
    rows=(
        Row("reconsideration", Label("行政复议")),
        Row("litigation_direct", Label("未经复议直接起诉"), ("行政诉讼",)),
        Row("litigation_after_reconsideration", Label("复议后起诉"), ("行政诉讼",)),
    ),
    columns=(
        Column("upheld", Label("结果维持", same=("维持",))),
        Column("corrected", Label("结果纠正", same=("纠正",))),
        Column("other", Label("其他结果", same=("其他",))),
        Column("pending", Label("尚未审结", same=("未审结",))),
        Column("total", Label("总计", same=("合计",))),
    ),
)
