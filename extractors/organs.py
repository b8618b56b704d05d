"""What an organ's name tells: whether another is the same body's, what kind of body it is, and at which level.

滕州市工信局 is 滕州市工业和信息化局, 甲镇 is not 乙镇.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import Literal

Kind = Literal["government", "department", "township", "institution", "enterprise"]
OrganLevel = Literal["province", "prefecture", "county", "township"]

_BODY = re.compile(r".*(?:局|委|厅|镇|乡|街道|县|区|市|旗|州|省|院|校|学|公司|集团)")
_LEAST = 3  # characters of a name that can be told from another's

_NOTE = re.compile(r"[(（][^()（）]*[)）]$")
# By the end of a name, the first that fits.
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "township",
        re.compile(r"(?:[镇乡]|街道|苏木)(?:人民政府|政府|办事处|党政(?:综合)?办公室|人民政府办公室)?$"),
    ),
    ("enterprise", re.compile(r"^(?!中国人民银行).*(?:公司|集团|厂|银行|[支分]行|矿|企业)$")),
    (
        "institution",
        re.compile(
            r"(?:学校|[大中小]学|[一二三四五六七八九十\d]中|学院|院校|医院|幼儿园|中心|博物馆|图书馆|档案馆|文化馆|[馆站所]|研究院|党校|台|协会|联合会|红十字会|总工会|联合社)$"
        ),
    ),
    (
        "government",
        re.compile(
            r"(?:(?:人民)?政府|行政公署|(?:开发|高新|新|园|管理|保税|度假|示范|试验|合作|名胜|景).{0,2}区(?:管理委员会|管委会)?|[省市县区州盟旗])$"
        ),
    ),
    ("department", re.compile(r"[局委厅办室署部关处会队院行社狱]$|委员会$|检察院$|法院$")),
)


def kind_of(name: str) -> Kind | None:
    """What kind of body a name is; null where its end does not tell."""
    plain = _NOTE.sub("", "".join(name.split()))
    return next((kind for kind, pattern in _KINDS if pattern.search(plain)), None)


def level_of(name: str, division_code: str | None) -> OrganLevel | None:
    """At which level a body stands: that of its division, townships below the county."""
    if kind_of(name) == "township":
        return "township"
    if division_code is None:
        return None
    return (
        "province"
        if division_code.endswith("0000")
        else "prefecture"
        if division_code.endswith("00")
        else "county"
    )


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
