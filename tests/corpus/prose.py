"""The words around the tables: six sections with claims, a title, a period, a contact, a signature."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date

from extractors.report import CellKey, Contact, Number, Period
from tests.corpus.figures import Figures
from tests.corpus.model import Mess
from tests.corpus.places import Organ

TITLES = ("总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况", "存在的主要问题及改进情况", "其他需要报告的事项")  # fmt: skip
_OTHER_TITLES = {
    1: ("总体情况", "总体工作情况", "政府信息公开工作总体情况"),
    2: ("主动公开政府信息的情况", "行政机关主动公开政府信息情况"),
    3: ("收到和处理政府信息公开申请的情况", "收到的处理政府信息公开申请情况"),
    4: (
        "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "政府信息公开行政复议和行政诉讼情况",
        "政府信息公开工作被申请行政复议、提起行政诉讼情况",
    ),
    5: ("存在的问题及改进措施", "政府信息公开工作存在的主要问题及改进情况", "存在的主要问题和改进情况"),
    6: ("其他需要报告的事项情况", "需要报告的其他事项", "其它需要报告的事项"),
}
_TITLES = (
    "year_first",
    "plain",
    "du",
    "two_lines",
    "spaced",
    "short",
    "inner_year",
    "affairs",
    "three_lines",
)
_PARTS = ("主动公开", "依申请公开", "政府信息管理", "政府信息公开平台建设", "监督保障")
_FILLERS = (
    "坚持以习近平新时代中国特色社会主义思想为指导，认真贯彻落实《中华人民共和国政府信息公开条例》，不断提高政府工作透明度。",
    "严格执行“谁公开、谁审查、谁负责”的要求，做到先审查、后公开，一事一审，确保涉密信息不上网、上网信息不涉密。",
    "进一步完善政府信息公开指南和目录，规范公开流程，明确公开范围、方式和时限。",
    "成立由主要负责同志任组长的政务公开工作领导小组，领导小组办公室设在局办公室，指定专人负责日常工作。",
    "加强门户网站建设，做好栏目更新和内容保障，网站运行平稳，未发生安全事故。",
    "将政府信息公开工作纳入年度绩效考核，未进行社会评议，未发生责任追究情况。",
    "按照上级《2022年政务公开工作要点》安排，围绕重点领域信息公开、政策发布解读和政民互动开展工作。",
)
_PROBLEMS = (
    "公开内容的深度和广度不够",
    "政策解读形式较为单一",
    "专业人员力量不足",
    "信息更新不够及时",
    "主动公开意识有待增强",
)
_REMEDIES = (
    "加强学习培训，提高业务水平",
    "丰富解读形式，增强解读效果",
    "完善工作机制，压实工作责任",
    "拓宽公开渠道，方便群众查阅",
)


@dataclass(frozen=True, slots=True)
class Titled:
    """A title over one or two lines, and what joins them."""

    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "".join(self.lines)


@dataclass(slots=True)
class Words:
    """The prose of one report, made once; claims are collected as they are written."""

    organ: Organ
    year: int
    figures: Figures
    rng: random.Random
    mess: Mess
    claims: list[tuple[str, Number]] = field(default_factory=list)

    def title(self) -> Titled:
        o, y = self.organ.name, self.year
        usual = f"{o}{y}年政府信息公开工作年度报告"
        other = self.mess.pick(
            "title", "usual", ("year_first", "plain", "du", "two_lines", "spaced", "short"), 0.4
        )
        return Titled(
            {
                "usual": (usual,),
                "year_first": (f"{y}年{o}政府信息公开工作年度报告",),
                "plain": (f"{o}{y}年政府信息公开年度报告",),
                "du": (f"{o}{y}年度政府信息公开工作报告",),
                "two_lines": (o, f"{y}年政府信息公开工作年度报告"),
                "spaced": (f"{o} {y} 年政府信息公开工作年度报告",),
                "short": (f"{o}{y}年政府信息公开年报",),
                "inner_year": (f"{o}政府信息公开工作{y}年度报告",),
                "affairs": (f"{o}{y}年政务公开年报",),
                "three_lines": (o, f"{y}年度", "政府信息公开工作年度报告"),
            }[other]
        )

    def number(self, value: int, unit: str) -> str:
        return f" {value} {unit}" if self.mess.level and self.rng.random() < 0.15 else f"{value}{unit}"

    def period(self) -> tuple[str, Period | None]:
        y = self.year
        if self.mess.has("period_lost_glyphs", 0.03):  # 1月1 vanished: nobody may guess a date
            return f"本报告所列数据的统计期限自{y}11日起至{y}1231日止。", None
        sentences = (
            f"本报告所列数据的统计期限自{y}年1月1日起至{y}年12月31日止。",
            f"本年度报告中所列数据的统计期限自{y}年1月1日起至12月31日止。",
            f"所列数据统计期限为{y}年1月1日—{y}年12月31日。",
            f"本报告中所列数据的统计期限为 {y} 年 1 月 1 日至 {y} 年 12 月 31 日。",
            f"本报告统计周期为{y}年1月1日至{y}年12月31日。",
            f"本报告数据统计时间从{y}年1月1日到12月31日止。",
            f"本报告内容涵盖{y}年1月1日至12月31日期间的数据。",
            f"本报告所列数据的统计期限自{y} 年 1 月 1 日起至 {y} 年 12 月 31 日止。",
        )
        return self.rng.choice(sentences), Period(date(y, 1, 1), date(y, 12, 31))

    def contact(self) -> tuple[str, Contact]:
        phone = f"0{self.rng.randint(310, 999)}-{self.rng.randint(2000000, 8999999)}"
        postcode = str(self.rng.randint(100000, 859999))
        address = f"{self.organ.place}{self.rng.choice(('人民路', '建设大街', '龙头西路'))}{self.rng.randint(1, 300)}号"
        text = (
            f"如对本报告有任何疑问，请与{self.organ.name}办公室联系"
            f"（地址：{address}；邮编：{postcode}；电话：{phone}）。"
        )
        return text, Contact(unit=f"{self.organ.name}办公室", address=address, postcode=postcode, phone=phone)

    def basis(self) -> str:
        return (
            "根据《中华人民共和国政府信息公开条例》（国务院令第711号）和《国务院办公厅政府信息与政务公开办公室关于印发"
            f"〈中华人民共和国政府信息公开工作年度报告格式〉的通知》要求，编制{self.organ.name}{self.year}年政府信息公开年度报告。"
            f"报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况等六个部分组成。"
        )

    def section_title(self, number: int) -> str:
        return self.mess.pick(f"title_{number}", TITLES[number - 1], _OTHER_TITLES[number], 0.12)

    def overview(self) -> list[tuple[str, str]]:
        """Return section 1: (heading of the part, its prose)."""
        texts = (self._proactive(), self._requests(), self._filler(2), self._platform(), self._filler(2))
        ending = self.rng.choice(("", "情况", "方面"))
        return [(part + ending, text) for part, text in zip(_PARTS, texts, strict=True)]

    def _filler(self, count: int) -> str:
        return "".join(self.rng.sample(_FILLERS, count))

    def _proactive(self) -> str:
        parts = [self.rng.randint(0, 900) for _ in range(3)]
        total = sum(parts)
        self.claims += [("proactive_total", total), ("proactive_wechat", parts[1])]
        return (
            f"{self.year}年，{self.organ.short}{self._filler(1)}全年共主动公开政府信息{self.number(total, '条')}。其中，"
            f"通过局官方网站公开信息{parts[0]}条，通过微信公众号公开信息{parts[1]}条，其他渠道公开{parts[2]}条。"
        )

    def _requests(self) -> str:
        received = self.figures.get(CellKey("requests", "requests_received", "total"))
        if not isinstance(received, int):
            return self._filler(1)
        self.claims.append(("requests_received", received))
        if received == 0:
            return f"{self.year}年，{self.organ.short}未收到政府信息公开申请。"
        return f"{self.year}年，{self.organ.short}共收到政府信息公开申请{self.number(received, '件')}，均按规定办理。"

    def _platform(self) -> str:
        followers = self.rng.randint(200, 50000)
        self.claims.append(("wechat_followers", followers))
        return f"{self._filler(1)}运行政务微信公众号，拥有粉丝{followers}名。"

    def problems(self) -> list[str]:
        first, second = self.rng.sample(_PROBLEMS, 2)
        third, fourth = self.rng.sample(_REMEDIES, 2)
        return [
            f"{self.year}年，{self.organ.short}政府信息公开工作取得一定成效，但仍存在一些问题：一是{first}；二是{second}。",
            f"下一步，{self.organ.short}将重点做好以下工作：一是{third}。二是{fourth}。",
        ]

    def others(self) -> list[str]:
        proposals = self.rng.randint(1, 40)
        self.claims.append(("proposals_npc", proposals))
        return [
            f"本年度，{self.organ.short}未收取政府信息公开信息处理费。",
            f"{self.year}年共办理人大代表建议{proposals}件，办复率100%。",
        ]

    def narrative(self) -> list[tuple[str, list[str]]]:
        """Return the chapters of the years before 2019: (heading, paragraphs)."""
        return [
            ("概述", [self._filler(2)]),
            ("主动公开政府信息的情况", [self._proactive()]),
            ("依申请公开政府信息和不予公开政府信息的情况", [f"{self.year}年办理情况见附表。"]),
            ("政府信息公开的收费及减免情况", ["本年度未收取任何费用。"]),
            ("因政府信息公开申请行政复议、提起行政诉讼的情况", ["详见统计表。"]),
            ("政府信息公开工作存在的主要问题及改进情况", self.problems()),
        ]

    def signature(self) -> tuple[str, str]:
        return self.organ.name, f"{self.year + 1}年1月{self.rng.randint(5, 30)}日"
