"""Chinese and English for the archive's own vocabulary: statuses, severities, claims, outcomes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from extractors.form import forms

Words = Mapping[str, tuple[str, str]]  # key -> Chinese, English

STATES: Words = {
    "number": ("数字", "number"),
    "blank": ("空白（不是 0）", "blank (not a zero)"),
    "not_applicable": ("印为“/”“—”或“无”", "printed as / — or 无"),
    "unparsed": ("读不成数字", "not readable as a number"),
    "absent": ("文件中没有这一格", "the file does not print this cell"),
    "doubt": ("存疑，尚待核对", "doubtful, to be checked"),
    "wrong": ("与其他数字矛盾", "contradicts other figures"),
    "corrected": ("经人工更正", "corrected by hand"),
}
DOUBTS: Words = {
    "ocr": ("由图片识别", "read from a picture"),
    "position": ("位置不确定", "its position is uncertain"),
    "sum": ("与合计不符", "does not fit its total"),
}
FORMS: Words = {
    "mixed": ("混用几种格式", "several forms mixed"),
    "local": ("地方格式或没有表格", "a local form, or no tables"),
}
SEVERITIES: Words = {"error": ("错误", "error"), "warn": ("警告", "warning"), "info": ("提示", "note")}
RESULTS: Words = {"fail": ("不符", "fails"), "not_evaluable": ("无法核对", "cannot be evaluated")}
OUTCOMES: Words = {
    "report": ("年度报告", "report"),
    "not_a_report": ("不是年度报告", "not a report"),
    "unreadable": ("无法读取", "unreadable"),
}
LEVELS: Words = {
    "province": ("省级", "province"),
    "prefecture": ("市级", "prefecture"),
    "county": ("县级", "county"),
    "township": ("乡级", "township"),
}
KINDS: Words = {
    "government": ("人民政府", "government"),
    "department": ("政府部门", "department"),
    "township": ("乡镇街道", "township or sub-district"),
    "institution": ("事业单位", "public institution"),
    "enterprise": ("企业", "enterprise"),
}
CONTACTS: Words = {
    "unit": ("部门", "unit"),
    "address": ("地址", "address"),
    "postcode": ("邮编", "postcode"),
    "phone": ("电话", "telephone"),
    "fax": ("传真", "fax"),
    "email": ("电子邮箱", "e-mail"),
    "website": ("网站", "website"),
}
QUALIFIERS: Words = {"approx": ("约", "about "), "at_least": ("至少", "at least ")}
STATEMENTS: Words = {
    "proactive_total": ("主动公开信息总数", "information disclosed proactively"),
    "proactive_website": ("通过网站公开", "disclosed on websites"),
    "proactive_platform": ("通过信息公开平台公开", "disclosed on the disclosure platform"),
    "proactive_wechat": ("通过微信公开", "disclosed on WeChat"),
    "proactive_weibo": ("通过微博公开", "disclosed on Weibo"),
    "proactive_new_media": ("通过政务新媒体公开", "disclosed on new media"),
    "proactive_gazette": ("通过政府公报公开", "disclosed in the gazette"),
    "proactive_other": ("通过其他方式公开", "disclosed by other means"),
    "website_posts": ("网站发布", "website posts"),
    "wechat_posts": ("微信发布", "WeChat posts"),
    "weibo_posts": ("微博发布", "Weibo posts"),
    "wechat_followers": ("微信关注人数", "WeChat followers"),
    "weibo_followers": ("微博关注人数", "Weibo followers"),
    "douyin_followers": ("抖音关注人数", "Douyin followers"),
    "requests_received": ("收到申请", "requests received"),
    "requests_closed": ("办结申请", "requests closed"),
    "requests_carried_in": ("上年结转", "requests carried in"),
    "requests_carried_out": ("结转下年", "requests carried out"),
    "requests_granted": ("予以公开及部分公开", "requests granted, in full or in part"),
    "requests_granted_full": ("予以公开", "requests granted in full"),
    "requests_granted_partial": ("部分公开", "requests granted in part"),
    "requests_refused": ("不予公开", "requests refused"),
    "requests_unavailable": ("无法提供", "requests for what is not available"),
    "requests_not_processed": ("不予处理", "requests not processed"),
    "requests_closed_other": ("其他处理", "requests otherwise closed"),
    "reconsideration_cases": ("行政复议", "reconsideration cases"),
    "litigation_cases": ("行政诉讼", "litigation cases"),
    "policy_interpretations": ("政策解读", "policy interpretations"),
    "press_conferences": ("新闻发布会", "press conferences"),
    "training_sessions": ("培训", "training sessions"),
    "trainees": ("培训人次", "people trained"),
    "meetings": ("会议", "meetings"),
    "proposals_npc": ("人大代表建议", "people's congress proposals"),
    "proposals_cppcc": ("政协提案", "consultative conference proposals"),
    "proposals_total": ("建议提案总数", "proposals in all"),
    "messages_handled": ("办理留言", "messages handled"),
    "consultations": ("咨询", "consultations"),
    "normative_documents": ("制发规范性文件", "normative documents issued"),
    "normative_documents_in_force": ("现行有效规范性文件", "normative documents in force"),
    "licensing_decisions": ("行政许可决定", "licensing decisions"),
    "penalty_decisions": ("行政处罚决定", "penalty decisions"),
    "compulsion_decisions": ("行政强制决定", "compulsion decisions"),
    "administrative_fees_yuan": ("行政事业性收费（元）", "administrative fees (yuan)"),
    "information_fee_yuan": ("信息处理费（元）", "information processing fee (yuan)"),
    "problems": ("存在的主要问题", "problems"),
    "improvements": ("改进情况", "improvements"),
}


def form_name(form: str) -> tuple[str, str]:
    """Name a form by its year and the notice that ordered it."""
    if form in forms():
        notice = forms()[form].notice
        return f"{form} 年格式（{notice}）", f"form of {form} ({notice})"
    return FORMS.get(form, (form, form))


@cache
def official_labels() -> Mapping[str, str]:
    """Give the official label of every row and column key of the forms, with its group where it has one."""
    labels: dict[str, str] = {}
    for form in forms().values():
        for block in form.blocks:
            for row in block.rows:
                labels.setdefault(row.key, " ".join((*row.groups[1:], row.label.text)))
            for column in block.columns:
                labels.setdefault(column.key, column.label.text)
    return labels
