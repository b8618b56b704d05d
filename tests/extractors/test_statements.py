"""Claims as offices word them. Real phrasings; a wrong reading of any of them is a wrong number in public."""

from __future__ import annotations

import pytest

from extractors.formats import text
from extractors.statements import _sentences, find_statements


def claims(sentence: str, year: int = 2023, organ: str | None = None) -> dict[str, object]:
    found = find_statements(text.content(sentence.encode()), year, (), organ)
    for statement in found:
        assert statement.quote in sentence
    return {s.name: (s.value, s.qualifier) if s.qualifier else s.value for s in found}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("全年共主动公开政府信息410条。", {"proactive_total": 410}),
        ("主动公开各类政府信息总数达498条。", {"proactive_total": 498}),
        ("主动公开政府信息合计７６条。", {"proactive_total": 76}),
        ("主动公开信息三十余条。", {"proactive_total": (30, "at_least")}),
        ("公开各类信息共计13,921条。", {"proactive_total": 13921}),
        (
            "通过局门户网站发布信息 545 条，通过微信公众号发布信息 240 篇。",
            {"website_posts": 545, "wechat_posts": 240},
        ),
        (
            "通过局官方网站公开信息204条，通过信息公开网站公开信息79条。",
            {"proactive_website": 204, "proactive_platform": 79},
        ),
        ("其他渠道公开16条，政务新媒体公开0条。", {"proactive_other": 16, "proactive_new_media": 0}),
        ("运行了“滕州工信”微信公众号，拥有粉丝1073名。", {"wechat_followers": 1073}),
        ("2023 年我局未收到政府信息公开申请。", {"requests_received": 0}),
        (
            "我局共受理依申请公开信息3件，已按时办结3件，不予公开0件。",
            {"requests_received": 3, "requests_closed": 3, "requests_refused": 0},
        ),
        (
            "未发生政府信息公开为由提起的行政复议和行政诉讼。",
            {"reconsideration_cases": 0, "litigation_cases": 0},
        ),
        (
            "受理申请859件，答复805件（含上年度结转申请18件，另有72件顺延到下年度答复）。",
            {
                "requests_received": 859,
                "requests_closed": 805,
                "requests_carried_in": 18,
                "requests_carried_out": 72,
            },
        ),
        (
            "2022年结转至2023年2件，2023年共受理265件，已办结264件，结转下年度办理3件。",
            {
                "requests_carried_in": 2,
                "requests_received": 265,
                "requests_closed": 264,
                "requests_carried_out": 3,
            },
        ),
        (
            "新收7份，本年度办结5份，结转下年度继续办理2份。",
            {"requests_received": 7, "requests_closed": 5, "requests_carried_out": 2},
        ),
        ("共收到公民、法人和其他组织的政府信息公开申请33件。", {"requests_received": 33}),
        (
            "予以公开及部分公开56件，不予公开8件，无法提供31件，不予处理1件，其他处理2件。",
            {
                "requests_granted": 56,
                "requests_refused": 8,
                "requests_unavailable": 31,
                "requests_not_processed": 1,
                "requests_closed_other": 2,
            },
        ),
        (
            "制发行政规范性文件3件，现行有效12件。办理行政许可230件，行政处罚12件，行政强制3件。",
            {
                "normative_documents": 3,
                "normative_documents_in_force": 12,
                "licensing_decisions": 230,
                "penalty_decisions": 12,
                "compulsion_decisions": 3,
            },
        ),
        ("行政事业性收费12.5万元。", {"administrative_fees_yuan": 125_000}),
        ("12345热线转办工单47件。", {}),
        ("召开新闻发布会1次。", {"press_conferences": 1}),
        (
            "办理人大代表建议11件、政协委员提案40件，满意率100%。",
            {"proposals_npc": 11, "proposals_cppcc": 40},
        ),
        (
            "共办理1件枣庄市人大议案、2件枣庄政协提案，4件滕州人大议案、14件滕州政协提案。",
            {"proposals_npc": 5, "proposals_cppcc": 16},
        ),
        ("本年度，我局未收取政府信息公开信息处理费。", {"information_fee_yuan": 0}),
        (
            "2023年新收政府信息公开申请４５件，结转上年２件，办结４６件，结转下年度1件。",
            {
                "requests_received": 45,
                "requests_carried_in": 2,
                "requests_closed": 46,
                "requests_carried_out": 1,
            },
        ),
        ("全年收取政府信息公开信息处理费3940元。", {"information_fee_yuan": 3940}),
        ("2023年度本单位政务公开不存在收费情况。", {"information_fee_yuan": 0}),
        ("主动公开政府信息数达到了约4500条。", {"proactive_total": (4500, "approx")}),
        ("一年来，共公开政务信息1.2万余条。", {"proactive_total": (12_000, "at_least")}),
        (
            "主动公开政府信息300条左右，其中网站200条以上、微信公众号81条。",
            {
                "proactive_total": (300, "approx"),
                "proactive_website": (200, "at_least"),
                "proactive_wechat": 81,
            },
        ),
        ("通过网站、微信公众号主动公开政府信息300条。", {"proactive_total": 300}),
        ("通过微信公众号“美丽吴城”公开信息210条。", {"proactive_wechat": 210}),
        ("利用微信、微博等形式公开2029条。", {"proactive_new_media": 2029}),
        (
            "微信公众账号（1个）发布信息149条；微博账号（1个）发布信息120条。",
            {"wechat_posts": 149, "weibo_posts": 120},
        ),
        (
            "政务微信订阅数达5320人，政务微博粉丝达到1.8万人。",
            {"wechat_followers": 5320, "weibo_followers": 18_000},
        ),
        ("微信公众号粉丝数由2022年的8000人增长到12500人。", {"wechat_followers": 12_500}),
        ("没有收到公民、法人和其他组织的政府信息公开申请。", {"requests_received": 0}),
        ("2023年我办未收到要求公开政府信息的申请。", {"requests_received": 0}),
        ("本年度无政府信息公开申请。", {"requests_received": 0}),
        ("本年度共收到三件政府信息公开申请，均按时答复。", {"requests_received": 3}),
        ("对12件申请作出不予公开答复。", {"requests_refused": 12}),
        ("行政复议和行政诉讼均为0件。", {"reconsideration_cases": 0, "litigation_cases": 0}),
        ("发出收费通知2件，总金额480元，实际收取信息处理费380元。", {"information_fee_yuan": 380}),
        ("2023年未发出收费通知。", {"information_fee_yuan": 0}),
        ("未召开新闻发布会。", {"press_conferences": 0}),
        ("办理人大代表建议、政协委员提案共63件，均按时答复。", {"proposals_total": 63}),
        ("未收到人大代表建议和政协委员提案。", {"proposals_npc": 0, "proposals_cppcc": 0}),
        ("2023年，我局未收到公民、法人或其他组织的依申请公开诉求。", {"requests_received": 0}),
        (
            "全年信息公开申请量为31件，较上一年度减少4件；答复31件。",
            {"requests_received": 31, "requests_closed": 31},
        ),
        (
            "本年度共收到和处理依申请公开2件，无结转2024年继续办理件。",
            {"requests_received": 2, "requests_carried_out": 0},
        ),
        (
            "不存在有关政府信息公开行政复议和行政诉讼情况。",
            {"reconsideration_cases": 0, "litigation_cases": 0},
        ),
        ("未因信息公开收取公民、法人和其他组织任何费用。", {"information_fee_yuan": 0}),
        ("微信公众号、微博、抖音账号总关注量137.6万。", {}),
        ("公开信息总数：326条，处理网民留言共计65件。", {"proactive_total": 326, "messages_handled": 65}),
        (
            "2023年收到依申请公开案件15宗，其中不予公开2宗。",
            {"requests_received": 15, "requests_refused": 2},
        ),
        ("举办第十六期、第17期专题培训班。", {}),
        ("办理164件人大议案、建议案和政协提案。", {"proposals_total": 164}),
        ("受理依申请公开事项29例，其中通过网络收到申请25件。", {"requests_received": 29}),
        ("共收到政府信息公开申请46件。其中，当面收到申请6件。", {"requests_received": 46}),
        ("召开新闻发布会（含新闻通气会）9场。", {"press_conferences": 9}),
        (
            "新收政府信息公开申请数量317件，上年结转政府信息公开申请数量3件。",
            {"requests_received": 317, "requests_carried_in": 3},
        ),
        (
            "政务微博发博文3284条，粉丝突破12万。",
            {"weibo_posts": 3284, "weibo_followers": (120_000, "at_least")},
        ),
        ("行政复议案件0件、行政诉讼案件1件。", {"reconsideration_cases": 0, "litigation_cases": 1}),
        ("承办省、市、区人大建议政协提案共计18件。", {"proposals_total": 18}),
        ("承办各级人大代表建议和政协提案47件。", {"proposals_total": 47}),
        ("发布文件及解读信息82条。", {}),
        ("发布图文、视频等各类解读材料65件。", {"policy_interpretations": 65}),
        ("开展业务培训22次，召开工作会议0次。", {"training_sessions": 22, "meetings": 0}),
        ("举办培训2次，参训人员160余人次。", {"training_sessions": 2, "trainees": (160, "at_least")}),
        ("收到网上申请9件，信函申请3件，共计12件，均按期答复。", {"requests_received": 12}),
        (
            "在政府网站发布工作动态186条、通知公告42条、政策文件17条，共计245条。",
            {"website_posts": 245},
        ),
        (
            "共公开各类政务信息1085条，其中局网站651条，“北川水务”微信公众号434条。",
            {"proactive_total": 1085, "proactive_website": 651, "proactive_wechat": 434},
        ),
        (
            "“临夏公安”微信公众号发布信息1205条、微博12984条。",
            {"wechat_posts": 1205, "weibo_posts": 12984},
        ),
        ("主动公开涉及疫情防控、社会救助、安全生产等方面信息423条。", {"proactive_total": 423}),
        ("通过不同渠道和方式公开政府信息1万余条。", {"proactive_total": (10_000, "at_least")}),
        ("在市政府门户网站，我局主动公开信息3626条。", {"proactive_website": 3626}),
        ("依托区政府门户网站作为官方发布平台，更新发布信息200余条。", {"website_posts": (200, "at_least")}),
        ("通过政务网站公开发布67条政府信息。", {"proactive_website": 67}),
        ("受理公民、法人和其他组织向市政府办公室提出的政府信息公开申请5件。", {"requests_received": 5}),
        ("本年度我局受理 2 个申请公开信息事项。", {"requests_received": 2}),
        ("2023年度有1件依申请公开信息。", {"requests_received": 1}),
        ("2023年我乡受理依申请公开政府信息数量共计0条。", {"requests_received": 0}),
        (
            "受理的17件申请中，除3件结转至下一年度外，其余14件均已办结。",
            {"requests_received": 17, "requests_carried_out": 3, "requests_closed": 14},
        ),
        (
            "收到依申请公开164件，结转上年2件；下年度继续办理81件。",
            {"requests_received": 164, "requests_carried_in": 2, "requests_carried_out": 81},
        ),
        (
            "办理公民通过平台、邮寄等途径依申请公开信息合计19件，18件按期限答复办结。",
            {"requests_received": 19, "requests_closed": 18},
        ),
        (
            "被提起行政复议案件126件、行政诉讼案件19件，其中涉及政府信息公开的行政复议8件、行政诉讼2件。",
            {"reconsideration_cases": 8, "litigation_cases": 2},
        ),
        (
            "办理省、市代表建议和政协提案195件，其中市代表建议34件，市政协提案144件。",
            {"proposals_total": 195, "proposals_npc": 34, "proposals_cppcc": 144},
        ),
        (
            "办理县人大代表建议十二件、县政协委员提案二十三件。",
            {"proposals_npc": 12, "proposals_cppcc": 23},
        ),
        ("318件建议提案全部办理完毕。", {"proposals_total": 318}),
        ("关注人数由上年的1560人增至2087人，微信公众号粉丝2087人。", {"wechat_followers": 2087}),
        ("依申请公开收取的检索、复制、邮寄费用共计186元。", {"information_fee_yuan": 186}),
        (
            "以“某城管”微信公众号为平台，加强舆论引导，全年共发布各类信息656条。",
            {"wechat_posts": 656},
        ),
        ("开通了“某气象”官方微博，发布各种气象类信息3600余条。", {"weibo_posts": (3600, "at_least")}),
        ("坪山网站运行良好，依托区人民政府网站，我局2023年主动公开信息119条。", {"proactive_website": 119}),
        ("2023年度共主动公开政府信息（综合政务类）287条。", {"proactive_total": 287}),
        ("通过某县人民政府网、微信公众号共发布各类信息294条。", {}),
        (
            "我县收到政府信息依申请公开9件，上年转结1件，发生行政复议1件。",
            {"requests_received": 9, "requests_carried_in": 1, "reconsideration_cases": 1},
        ),
        ("收到公民提出的申请公开政府信息1次，未收到法人申请公开的事项。", {"requests_received": 1}),
        ("2023年度没有关于信息公开的收费及减免情况。", {"information_fee_yuan": 0}),
        ("制发6份局本级规范性文件。", {"normative_documents": 6}),
        ("截至年底，累计主动公开政府信息6.4万条，其中2023年新增公开1.3万条。", {"proactive_total": 13_000}),
        ("共公开44087条政府信息。", {"proactive_total": 44087}),
        (
            "收到公民书面提出的政府信息公开申请3件，通过网站提出的申请4件，合计7件。",
            {"requests_received": 7},
        ),
        ("年末尚余1件未到答复期限，结转下一年度。", {"requests_carried_out": 1}),
        ("结转2件至下年度。", {"requests_carried_out": 2}),
        (
            "承办县人大建议、政协提案共27件，其中建议11件、提案16件。",
            {"proposals_total": 27, "proposals_npc": 11, "proposals_cppcc": 16},
        ),
        ("行政复议、行政诉讼案件数均为零。", {"reconsideration_cases": 0, "litigation_cases": 0}),
        ("收取政府信息公开查询、复印、邮寄成本费用共计1520元。", {"information_fee_yuan": 1520}),
        ("共累计发布微博120条，其中发布原创微博11条，转发微博109条。", {"weibo_posts": 120}),
        ("厅门户网站新增信息14129条。", {"website_posts": 14129}),
        ("全年收到群众书面申请公开政府信息0件。", {"requests_received": 0}),
        ("在教育局微信公众号发布教育信息513条。", {"wechat_posts": 513}),
        ("共收到社会各界4宗政府信息公开申请。", {"requests_received": 4}),
    ],
)
def test_phrasings(sentence: str, expected: dict[str, object]) -> None:
    assert claims(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "2022年我局共收到政府信息公开申请8件。",
        "去年主动公开政府信息500条。",
        "较上年主动公开信息增加30条。",
        "第二十条规定的主动公开内容已全部公开。",
        "2022年，我局共收到政府信息公开申请31件，办结30件。",
        "自2008年《条例》实施以来，累计主动公开政府信息26871条。",
        "2023年1月收到政府信息公开申请3件，2月收到2件。",
        "力争全年主动公开政府信息不少于1000条。",
        "每页收取信息处理费10元。",
        "每季度召开1次工作例会。",
        "微信公众号新增粉丝2300人。",
        "县直各部门共公开信息8912条。",
        "局属事业单位网站发布信息60条。",
        "收到市长热线工单47件，办结47件。",
        "公开人大代表建议和政协提案答复14件。",
        "主要负责人出席新闻发布会3次。",
        "未出现行政复议被纠错情况，未经复议直接起诉3件。",
        "无逾期未答复的政府信息公开申请。",
        "自《条例》实施以来，我局收到政府信息公开申请1218件，办结1215件。",
        "对33份公文进行了公开属性源头认定，其中主动公开21份、依申请公开8份、不予公开4份。",
        "收到评论和留言1833条。",
        "充分利用爱某某APP主动公开信息102条。",
        "举办各类技能培训班143期，培训6521人次。",
        "召开森林防火工作会议6次，举办护林员培训班2期。",
        "自开设至今共发布政务信息100余条。",
        "近三年来，累计收到政府信息公开申请96件。",
        "计划明年举办培训班2期。",
        "自2008年5月1日《条例》施行至2023年12月31日，共收到政府信息公开申请96件。",
        "子站动态信息6条、法定主动公开信息105条。",
        "政府信息公开目录主动公开政府信息69条。",
        "县政府部门和镇（街道）共公开各类政府信息14542条。",
        "我镇共发文96件，其中主动公开文件0件，不公开文件96件，依申请公开0件。",
        "全年接收公开信息件1600多份。",
        "共有3件政府信息公开申请依法收取信息处理费。",
        "收到当面申请2件、网络申请5件、信函申请1件。",
    ],
)
def test_what_is_not_this_years_or_not_its_own(sentence: str) -> None:
    assert claims(sentence) == {}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("2022年收到政府信息公开申请31件，办结30件，2023年收到22件。", {"requests_received": 22}),
        ("历年累计公开政府信息50231条，其中2023年主动公开3021条。", {"proactive_total": 3021}),
        ("各镇街主动公开政府信息26000余条，我局主动公开政府信息430条。", {"proactive_total": 430}),
        ("按照2022年工作要点，主动公开政府信息410条。", {"proactive_total": 410}),
    ],
)
def test_this_years_own_figure_beside_others(sentence: str, expected: dict[str, object]) -> None:
    assert claims(sentence) == expected


def test_a_government_reports_on_all_of_its_territory_and_a_department_on_itself() -> None:
    sentence = "2023年，全县共收到政府信息公开申请560件。"
    assert claims(sentence, organ="某县人民政府") == {"requests_received": 560}
    assert claims(sentence, organ="某县财政局") == {}
    assert claims("市卫健委全年公开信息3640条。", organ="某县卫生健康局") == {}
    assert claims("市中区工信局全年公开信息364条。", organ="市中区工业和信息化局") == {"proactive_total": 364}
    sentence = "市人民政府全年主动公开政府信息6.7万条。"
    assert claims(sentence, organ="某市应急管理局") == {}


def test_what_was_received_is_what_was_spoken_of() -> None:
    assert claims("（二）依申请公开\n2023年共收到8件，均已答复。") == {"requests_received": 8}
    assert claims("（三）建议提案\n2023年共收到8件，答复8件。") == {}
    assert claims("（二）依申请公开\n全年共收到90件申请，已办结86件。") == {
        "requests_received": 90,
        "requests_closed": 86,
    }


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "全年累计公开信息263条，其中区政府网站47条、“甘州文旅”微信公众号196条、其他媒体20条。",
            {"proactive_total": 263, "proactive_website": 47, "proactive_wechat": 196, "proactive_other": 20},
        ),
        (
            "全年对外发布信息523条，其中门户网站公开481条，电视、报纸等媒体发布42条。",
            {"proactive_total": 523, "proactive_website": 481, "proactive_other": 42},
        ),
        (
            "全年主动公开学校信息268条，其中网站发布131条，微信公众号发布137条。",
            {"proactive_total": 268, "website_posts": 131, "wechat_posts": 137},
        ),
        (
            "通过“贵阳应急”微信公众号、微博分别发布信息1044条、1211条。",
            {"wechat_posts": 1044, "weibo_posts": 1211},
        ),
        (
            "门户网站、微信公众号和政务微博分别公开信息20条、30条和40条。",
            {"proactive_website": 20, "proactive_wechat": 30, "proactive_weibo": 40},
        ),
        ("发生行政复议、行政诉讼分别为3件、1件。", {"reconsideration_cases": 3, "litigation_cases": 1}),
        ("办理人大代表建议和政协提案分别为15件、22件。", {"proposals_npc": 15, "proposals_cppcc": 22}),
        (
            "微信公众号、微博粉丝分别达3.2万人、1,044人。",
            {"wechat_followers": 32000, "weibo_followers": 1044},
        ),
        ("微信公众号和微博累计发布信息1918条。", {"proactive_new_media": 1918}),
        ("“桐乡水务”订阅号全年发布信息241条。", {"wechat_posts": 241}),
        ("“桐乡水务”微信视频号发布视频24条。", {"wechat_posts": 24}),
        ("微信公众号全年发布信息94期216篇。", {"wechat_posts": 216}),
        ("在县政府网站公开本办信息63条。", {"proactive_website": 63}),
        ("依申请公开办理情况：全年受理群众申请3件。", {"requests_received": 3}),
        (
            "收到依申请公开件23件。按照《条例》规定，对19件作出答复，4件结转下年度办理。",
            {"requests_received": 23, "requests_closed": 19, "requests_carried_out": 4},
        ),
        ("收取检索、复制等费用0元。", {"information_fee_yuan": 0}),
        ("解读《某市“十四五”发展规划》等政策3次。", {"policy_interpretations": 3}),
        (
            "承办人大代表书面意见9件，人大代表建议、批评和意见2件。",
            {"proposals_npc": 11},
        ),
        ("召开政府信息公开工作会议2次，召开家长会、家委会会议8次。", {"meetings": 2}),
        (
            "公开政府信息80条。按公开渠道划分，区政府网站50条，微信公众号20条，其他方式10条。",
            {"proactive_website": 50, "proactive_wechat": 20, "proactive_other": 10},
        ),
    ],
)
def test_claims_told_in_lists_and_by_other_names(sentence: str, expected: dict[str, object]) -> None:
    assert claims(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "网站、微信公众号、微博分别发布信息30条、20条。",
        "网站、报纸、微信公众号、微博分别发布信息1条、2条、3条、4条。",
        "申请公开政府信息26件，其中当面申请20件、其他方式6件。",
        "民政救助方面，全年受理群众申请3件。",
        "全年公开学校信息268条。",
        "在《人民日报》、电视台等媒体发布宣传报道52篇。",
        "向申请人收取办证等费用300元。",
        "答复群众书面意见9件。",
        "依申请公开：对20件予以答复，对3件作出不予处理决定。",
        "抖音视频号发布视频24条。",
        "政务公开栏、微信公众号、微博发布信息300条。",
        "组织干部学习解读《条例》等政策文件2次。",
        "全年发布招聘信息30条，其中网站发布招聘广告类20条，报纸10条。",
    ],
)
def test_lists_that_prove_nothing(sentence: str) -> None:
    assert claims(sentence) == {}


def test_what_an_office_is_named_after_is_all_it_makes_public() -> None:
    sentence = "在县政府网站公开林业信息57条。"
    assert claims(sentence, organ="某县林业局") == {"proactive_website": 57}
    assert claims(sentence, organ="某县人民政府") == {}
    sentence = "在县政府网站公开林业信息57条，在公示栏公开信息3条。"
    assert claims(sentence, organ="某县林业局") == {"proactive_website": 57}
    sentence = "在县政府网站公开林业信息57条，党建信息12条。"
    assert claims(sentence, organ="某县林业局") == {}
    assert claims("主动公开党建信息12条，主动公开林业信息57条。", organ="某县林业局") == {}


def test_a_sentence_as_long_as_its_file_is_read_piece_by_piece() -> None:
    """Its claims are weighed by what stands around them: the time would grow with its square."""
    found = list(_sentences(text.content(("一、总体情况\n" + "收到申请3件，" * 4000).encode())))
    assert max(len(sentence.printed) for sentence in found) <= 2001
    assert sum(len(sentence.printed) for sentence in found) >= 4000 * 7
