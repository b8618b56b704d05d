"""Whether two names are the same body's: 滕州市工信局 is 滕州市工业和信息化局, 甲镇 is not 乙镇."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_BODY = re.compile(r".*(?:局|委|厅|镇|乡|街道|县|区|市|旗|州|省|院|校|学|公司|集团)")
_LEAST = 3  # characters of a name that can be told from another's


def same_organ(name: str, other: str) -> bool:
    """Whether one name is the other's, shortened, without its place, or with an office of it."""
    a, b = _body(name), _body(other)
    return _shortens(a, b) or _shortens(b, a)


def clearly_another(name: str, other: str) -> bool:
    """Whether both name bodies of the same kind, and not the same one."""
    a, b = _body(name), _body(other)
    return min(len(a), len(b)) >= _LEAST and a[-1] == b[-1] and not same_organ(name, other)


def _body(name: str) -> str:
    """The body in a name, without the office in it that does the work."""
    plain = re.sub(r"[(（][^()（）]*[)）]", "", "".join(unicodedata.normalize("NFKC", name).split()))
    plain = re.sub(r"^(?:我|本|中共|中国共产党)", "", plain)
    plain = plain.replace("委员会", "委").replace("街道办事处", "街道")
    plain = re.sub(r"(?:人民)?政府", "", plain)
    found = _BODY.match(plain)
    return found[0] if found else plain


def _shortens(short: str, long: str) -> bool:
    """Whether every character of ``short`` is one of ``long``: 东城分局 of 某市公安局东城分局."""
    return Counter(short) <= Counter(long)
