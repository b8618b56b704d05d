"""The engine: rapidocr, whose models come in its wheel; here in the words of this project."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from numpy.typing import NDArray
from rapidocr import RapidOCR

from extractors.content import Box

Image = NDArray[Any]  # rows × columns × 3 bytes: blue, green, red
Grey = NDArray[Any]  # rows × columns


@dataclass(frozen=True, slots=True)
class Character:
    """One recognised character; pixels from the picture's top left corner, ``sure`` from 0 to 1."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    sure: float


@dataclass(frozen=True, slots=True)
class Guess:
    """What a line that was cut out says, and how sure that is, from 0 to 1."""

    text: str
    sure: float


def text(image: Image) -> Iterator[list[Character]]:
    """Recognise a picture that stands upright, line by line."""
    found = _engine()(
        image, use_det=True, use_cls=False, use_rec=True, return_word_box=True, return_single_char_box=True
    )
    if found.boxes is None:
        return  # nothing is written there
    for line in found.word_results:
        yield [Character(text, *_around(box), float(sure)) for text, sure, box in line]


def guesses(cutouts: Sequence[Image]) -> list[Guess]:
    """Recognise pictures of one line of text each."""
    if not cutouts:
        return []
    _engine().update_params(return_word_box=False)
    found = _engine().recognize_txt(list(cutouts))
    return [Guess(text, float(score)) for text, score in zip(found.txts, found.scores, strict=True)]


def lines(image: Image) -> list[Box]:
    """Where the lines of text are, whichever way they run; pixels."""
    found = _engine()(image, use_det=True, use_cls=False, use_rec=False)
    return [] if found.boxes is None else [_around(box) for box in found.boxes]


def upside_down(cutouts: Sequence[Image]) -> bool:
    """Say whether most of these lines of text stand on their heads."""
    _, result = _engine().cls_and_rotate(list(cutouts))
    return [label for label, _ in result.cls_res].count("180") > len(cutouts) / 2


def _around(corners: Any) -> Box:
    xs, ys = [float(p[0]) for p in corners], [float(p[1]) for p in corners]
    return min(xs), min(ys), max(xs), max(ys)


# Channels, height and least width of a line that is recognised; by its makers' 320 pixels a digit costs six times as much.
LINE = [3, 48, 96]


@cache
def _engine() -> Any:  # what it returns depends on how it is called
    return RapidOCR(params={"Global.log_level": "critical", "Rec.rec_img_shape": LINE})
