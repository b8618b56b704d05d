"""Rebuild the sample portal in ``crawler/sample/site`` from the seed texts. For maintainers only.

    .venv-dev/bin/python -m tests.sample.make            # the pages
    .venv-dev/bin/python -m tests.sample.make documents  # the documents and pictures

Documents need LibreOffice (``soffice``), chromium, and the fonts Noto CJK and WenQuanYi Zen Hei. The style
sheet, the script, the emblem and robots.txt are written by hand and stay.
"""

from __future__ import annotations

import sys

from crawler.sample import SITE
from tests.sample.documents import documents
from tests.sample.pages import pages


def main() -> None:
    for path, body in documents() if sys.argv[1:] == ["documents"] else pages():
        file = SITE / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)


if __name__ == "__main__":
    main()
