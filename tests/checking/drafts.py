"""Drafts of reports whose prose tells what their tables say, in many wordings; or, asked to, something else once."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from extractors.form import DISPUTES, PROACTIVE, REQUESTS
from extractors.report import CellKey, Period
from tests.checking.lawful import lawful_figures
from tests.corpus.figures import Density
from tests.corpus.html import write_html
from tests.corpus.making import Medium, write_report
from tests.corpus.model import Mess
from tests.corpus.places import pick_organ
from tests.corpus.prose import Words

_YEARS = {"2021": (2021, 2025), "2019": (2019, 2020)}
_CASES = {
    "N.REQUESTS_VS_T2": (
        "共收到政府信息公开申请{}件", "全年受理政府信息公开申请{}件", "新收政府信息公开申请{}件", "收到依申请公开事项{}件", "受理申请{}件",
        "共收到并办理政府信息公开申请{}件", "收到公民、法人和其他组织的政府信息公开申请{}件", "收到各类政府信息公开申请共计{}件",
        "收到政府信息公开申请 {} 件", "收到信息公开申请{}起",
    ),
    "N.CLOSED_VS_T2": ("已办结{}件", "全部申请答复{}件", "办理完毕{}件", "已按时办结{}件"),
    "N.CARRY_VS_T2": ("结转下年度继续办理{}件", "结转至下年度办理{}件", "另有{}件按规定顺延到下年度答复"),
    "N.GRANTED_VS_T2": ("予以公开及部分公开{}件", "予以公开和部分公开共{}件"),
    "N.REFUSED_VS_T2": ("不予公开{}件", "不予公开的{}件", "不予公开的申请{}件"),
    "N.UNAVAILABLE_VS_T2": ("无法提供{}件", "无法提供的{}件"),
    "N.NOT_PROCESSED_VS_T2": ("不予处理{}件", "不予处理的申请{}件"),
    "N.CLOSED_OTHER_VS_T2": ("其他处理{}件", "其他处理的{}件"),
    "N.RECON_VS_T3": ("因政府信息公开发生行政复议{}件", "行政复议案件{}件", "被申请行政复议{}件", "涉及政府信息公开的行政复议{}起"),
    "N.LITIG_VS_T3": ("行政诉讼案件{}件", "发生行政诉讼{}起", "被提起行政诉讼{}件"),
    "N.NORMDOC_VS_T1": ("制定行政规范性文件{}件", "印发规范性文件{}件", "制发行政规范性文件{}件"),
    "N.DECISIONS_VS_T1": ("作出行政许可决定{}件", "办理行政许可事项{}件", "办理行政许可{}件"),
}  # fmt: skip
PLANTS = (*_CASES, "N.FEE_VS_T1", "N.PERCENT", "N.PROACTIVE_PARTS", "N.PROPOSALS_PARTS", "M.STALE_YEAR", "M.DATE_AFTER_YEAR", "M.ORGAN_MISMATCH", "M.YEAR_TITLE_VS_PERIOD")  # fmt: skip
# True, and about something else: none of it may be held against the tables.
_BESIDE = (
    "比上年增加3件。", "《2020年政务公开工作要点》已全部落实。", "12345热线转办工单47件，办结47件，满意率100%。",
    "全年审结行政复议案件300件，代理行政诉讼案件12件。", "去年收到政府信息公开申请99件。", "通过微信公众号发布信息40篇。",
)  # fmt: skip


@dataclass(slots=True)
class Telling(Words):
    """Says in the prose what the tables say; what ``plant`` names is said wrongly, once."""

    plant: str | None = None
    planted: list[str] = field(default_factory=list)

    def said(self, rule: str, value: int) -> str:
        if self.plant == rule:
            self.planted.append(rule)
            value += self.rng.choice((1, 3, 20))
        return self.rng.choice(_CASES[rule]).format(value)

    def _sum(self, table: str, column: str, *beginnings: str) -> int:
        keys = [k for k in self.figures if (k.table, k.column) == (table, column)]
        return sum(int(self.figures[k]) for k in keys if k.row.startswith(beginnings))

    def _proactive(self) -> str:
        parts = [self.rng.randint(1, 900) for _ in range(3)]
        total = sum(parts) + 7 * self._wrong("N.PROACTIVE_PARTS")
        names = self.rng.sample(
            ("网站公开信息", "微信公众号公开信息", "政务公开栏公开", "概况类信息", "政务动态类信息"), 3
        )
        listed = "，".join(f"{name}{part}条" for name, part in zip(names, parts, strict=True))
        joint = self.rng.choice(("，其中：", "。其中，", "，其中"))
        return (
            f"{self.year}年，{self.organ.short}主动公开政府信息{total}条{joint}{listed}。{self._documents()}"
        )

    def _documents(self) -> str:
        said = [self.said("N.DECISIONS_VS_T1", self._sum(PROACTIVE, "decisions", "art20_5.administrative_l"))]
        column = (
            "issued" if CellKey(PROACTIVE, "art20_1.regulations", "issued") in self.figures else "created"
        )
        said.append(self.said("N.NORMDOC_VS_T1", self._sum(PROACTIVE, column, "art20_1.normative")))
        fee = self.figures.get(CellKey(PROACTIVE, "art20_8.administrative_fees", "amount_wan_yuan"))
        if fee is not None:
            said.append(f"行政事业性收费{fee + 3 * self._wrong('N.FEE_VS_T1')}万元")
        return "，".join(said) + "。"

    def _requests(self) -> str:
        received = self._sum(REQUESTS, "total", "requests_received")
        closed = self._sum(REQUESTS, "total", "outcomes_total")
        out = self._sum(REQUESTS, "total", "requests_carried_out")
        people = self._sum(REQUESTS, "natural_person", "requests_received")
        share = 100 * people / received if received else 0
        shown = (
            f"，其中自然人申请{people}件，占{share + 5 * self._wrong('N.PERCENT'):.1f}%" if received else ""
        )
        rows = {
            "N.GRANTED_VS_T2": ("granted_",), "N.REFUSED_VS_T2": ("refused_",), "N.UNAVAILABLE_VS_T2": ("unavailable_",),
            "N.NOT_PROCESSED_VS_T2": ("not_processed_",), "N.CLOSED_OTHER_VS_T2": ("closed_",),
        }  # fmt: skip
        outcomes = "，".join(
            self.said(rule, self._sum(REQUESTS, "total", *names)) for rule, names in rows.items()
        )
        return (
            f"{self.year}年，{self.said('N.REQUESTS_VS_T2', received)}{shown}。{self.said('N.CLOSED_VS_T2', closed)}，"
            f"{self.said('N.CARRY_VS_T2', out)}。{self.rng.choice(_BESIDE)}在答复中，{outcomes}。{self._disputes()}"
        )

    def _disputes(self) -> str:
        cases = self._sum(DISPUTES, "total", "reconsideration"), self._sum(DISPUTES, "total", "litigation")
        if not any(cases) and self.plant not in ("N.RECON_VS_T3", "N.LITIG_VS_T3"):
            return "未发生因政府信息公开引起的行政复议和行政诉讼。"
        return f"{self.said('N.RECON_VS_T3', cases[0])}，{self.said('N.LITIG_VS_T3', cases[1])}。"

    def _platform(self) -> str:
        return self.rng.choice(_BESIDE) + self._filler(1)

    def others(self) -> list[str]:
        npc, cppcc = self.rng.randint(1, 40), self.rng.randint(1, 40)
        total = npc + cppcc + 2 * self._wrong("N.PROPOSALS_PARTS")
        year = self.year - self._wrong("M.STALE_YEAR")
        fee = self.rng.choice(("没有收取政府信息公开信息处理费", "未收取信息处理费", "未收取任何费用"))
        return [
            f"{year}年，{self.rng.choice(('我局', '本单位', '本机关'))}{fee}。",
            f"共承办建议提案{total}件。其中，人大代表建议{npc}件，政协提案{cppcc}件，办复率100%。",
        ]

    def period(self) -> tuple[str, Period | None]:
        year = self.year - self._wrong("M.YEAR_TITLE_VS_PERIOD")
        return f"本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。", None

    def signature(self) -> tuple[str, str]:
        name = "沂南县铜井镇人民政府" if self._wrong("M.ORGAN_MISMATCH") else self.organ.name
        return name, f"{self.year + 1 + self._wrong('M.DATE_AFTER_YEAR')}年1月{self.rng.randint(5, 30)}日"

    def _wrong(self, rule: str) -> int:
        if self.plant == rule:
            self.planted.append(rule)
        return int(self.plant == rule)


class _Signed(Mess):
    """A clean document, but never without its signature."""

    def has(self, feature: str, chance: float) -> bool:
        return feature == "signature" or super().has(feature, chance)


@dataclass(frozen=True, slots=True)
class Draft:
    """A page, and what is wrong on it: a rule of the prose, or a cell of the tables, if it is printed."""

    body: bytes
    rule: str | None = None
    cell: CellKey | None = None


def draft(seed: str, *, rule: str | None = None, wrong_cell: bool = False) -> Draft:
    """The draft that belongs to a seed, with nothing wrong, with ``rule`` broken, or with one wrong cell."""
    rng = random.Random(seed)  # noqa: S311
    form = rng.choice(tuple(_YEARS))
    density: Density = rng.choice(("sparse", "dense"))
    blocks, figures = lawful_figures(form, rng, density)
    printed, cell = dict(figures), None
    if wrong_cell:
        cell = rng.choice([k for k in figures if k.table in (REQUESTS, DISPUTES)])
        printed[cell] += rng.choice((1, 2, 10))
    mess = _Signed(rng, 0.0)
    voices: list[Telling] = []

    def voice() -> Telling:
        words = Telling(pick_organ(rng), rng.randint(*_YEARS[form]), figures, rng, mess, plant=rule)
        voices.append(words)
        return words

    report = write_report(form, blocks, printed, voice, mess, Medium())
    told = rule if voices[0].planted else None
    return Draft(write_html(report, mess, chrome=False), told, cell)
