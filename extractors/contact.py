"""Whom a report says to ask: unit, address, postcode, telephone, fax, e-mail, website."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from extractors.content import Content
from extractors.findings import info
from extractors.report import Contact, Finding

LONGEST_PASSAGE = 600  # characters; a contact takes two lines
_ASK = re.compile(
    r"(?:如有|如对|若对|若有|有任何|有何).{0,14}(?:疑问|问题|意见|建议|不明)|请(?:直接)?(?:与|向|联系|致电|拨打)|联系(?:我们|方式)|详情|联系(?:人|单位|部门|科室)\s*[:：]|欢迎.{0,20}(?:意见|建议|咨询|监督)"
)
_LABELS = {
    "address": r"(?:通讯|通信|联系|办公|单位|邮寄|详细)?地\s*址|办公地点",
    "postcode": r"邮\s*编|邮\s*政\s*编\s*码",
    "phone": r"(?:办公室?|联系|咨询|值班|服务|固定)?\s*电\s*话(?:号码)?(?:[（(/／]?传真[)）]?)?|联系方式",
    "fax": r"传\s*真(?:号码)?",
    "email": r"电子(?:邮箱|邮件|信箱)(?:地址)?|邮\s*箱(?:地址)?|e-?mail",
    "website": r"网\s*址",
    "unit": r"联系(?:单位|部门|科室)",
    "other": r"联系人|(?:办公|工作|受理)时间",
}
_ANY_LABEL = "|".join(f"(?:{p})" for p in _LABELS.values())
_FIELD = re.compile(
    rf"(?P<label>{_ANY_LABEL})\s*(?:[:：]|为|是|位于)?\s*(?P<value>.*?)(?=[，,;；。、]?\s*(?:{_ANY_LABEL})\s*(?:[:：]|为|是|位于)?|[;；。]|[)）]\s*(?:[。，,)）\n]|$)|$)",
    re.IGNORECASE | re.DOTALL,
)
# A label with what it promises behind it; other telephones, to complain by, are not the report's contact.
_BARE = re.compile(
    r"(?<![监督举报投诉信访热线])(?:"
    rf"(?:{_LABELS['phone']}|{_LABELS['fax']})\s*[:：]?\s*[（(+]?\d[\d）)\s—－–―-]{{6,}}"
    rf"|(?:{_LABELS['address']})\s*[:：]\s*[\u4e00-\u9fff]{{4}}|(?:{_LABELS['postcode']})\s*[:：]\s*\d"
    rf"|(?:{_LABELS['email']})\s*[:：]\s*[\w.-]+[@＠])",
    re.IGNORECASE,
)
# Where the website's own lines begin; what stands below them is not of the report.
_FOOTER = re.compile(r"\s*(?:主办|承办|版权所有|技术支持)|.*(?:ICP备|公安备|网站标识码)")
_PHONE = re.compile(
    r"\+?86[- ]\d{2,4}[- ]\d{7,8}(?!\d)|(?:[(（]?0\d{2,3}[)）]?\s*[-—－–―]{0,2}\s*)\d{3,4} \d{4}(?!\d)|(?:[(（]?0\d{2,3}[)）]?\s*[-—－–―]{0,2}\s*)?\d{7,8}(?:\s*(?:转|-)\s*\d{1,5})?(?!\d)|(?<!\d)1\d{10}(?!\d)|(?<!\d)12345(?!\d)|400-?\d{3}-?\d{4}"
)
_CALL = re.compile(rf"(?:致电|拨打|来电|联系)[^。;\n]{{0,30}}?({_PHONE.pattern})")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_URL = re.compile(
    r"(?:https?://)?(?:www\.)?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:gov\.cn|gov|com|cn|net|org)(?:\.cn)?(?::\d+)?(?:/[\w./?=&%#-]*)?",
    re.ASCII,
)
_DOT = re.compile("[.․‥…⒈-⒛㏂㏇㏘︙︰﹒．🄀]")  # all that has a full stop in its narrow form
_UNIT = re.compile(
    rf"(?:(?<![路街道巷])与|向|联系(?!电话|方式|人|地址|单位|部门|我们)[:：]?)\s*((?!{_ANY_LABEL})[\u4e00-\u9fff][\u4e00-\u9fff（）()]{{1,39}}?)\s*(?:联系|咨询|反映|查询|$|[（(，,。:：])"
)


def find_contact(content: Content) -> Contact:
    """Read the contact from the sentences that tell whom to ask; each field null unless printed there."""
    paragraphs = [p.text for p in content.paragraphs]
    asked = _told("\n".join(_passages(paragraphs, _ASK)))
    if not (asked.phone or asked.email or asked.address):
        # Nobody is told to ask, or not how: then what stands behind a label speaks for itself.
        bare = _told("\n".join(_passages(list(takewhile(lambda p: not _FOOTER.match(p), paragraphs)), _BARE)))
        asked = replace(bare, unit=asked.unit or bare.unit, postcode=asked.postcode or bare.postcode)
    return replace(asked, website=_website(content))


def _told(text: str) -> Contact:
    """Read the fields of passages; of several values behind a label the first that is one."""
    fields: dict[str, list[str]] = {name: [] for name in _LABELS}
    for match in _FIELD.finditer(text):
        for name, pattern in _LABELS.items():
            if match["value"] and re.fullmatch(pattern, match["label"], re.IGNORECASE):
                fields[name].append(match["value"])
    unit = _UNIT.search(text)

    def first(read: Callable[[str | None], str | None], name: str) -> str | None:
        return next(filter(None, map(read, fields[name])), None)

    return Contact(
        unit=unit[1] if unit else next(iter(fields["unit"]), None),
        address=first(_address, "address"),
        postcode=first(_postcode, "postcode"),
        phone=first(_phone, "phone") or _called(text),
        fax=first(_phone, "fax"),
        email=first(_email, "email") or _email(text),
    )


def _passages(paragraphs: Sequence[str], beginning: re.Pattern[str]) -> Iterator[str]:
    """What begins so, and what follows it in the same paragraph, or short lines after."""
    for i, text in enumerate(paragraphs):
        match = beginning.search(text)
        if match is None:
            continue
        yield text[match.start() : match.start() + LONGEST_PASSAGE]
        for line in paragraphs[i + 1 : i + 8]:
            if not re.match(rf"\s*[（(]?\s*(?:{_ANY_LABEL})", line, re.IGNORECASE):
                break
            yield line[:LONGEST_PASSAGE]


def _address(value: str | None) -> str | None:
    if value is None:
        return None
    address = re.sub(r"\s+", "", re.split(r"[，,;；。\n]", value.strip())[0]).rstrip("（(")
    return _balanced(address) or None


def _balanced(text: str) -> str:
    """The text with the bracket closed in which it ends, and without one that belongs to what is around it."""
    for opening, closing in ("（）", "()"):
        more = text.count(opening) - text.count(closing)
        if more > 0:
            text = text[1:] if text.startswith(opening) else text + closing
        elif more < 0:
            text = text.removesuffix(closing)
    return text


def _postcode(value: str | None) -> str | None:
    found = _search(r"(?<!\d)\d(?:\s?\d){5}(?!\s?\d)", value)
    return "".join(found.split()) if found else None


def _phone(value: str | None) -> str | None:
    """A telephone number with its dash as ``-``; several are separated by ``、`` as printed."""
    if value is None:
        return None
    found = [
        re.sub(r"\s", "", re.sub(r"^\(?(0\d{2,3})\)?[\s—－–―-]+", r"\1-", m[0].replace(")", ") ")))
        for m in _PHONE.finditer(unicodedata.normalize("NFKC", value))
    ]
    return "、".join(dict.fromkeys(found)) or None


def _called(text: str) -> str | None:
    """The number that stands without a label where one is told to call: 请致电027-82826308."""
    match = _CALL.search(unicodedata.normalize("NFKC", text))
    return _phone(match[1]) if match else None


def _email(value: str | None) -> str | None:
    return _search(_EMAIL.pattern, value)


def _search(pattern: str, value: str | None) -> str | None:
    match = re.search(pattern, unicodedata.normalize("NFKC", value)) if value else None
    return match[0] if match else None


def _website(content: Content) -> str | None:
    """The site that has the electronic copy."""
    dotted = (paragraph.text for paragraph in content.paragraphs if _DOT.search(paragraph.text))
    for text in (unicodedata.normalize("NFKC", text) for text in dotted):
        for sentence in re.split(r"[。；;]", text) if "." in text else ():
            if re.search(r"电子版|下载|查阅|网站|网址|公布", sentence) and (
                match := _URL.search(_EMAIL.sub("", sentence))
            ):
                return match[0].rstrip(".")
    return None


def contact_findings(contact: Contact) -> list[Finding]:
    if any((contact.address, contact.phone, contact.email)):
        return []
    return [info("M.CONTACT_MISSING", "未写明联系方式", "no contact is given")]
