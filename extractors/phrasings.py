"""How offices word their claims: one entry a phrasing. Add a claim: add a line here.

In a pattern ``#`` stands for a number (``410``, ``1,127``, ``三十余``, ``3.3万``, ``约500``); the words after it
are the unit. ``~`` stands for up to twelve characters that are neither digits nor the end of a clause. White
space in the document is ignored.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)  # constants, compared by identity: cheap cache keys
class Phrasing:
    """One wording of one claim. ``value`` is set where the words themselves say the number (未收到: 0).

    ``adds`` marks claims that are the sum of several mentions in one sentence.
    """

    name: str
    pattern: str
    value: int | None = None
    unit: str | None = None
    adds: bool = False


_ITEMS = "(?:余)?(?:条次|条|件|篇|则|项)"
_SITE = "(?:(?:官方|门户|政府|机关|单位|部门|政务)*网站|门户网|官网|政务网)"
_PLATFORM = "(?:信息公开(?:网站?|平台|专栏|专网)|公开平台|公开专栏|政务公开网)"
_WECHAT = "(?:微信(?:公众)?(?:号|账号|平台|公众平台)?|公众号)"
_WEIBO = "(?:政务|官方)?微博"
_PUBLIC = "(?:主动)?公开(?:各类|有关)?(?:的)?(?:政府|政务)?(?:信息)?(?:共计|共|量|数量|总数)?(?:达到|达|为)?"
_POSTED = "(?:编辑|审核|推送|转载|更新|发布|刊发|刊登|推广|编发|制作)+(?:了)?(?:原创|各类|政府|政务|工作|动态|图文|文章|公开|宣传|信息|内容|消息|推文|资讯|稿件)*(?:总)?(?:量|数量|数|共计|共)?(?:达到|达|为)?"
_REQUESTS = "(?:(?:政府|政务)?信息(?:依申请)?公开|依申请公开)(?:的)?(?:政府信息|信息|政务信息)?(?:的)?(?:书面|网上|网络|来信)?(?:申请|依申请|事项|申请件|件)?(?:数量|总数|事项|共|共计|合计|总计)?"
_CASES = "(?:件|份|条|起|宗)"
_MADE = "(?:作出|做出|办理|办结|实施|下达|采取)(?:了)?(?:各类)?(?:的)?"
_IN_ALL = "(?:共计|共|合计|总计|数量|总数)?(?:为|达)?"

PHRASINGS: tuple[Phrasing, ...] = (
    # proactive disclosure, in all and by channel
    Phrasing("proactive_total", f"(?<!网站)(?<!平台)(?<!公众号)主动公开(?:的)?(?:各类|各项)?(?:政府|政务|公共|相关)*信息(?:总数|总量|数量|量)?(?:合计|共计|累计|总计|共|达到|达|为|约)*#{_ITEMS}"),
    Phrasing("proactive_total", f"^(?:(?!网站|平台|微信|微博|公众号|渠道|栏目?)~)(?:合计|共计|累计|共)(?:审核|通过)?(?:发布|公开)(?:了)?(?:各类|公开|政府|政务)*信息(?:合计|共计|累计|共|达到|达|为)*#{_ITEMS}"),
    Phrasing("proactive_total", f"公开(?:各类|政府|政务)*信息(?:合计|共计|累计|总计)#{_ITEMS}"),
    Phrasing("proactive_platform", f"{_PLATFORM}(?:上)?{_PUBLIC}#{_ITEMS}"),
    Phrasing("proactive_website", f"(?<!信息公开){_SITE}(?:上)?{_PUBLIC}#{_ITEMS}"),
    Phrasing("proactive_wechat", f"{_WECHAT}(?:上)?{_PUBLIC}#{_ITEMS}"),
    Phrasing("proactive_weibo", f"{_WEIBO}(?:上)?{_PUBLIC}#{_ITEMS}"),
    Phrasing("proactive_new_media", f"新媒体(?:平台)?(?:上)?{_PUBLIC}#{_ITEMS}"),
    Phrasing("proactive_gazette", f"公报(?:上)?{_PUBLIC}#{_ITEMS}"),
    Phrasing("proactive_other", f"其(?:他|它)(?:渠道|方式|途径|形式|平台|载体)(?:上)?{_PUBLIC}#{_ITEMS}"),
    Phrasing("website_posts", f"(?<!信息公开){_SITE}(?:上)?(?:累计|合计|全年|共计|共|全年共)?{_POSTED}#{_ITEMS}"),
    Phrasing("wechat_posts", f"{_WECHAT}(?:上)?(?:累计|合计|全年|共计|共|全年共)?{_POSTED}#{_ITEMS}"),
    Phrasing("wechat_posts", f"{_WECHAT}[^。；]{{0,24}}?粉丝[^。；]{{0,24}}?[，,](?:全年|累计|共)*{_POSTED}#{_ITEMS}"),
    Phrasing("wechat_posts", f"(?:推送|发布){_WECHAT}(?:信息|推文|消息|文章)*#{_ITEMS}"),
    Phrasing("weibo_posts", f"{_WEIBO}(?:账号)?(?:上)?(?:累计|合计|全年|共计|共|全年共)?{_POSTED}#{_ITEMS}"),
    Phrasing("weibo_posts", f"{_WEIBO}[^。；]{{0,24}}?粉丝[^。；]{{0,24}}?[，,](?:全年|累计|共)*{_POSTED}#{_ITEMS}"),
    Phrasing("wechat_followers", f"{_WECHAT}[^。；，]{{0,14}}?[，,]?[^。；，]{{0,12}}?(?:粉丝|关注|用户)(?:数量|人数|量|数)?(?:累计|已|共|目前|突破|达到|达|为|有|约)*#(?:余)?(?:名|人|个|位)?"),
    Phrasing("weibo_followers", f"{_WEIBO}[^。；，]{{0,14}}?[，,]?[^。；，]{{0,12}}?(?:粉丝|关注|用户)(?:数量|人数|量|数)?(?:累计|已|共|目前|突破|达到|达|为|有|约)*#(?:余)?(?:名|人|个|位)?"),
    Phrasing("douyin_followers", "抖音[^。；，]{0,14}?[，,]?[^。；，]{0,12}?(?:粉丝|关注|用户)(?:数量|人数|量|数)?(?:累计|已|共|目前|突破|达到|达|为|有|约)*#(?:余)?(?:名|人|个|位)?"),
    # requests
    Phrasing("requests_received", f"(?:受理|收到|新收|接收|接到|接受)(?:并(?:办理|受理|办结|答复))?(?:的)?(?:公民、法人[和或及、者]{{0,2}}其他组织(?:提出|提交)?(?:的)?|公民|群众|社会|有效|各类|书面|网上)*{_REQUESTS}(?:共|共计|合计|总计|为)?#(?:件次|件|份|条|起|宗|项|次|例)"),
    Phrasing("requests_received", f"(?:受理|收到|新收|接收)(?:的)?申请(?:共|共计|合计|总计)?#{_CASES}"),
    Phrasing("requests_received", "(?:受理|收到|新收)(?:共|共计|合计)?#(?:件|份|起|宗)(?=[^。；;]{0,60}结转)"),
    Phrasing("requests_received", f"(?:未|没有|无)(?:收到|受理|接到|接收|新收)(?:过|到)?(?:任何|有关|相关|公民)*(?:{_REQUESTS})(?:申请|事项)?", value=0, unit="件"),
    Phrasing("requests_closed", "(?:办结|答复|办理完毕|办理答复)(?:申请)?(?:共|共计)?#(?:件|份|条|起|宗|项)"),
    Phrasing("requests_carried_in", "(?:上年|上一年|上年度|上一年度|\\d{4}年)(?:度)?结转(?:至(?:本年|\\d{4}年)(?:度)?)?(?:的)?(?:申请)?#(?:件|份|条|起)"),
    Phrasing("requests_carried_out", "(?:结转|顺延)(?:至|到)?(?:下年度|下一年度|下年|次年|\\d{4}年)(?:度)?(?:继续)?(?:办理|答复)?(?:的)?(?:申请)?#(?:件|份|条|起)"),
    Phrasing("requests_carried_out", "#件[^。；，,\\d]{0,10}(?:结转|顺延)(?:至|到)(?:下年度|下一年度|下年|次年)"),
    Phrasing("requests_granted", f"予以公开(?:和|及|、|或|与)(?:予以)?部分公开(?:的)?(?:申请)?(?:共|共计|合计)?#{_CASES}"),
    Phrasing("requests_granted_full", f"(?<!不)予以公开(?:的)?(?:申请)?(?:共|共计|合计)?#{_CASES}"),
    Phrasing("requests_granted_partial", f"部分公开(?:的)?(?:申请)?(?:共|共计|合计)?#{_CASES}"),
    Phrasing("requests_unavailable", f"无法提供(?:的)?(?:申请)?(?:共|共计|合计)?#{_CASES}"),
    Phrasing("requests_not_processed", f"不予处理(?:的)?(?:申请)?(?:共|共计|合计)?#{_CASES}"),
    Phrasing("requests_closed_other", f"其(?:他|它)处理(?:的)?(?:申请)?(?:共|共计|合计)?#{_CASES}"),
    Phrasing("requests_refused", "不予公开(?:的)?(?:申请)?(?:共)?#(?:件|份|条|起)"),
    # disputes
    Phrasing("reconsideration_cases", "(?:未|没有|无|未曾)(?:发生|收到|出现|有|产生|被)?(?:[^，。；]{0,24}?)(?:行政)?复议", value=0, unit="件"),
    Phrasing("litigation_cases", "(?:未|没有|无|未曾)(?:发生|收到|出现|有|产生|被)?(?:[^，。；]{0,34}?)(?:行政)?诉讼", value=0, unit="件"),
    Phrasing("reconsideration_cases", "行政复议(?:案件|申请|案)?(?:共|共计|数)?#(?:件|起|宗|次)"),
    Phrasing("litigation_cases", "行政诉讼(?:案件|案)?(?:共|共计|数)?#(?:件|起|宗|次)"),
    # interpretation and exchange
    Phrasing("policy_interpretations", "(?:发布|制作|开展|公开|配发)(?:各类)?(?:政策|文件)?解读(?:信息|材料|稿件|文件|类信息|产品)*#(?:次|个|篇|件|条|期|份)"),
    Phrasing("policy_interpretations", "政策解读(?:信息|材料|稿件|类信息)*(?:共)?#(?:次|个|篇|件|条|期|份)"),
    Phrasing("policy_interpretations", "(?:公开并)?解读政策文件#(?:次|个|篇|件|条|期|份)"),
    Phrasing("press_conferences", "(?:召开|举办|参加|组织)?(?:[（(]参加[)）])?新闻发布会(?:共)?#(?:次|场|期)"),
    Phrasing("press_conferences", "(?:举办|召开)#(?:次|场)[^，。；]{0,8}新闻发布(?:会|活动)"),
    Phrasing("training_sessions", "(?:举办|开展|组织)[^，。；\\d]{0,16}培训(?:班|会)?#(?:次|期|场)"),
    Phrasing("training_sessions", "(?:举办|开展|组织)[^，。；\\d]{0,8}#(?:次|期|场)[^，。；]{0,14}培训"),
    Phrasing("meetings", "(?:召开|公开)[^，。；\\d]{0,10}会议?#次"),
    Phrasing("meetings", "(?:召开)#次[^，。；]{0,12}会议?"),
    Phrasing("proposals_npc", "#件[^，。；、\\d]{0,8}人大(?:代表)?(?:议案|建议)", adds=True),
    Phrasing("proposals_cppcc", "#件[^，。；、\\d]{0,8}政协(?:委员)?提案", adds=True),
    Phrasing("proposals_npc", "人大(?:代表)?(?:议案、)?(?:议案|建议)(?:议案)?(?:共)?#件", adds=True),
    Phrasing("proposals_cppcc", "政协(?:委员)?提案(?:共)?#件", adds=True),
    Phrasing("proposals_total", "(?:承办|办理|答复)[^，。；\\d]{0,10}(?:人大[^，。；\\d]{0,8}(?:政协|提案)[^，。；\\d]{0,6}|建议提案|议案提案)(?:共)?#件"),
    Phrasing("messages_handled", "(?:留言(?:办理|答复|回复)?|(?:答复|回复|办理)(?:网民|公众|群众)*留言)#(?:条|件|次)"),
    Phrasing("consultations", "(?:开展|组织)?(?:征集调查|意见征集|民意征集|网上调查)#(?:次|期|项|个)"),
    Phrasing("normative_documents", "(?:制发|制定|出台|印发|发布)(?:行政)?规范性文件#(?:件|个|份)"),
    Phrasing("normative_documents", "(?:没有|未|无)(?:以[^，。；]{1,8}名义)?(?:制发|制定|出台|印发|发布)(?:的)?(?:行政)?规范性文件", value=0, unit="件"),
    Phrasing("normative_documents_in_force", f"现行有效(?:的)?(?:行政)?规范性文件{_IN_ALL}#(?:件|个|份)"),
    Phrasing("normative_documents_in_force", f"规范性文件[^。；]{{0,24}}?现行有效(?:的)?{_IN_ALL}#(?:件|个|份)"),
    # decisions and fees
    Phrasing("licensing_decisions", f"(?:{_MADE}行政许可(?:决定|事项)?|行政许可(?:处理)?决定){_IN_ALL}#(?:件|个|宗)"),
    Phrasing("penalty_decisions", f"(?:{_MADE}行政处罚(?:决定|案件)?|行政处罚(?:处理)?决定){_IN_ALL}#(?:件|起|宗)"),
    Phrasing("compulsion_decisions", f"(?:{_MADE}行政强制(?:决定|措施|执行)?|行政强制(?:处理)?决定){_IN_ALL}#(?:件|起|宗|次)"),
    Phrasing("penalty_decisions", f"行政许可[^。；，,、]{{0,12}}\\d(?:件|项|宗)[，,、]行政处罚(?:决定|案件)?{_IN_ALL}#(?:件|起|宗)"),
    Phrasing("compulsion_decisions", f"行政处罚[^。；，,、]{{0,12}}\\d(?:件|起|宗)[，,、]行政强制(?:决定|措施)?{_IN_ALL}#(?:件|起|宗|次)"),
    Phrasing("administrative_fees_yuan", f"行政事业性收费(?:总额|金额|收入|总金额)?{_IN_ALL}#元"),
    # information processing fee
    Phrasing("information_fee_yuan", "(?:未|没有|不)(?:收取|产生|发生)(?:过)?(?:任何)?(?:[^，。；]{0,12}?)(?:信息处理费|费用|收费)", value=0, unit="元"),
    Phrasing("information_fee_yuan", "(?:不存在|无|没有)(?:任何)?(?:收费|信息处理费)(?:及减免)?(?:情况)?", value=0, unit="元"),
    Phrasing("information_fee_yuan", "(?:收取)[^，。；\\d]{0,16}信息处理费(?:共计|共|合计)?#元"),
)  # fmt: skip
