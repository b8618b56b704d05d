"""Chinese or English: which one a visitor reads, and how pages say things in both."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.report import Language

COOKIE = "gongkai_lang"
BETWEEN = " | "  # metadata.yaml writes both languages in one string: 中文 | English


@dataclass(frozen=True, slots=True)
class Say:
    """Speaks one language; templates call it with the Chinese and the English wording."""

    language: Language

    def __call__(self, zh: str, en: str) -> str:
        return zh if self.language == "zh" else en

    def count(self, number: int, zh: str, en: str) -> str:
        """Say how many: ``zh`` with its measure word, ``en`` in the singular, of words that take an s."""
        return f"{number:,} {self(zh, en if number == 1 else f'{en}s')}"

    def pick(self, both: str | None) -> str:
        """Take this language's half of a text written ``中文 | English``; a text in one language stays."""
        zh, divider, en = (both or "").partition(BETWEEN)
        return self(zh, en) if divider else zh


def preferred(accept_language: str) -> Language:
    """Choose from an ``Accept-Language`` header; who names no language is read as Chinese."""
    wanted = sorted(filter(None, map(_weighted, accept_language.split(","))), key=lambda pair: -pair[0])
    if not wanted:
        return "zh"
    known: list[Language] = [
        "zh" if name == "zh" else "en" for _, name in wanted if name in ("zh", "en", "*")
    ]
    return known[0] if known else "en"


def _weighted(part: str) -> tuple[float, str] | None:
    name, _, parameter = part.strip().partition(";")
    quality = parameter.strip().removeprefix("q=") or "1"
    try:
        weight = float(quality)
    except ValueError:
        return None
    return (weight, name.split("-")[0].lower()) if name and weight > 0 else None
