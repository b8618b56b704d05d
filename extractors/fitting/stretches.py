"""Under which head a printed row stands: the rows of a block are looked for under its own head first.

The same words stand in other tables too: 行政许可 in a table of what was published, 总计 nearly everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractors.fitting.rows import DocRow, block_number, is_printed_rule
from extractors.form import DISPUTES, PROACTIVE, REQUESTS, Block
from extractors.forms.shared import APPLICANT_COLUMNS, DISPUTE_BLOCK
from extractors.labels import is_official, normalise

Heads = Mapping[int, str]  # position of a row -> what its head is of: a block's key, or one of the two below
UNNUMBERED = "信息内容"  # some block of table 1
FOREIGN = ""  # nothing of any form

_BLOCKS = {"一": "art20_1", "五": "art20_5", "六": "art20_6", "八": "art20_8", "九": "art20_9"}
_APPLICANTS = frozenset(normalise(c.label.text) for c in APPLICANT_COLUMNS)
_RESULTS = frozenset(normalise(c.label.text) for c in DISPUTE_BLOCK.columns)
_FEWEST_NAMES = 4  # of a table's columns, to know it by them


def heads_of(printed: Sequence[DocRow]) -> Heads:
    """Say of every row under what head it stands. A head reaches down to the next, over the ends of tables too."""
    heads: dict[int, str] = {}
    head, above, named_above = FOREIGN, None, None
    for row in printed:
        named = named_here = _named(row)
        if named == UNNUMBERED and named_above in _BLOCKS.values():
            named = head  # the second line of a head
        if named is None and above is not None and row.table is not above.table and _is_foreign(row):
            named = FOREIGN
        head = head if named is None else named
        heads[row.position] = head
        if row.words:  # a row of blanks or of figures alone is no line of a head
            above, named_above = row, named_here
    return heads


def with_labels(printed: Sequence[DocRow]) -> list[DocRow]:
    """The rows that may be a block's: not the empty ones, nor those that only name columns."""
    return [row for row in printed if any(c.text for c in row.cells) and not _is_head_alone(row)]


def rows_of(block: Block, labelled: Sequence[DocRow], heads: Heads) -> list[Sequence[DocRow]]:
    """Where to look for a block's rows, best first: under its own head, under one of its kind, anywhere."""
    own = [row for row in labelled if heads[row.position] == block.key]
    alike = [row for row in labelled if heads[row.position] == UNNUMBERED and block.table == PROACTIVE]
    return [own] if own else [alike, labelled]


def _named(row: DocRow) -> str | None:
    """What a row is the head of, if it is one."""
    texts = [cell.text for cell in row.cells if len(cell.text) > 1]  # most figures have one digit
    number = next((n for text in texts if (n := block_number(text))), None)
    if number in _BLOCKS:
        return _BLOCKS[number]
    names = {normalise(text) for text in texts}
    if UNNUMBERED in names:
        return UNNUMBERED
    if len(names & _APPLICANTS) >= _FEWEST_NAMES or any(map(is_printed_rule, texts)):
        return REQUESTS
    return DISPUTES if len(names & _RESULTS) >= _FEWEST_NAMES else None


def _is_head_alone(row: DocRow) -> bool:
    """Say whether a row only names columns: its last name, such as 其他, is no label of blank figures beside it, and
    a label may go on below it on the next page.
    """
    if row.has_numbers:
        return False
    names = {normalise(cell.text) for cell in row.cells} & (_APPLICANTS | _RESULTS)
    return len(names) > 1 or _named(row) == REQUESTS


def _is_foreign(row: DocRow) -> bool:
    """Say whether a table's first row is a head in words that are none of the forms'."""
    words = {normalise(c.text) for c in row.words} - {""}
    return len(words) > 1 and not row.has_numbers and not any(map(is_official, words))
