"""Makes a report: organ, year, figures and words first, then how they are printed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from extractors.form import DISPUTES, PROACTIVE, REQUESTS, Form, forms
from extractors.form import Block as FormBlock
from extractors.report import CellKey, Contact, Outcome, Period
from tests.corpus import tables
from tests.corpus.damage import damage
from tests.corpus.figures import Density, Figures, make_figures, tamper
from tests.corpus.labels import Labels
from tests.corpus.model import Block, Mess, Paragraph, Printed, Report, SectionTruth, Truth
from tests.corpus.places import pick_organ
from tests.corpus.printing import Printer
from tests.corpus.prose import TITLES, Words

FORM_IDS = ("2021", "2019", "mixed", "2014", "2008")
_CHINESE = "一二三四五六七八九"
_YEARS = {
    "2021": (2021, 2025),
    "2019": (2019, 2021),
    "mixed": (2020, 2022),
    "2014": (2014, 2018),
    "2008": (2008, 2013),
}


@dataclass(frozen=True, slots=True)
class Medium:
    """What a way of writing can carry without its reader going blind."""

    spaces: bool = True  # blanks inside a cell do not look like a new cell
    blanks: bool = True  # an empty cell shows
    breaks: bool = True  # a cell may hold several lines
    lossy: bool = False  # whole rows get lost on the way


def make_report(rng: random.Random, form: str, mess: Mess, medium: Medium) -> Report:
    year = rng.randint(*_YEARS[form])
    blocks = _blocks(form, rng, mess)
    density: Density = rng.choices(("zero", "sparse", "dense", "huge"), (25, 35, 25, 15))[0]
    figures = make_figures(blocks, rng, density)
    if mess.has("inconsistent_sums", 0.1):
        tamper(figures, rng)
    # A table of statistics without any figure is a blank form, whatever its title says.
    empty = density == "zero" and form in ("2014", "2008")
    medium = replace(medium, blanks=medium.blanks and not empty)
    return write_report(
        form, blocks, figures, lambda: Words(pick_organ(rng), year, figures, rng, mess), mess, medium
    )


def write_report(
    form: str,
    blocks: list[FormBlock],
    figures: Figures,
    voice: Callable[[], Words],
    mess: Mess,
    medium: Medium,
) -> Report:
    """Print these figures; ``voice`` says the rest."""
    printer = Printer(mess, spaces=medium.spaces, blanks=medium.blanks)
    texts = {
        key: printer.print(row, column, key, figures[key])
        for block in blocks
        for row, column, key in block.cells()
    }
    labels = Labels(mess, breaks=medium.breaks)
    report = _Writer(form, blocks, texts, labels, voice(), mess).report()
    return damage(report, mess, lossy=medium.lossy)


def _blocks(form: str, rng: random.Random, mess: Mess) -> list[FormBlock]:
    known = forms()
    if form != "mixed":
        blocks = list(known[form].blocks)
        if form == "2019" and mess.has("no_item_9", 0.15):
            blocks = [b for b in blocks if b.key != "art20_9"]
        return blocks
    while True:
        chosen = [(f, block) for f, block in _mixture(known["2021"], known["2019"], rng)]
        telling = {f.id for f, block in chosen if block.key != DISPUTES}
        if len(telling) == 2:
            return [block for _, block in chosen]


def _mixture(new: Form, old: Form, rng: random.Random) -> Iterator[tuple[Form, FormBlock]]:
    for block in new.blocks:
        other = old.block(block.key)
        if other is not None and rng.random() < 0.5:
            yield old, other
        else:
            yield new, block


@dataclass(slots=True)
class _Writer:
    """Puts words and tables in order and notes what each section says."""

    form: str
    form_blocks: list[FormBlock]
    texts: dict[CellKey, Printed]
    labels: Labels
    words: Words
    mess: Mess

    def report(self) -> Report:
        title = self.words.title()
        blocks: list[Block] = [Paragraph(line, "title") for line in title.lines]
        sentence, period = self.words.period()
        text, contact = self.words.contact()
        where = self.mess.pick("period", "front", ("end", "none"), 0.3)
        asked = self.mess.pick("contact", "front", ("end", "none"), 0.4)
        if self.mess.has("date_under_title", 0.15):
            blocks.append(Paragraph(f"（{self.words.signature()[1]}）", "date"))
        if self.mess.has("table_of_contents", 0.08):
            blocks += _contents()
        front = (
            self.words.basis() + (sentence if where == "front" else "") + (text if asked == "front" else "")
        )
        if self.mess.rng.random() < 0.85 or where == asked == "front":
            blocks.append(Paragraph(front))
        elif where == "front":
            blocks.append(Paragraph(sentence))
        elif asked == "front":
            blocks.append(Paragraph(text))
        end = (sentence if where == "end" else "") + (text if asked == "end" else "")
        body, sections = self._sections(end) if self.form not in ("2014", "2008") else self._chapters(end)
        blocks += body
        truth = self._truth(title.text, None if where == "none" else period, asked, contact, sections)
        return Report(tuple(blocks), truth).with_blocks(blocks)

    def _truth(
        self,
        title: str,
        period: Period | None,
        asked: str,
        contact: Contact,
        sections: dict[int, SectionTruth],
    ) -> Truth:
        organ = self.words.organ
        return Truth(
            outcome=Outcome.REPORT,
            form=self.form,
            title=title,
            organ=organ.name,
            division_code=organ.division_code,
            year=self.words.year,
            period=period,
            contact=contact if asked != "none" else None,
            figures=self.texts,
            sections=sections,
            claims=tuple(self.words.claims),
        )

    def _sections(self, end: str) -> tuple[list[Block], dict[int, SectionTruth]]:
        style = _Headings(self.mess)
        blocks: list[Block] = []
        sections: dict[int, SectionTruth] = {}
        lost = self.mess.rng.choice((3, 4)) if self.mess.has("heading_lost", 0.03) else None
        for number in range(1, 7):
            title = self.words.section_title(number)
            prose, printed = self._section(number, end)
            loose = tuple(b.whole for b in printed if isinstance(b, Paragraph) and b.kind == "caption")
            if number == lost:
                blocks += printed
                continue
            first = prose[0].text if prose and prose[0].kind == "body" and not prose[0].number else None
            if first is not None and style.run_on and number in (1, 5, 6):
                blocks.append(Paragraph(f"{style.number(number)}{title}。{first}", "body"))
                blocks += printed[1:]
            else:
                blocks.append(Paragraph(title, "heading", style.number(number)))
                blocks += printed
            sections[number] = SectionTruth(title, "\n".join(p.whole for p in prose), loose)
        if self.mess.has("signature", 0.5):
            blocks += [Paragraph(line, "signature") for line in self.words.signature()]
        return blocks, sections

    def _section(self, number: int, end: str) -> tuple[list[Paragraph], list[Block]]:
        """Return a section's prose, and everything it prints in order."""
        if number in (2, 3, 4):
            lead = (
                [Paragraph(f"{self.words.year}年有关数据如下表所示：")]
                if self.mess.has("lead_in", 0.1)
                else []
            )
            note = self._note(number)
            return lead + note, [*lead, *self._tables(number), *note]
        if number == 1:
            prose = [
                Paragraph(text, "sub" if kind else "body", enumerator)
                for kind, enumerator, text in self._overview()
            ]
        elif number == 5:
            prose = [Paragraph(text) for text in self.words.problems()]
        else:
            prose = [Paragraph(text) for text in (*self.words.others(), *([end] if end else []))]
        printed: list[Block] = list(prose)
        if number == 1 and self.mess.has("table_among_prose", 0.06):
            printed.append(tables.published(self.mess))
        return prose, printed

    def _overview(self) -> Iterator[tuple[bool, str, str]]:
        run_on = self.mess.has("parts_run_on", 0.3)
        brackets = self.mess.pick("part_brackets", "（{}）", ("({})", "（{}） "), 0.2)
        if self.mess.rng.random() < 0.6:
            yield False, "", f"{self.words.year}年，{self.words.organ.short}扎实推进政府信息公开各项工作。"
        for number, (heading, text) in enumerate(self.words.overview()):
            enumerator = brackets.format(_CHINESE[number])
            if run_on:
                yield False, enumerator, f"{heading}。{text}"
            else:
                yield True, enumerator, heading
                yield False, "", text

    def _note(self, number: int) -> list[Paragraph]:
        if number == 4 and self.mess.has("note_under_table", 0.1):
            return [Paragraph("注：行政复议、行政诉讼数量含上年度结转数量。", "note")]
        return []

    def _tables(self, number: int) -> list[Block]:
        mine = {2: PROACTIVE, 3: REQUESTS, 4: DISPUTES}[number]
        blocks = [block for block in self.form_blocks if block.table == mine]
        if number == 2:
            return tables.proactive(blocks, self.texts, self.labels, self.mess)
        if number == 3:
            return tables.requests(blocks[0], self.texts, self.labels, self.mess)
        return tables.disputes(blocks[0], self.texts, self.labels, self.mess)

    def _chapters(self, end: str) -> tuple[list[Block], dict[int, SectionTruth]]:
        """Reports of the years before 2019: chapters of prose, the statistics as an appendix."""
        blocks: list[Block] = []
        if not self.mess.has("table_without_prose", 0.1):
            for number, (heading, paragraphs) in enumerate(self.words.narrative()):
                blocks.append(Paragraph(heading, "heading", f"{_CHINESE[number]}、"))
                blocks += [Paragraph(text) for text in paragraphs]
        told = bool(blocks)
        if end:
            blocks.append(Paragraph(end))
        if told and self.form == "2008" and self.mess.has("narrative_only", 0.2):
            return blocks, {}
        year, block = self.words.year, self.form_blocks[0]
        captions = {"usual": f"政府信息公开情况统计表（{year}年度）", "short": "附表"}
        captions["annex"] = f"附件：{captions['usual']}"
        blocks.append(
            Paragraph(captions[self.mess.pick("caption", "usual", ("short", "annex"), 0.3)], "caption")
        )
        if self.form == "2014":
            blocks += tables.statistics_2014(block, self.texts, self.labels, self.mess)
        else:
            blocks += tables.statistics_2008(block, self.texts, self.labels, self.mess, year)
        return blocks, {}


@dataclass(slots=True)
class _Headings:
    """How the six headings are numbered."""

    mess: Mess
    shape: str = ""
    run_on: bool = False

    def __post_init__(self) -> None:
        odd = ("(一)", "（一）", "一.", "一 、", "dash", "restart", "1.", "skip_3", "none", "第一部分 ")
        self.shape = self.mess.pick("heading", "一、", odd, 0.25)
        self.run_on = self.mess.has("heading_run_on", 0.06)

    def number(self, number: int) -> str:
        if self.shape == "none":
            return ""
        if self.shape == "dash" and number == 1:
            return "—、"
        if self.shape == "restart" and number > 1:
            number -= 1
        if self.shape == "skip_3" and number >= 3:
            number += 1
        pattern = self.shape if self.shape[0] in "(（一1第" else "一、"
        return (
            pattern.replace("1", str(number))
            if pattern == "1."
            else pattern.replace("一", _CHINESE[number - 1])
        )


def _contents() -> list[Block]:
    lines = [f"{_CHINESE[n]}、{title}" + "…" * 10 + str(n + 1) for n, title in enumerate(TITLES)]
    return [Paragraph("目  录", "toc"), *(Paragraph(line, "toc") for line in lines)]
