"""What one would take instead: the usual library for each format, used as its documentation shows."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable

import docx
import lxml.html
import pandas
import pdfplumber

from extractors.charset import decode
from tests.corpus.model import Format

logging.getLogger("pdfminer").setLevel(logging.ERROR)


def by_pdfplumber(body: bytes) -> object:
    with pdfplumber.open(io.BytesIO(body)) as pdf:
        return [(page.extract_text(), page.extract_tables()) for page in pdf.pages]


def by_python_docx(body: bytes) -> object:
    document = docx.Document(io.BytesIO(body))
    cells = [
        table.cell(i, j).text
        for table in document.tables
        for i in range(len(table.rows))
        for j in range(len(table.columns))
    ]
    return [paragraph.text for paragraph in document.paragraphs], cells


def by_pandas(body: bytes) -> object:
    markup = re.sub(r"^\s*<\?xml[^>]*\?>", "", decode(body))
    try:
        tables = pandas.read_html(io.StringIO(markup), flavor="lxml")
    except ValueError:  # it finds none
        tables = []
    return tables, list(lxml.html.document_fromstring(markup).itertext())


RIVALS: dict[Format, tuple[str, Callable[[bytes], object], float]] = {
    "pdf": ("pdfplumber: extract_text, extract_tables", by_pdfplumber, 5.0),
    "docx": ("python-docx: table.cell(i, j), paragraphs", by_python_docx, 10.0),
    "html": ("pandas.read_html, text_content", by_pandas, 1.0),
}
