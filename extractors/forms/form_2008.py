"""Yearly reports under the Regulations of 2008 (国务院令第492号, articles 31 and 32), report years 2008 to 2013.

The Regulations order chapters of prose, no table. Provinces added tables of their own; the rows below are
those of Fujian (指标名称 | 计量单位 | 年度 | 历年累计) and of the code table of Shanghai and Gansu.
"""

from __future__ import annotations

from extractors.form import Form, Label, Row, statistics

FORM = Form(
    id="2008",
    notice="国务院令第492号",
    years=range(2008, 2014),
    blocks=(
        statistics(
            "statistics_2008",
            "政府信息公开情况统计表",
            (
                Row("proactive_items", Label("主动公开信息数", same=("主动公开政府信息数",)), unit="条"),
                Row(
                    "electronic_items",
                    Label("其中全文电子化的主动公开信息数", same=("全文电子化",)),
                    unit="条",
                ),
                Row(
                    "normative_documents_issued",
                    Label("新增的行政规范性文件数", same=("新增行政规范性文件数",)),
                    unit="条",
                ),
                Row(
                    "via_website",
                    Label("1.政府网站公开数", same=("政府网站", "政府网站公开的信息数")),
                    unit="条",
                ),
                Row(
                    "via_gazette",
                    Label("2.政府公报公开数", same=("政府公报", "政府公报公开的信息数")),
                    unit="条",
                ),
                Row("service_information", Label("提供服务类信息数"), unit="条"),
                Row(
                    "website_visits",
                    Label("网站专栏页面访问量", same=("信息公开专栏页面访问量",)),
                    unit="人次",
                ),
                Row("visitors_received", Label("现场接待人数"), unit="人次"),
                Row("online_consultations", Label("网上咨询数"), unit="人次"),
                Row("telephone_consultations", Label("咨询电话接听数"), unit="人次"),
                Row("catalogue_items_on_request", Label("依申请公开信息目录数"), unit="条"),
                Row(
                    "requests_received",
                    Label("受理依申请公开信息总数", same=("申请总数", "依申请公开申请总数")),
                    unit="件",
                ),
                Row("received_in_person", Label("1.当面申请数"), unit="件"),
                Row("received_fax", Label("2.传真申请数"), unit="件"),
                Row("received_email", Label("3.电子邮件申请数"), unit="件"),
                Row("received_online", Label("4.网上申请数"), unit="件"),
                Row("received_mail", Label("5.信函申请数"), unit="件"),
                Row("received_other", Label("6.其它形式申请数", same=("其他方式申请数",)), unit="件"),
                Row("replies", Label("对申请的答复总数", same=("答复总数",)), unit="件"),
                Row("reply_granted_full", Label("1.同意公开答复数", same=("同意公开",)), unit="件"),
                Row(
                    "reply_granted_partial", Label("2.同意部分公开答复数", same=("同意部分公开",)), unit="件"
                ),
                Row(
                    "reply_refused",
                    Label("3.否决公开答复数", same=("否决公开", "否决公开答复总数")),
                    unit="件",
                ),
                Row("reconsideration_total", Label("行政复议数"), unit="件"),
                Row("litigation_total", Label("行政诉讼数"), unit="件"),
                Row("appeals", Label("行政申诉数"), unit="件"),
            ),
        ),
    ),
)
