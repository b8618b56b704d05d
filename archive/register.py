"""When a report is due."""

from __future__ import annotations

_REGULATION_2019 = 2019  # first year reported under the Regulation of 2019


def due(organ: str, year: int) -> str:
    """Return the day by which an organ must publish its report of ``year``.

    Since the Regulation of 2019 (art. 49, 50) departments have until 31 January, governments until 31 March
    of the next year; before it (Regulation of 2008, art. 31) everybody had until 31 March.
    """
    month = "03" if year < _REGULATION_2019 or organ.endswith("人民政府") else "01"
    return f"{year + 1}-{month}-31"  # as text: a report that claims the year 9999 must not stop the others
