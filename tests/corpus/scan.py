"""Scans: printed pages as a scanner or a telephone sees them, as a PDF of pictures, a TIFF or one long picture."""

from __future__ import annotations

import io
import random

import cv2
import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from PIL import Image

from tests.corpus.model import Mess

_Picture = NDArray[np.uint8]  # rows × columns × red, green, blue
_RED = (215, 40, 40)


def scan(pdf: bytes, mess: Mess) -> bytes:
    """Print a PDF and scan its pages, with the mess of one office's machine."""
    rng = mess.rng
    dpi = int(mess.pick("dpi", "200", ("150", "170"), 0.6))
    how = mess.pick("file", "pdf", ("tiff", "long"), 0.2)
    skew = rng.uniform(-1, 1) if how != "long" else 0.0  # put together on a screen, not on a scanner
    noise = int(mess.pick("noise", "3", ("0", "8"), 0.5))
    quality = int(mess.pick("jpeg", "70", ("50", "85"), 0.5))
    shade = rng.uniform(0.88, 1)
    stamped = mess.has("stamp", 0.4)
    turns = rng.choice((1, 3)) if mess.has("sideways", 0.15) else 0
    document = pdfium.PdfDocument(pdf)
    pages = []
    for number, page in enumerate(document):
        picture = np.array(page.render(scale=dpi / 72).to_pil().convert("RGB"))
        if stamped and number % 2 == 0:
            picture = _stamped(picture, rng)
        picture = _turned(picture, skew and skew + rng.uniform(-0.1, 0.1))
        picture = _worn(picture, noise, shade, rng)
        pages.append(Image.fromarray(np.rot90(picture, turns)))
    document.close()
    return _saved([_compressed(page, quality) for page in pages], how, dpi, quality)


def _stamped(page: _Picture, rng: random.Random) -> _Picture:
    """A round red stamp with its star; what is black stays black under it."""
    height, width = page.shape[:2]
    radius = int(width * 0.08)
    x, y = int(rng.uniform(0.5, 0.85) * width), int(rng.uniform(0.2, 0.9) * height)
    ink = page.copy()
    cv2.circle(ink, (x, y), radius, _RED, max(3, radius // 14))
    angles = np.linspace(-np.pi / 2, 1.5 * np.pi, 11)[:-1]
    reach = radius * 0.35 * np.where(np.arange(10) % 2 == 0, 1, 0.4)
    star = np.stack([x + reach * np.cos(angles), y + reach * np.sin(angles)], axis=1).astype(np.int32)
    cv2.fillPoly(ink, [star], _RED)
    return np.minimum(page, cv2.addWeighted(page, 0.15, ink, 0.85, 0).astype(np.uint8))


def _turned(page: _Picture, degrees: float) -> _Picture:
    height, width = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    return cv2.warpAffine(page, matrix, (width, height), borderValue=(255, 255, 255)).astype(np.uint8)


def _worn(page: _Picture, noise: int, shade: float, rng: random.Random) -> _Picture:
    grain = np.random.default_rng(rng.randrange(2**31)).normal(0, noise, page.shape)
    worn = np.clip((page + grain) * shade, 0, 255)
    return np.asarray(worn, dtype=np.uint8)


def _compressed(page: Image.Image, quality: int) -> Image.Image:
    out = io.BytesIO()
    page.save(out, "JPEG", quality=quality)
    return Image.open(out)


def _saved(pages: list[Image.Image], how: str, dpi: int, quality: int) -> bytes:
    out = io.BytesIO()
    if how == "long":
        whole = Image.new("RGB", (max(p.width for p in pages), sum(p.height for p in pages)), "white")
        top = 0
        for page in pages:
            whole.paste(page, (0, top))
            top += page.height
        whole.save(out, "JPEG", quality=quality)
    elif how == "tiff":
        pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:], compression="jpeg", dpi=(dpi, dpi))
    else:
        pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=dpi, quality=quality)
    return out.getvalue()
