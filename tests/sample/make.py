"""Rebuild the sample portal in ``crawler/sample/site`` from the seed texts. For maintainers; nobody else runs it.

    .venv-dev/bin/python -m tests.sample.make            # the pages
    .venv-dev/bin/python -m tests.sample.make documents  # the pages, documents and pictures

Documents need LibreOffice (``soffice``), chromium and the Noto CJK fonts. Style sheet, script and emblem are
written by hand and stay.
"""

from __future__ import annotations

import sys

from crawler.sample import SITE
from tests.sample.pages import pages


def main() -> None:
    for path, body in pages():
        file = SITE / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)


if __name__ == "__main__":
    main()
