"""Pages in traditional characters, read in simplified ones: the forms, the places and the law are written in these."""

from __future__ import annotations

import re
from collections.abc import Iterable

# A traditional character, then the simplified one: those of the forms and of what offices write around them.
# Characters that simplified texts use too are left out.
_PAIRS = (
    "萬万與与專专東东絲丝兩两個个為为爲为舉举義义鄉乡書书產产産产億亿僅仅從从們们眾众衆众會会傳传體体餘余來来單单償偿"
    "內内冊册寫写決决況况減减幾几擊击劃划則则創创別别剛刚製制辦办務务動动勞劳勢势勵励區区醫医協协卻却廠厂廳厅歷历曆历壓压"
    "縣县參参雙双發发變变號号後后嚮向員员週周諮咨團团園园圍围國国圖图場场壞坏塊块聲声處处備备復复複复夠够頭头學学寧宁實实"
    "審审憲宪宮宫寬宽對对將将爾尔層层屬属歲岁嶺岭島岛師师帶带幣币廣广莊庄慶庆庫库應应廢废開开張张強强彈弹當当錄录録录徑径"
    "徵征態态總总戶户執执擴扩掃扫護护報报擬拟拋抛擇择據据揮挥損损攜携數数斷断無无舊旧時时顯显術术機机殺杀雜杂權权條条構构"
    "標标樣样檔档檢检樓楼橋桥殘残畢毕氣气漢汉溝沟沒没瀏浏濟济測测滿满漸渐灘滩災灾灣湾點点煙烟熱热營营爭争牽牵狀状獨独獲获"
    "獎奖環环現现電电畫画療疗監监蓋盖盡尽碼码礦矿確确離离種种稱称積积穩稳競竞節节範范築筑簡简簽签籌筹類类糧粮緊紧糾纠紅红"
    "約约級级紀纪納纳紙纸線线綫线組组細细織织終终經经結结給给絡络絕绝統统繼继績绩續续維维綜综編编縮缩繳缴網网羅罗罰罚聯联"
    "職职肅肃興兴藝艺蘇苏藥药薦荐藍蓝蘭兰衛卫補补裝装見见觀观規规覽览覺觉視视計计訂订認认討讨讓让訓训議议訊讯記记講讲許许"
    "論论設设訪访證证評评識识訴诉詢询試试話话該该詳详語语誤误說说説说請请讀读調调談谈負负財财責责賬账貨货質质購购費费資资"
    "貿贸貧贫賓宾轉转軟软載载較较輔辅輛辆輪轮輯辑輸输邊边遼辽達达遷迁過过運运還还這这進进遠远違违連连遲迟選选遺遗適适鄰邻"
    "郵邮鄭郑釋释裏里裡里針针銀银鏈链錢钱鎮镇長长門门閉闭問问間间聞闻閱阅隊队陽阳陰阴陸陆陳陈階阶際际隨随險险隱隐難难雲云"
    "靜静響响頁页頂顶項项順顺須须預预領领頻频題题額额願愿顧顾飛飞館馆馬马駐驻驗验駁驳魯鲁鮮鲜麗丽黃黄齊齐齡龄龍龙訟讼啟启"
    "啓启徹彻撥拨擔担黨党農农漁渔業业稅税鐵铁鋼钢關关贛赣寶宝豐丰臨临習习優优價价儀仪偉伟倫伦傷伤儲储兒儿劉刘勝胜匯汇彙汇"
    "吳吴堅坚墊垫墾垦壯壮夢梦奪夺婦妇孫孙尋寻導导屆届巖岩幫帮幹干廟庙恆恒惡恶愛爱慮虑憂忧懷怀戰战戲戏揚扬換换攝摄敗败晉晋"
    "暫暂暢畅樂乐極极榮荣樹树歡欢歸归毀毁淨净潔洁潛潜澤泽濕湿濱滨瀘泸滬沪滄沧溫温潤润濤涛濰潍濃浓燈灯爐炉牆墙獻献獄狱瓊琼"
    "畝亩異异盤盘碩硕紹绍綠绿綿绵緣缘縱纵繪绘羣群聖圣聽听脫脱臺台艱艰蓮莲葉叶蕭萧虛虚虧亏蟲虫親亲診诊詞词誠诚謝谢貝贝貞贞"
    "買买賀贺賞赏賠赔賢贤賣卖贊赞趨趋跡迹蹤踪車车軌轨軍军輕轻遞递銅铜銘铭銷销鋪铺錫锡錦锦鍵键鑒鉴閘闸閣阁闊阔陝陕雖虽雞鸡"
    "韓韩頒颁風风飲饮飯饭飼饲養养騰腾驚惊鳥鸟鳳凤鴻鸿鵬鹏鹽盐麥麦龐庞龜龟誌志註注併并並并佈布佔占係系繫系採采託托昇升遊游"
    "衝冲準准鬥斗鬆松隻只鐘钟鍾钟闢辟迴回憑凭懸悬懲惩於于欄栏錯错輿舆棗枣"
)
_SIMPLIFIED = str.maketrans(dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)))
_TRADITIONAL = re.compile(f"[{_PAIRS[::2]}]")
_WORDS = (("资讯", "信息"), ("规范性档案", "规范性文件"))  # called otherwise where the characters are at home
_SHARE = (
    0.05  # of a text's characters; a simplified text has one in a name, a traditional one has every fourth
)


def is_traditional(texts: Iterable[str]) -> bool:
    joined = "".join(texts)
    traditional = len(_TRADITIONAL.findall(joined))
    return traditional > 0 and traditional > _SHARE * len(re.findall("[\u4e00-\u9fff]", joined))


def simplified(text: str) -> str:
    if _TRADITIONAL.search(text):
        text = text.translate(_SIMPLIFIED)
    for word, ours in _WORDS:
        text = text.replace(word, ours)
    return text
