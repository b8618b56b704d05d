"""How offices word their claims: one entry a phrasing. Add a claim: add a line here.

In a pattern ``#`` stands for a number (``410``, ``1,127``, ``三十余``, ``3.3万``, ``约500``), with what only leads to
it (共, 达到, 为); the words after it are the unit. White space in the document is ignored. Whose a claim is, and of
which year, is not a wording's business but that of ``belonging``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product


@dataclass(frozen=True, slots=True, eq=False)  # constants, compared by identity: cheap cache keys
class Phrasing:
    """One wording of one claim. ``value`` is set where the words themselves say the number (未收到: 0).

    ``adds`` marks claims that are the sum of several mentions in one sentence. What the words of the claim leave
    open is said before it: ``unless`` is what must not stand in its clause, ``about`` what must have been spoken
    of, ``topic`` the one of TOPIC that was spoken of last, if any was.
    """

    name: str
    pattern: str
    value: int | None = None
    unit: str | None = None
    adds: bool = False
    unless: str | None = None
    about: str | None = None
    topic: str | None = None


TOPIC = re.compile(
    r"(?P<requests>依申请|申请|信息公开)|(?P<proposals>建议|提案|议案)|(?P<disputes>复议|诉讼)|(?P<decisions>许可|处罚)"
    r"|(?P<messages>留言|热线|信访|信箱|来信|来访|咨询|投诉|工单|诉求|意见)"
)


_ITEMS = "(?:余)?(?:条次|条|件次|件|篇次|篇|则|项|个|份)"
_CALLED = '(?:“[^”]{1,20}”|‘[^’]{1,20}’|"[^"]{1,20}"|「[^」]{1,20}」|\\([^()]{1,40}\\)|[”’"」》)])*'
_SITE = f"(?:(?:官方|门户|政府|机关|单位|部门|政务)*网站|门户网|官网|政务网|政府网|学校主页){_CALLED}"
_PLATFORM = f"(?:(?:信息|政务)公开(?:门户|发布|工作|基础|目录|管理|“[^”]{{1,12}}”)*(?:网站|平台|专栏|专网|系统)|(?:信息|政务)公开网(?!站)){_CALLED}"
_WECHAT = (
    f"(?:(?:政务|官方)?(?<!微博)微信(?:公众)?(?:号|账号|平台|公众平台|订阅号)?|公众号|订阅号|服务号){_CALLED}"
)
_WEIBO = f"(?:政务|官方)?微博(?:账号|号|平台)?{_CALLED}"
_MEDIUM = f"(?:{_WECHAT}|{_WEIBO}|(?:抖音|快手|头条|视频)号?{_CALLED})"
_CHANNEL = "(?:目录|网上?)(?=主动公开|公开)|网站|门户网|官网|平台|微信|微博|公众号|客户端|抖音|新媒体|公报|渠道|栏|屏|广播|电视|报纸|报刊|报(?=[、和及与])|政府网|政务网"
# 在门户网站上累计, 依托门户网站主阵地,全年: what stands between a channel and what was done there.
_ALL = "(?:20\\d\\d年度?|本年度?|当年|今年|年内|全年|一年来|累计|合计|共计|总计|总共|共|已|及时|规范|依法|集中|新增|原创|对外|向社会)*"
_THERE = f"(?:上|中|内|平台|渠道|部门动态|工作动态|首页|为(?:主要|主)?(?:公开|发布|信息)*平台|(?:的)?{_CALLED}[^,。;、\\d]{{0,8}}?(?:栏目|专栏|专区|板块|频道)|页面|网页)*(?:(?<=上),|(?<=中),)?{_ALL}"
# 各类政府信息, 各类交通运输信息, 信息数量; not 财政信息, which is a part of all.
_COUNT = "(?:总数量|总数|总量|数量|条数|数|量)?"
_GENERAL = "公开|对外|自主|本(?:单位|机关|部门|公司|中心|街道|[局办委厅校院所站园馆会镇乡])|我(?:单位|公司|中心|街道|[局办委厅校院所站园馆会镇乡])|各级|各类|各项|各种|各|有关|相关|政府|政务|公共|本级|全[省市县区州旗镇乡局]|的"
_INFORMATION = f"(?:(?:{_GENERAL})*(?:(?:各类|各项|各种)[^,。;:、\\d]{{0,8}}?)?信息(?:[、和及](?:{_GENERAL})*[^,。;:、\\d]{{0,4}}信息)?(?:内容)?(?:的)?{_COUNT})"
# 涉及就业、教育、医疗等方面信息, 工作动态和各类政府信息: all there is, told by its kinds.
_OF_KINDS = f"(?:(?:(?:涉及|包括|涵盖|包含)[^,。;:\\d]{{2,80}}?|(?:[^,。;:、\\d]{{2,12}}、){{2,8}}[^,。;:、\\d]{{2,12}})(?:等|方面)(?:各|多|个|方面|领域|内容|类别|重点|{_GENERAL})*信息{_COUNT}|[^,。;:\\d]{{2,40}}?(?:和|及|等)各类(?:政府|政务)?信息{_COUNT})"
_OF_SOME = f"(?:[^,。;:\\d]{{2,60}}?等(?:方面|动态|工作|{_GENERAL})*信息|[^,。;:、\\d]{{2,8}}(?:政府|政务)信息){_COUNT}"
_DISCLOSED = "(?:(?:主动)?公开(?:和|并|、)(?:转发|转载|更新|发布)|主动公开|公开发布|公开上传|发布并公开|主动发布|公开)(?:了)?"
_BARE = f"{_COUNT}(?!\\D{{0,4}}\\d{{1,4}}余?件)"  # 通过网站公开1件: of requests
# 林业信息, of an office whose name says 林业: all of its own, unless another kind follows.
_TRADE = f"(?P<trade>[^,。;:、\\d]{{2,6}})信息{_COUNT}(?![^,。;]{{0,12}}[,、;和及](?!其中)(?:[^,。;、\\d]{{1,12}}(?<!公开)(?<!发布)信息|(?:(?!公开|发布|推送|信息|{_CHANNEL})[^,。;、\\d]){{2,12}})\\d{{1,9}}{_ITEMS})"
_PUBLIC = (
    f"{_THERE}{_DISCLOSED}(?:{_INFORMATION}|{_OF_KINDS}|{_OF_SOME}|{_TRADE}|{_BARE}|(?:工作|动态|政务)+信息)"
)
_POSTING = "(?:编辑|审核|推送|转载|更新|发布|公布|上传|刊发|刊登|推广|编发|制作|发送|推出|转发|上网|新增(?=信息|各类|政府)|发稿|发文|发博|发)+(?:了)?"
_THINGS = f"(?:原创|工作|动态类|动态|图文|文章|推文|博文|短视频|视频|作品|资讯|稿件|微博|微信|专题|政务|新闻|宣传|信息|内容|消息|{_GENERAL})"
_POSTED = f"{_THERE}{_POSTING}(?:[^,。;:\\d]{{2,24}}?(?:相关|有关)(?:的)?(?:信息|资讯|消息|内容|推文|文章)|[^,。;:\\d]{{2,20}}、[^,。;:\\d]{{1,12}}信息|[^,。;:\\d]{{2,40}}?等{_THINGS}*(?:信息|(?=共|合计|总计|约|近|\\d))|{_INFORMATION}|{_THINGS}*){_COUNT}"
_ISSUES = "(?:\\d{1,4}期[,、(]?)?"  # 94期216篇: what was posted are the articles
# 工作动态186条、通知公告42条,共计228条: the whole after its parts, which claim nothing of themselves.
_PARTS = "(?P<parts>(?:[^,。;、\\d]{2,20}\\d{1,9}(?:条|件|篇)[、,和及]*){2,})(?:共计|合计|总计|总共|共)"
# 通过网站、微博和公众号公开: no single channel's. 通过公告栏公开: not all that was made public.
_SEVERAL = f"(?:{_CHANNEL})[^,。;\\d]{{0,6}}(?:[、和及与]|以及)[^,。;\\d]{{0,12}}(?:{_CHANNEL})[^,。;\\d]*$|等(?:多种|各种|\\d+个)?(?:{_CHANNEL})[^,。;\\d]*$"
_ACCOUNT = "微博|微信|公众号|订阅号|服务号|抖音|快手|头条|视频号"
_SHARED = f"(?:{_ACCOUNT})[^,。;\\d]{{0,6}}[、和及与][^,。;\\d]{{0,8}}(?:{_ACCOUNT})"  # followers of several accounts together
_ONE_CHANNEL = (
    f"^(?!.*(?:网站|官网|门户网)[^,。;]*[、和及与]).*(?:{_CHANNEL})(?<!各种渠道)(?<!各渠道)(?<!多种渠道)(?<!等渠道)(?<!多渠道)"
    "(?<!各类渠道)(?<!不同渠道)(?<!等平台)(?<!全平台)(?<!等栏)[^,。;\\d]*$|(?:通过|利用|依托|借助|运用)(?!.*[等、和及与各多])[^,。;\\d]*$"
)
# 网站公开114条,其中主动公开信息12条: not all, unless it is this year's of all years'.
_NO_PART = "(?:^|[。;])(?:(?!其中)[^。;])*$|其中[,:]?(?:20\\d\\d年|今年|本年)[^,。;]*$"
# ,其中网站131条,微信公众号137条: what is told by its channels is the whole.
_ITS_CHANNELS = f"(?=[,:(]其中[:,]?[^,。;、\\d]{{0,16}}(?:{_CHANNEL}|媒体)[^,。;、\\d]{{0,12}}\\d{{1,9}}{_ITEMS}[,、;和及][^,。;、\\d]{{0,16}}(?:{_CHANNEL}|媒体|其他)[^,。;、\\d]{{0,12}}\\d)"
_IN_ALL = "(?:20\\d\\d年度?|全年|本年度?|共|累计|合计)+"
# Nothing was counted before in the sentence, of which this would be a part.
_FIRST = "(?:^|[。;])(?:[^\\d。;]|20\\d\\d年)*$"
# 主动公开21份、依申请公开8份、不予公开4份: of documents, not of requests.
_NO_DOCUMENTS = "^(?!.*(?:公文|公开文件)[^。]*$)"
_FANS = "(?:粉丝|关注|订阅|用户)(?:用户|人|粉丝)?(?:数量|人数|总数|总量|量|数)?(?:[由从][^,。;]{0,20}?(?:增加|增长|上升|提升|提高|增)(?:到|至))?(?:累计|已|共|目前|现有|仅有|仅|增加到|增长到|增长至|增至|达到了|达到|达|为|有|:)*#(?:余)?(?:名|人|个|位|(?=[,。;)、]|$))"
_HAS_FANS = "(?:拥有|现有|共有|有|达)#(?:余)?(?:名|人|个|位)?(?:的)?(?:粉丝|关注者|关注用户|订阅用户|用户)"
_RECEIVED = "(?:受理|登记|接收到|收到|新收|接收|接到|接受|收悉|(?:共收|年收)(?=政府|依申|信息))"
_CASES = "(?:件次|次|个|件|份|条|起|宗|例|项|封)"
_NOT_REQUESTS = "复议|诉讼|投诉|举报|建议|提案|留言|热线|咨询|诉求|意见|工单|来电|收费|结转|自然人|企业|[^,。;\\d]{0,3}机构"
# 政府信息公开申请, 依申请公开件, 申请公开信息事项, 要求公开政府信息的申请
_REQUESTS = "(?:(?:政府|政务)?信息(?:依申请)?公开|依申请(?:政府)?(?:信息)?公开|申请(?:公开)?(?:政府)?信息(?:公开)?|申请公开|公开(?=申请)|公开(?:有关|相关|任何|政府|政务)*信息(?=的?申请|事项))(?:的|类)?(?:政府信息|信息|政务信息)?(?:的)?(?:书面|网上|网络|来信)?(?:办理|处理)?(?:申请表|申请|依申请|事项|申请件|办件|案件|信件|来信|件|诉求|项目)*(?:数量|总数|总量|量|数|事项|共|共计|合计|总计|:)?"
_ASKED = "(?:(?:政府|政务)?信息(?:依申请)?公开|依申请公开|申请公开|公开(?=申请)|公开(?:有关|相关|任何)?(?:政府|政务)?信息)(?:的)?(?:政府信息|信息|政务信息)?(?:的)?(?:书面|当面|网上|网络)?(?:申请|依申请|事项|申请件|件|信件|信函|事宜|业务|请求|诉求|情况|的)*"
_BY_CHANNEL = "按(?:信息)?(?:公开|发布)(?:的)?(?:渠道|平台|方式|载体|途径)"  # 按公开渠道划分,网站20条
_DISCLOSED_LAST = f"(?:(?<!申请)公开[^,。;]*信息|{_BY_CHANNEL})(?:(?!发布|推送|申请)[^。;])*$"
_POSTED_LAST = "(?:发布|推送)(?:(?!公开)[^。;])*$"
_WHOSE = f"(?:{_CALLED}(?:(?!{_CHANNEL})[^,。;:、\\d]){{0,10}}?)"
# 收到网上申请9件,书面申请3件: by a way of asking, which is not all where another one follows.
_WAY = "(?:当面|现场|网上|网络|网页|线上|线下|在线|信函|书面|来信|邮寄|传真|邮件|电子邮件|电子|平台|其他)"
_NO_OTHER_WAY = f"(?![,、和及;](?!其中|包括)[^,。;\\d]{{0,6}}{_WAY}[^,。;\\d]{{0,10}}\\d)"
_CLAUSE_END = "(?=[,。;:).]|且|并|，|$)"
_NONE = "(?:未曾|未(?!经)|没有|不存在|无(?!论|法|正当|需|须))"
_NOT_LOST = "(?![^,。;、]{0,10}(?:纠错|纠正|败诉|撤销|被改变|变更))"
_DISPUTED = "(?:案件|申请|案|事项)?"
# 行政复议126件,其中涉及政府信息公开的8件: only these are.
_NOT_THE_WHOLE = "(?![^。;]{0,40}其中[^。;]{0,10}信息公开)"
_READ = "(?:活动|稿|件|回应|信息|材料|稿件|文章|文稿|文件|内容|作品|视频|类|产品|的)*"
_CLOSED = (
    "(?:办理完成|办理完毕|办理办结|办理答复|答复完毕|答复完成|答复办结|答复处理|办结|(?<!公开)答复|回复)"
)
_HANDLED = "办理(?:了)?[^,。;\\d]{0,40}?(?:(?:信息|依申请)公开)(?:政府信息|信息)?(?:的)?(?:申请|事项|办件|件)*(?:数量|总数)?"
_ALL_OF_THEM = "(?:(?:申请|均|全部|都|已|按期|按时|依法|及时|在法定(?:期限|时限)内|按期限|按照?规定)*)"
_OTHER_BUSINESS = "建议|提案|议案|热线|信访|留言|信箱|来信|咨询|投诉|工单|诉求|复议|诉讼|案件审"
_OF_REQUESTS = "(?:(?:政府|政务)?信息公开|依申请公开)?(?:的)?(?:政府信息)?(?:申请)?(?:办件|件)?(?:数量|数)?"
_PASSED_ON = "(?:结转|转结|顺延|转至|转到|转入)(?:至|到|入)?"
_NEXT_YEAR = "(?:下年|下一年|次年|20\\d\\d年)(?:度)?"
_HELD = "(?:举办|开展|组织|召开)(?:了)?"
# 技能培训班143期: what a body teaches the public is not of its own disclosure.
_OF_OTHERS = "食品|应急|安全|防火|防汛|森林|护林|宗教|驻村|从业|技能|职业|就业|创业|农民|农技|实用技术|群众|企业|纳税|驾驶|村民|居民|学生|教师"
_OF_LIFE = "家长|家委|职工|业主|股东|董事|党员|代表大会"  # whose meetings are those of the body's own life
_NO_OTHERS = f"^(?!.*(?:{_OF_OTHERS})[^。;]*$).*培训|政务公开|信息公开"
_MEETING = "(?:(?<!培训)会议|(?<=工作)会|推进会|部署会|调度会|协调会|专题会|联席会|领导小组会|例会)"
_MADE = "(?:作出|做出|办理|办结|实施|下达|采取)(?:了)?(?:各类)?(?:的)?"


_A_NUMBER = "\\d[\\d,.]{0,11}[万余多]*"


def _respectively(told: str, nouns: dict[str, str], unit: str) -> Iterator[Phrasing]:
    """微信公众号、微博分别发布信息1044条、1211条: as many numbers as things, in their order."""
    anything = f"(?:{'|'.join(nouns.values())})"
    for many, (name, noun) in product(range(2, len(nouns) + 1), nouns.items()):
        for place in range(many):
            things = f"[、和及与]{_CALLED}".join(
                [anything] * place + [noun] + [anything] * (many - place - 1)
            )
            before = f"{_A_NUMBER}{unit}[、和及,]" * place
            after = f"[、和及,]{_A_NUMBER}{unit}" * (many - place - 1)
            more = f"^(?:[^、和及与]*[、和及与]){{{many}}}.*分别"
            yield Phrasing(name, f"{things}{told}{before}#{unit}(?={after}(?![、和及,]\\d))", unless=more)


_CHANNELS = {"website": _SITE, "wechat": _WECHAT, "weibo": _WEIBO}
_DISPUTES = {"reconsideration_cases": "行政复议(?:案件)?", "litigation_cases": "(?:行政)?诉讼(?:案件)?"}
_PROPOSALS = {
    "proposals_npc": "(?:人大(?:代表)?|代表)建议",
    "proposals_cppcc": "(?:政协(?:委员)?|委员)?提案",
}

PHRASINGS: tuple[Phrasing, ...] = (
    # proactive disclosure by channel, and in all
    Phrasing("proactive_platform", f"{_PLATFORM}{_PUBLIC}#{_ITEMS}", unless=_SEVERAL),
    Phrasing("proactive_platform", f"{_PLATFORM}{_POSTED}#{_ITEMS}", unless=_SEVERAL),
    Phrasing("proactive_website", f"(?<!信息公开){_SITE}{_PUBLIC}#{_ITEMS}", unless=_SEVERAL),
    Phrasing("proactive_website", f"(?<!信息公开){_SITE}{_THERE}{_DISCLOSED}#{_ITEMS}{_INFORMATION}", unless=_SEVERAL),
    Phrasing("proactive_website", f"(?:在|通过|利用|依托)[^,。;\\d]{{0,16}}(?<!信息公开){_SITE}上?,(?:[^,。;\\d]|20\\d\\d年){{0,16}}{_DISCLOSED}(?:{_INFORMATION}|{_OF_KINDS}|{_OF_SOME})#{_ITEMS}", unless=_SEVERAL),
    Phrasing("proactive_wechat", f"{_WECHAT}{_PUBLIC}#{_ITEMS}", unless=_SEVERAL),
    Phrasing("proactive_weibo", f"{_WEIBO}{_PUBLIC}#{_ITEMS}", unless=_SEVERAL),
    Phrasing("proactive_new_media", f"新媒体(?:平台|账号|矩阵|渠道)*(?:{_PUBLIC}|{_POSTED})#{_ITEMS}", unless="(?:网站|网)[、和及与]"),
    Phrasing("proactive_new_media", f"(?:微信|微博|公众号|抖音|快手|客户端)[、和及](?:政务|官方|微信|微博|公众号|抖音|快手|头条|今日|客户端|号|[、和及])*等(?:政务)?(?:新媒体)?(?:平台|形式|渠道|方式|载体)?{_PUBLIC}#{_ITEMS}", unless="网站|官网|政府网|门户"),
    Phrasing("proactive_new_media", f"{_MEDIUM}(?:[、和及与]{_MEDIUM})+(?:{_PUBLIC}|{_POSTED})#{_ITEMS}", unless="网站|官网|政府网|门户|栏|屏|报|广播|电视|群|客户端|APP"),
    *_respectively(f"{_THERE}分别{_POSTED}", {f"{channel}_posts": noun for channel, noun in _CHANNELS.items()}, _ITEMS),
    *_respectively(f"{_THERE}分别{_DISCLOSED}{_INFORMATION}?", {f"proactive_{channel}": noun for channel, noun in _CHANNELS.items()}, _ITEMS),
    *_respectively("粉丝(?:人数|数量|数|量)?分别(?:达到|达|为|有)?", {f"{channel}_followers": noun for channel, noun in _CHANNELS.items() if channel != "website"}, "(?:人|名|个)"),
    *_respectively("分别为?", _DISPUTES, "(?:件|起|宗)"),
    *_respectively("分别为?", _PROPOSALS, "(?:件|项)"),
    Phrasing("proactive_gazette", f"公报{_CALLED}{_PUBLIC}#{_ITEMS}", unless=_SEVERAL),
    Phrasing("proactive_other", f"(?<![和及与、])其(?:他|它)(?:渠道|方式|途径|形式|平台|载体){_PUBLIC}#{_ITEMS}"),
    Phrasing("proactive_other", f"(?:^|(?<=[中、,:]))其(?:他|它)(?:新闻|公开)?(?:媒体|渠道|方式|途径|形式|平台|载体)(?:主动公开|公开|发布)?#{_ITEMS}", about=_DISCLOSED_LAST),
    Phrasing("proactive_other", f"(?:传统|(?:报纸|报刊|电视|电视台|广播|电台)等(?:各类|新闻|传统)*)媒体{_THERE}(?:公开|主动公开|发布){_INFORMATION}?#{_ITEMS}"),
    Phrasing("proactive_total", f"(?<!法定)(?<!规定)主动公开(?:的)?(?:{_INFORMATION}|{_OF_KINDS})#{_ITEMS}", unless=_ONE_CHANNEL, about=_NO_PART),
    Phrasing("proactive_total", "主动公开(?:总数量|总数|总量|数量)#(?:条次|条|件)", unless=_ONE_CHANNEL),
    Phrasing("proactive_total", "(?:共|累计|合计|总计|20\\d\\d年度?|全年|本年度)[^,。;\\d]{0,30}主动公开#(?:余)?(?:条次|条)", unless=_ONE_CHANNEL),
    Phrasing("proactive_total", f"(?:发布|公开)主动公开{_INFORMATION}#{_ITEMS}", unless=_ONE_CHANNEL),
    Phrasing("proactive_total", f"(?:合计|共计|总计|累计|总共|共)(?:审核|通过)?(?:公开发布|发布|公开)(?:了)?(?:公开)?{_INFORMATION}#{_ITEMS}", unless=_ONE_CHANNEL),
    Phrasing("proactive_total", f"(?:^|(?<=,))(?:20\\d\\d年(?:度)?|全年|本年度|本年|年内|我[^,。;\\d公]{{1,4}}|本[^,。;\\d公]{{1,4}})(?:我?[^,。;\\d]{{0,8}})?公开{_INFORMATION}#{_ITEMS}", unless=f"{_CHANNEL}|申请"),
    Phrasing("proactive_total", f"(?:20\\d\\d年度?|全年|本年度?)(?:共|累计|合计|总计|共计)*公开{_INFORMATION}#{_ITEMS}", unless=f"{_CHANNEL}|申请"),
    Phrasing("proactive_total", "(?:^|(?<=,))(?:20\\d\\d年度?|今年|本年度?)(?:主动)?公开#(?:条次|条)", about="公开[^,。;]*信息"),
    Phrasing("proactive_total", f"其中[,:]?(?:20\\d\\d年度?|今年|本年度?)(?:新增)?(?:主动)?公开{_INFORMATION}?#{_ITEMS}", unless=_ONE_CHANNEL),
    Phrasing("proactive_total", "(?:合计|共计|累计|共)(?:主动)?公开#(?:余)?(?:条次|条)(?:各类|政府|政务|公开)*信息", unless=_ONE_CHANNEL),
    Phrasing("proactive_total", "(?:合计|共计|累计|共)(?:完成)?(?:各类|政府|政务)*信息(?:发布|公开)#(?:余)?(?:条次|条)", unless=_ONE_CHANNEL),
    Phrasing("proactive_total", f"发布{_INFORMATION}(?:合计|共计|累计|总计)#{_ITEMS}", unless=_ONE_CHANNEL),
    Phrasing("proactive_total", f"公开{_INFORMATION}(?:合计|共计|累计|总计|总数|总量|数量)#{_ITEMS}", unless=f"{_CHANNEL}|申请"),
    Phrasing("proactive_total", f"(?:各种?|多种?|不同|等)(?:渠道|方式|形式|途径|平台|载体)(?:[、和及](?:渠道|方式|形式|途径|平台|载体))*,?{_ALL}(?:向社会)?(?:公众)?(?:(?:主动)?公开|新增或变更)(?:{_INFORMATION}|{_OF_KINDS})#{_ITEMS}", about=_FIRST),
    Phrasing("proactive_total", "(?:总计|共计|合计|累计)(?:主动)?公开#(?:条次|条)", unless=f"{_CHANNEL}|申请"),
    Phrasing("proactive_total", f"(?:^|(?<=[年全市县区镇乡局,]))(?:政府信息公开|政务公开(?:{_INFORMATION})){_COUNT}#(?:条次|条)", unless=f"{_CHANNEL}|申请"),
    Phrasing("proactive_total", f"主动公开{_TRADE}#{_ITEMS}", unless=_ONE_CHANNEL, about=_FIRST),
    Phrasing("proactive_total", f"{_IN_ALL}(?:对外|向社会)(?:公开)?发布{_INFORMATION}#{_ITEMS}", unless=_ONE_CHANNEL, about=_FIRST),
    Phrasing("proactive_total", f"{_IN_ALL}(?:对外|向社会)?(?:主动公开|公开|发布)(?:{_INFORMATION}|(?:学校|医院|公司|集团|企业)信息)#{_ITEMS}{_ITS_CHANNELS}", unless=_ONE_CHANNEL, about=_FIRST),
    Phrasing("proactive_platform", f"(?:^|(?<=[中、,:])){_WHOSE}{_PLATFORM}(?:新增)?#{_ITEMS}", about=_DISCLOSED_LAST),
    Phrasing("proactive_website", f"(?:^|(?<=[中、,:])){_WHOSE}{_SITE}#{_ITEMS}", about=_DISCLOSED_LAST),
    Phrasing("proactive_wechat", f"(?:^|(?<=[中、,:])){_WHOSE}{_WECHAT}#{_ITEMS}", about=_DISCLOSED_LAST),
    Phrasing("proactive_weibo", f"(?:^|(?<=[中、,:])){_WHOSE}{_WEIBO}#{_ITEMS}", about=_DISCLOSED_LAST),
    Phrasing("website_posts", f"(?:^|(?<=[中、,:])){_WHOSE}{_SITE}#{_ITEMS}", about=_POSTED_LAST),
    Phrasing("wechat_posts", f"(?:^|(?<=[中、,:])){_WHOSE}{_WECHAT}#{_ITEMS}", about=_POSTED_LAST),
    Phrasing("weibo_posts", f"(?:^|(?<=[中、,:])){_WHOSE}{_WEIBO}#{_ITEMS}", about=_POSTED_LAST),
    Phrasing("website_posts", f"(?<!信息公开){_SITE}{_THERE}{_POSTING}{_PARTS}#{_ITEMS}", unless=_SEVERAL),
    Phrasing("website_posts", f"(?<!信息公开){_SITE}{_POSTED}#{_ITEMS}", unless=_SEVERAL),
    Phrasing("website_posts", f"(?<!信息公开){_SITE}{_THERE}{_POSTING}#{_ITEMS}{_THINGS}*信息", unless=_SEVERAL),
    Phrasing("website_posts", f"(?:在|通过|利用|依托|将|以)[^,。;\\d]{{0,16}}(?<!信息公开){_SITE}(?:上|主阵地|平台|作?为[^,。;、\\d]{{0,12}}(?:平台|渠道|阵地|载体))*,[^,。;\\d]{{0,12}}{_POSTED}#{_ITEMS}", unless=_SEVERAL),
    Phrasing("wechat_posts", f"{_WECHAT}{_THERE}{_POSTING}{_PARTS}#{_ITEMS}", unless=_SEVERAL),
    Phrasing("wechat_posts", f"{_WECHAT}{_POSTED}{_ISSUES}#(?:{_ITEMS}|期)", unless=_SEVERAL),
    Phrasing("wechat_posts", f"{_WECHAT}(?:(?!{_ACCOUNT})[^。;]){{0,24}}?(?:粉丝|关注)[^。;]{{0,24}}?,(?:20\\d\\d年度?)?{_POSTED}{_ISSUES}#{_ITEMS}", unless=_SHARED),
    *(
        Phrasing(name, f"{account}{_THERE}{_POSTING}(?:(?!解读)[^,。;:、\\d]){{1,8}}(?:信息|推文|文章|图文|视频|作品|内容)#{_ITEMS}", unless=_SEVERAL)
        for name, account in (("wechat_posts", _WECHAT), ("weibo_posts", _WEIBO))
    ),
    Phrasing("wechat_posts", f"{_WECHAT},{_POSTED}#{_ITEMS}", unless=_SEVERAL),
    Phrasing("weibo_posts", f"{_WEIBO},{_POSTED}#{_ITEMS}", unless=_SEVERAL),
    Phrasing("wechat_posts", f"(?:微信)?视频号{_CALLED}{_POSTED}#{_ITEMS}(?![^。;]*(?:公众号|订阅号))", unless=f"{_SHARED}|抖音|快手|微博", about="^(?!.*(?:公众号|订阅号|微信))"),
    Phrasing("wechat_posts", f"{_WECHAT}(?:(?!{_ACCOUNT}|网站)[^,。;\\d]){{0,16}},{_ALL}{_POSTING}(?:原创|图文|各类)*(?:推文|文章|图文|微信)#(?:{_ITEMS}|期)", unless=_SHARED),
    Phrasing("wechat_posts", f"(?:以|在|通过|利用|依托|借助)[^,。;\\d]{{0,16}}{_WECHAT}[^。;\\d]{{0,60}},[^,。;\\d]{{0,6}}?{_POSTED}#{_ITEMS}", unless=_SHARED),
    Phrasing("wechat_posts", f"(?:推送|发布){_WECHAT}(?:图文|信息|推文|消息|文章)*#{_ITEMS}"),
    Phrasing("weibo_posts", f"{_WEIBO}{_POSTED}{_ISSUES}#(?:{_ITEMS}|期)", unless=_SEVERAL),
    Phrasing("weibo_posts", f"{_WEIBO}(?:(?!{_ACCOUNT})[^。;]){{0,24}}?(?:粉丝|关注)[^。;]{{0,24}}?,(?:20\\d\\d年度?)?{_POSTED}{_ISSUES}#{_ITEMS}", unless=_SHARED),
    Phrasing("weibo_posts", f"{_POSTING}(?:原创|政务)*微博(?:信息)?#{_ITEMS}"),
    Phrasing("weibo_posts", f"{_POSTING}#{_ITEMS}(?:政务|官方)?微博(?:信息)?{_CLAUSE_END}"),
    *(
        Phrasing(name, f"{account}(?:(?!{_ACCOUNT})[^。;]){{0,36}}?{fans}", unless=_SHARED)
        for name, account in (("wechat_followers", "(?:微信公众号|微信(?:订阅号|服务号)?|公众号|订阅号|服务号)"), ("weibo_followers", "微博"), ("douyin_followers", "抖音"))
        for fans in (_FANS, _HAS_FANS)
    ),
    # requests
    Phrasing("requests_received", f"{_RECEIVED}(?P<parts>(?:[^,。;、\\d]{{2,30}}申请\\d{{1,9}}{_CASES}[,、;和及]*){{2,}})(?:共计|合计|总计|总共|共)(?:收到|受理|接收)?(?:申请)?#{_CASES}"),
    Phrasing("requests_received", f"(?P<parts>(?:{_WAY}[^,。;、\\d]{{0,12}}\\d{{1,9}}{_CASES}[,、;和及]*[^,。;、\\d]{{0,6}}){{2,}})(?:共计|合计|总计|总共|共)(?:收到|受理|接收)?(?:申请)?#{_CASES}", topic="requests"),
    Phrasing("requests_received", f"{_RECEIVED}(?:[和并及、且](?:办理|受理|办结|答复|处理))?(?:了)?(?:的)?(?:(?!{_NOT_REQUESTS})[^,。;\\d]){{0,40}}?{_REQUESTS}各?#{_CASES}{_NO_OTHER_WAY}"),
    Phrasing("requests_received", f"{_RECEIVED}(?:的|和处理|并处理|社会各界|群众|公众|公民|市民|申请人)?#{_CASES}(?:(?!{_NOT_REQUESTS})[^,。;、\\d]){{0,20}}?{_ASKED}(?:(?<=申请)|(?<=事项)|(?<=件)|(?<=信息)|(?<=公开)(?=[,。]))"),
    Phrasing("requests_received", f"有#{_CASES}(?:政府信息公开申请|依申请公开(?:政府信息|信息|件|申请)?){_CLAUSE_END}"),
    Phrasing("requests_received", f"{_RECEIVED}(?:的)?(?:{_WAY})?申请(?:书|表)?(?:数量|总数)?#{_CASES}{_NO_OTHER_WAY}", unless="复议|诉讼"),
    Phrasing("requests_received", f"{_RECEIVED}(?:社会)?(?:群众|公众|公民|市民|村民|居民)(?:提交|提出)?(?:的)?申请#{_CASES}{_NO_OTHER_WAY}", about="信息公开(?:的)?申请|依申请公开", topic="requests"),
    Phrasing("requests_received", f"{_RECEIVED}#{_CASES}(?:[^,。;\\d]{{0,40}}(?:提交|提出)的[^,。;\\d]{{0,10}})?申请(?=[,。;(])", topic="requests"),
    Phrasing("requests_received", f"{_RECEIVED}的#{_CASES}申请(?=中|,)", topic="requests"),
    Phrasing("requests_received", f"{_RECEIVED}#(?:件|份|起|宗|条|次)(?![^,。;、]{{0,8}}(?:建议|提案|诉求|留言|意见|投诉|复议))", about="信息公开(?:的)?申请|依申请公开", topic="requests"),
    Phrasing("requests_received", "(?:受理|收到|新收)#(?:件|份|起|宗)(?=[^。；;]{0,60}结转)"),
    Phrasing("requests_received", f"(?:(?:政府)?信息公开|依申请公开)(?:的)?申请(?:总量|总数|数量|量|数)#{_CASES}", unless="结转|办结|办理|答复|撤回|不予"),
    Phrasing("requests_received", f"(?:^|(?<=[,)年度局镇办区县市]))依申请公开(?:政府信息|信息)?(?:申请|办件|件)?#{_CASES}", about=_NO_DOCUMENTS),
    Phrasing("requests_received", f"(?:未|没有|无|尚未)(?:有)?(?:收到|受理|接到|接收|新收|发生|产生|办理)(?:(?!复议|诉讼|投诉|举报|收费|结转|逾期|引)[^,。;]){{0,26}}?{_ASKED}{_CLAUSE_END}", value=0, unit="件"),
    Phrasing("requests_received", f"(?<!\\d)(?:无|没有|未有)(?:任何)?(?:(?!复议|诉讼|投诉|举报|收费|结转|逾期|引)[^,。;]){{0,16}}?(?:(?:政府|政务)?信息公开(?:的)?申请|依申请公开)(?:的)?(?:政府信息|信息)?(?:申请|事项|件|情况|的)*{_CLAUSE_END}", value=0, unit="件"),
    Phrasing("requests_received", f"(?:未|没有)(?:收到|接到)[^,。;]{{0,24}}(?:依申请公开|要求公开)[^,。;]{{0,8}}(?:信息|要求){_CLAUSE_END}", value=0, unit="件"),
    Phrasing("requests_received", f"(?:未|没有)(?:收到|接到)[^,。;]{{0,24}}申请[^,。;]{{0,24}}政府信息{_CLAUSE_END}", value=0, unit="件"),
    Phrasing("requests_received", f"(?:无|没有|未有)[^,。;]{{0,20}}?申请(?:获取|公开)?(?:政府|政务)信息(?:公开)?(?:的)?(?:情况|事项)?{_CLAUSE_END}", value=0, unit="件"),
    Phrasing("requests_closed", f"{_CLOSED}(?:了)?(?:(?:依申请)?(?:政府|政务)?信息(?:依申请)?公开|依申请公开|公开)?(?:政府信息|信息)?(?:的)?(?:申请表|申请件|申请|事项|办件|案件|件)?(?:数量|总数)?(?:\\([^()\\d]{{0,20}}\\))?#{_CASES}(?![^,。;、]{{0,6}}(?:建议|提案|诉求|留言|投诉))", unless=f"{_OTHER_BUSINESS}|不予公开", topic="requests"),
    Phrasing("requests_closed", f"{_HANDLED}#{_CASES}(?![^。;]*办结)", unless=_OTHER_BUSINESS),
    Phrasing("requests_received", f"{_HANDLED}#{_CASES}(?=[^。;]*办结)", unless=f"{_OTHER_BUSINESS}|结转"),
    Phrasing("requests_closed", f"(?:,|其余|所有|的|^)#{_CASES}{_ALL_OF_THEM}(?:办理|答复|处理)*(?:办结|答复|处理完毕|办理完毕)(?![^,。;]{{0,4}}(?:建议|提案|中))", unless=_OTHER_BUSINESS, topic="requests"),
    Phrasing("requests_closed", f"{_CLOSED}#{_CASES}(?:政府信息公开申请|依申请公开)", topic="requests"),
    Phrasing("requests_closed", f"对#{_CASES}(?:申请)?(?:作出|做出|予以|进行)(?:了)?答复(?![^。;]*对\\d)", unless=_OTHER_BUSINESS, about="^(?!.*对\\d+件).*(?:信息公开(?:的)?申请|依申请公开)", topic="requests"),
    Phrasing("requests_closed", f"办理(?:完毕)?#{_CASES}(?=[(][^()]*结转)", topic="requests"),
    Phrasing("requests_carried_in", f"(?:上一?年|上一?年度|20\\d\\d年)(?:度)?(?:收到,?)?(?:结转|转结)(?:至|到)?(?:本年|20\\d\\d年)?(?:度)?(?:继续|作出)?(?:办理|答复)?(?:的)?{_OF_REQUESTS}#{_CASES}"),
    Phrasing("requests_carried_in", f"(?:结转|转结)(?:自)?(?:上年|上一年)(?:度)?(?:继续)?(?:办理)?(?:的)?{_OF_REQUESTS}#{_CASES}"),
    Phrasing("requests_carried_in", "(?:无|没有|未有|不存在)(?:由)?(?:上年|上一年|20\\d\\d年)(?:度)?(?:结转|转结)(?![至到])", value=0, unit="件"),
    Phrasing("requests_carried_out", f"(?:{_PASSED_ON}{_NEXT_YEAR}|转(?:下年|下一年)度?)(?:继续)?(?:办理|答复|处理)?(?:的)?{_OF_REQUESTS}#{_CASES}"),
    Phrasing("requests_carried_out", f"#{_CASES}(?:(?!建议|提案)[^,。;、\\d]){{0,16}}(?:{_PASSED_ON}{_NEXT_YEAR}|转20\\d\\d年度?(?:继续)?办理)"),
    Phrasing("requests_carried_out", f"#{_CASES}(?:正在|仍在|尚在)?(?:办理|处理)(?:中)?,{_PASSED_ON}{_NEXT_YEAR}"),
    Phrasing("requests_carried_out", f"(?:尚余|尚有|剩余|其余|另有|余)#{_CASES}[^,。;、\\d]{{0,14}},{_PASSED_ON}{_NEXT_YEAR}(?![^,。;]*\\d)"),
    Phrasing("requests_carried_out", f"(?:结转|转结|顺延)#{_CASES}(?:至|到){_NEXT_YEAR}"),
    Phrasing("requests_carried_out", f"{_NEXT_YEAR}(?:继续)?(?:办理|答复)#{_CASES}"),
    Phrasing("requests_carried_out", f"(?:无|没有|未有|不存在)(?:需)?{_PASSED_ON}{_NEXT_YEAR}", value=0, unit="件"),
    Phrasing("requests_granted", f"予以公开(?:和|及|、|或|与)(?:予以)?部分公开(?:的)?(?:申请)?#{_CASES}"),
    Phrasing("requests_granted_full", f"(?<!不)予以公开(?:的)?(?:申请)?#{_CASES}"),
    Phrasing("requests_granted_partial", f"部分公开(?:的)?(?:申请)?#{_CASES}"),
    Phrasing("requests_unavailable", f"无法提供(?:的)?(?:申请)?#{_CASES}"),
    Phrasing("requests_not_processed", f"不予处理(?:的)?(?:申请)?#{_CASES}"),
    Phrasing("requests_closed_other", f"其(?:他|它)处理(?:的)?(?:申请)?#{_CASES}"),
    Phrasing("requests_refused", f"(?<!而)(?:不予公开|不同意公开)[”\"]?(?:的|类)?(?:政府信息|信息)?(?:的)?(?:申请|答复|决定)?#{_CASES}", unless="主动公开\\d|依申请公开\\d", about=_NO_DOCUMENTS),
    Phrasing("requests_refused", "#(?:件|份|条|起)(?:(?:政府)?信息公开|依申请公开)?(?:的)?(?:申请)?(?:依法)?(?:作出|做出|决定)?(?:了)?不予公开"),
    # disputes
    Phrasing("reconsideration_cases", f"{_NONE}(?:发生|收到|出现|有|产生|被)?(?:[^,。;]{{0,24}}?)复议{_NOT_LOST}", value=0, unit="件"),
    Phrasing("litigation_cases", f"{_NONE}(?:发生|收到|出现|有|产生|被)?(?:[^,。;]{{0,34}}?)诉讼{_NOT_LOST}", value=0, unit="件"),
    Phrasing("reconsideration_cases", f"复议{_DISPUTED}(?:和|及|与|、|以及)(?:提起|被提起)?(?:行政)?诉讼{_DISPUTED}(?:数量|数|均|各|都|为|共|有)*(?:0|零)(?:件|起|宗|次)?{_CLAUSE_END}", value=0, unit="件"),
    Phrasing("litigation_cases", f"复议{_DISPUTED}(?:和|及|与|、|以及)(?:提起|被提起)?(?:行政)?诉讼{_DISPUTED}(?:数量|数|均|各|都|为|共|有)*(?:0|零)(?:件|起|宗|次)?{_CLAUSE_END}", value=0, unit="件"),
    Phrasing("reconsideration_cases", f"(?:行政复议|复议(?=案)|(?<=[,;、被])复议){_DISPUTED}#(?:件次|件|起|宗|次|例|条){_NOT_THE_WHOLE}"),
    Phrasing("litigation_cases", f"(?:行政诉讼|诉讼(?=案)|(?:^|(?<=[,;、]))诉讼){_DISPUTED}#(?:件次|件|起|宗|次|例){_NOT_THE_WHOLE}", unless="复议[^\\d]*$"),
    Phrasing("litigation_cases", "被(?:提起)?诉讼(?:的)?案件#(?:件|起|宗)"),
    Phrasing("reconsideration_cases", "#(?:件|起|宗)(?:(?:涉及|因)?(?:政府)?信息公开)?(?:类)?(?:的)?行政复议"),
    Phrasing("litigation_cases", "#(?:件|起|宗)(?:(?:涉及|因)?(?:政府)?信息公开)?(?:类)?(?:的)?行政诉讼"),
    # interpretation and exchange
    Phrasing("policy_interpretations", f"(?:发布|制作|开展|公开|配发|撰写|转载|编发|编制|推出|刊发)(?:了)?(?:各类|各项)?(?:政策|文件)*解读{_READ}#(?:次|个|篇|件|条|期|份)"),
    Phrasing("policy_interpretations", f"(?:政策(?:文件)?解读|(?<![及和与])(?<![^条个件篇份次期]、)解读(?=材料|稿|信息|文章|产品|视频|类信息)){_READ}(?:发布)?#(?:次|个|篇|件|条|期|份|项)"),
    Phrasing("policy_interpretations", "(?:发布|制作|配发|公开|撰写|编发|推出)(?:各类)?#(?:个|篇|件|条|期|份)(?:各类)?(?:政策)?(?:文件)?解读"),
    Phrasing("policy_interpretations", "(?:公开并)?解读(?:政策)?文件#(?:次|个|篇|件|条|期|份)"),
    Phrasing("policy_interpretations", "(?<!学习)(?<!宣讲)(?<!培训)解读(?:了)?(?:《[^》。]{2,60}》、?){1,6}等(?:重要|相关)*(?:政策|文件)+#(?:次|个|篇|件|条|期|份)"),
    Phrasing("policy_interpretations", "(?:发布|制作|推出)[^,。;、\\d]{0,6}政策图解#(?:个|篇|期|件|幅|份|条)"),
    Phrasing("press_conferences", "(?:召开|举办|参加|组织)?(?:[（(]参加[)）])?(?:各类)?新闻发布会(?:[(][^()]{1,12}[)])?(?:总次数|次数|总场次|场次)?#(?:次|场|期)", unless="负责人|负责同志|领导|出席"),
    Phrasing("press_conferences", "(?:召开|举办|组织|开展)[^,。;、\\d]{0,8}新闻发布活动#(?:场次|次|场|期)"),
    Phrasing("press_conferences", "(?:举办|召开|组织)(?:了)?#(?:场次|次|场|期)[^，。；]{0,8}新闻发布(?:会|活动)"),
    Phrasing("press_conferences", "(?:未|没有)(?:组织|主动)?(?:召开|举办|组织|举行)(?:过)?[^,。;]{0,6}新闻发布会", value=0, unit="次"),
    Phrasing("training_sessions", f"{_HELD}[^,。;\\d]{{0,24}}培训(?:活动|班|会|会议|讲座|课)?,?#(?:场次|次|期|场|轮)", unless=f"参加|{_OF_OTHERS}"),
    Phrasing("training_sessions", "培训(?:班|会|讲座)#(?:次|期|场)", unless=f"参加|{_OF_OTHERS}"),
    Phrasing("training_sessions", f"#(?:次|期|场)(?:组织)?(?:{_HELD})[^,。;\\d]{{0,16}}培训", unless=_OF_OTHERS),
    Phrasing("training_sessions", f"{_HELD}[^,。;\\d]{{0,8}}#(?:场次|次|期|场|轮)(?:(?![、和及])[^,。;]){{0,16}}培训", unless=f"参加|{_OF_OTHERS}"),
    Phrasing("trainees", "(?:培训|参训|受训)(?:工作|业务|各类|相关|机关|镇街|基层)*(?:人员|人数|干部|学员|骨干)*#(?:人次|名|人)", about=_NO_OTHERS),
    Phrasing("trainees", "(?:参加|接受)(?:了)?培训(?:的)?(?:工作)?(?:人员|人数|干部)?#(?:人次|名|人)", about=_NO_OTHERS),
    Phrasing("trainees", "#(?:人次|名|人)(?:次)?(?:工作人员|干部)?(?:参加|接受)(?:了)?培训", about="(?:举办|开展|组织|召开)[^。;]*培训", unless=_OF_OTHERS),
    Phrasing("meetings", f"召开[^,。;\\d]{{0,20}}{_MEETING}#(?:次|场)", unless=f"防火|防汛|安全|森林|^(?!.*公开).*(?:{_OF_OTHERS}|{_OF_LIFE})"),
    Phrasing("meetings", "公开[^,。;\\d]{0,12}(?:常务|办公|党组)会议?#次"),
    Phrasing("meetings", f"召开(?:了)?#(?:次|场)(?:(?!发布|培训|座谈|听证)[^,。;]){{0,16}}?{_MEETING}"),
    Phrasing("proposals_total", "(?:人大[^,。;\\d件]{0,12}|代表)(?:建议|议案)[^,。;\\d件]{0,6}(?:和|及|与|、)?[^,。;\\d件]{0,8}提案#(?:件|项)", unless="公开"),
    Phrasing("proposals_total", "(?:承办|办理|答复)[^,。;\\d]{0,10}(?:建议提案|议案提案|提案议案|提案建议)#件"),
    Phrasing("proposals_total", "#件(?:各级|市级|区级|县级|省级|人大|政协|代表|委员)*(?:建议提案|议案提案|提案议案|提案建议)", unless="公开|公布|答复函"),
    Phrasing("proposals_total", "#件[^,。;、\\d]{0,8}人大[^,。;\\d]{0,14}(?:和|及|与|、)[^,。;\\d]{0,6}提案"),
    Phrasing("proposals_total", "人大[^。;\\d]{0,12}建议\\d{1,5}件[、,和][^。;\\d]{0,12}提案\\d{1,5}件,(?:共计|合计|总计|共)#件"),
    Phrasing("proposals_npc", "#件[^，。；、\\d]{0,8}人大(?:代表)?(?:议案|建议|书面意见)", adds=True),
    Phrasing("proposals_cppcc", "#件[^，。；、\\d]{0,8}政协(?:委员)?提案", adds=True),
    Phrasing("proposals_npc", "(?:人大[^,，。；;\\d件]{0,12}|代表)(?:议案、)?(?:议案|建议|书面意见)(?:议案|、批评[和、]意见)?(?:主办|会办|协办|承办)?#(?:件|项)", adds=True),
    Phrasing("proposals_cppcc", "(?:政协[^,，。；;\\d件]{0,12}|委员)提案(?:主办|会办|协办|承办)?#(?:件|项)", adds=True, unless="(?:人大|代表建议)[^\\d件]*$"),
    Phrasing("proposals_npc", "(?<=[中、,:])建议#(?:件|项)", about="人大[^。;]*建议[^。;]*提案[^。]*$"),
    Phrasing("proposals_cppcc", "(?<=[中、,:])提案#(?:件|项)", about="人大[^。;]*建议[^。;]*提案[^。]*$"),
    Phrasing("proposals_npc", f"{_NONE}(?:收到|承办|接到|办理|涉及|有)[^,。;]{{0,8}}人大(?:代表)?[^,。;]{{0,4}}(?:建议|议案)", value=0, unit="件"),
    Phrasing("proposals_cppcc", f"{_NONE}(?:收到|承办|接到|办理|涉及|有)[^,。;]{{0,22}}政协(?:委员)?提案", value=0, unit="件"),
    Phrasing("messages_handled", "(?:留言(?:办理|答复|回复)?|(?:答复|回复|办理|办结|处理|受理)[^,。;\\d]{0,20}留言)(?:咨询|建议|信件)?#(?:余)?(?:条|件|次)", unless="评论|私信|点赞"),
    Phrasing("consultations", "(?:开展|组织)?(?:征集调查|调查征集|意见征集|民意征集|网上征集|网上调查|征集)(?:活动)?#(?:次|期|项|个)"),
    Phrasing("consultations", "(?:征求|征集)(?:[^,。;、\\d]{1,12}意见|公众|社会|群众|各方|意见|建议|[、和])+(?:活动)?#(?:次|期)"),
    Phrasing("normative_documents", "(?:制发|制定|出台|印发|发布)(?:了|的|并公开|并主动公开)?(?:本部门|本机关|本单位|本级)?(?:行政)?规范性文件#(?:件|个|份|部)"),
    Phrasing("normative_documents", "(?:制发|制定|出台|印发)(?:了)?#(?:件|个|份|部)[^,。;、\\d]{0,10}规范性文件"),
    Phrasing("normative_documents", "(?:没有|未|无)(?:以[^,。;]{1,8}名义)?(?:新)?(?:制发|制定|出台|印发|发布)+(?:过|的)?(?:新的|规章|任何|废止|修改|修订|[、和])*(?:行政)?规范性文件", value=0, unit="件"),
    Phrasing("normative_documents_in_force", "现行有效(?:的)?(?:行政)?规范性文件#(?:件|个|份)"),
    Phrasing("normative_documents_in_force", "规范性文件[^。;]{0,40}?现行有效(?:的)?(?:件数|件)?#(?:件|个|份|部)"),
    # decisions and fees
    Phrasing("licensing_decisions", f"(?:{_MADE}行政许可(?:决定|事项)?|行政许可(?:处理)?决定)#(?:件|个|宗)"),
    Phrasing("penalty_decisions", f"(?:{_MADE}行政处罚(?:决定|案件)?|行政处罚(?:处理)?决定)#(?:件|起|宗|个)"),
    Phrasing("compulsion_decisions", f"(?:{_MADE}行政强制(?:决定|措施|执行)?|行政强制(?:处理)?决定)#(?:件|起|宗|次)"),
    Phrasing("penalty_decisions", "行政许可[^。；，,、]{0,12}\\d(?:件|项|宗)[，,、]行政处罚(?:决定|案件)?#(?:件|起|宗)"),
    Phrasing("compulsion_decisions", "行政处罚[^。；，,、]{0,12}\\d(?:件|起|宗)[，,、]行政强制(?:决定|措施)?#(?:件|起|宗|次)"),
    Phrasing("administrative_fees_yuan", "行政事业性收费(?:总额|金额|收入|总金额)?#元"),
    # information processing fee
    Phrasing("information_fee_yuan", "(?:未|没有|不)(?:[因向对][^,。;]{0,12}?)?(?:收取|产生|发生)(?:过)?(?:任何)?(?:[^，。；]{0,20}?)(?:信息处理费|费用|收费)", value=0, unit="元"),
    Phrasing("information_fee_yuan", "(?:不存在|无|没有)(?:(?!降低|超标|违规|乱|不合理|事业性|行政)[^,。;]){0,14}?(?:收费|信息处理费)(?:及|和|、|或|减免|收取|情况)*", value=0, unit="元"),
    Phrasing("information_fee_yuan", "(?:未|没有)(?:发出|作出|下发|发送)(?:过)?(?:任何)?(?:信息处理费)?收费通知", value=0, unit="元"),
    Phrasing("information_fee_yuan", "(?:收取)[^，。；\\d]{0,16}信息处理费(?:用)?(?:金额)?#元"),
    Phrasing("information_fee_yuan", "信息处理费(?:用)?(?:收取|收费)?(?:总金额|总额|金额)?#元"),
    Phrasing("information_fee_yuan", "收取[^,。;\\d]{0,10}公开[^,。;\\d]{0,24}费用?#元"),
    Phrasing("information_fee_yuan", "公开[^,。;\\d]{0,10}收取(?:的)?[^,。;\\d()]{0,20}费用(?:[(][^()]{1,30}[)])?#元"),
    Phrasing("information_fee_yuan", "收取(?:信息)?(?:检索|复制|复印|邮寄)[^,。;\\d]{0,12}费用?(?:总额|金额)?#元"),
    Phrasing("information_fee_yuan", "信息公开收费(?:总金额|总额|金额)?#元"),
    Phrasing("information_fee_yuan", "(?:总金额|实际收取|实收)(?:金额)?#元(?![^。]{0,30}实(?:际)?收)", about="信息处理费|收费通知"),
)  # fmt: skip
