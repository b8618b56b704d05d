"""What the sample portal publishes: its columns, its articles, and which documents hang on them."""

from __future__ import annotations

from dataclasses import dataclass

REPORTS = "zwgk/zfxxgknb/"
NOTICES = "zwgk/tzgg/"
READINGS = "zwgk/zcjd/"
DUTIES = "zwgk/fdzdgknr/"

YEARS = range(2024, 2018, -1)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the site. One with ``text`` is a single page; the others list their articles."""

    path: str
    name: str
    about: str
    text: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file beside an article: its opaque stored name, and the name people read."""

    file: str
    name: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article. ``seed`` is the report it prints in full, ``text`` its own paragraphs otherwise."""

    path: str
    title: str
    published: str
    source: str
    views: int
    written: str | None = None
    year: int | None = None  # the report's year
    seed: str | None = None
    text: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()

    @property
    def column(self) -> str:
        return self.path.rsplit("/", 2)[0] + "/"

    @property
    def index_number(self) -> str:
        return f"000000001/{self.published[:4]}-{self.views:05d}"

    @property
    def keywords(self) -> str:
        return "政府信息公开;年度报告" if self.year else "政务公开"


COLUMNS = (
    Column(
        "zwgk/zfxxgkzn/",
        "政府信息公开指南",
        "公开什么、怎样获取",
        (
            "为方便公民、法人和其他组织获取政府信息，根据《中华人民共和国政府信息公开条例》，编制本指南。",
            "县政府及其部门主动公开的信息，可在本网站“政府信息公开”栏目查阅，也可到县档案馆、县图书馆查阅。",
            "公开时限：属于主动公开范围的政府信息，自形成或者变更之日起20个工作日内予以公开。",
        ),
    ),
    Column(
        "zwgk/zfxxgkzd/",
        "政府信息公开制度",
        "法律、法规与工作制度",
        (
            "《中华人民共和国政府信息公开条例》（国务院令第711号）",
            "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）",
            "《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）",
        ),
    ),
    Column(DUTIES, "法定主动公开内容", "财政预决算、行政执法、公共服务"),
    Column(REPORTS, "政府信息公开年报", "各单位历年政府信息公开工作年度报告"),
    Column(
        "zwgk/ysqgk/",
        "依申请公开",
        "申请方式与办理流程",
        (
            "公民、法人或者其他组织可以采用当面、信函或者网络方式，向县政府或者其部门申请获取相关政府信息。",
            "行政机关收到申请，能够当场答复的当场答复；不能当场答复的，自收到之日起20个工作日内予以答复。",
        ),
    ),
    Column(READINGS, "政策解读", "文件解读、图解"),
    Column(NOTICES, "通知公告", "通知、公告、公示"),
)
HOMELAND = Column(
    "zjyl/",
    "走进样例",
    "县情概况",
    (
        "样例县是一个并不存在的县，本网站为演示而设。",
        "县域面积1234平方公里，辖5镇3乡、2个街道，“样例”二字取“以样示例”之意。",
    ),
)

_TITLE_000 = "滕州市工业和信息化局2023年政府信息公开工作年度报告"
_TITLE_001 = "卫滨区科技和工业信息化局2023年政府信息公开工作年度报告"
_TITLE_002 = "市中区工业和信息化局2021年政府信息公开工作年度报告"
_TITLE_003 = "鄂尔多斯市工业和信息化局2023年政府信息公开工作年度报告"
_TITLE_004 = "济宁市工业和信息化局2020年政府信息公开工作年度报告"

# In the order of the column of annual reports: newest first. Others are listed there too, as happens.
ARTICLES = (
    Article(
        path="zwgk/zfxxgknb/202402/t20240221_10140218.html",
        title="《滕州市工业和信息化局2023年政府信息公开工作年度报告》解读",
        published="2024-02-21 16:05",
        source="滕州市工业和信息化局",
        views=186,
        text=(
            "近日，滕州市工业和信息化局发布了2023年政府信息公开工作年度报告，现就有关内容解读如下。",
            "一、总体情况：2023年共主动公开政府信息410条，其中局官方网站204条、信息公开网站79条、微信公众号127条。",
            "二、收到和处理政府信息公开申请情况：2023年未收到政府信息公开申请。",
            "三、下一步打算：加强平台建设，丰富公开形式，扩大公开内容的深度和广度。",
        ),
    ),
    Article(
        path="zwgk/zfxxgknb/202401/t20240126_10131405.html",
        title=_TITLE_000,
        published="2024-01-26 09:30",
        source="滕州市工业和信息化局",
        views=412,
        year=2023,
        seed="000",
        attachments=(Attachment("P020240126398214560137.docx", f"{_TITLE_000}.docx"),),
    ),
    Article(
        path="zwgk/zfxxgknb/202401/t20240122_10130046.html",
        title=_TITLE_001,
        published="2024-01-22 15:12",
        source="卫滨区科技和工业信息化局",
        views=205,
        year=2023,
        text=(f"现将《{_TITLE_001}》予以公布，全文见附件。",),
        attachments=(Attachment("P020240122551206873114.pdf", f"{_TITLE_001}.pdf"),),
    ),
    Article(
        path="zwgk/zfxxgknb/202401/t20240115_10128877.html",
        title=_TITLE_003,
        published="2024-01-15 10:48",
        source="鄂尔多斯市工业和信息化局",
        views=733,
        written="2024-01-12",
        year=2023,
        seed="003",
        attachments=(Attachment("P020240115388120947760.docx", f"{_TITLE_003}.docx"),),
    ),
    Article(
        path="zwgk/zfxxgknb/202312/t20231218_10119902.html",
        title="关于做好2023年政府信息公开工作年度报告编制和发布工作的通知",
        published="2023-12-18 17:20",
        source="样例县人民政府办公室",
        views=321,
        written="2023-12-18",
        text=(
            "各乡镇人民政府、街道办事处，县政府各部门：",
            "根据《中华人民共和国政府信息公开条例》有关规定，现就做好2023年政府信息公开工作年度报告编制和发布工作通知如下。",
            "一、编制内容。年度报告分为总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议和行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六个部分。",
            "二、统计期限。2023年1月1日至2023年12月31日。",
            "三、报送时间。县政府各部门于2024年1月31日前向社会公布，并报县政府办公室备案。",
        ),
    ),
    Article(
        path="zwgk/fdzdgknr/202309/t20230920_10088613.html",
        title="样例县工业和信息化局2022年度部门决算",
        published="2023-09-20 11:00",
        source="样例县工业和信息化局",
        views=98,
        written="2023-09-18",
        text=(
            "根据《中华人民共和国预算法》和财政信息公开有关规定，现将样例县工业和信息化局2022年度部门决算予以公开。",
            "本部门2022年度收入总计1286.45万元，支出总计1286.45万元，详见附件。",
        ),
        attachments=(Attachment("P020230920402118736651.docx", "样例县工业和信息化局2022年度部门决算.docx"),),
    ),
    Article(
        path="zwgk/zfxxgknb/202201/t20220120_8801591.html",
        title=_TITLE_002,
        published="2022-01-20 08:56",
        source="市中区工业和信息化局",
        views=540,
        written="2022-01-15",
        year=2021,
        text=(f"{_TITLE_002}已编制完成，现予公布。",),
        attachments=(Attachment("P020220120322904118852.docx", f"{_TITLE_002}.docx"),),
    ),
    Article(
        path="zwgk/zfxxgknb/202101/t20210128_6263505.html",
        title=_TITLE_004,
        published="2021-01-28 14:33",
        source="济宁市工业和信息化局",
        views=618,
        written="2021-01-25",
        year=2020,
        text=("点击附件查看全文。",),
        attachments=(Attachment("P020210128524470136093.pdf", f"{_TITLE_004}.pdf"),),
    ),
    Article(
        path="zwgk/zfxxgknb/202012/t20201215_6180227.html",
        title="关于报送2020年政府信息公开工作年度报告的通知",
        published="2020-12-15 09:07",
        source="样例县人民政府办公室",
        views=277,
        written="2020-12-14",
        text=("请各单位于2021年1月20日前，将2020年政府信息公开工作年度报告报送县政府办公室。",),
    ),
    Article(
        path="zwgk/tzgg/202403/t20240301_10142206.html",
        title="样例县2023年法治政府建设年度报告",
        published="2024-03-01 10:10",
        source="样例县人民政府",
        views=143,
        text=("2023年，样例县深入推进依法行政，法治政府建设取得新进展。现将有关情况报告如下。",),
    ),
    Article(
        path="zwgk/tzgg/202401/t20240130_10133518.html",
        title="样例县人民政府网站工作年度报表（2023年度）",
        published="2024-01-30 16:40",
        source="样例县人民政府办公室",
        views=88,
        text=("网站名称：样例县人民政府。独立用户访问总量：123456个。信息发布总数：2345条。",),
    ),
    Article(
        path="zwgk/zcjd/202311/t20231108_10107745.html",
        title="图解：样例县中小企业纾困政策",
        published="2023-11-08 09:00",
        source="样例县工业和信息化局",
        views=260,
        text=("为帮助中小企业降低成本、稳定生产，县政府出台十条措施。",),
    ),
)

PICTURES = {  # of seed 000, by their alternative text
    "": "W020240126398214563321.png",
    "公众号部分发表记录": "W020240126398214567790.png",
}

PER_PAGE = 6
# Reports, and what is filed among them although it is none.
REPORT_LIST = ARTICLES[:9]
_NEWEST_FIRST = sorted(ARTICLES, key=lambda article: article.published, reverse=True)
LISTS = {
    DUTIES: [a for a in _NEWEST_FIRST if a.column == DUTIES],
    NOTICES: [a for a in _NEWEST_FIRST if a.column == NOTICES or a.title.endswith("通知")],
    READINGS: [a for a in _NEWEST_FIRST if a.column == READINGS or a.title.endswith("解读")],
}
LATEST = _NEWEST_FIRST[:6]
