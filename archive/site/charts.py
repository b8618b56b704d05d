"""Column charts as plain shapes: what a template needs to draw them in SVG, without scripts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil, log10

Words = tuple[str, str]  # Chinese, English
Value = int | float | None

HEIGHT = 170  # of the plot, in the units of the drawing
STEP = 64  # from one column to the next
LEFT = 46  # room for the scale
TOP = 14
_WIDTH = 34  # of a column
_TICKS = 4


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of number: its name and a value for every label, null where there is none."""

    name: Words
    values: Sequence[Value]


@dataclass(frozen=True, slots=True)
class Bar:
    """A piece of a column; ``series`` says whose, ``value`` how much."""

    x: float
    y: float
    height: float
    series: int
    value: Value
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Stacked columns, a label under each; ``gaps`` are the places above them where a number was not read."""

    title: Words
    series: tuple[Series, ...]
    labels: tuple[tuple[float, str], ...]
    bars: tuple[Bar, ...] = field(repr=False)
    ticks: tuple[tuple[float, str], ...]  # height from the top, number
    gaps: tuple[tuple[float, float], ...]

    bar_width = _WIDTH

    @property
    def width(self) -> float:
        return LEFT + STEP * max(len(self.labels), 3)

    @property
    def height(self) -> float:
        return TOP + HEIGHT + 26

    @property
    def bottom(self) -> float:
        return TOP + HEIGHT


def columns(title: Words, labels: Sequence[str], series: Sequence[Series]) -> Chart | None:
    """Stack the series on each other, a column a label; None where there is not one number above zero."""
    totals = [sum(s.values[n] or 0 for s in series) for n in range(len(labels))]
    highest = max(totals, default=0)
    if highest <= 0:
        return None
    step = _step(highest)
    top = step * ceil(highest / step)
    bars = []
    for number, label in enumerate(labels):
        base = 0.0
        for index, one in enumerate(series):
            value = one.values[number]
            height = max(value or 0, 0) / top * HEIGHT
            if height:
                bars.append(Bar(_x(number), TOP + HEIGHT - base - height, height, index, value, label))
            base += height
    gaps = tuple(
        (_x(n) + _WIDTH / 2, TOP + HEIGHT * (1 - totals[n] / top))
        for n in range(len(labels))
        if any(s.values[n] is None for s in series)
    )
    ticks = tuple((TOP + HEIGHT * (1 - step * n / top), f"{step * n:,}") for n in range(int(top / step) + 1))
    places = tuple((_x(number) + _WIDTH / 2, label) for number, label in enumerate(labels))
    return Chart(title, tuple(series), places, tuple(bars), ticks, gaps)


def _x(number: int) -> float:
    return LEFT + STEP * number + (STEP - _WIDTH) / 2


def _step(highest: float) -> int:
    """Choose 1, 2 or 5 times a power of ten, so that the scale has about four marks."""
    rough = highest / _TICKS
    power = 10 ** int(log10(rough)) if rough >= 1 else 1
    return next(int(power * factor) for factor in (1, 2, 5, 10) if power * factor >= rough)
