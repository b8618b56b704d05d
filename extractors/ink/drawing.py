"""What drawn pages have in common, PDF's and OFD's: matrices, which strokes are rules, how much is too much."""

from __future__ import annotations

from math import pi

MAX_PAGES = 300  # a report has 3 to 40
MAX_GLYPHS = 50_000  # per page
MAX_PATHS = 30_000  # per page
THIN = 3.0  # points: a filled shape no thicker than this is a rule
SLANT = 0.05  # radians: text turned by more is a watermark

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


def times(m: Matrix, n: Matrix) -> Matrix:
    """The matrix that does what ``m`` does, then what ``n`` does."""
    return (
        m[0] * n[0] + m[1] * n[2], m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2], m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4], m[4] * n[1] + m[5] * n[3] + n[5],
    )  # fmt: skip


def is_slanted(angle: float) -> bool:
    """Say whether text at this angle (radians) is neither upright nor turned by quarters."""
    return angle != 0 and SLANT < angle % (pi / 2) < pi / 2 - SLANT
