"""What OFD files may say in their own ways, and what they may try: one small file each."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence

import ofdkit
import pytest

from extractors import read
from extractors.content import Content, Table, UnreadableError
from extractors.formats import ofd
from extractors.report import Outcome
from tests.corpus.make import draft

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
FILLER = "为了让这一页有足够的文字，这里重复一句与表格无关的话，不多不少正好可以读。"
OPAQUE = bytes.fromhex("ffd8ffe000104a464946")


Parts = Mapping[str, str | bytes]


def package(parts: Parts) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return out.getvalue()


def xml(name: str, inside: str) -> str:
    return f"<ofd:{name} {NAMESPACE}>{inside}</ofd:{name}>"


def document(*pages: str, common: str = "", more: str = "", parts: Parts | None = None) -> bytes:
    """An OFD file with these pages (what stands inside of ofd:Page)."""
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="P{n}.xml"/>' for n in range(len(pages)))
    area = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
    return package(
        {
            "OFD.xml": xml("OFD", "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"),
            "Doc_0/Document.xml": xml(
                "Document",
                f"<ofd:CommonData>{area}{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>{more}",
            ),
            **{f"Doc_0/P{n}.xml": xml("Page", page) for n, page in enumerate(pages)},
            **(parts or {}),
        }
    )


def layer(*objects: str, kind: str = "Body") -> str:
    return f'<ofd:Content><ofd:Layer ID="1" Type="{kind}">{"".join(objects)}</ofd:Layer></ofd:Content>'


def words(
    text: str, x: float = 20, y: float = 30, *, code: str = "", size: float = 4, **attributes: str
) -> str:
    """A text object at x, y (millimetres), its characters listed one size apart unless ``code`` says otherwise."""
    code = code or f'DeltaX="g {len(text)} {size}"'
    extra = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return (
        f'<ofd:TextObject ID="2" Boundary="{x} {y - 5} 100 6" Font="1" Size="{size}"{extra}>'
        f'<ofd:TextCode X="0" Y="5" {code}>{text}</ofd:TextCode></ofd:TextObject>'
    )


def path(data: str, **attributes: str) -> str:
    extra = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f'<ofd:PathObject ID="3" Boundary="0 0 210 297"{extra}><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>'


GRID = path(
    "".join(f"M 20 {y} L 120 {y} " for y in (50, 60, 70))
    + "".join(f"M {x} 50 L {x} 70 " for x in (20, 70, 120))
)
CELLS = [
    words("规章", 25, 57),
    words("12", 80, 57, code='DeltaX="2"'),
    words("文件", 25, 67),
    words("0", 80, 67),
]


def text_of(content: Content) -> str:
    return "\n".join(p.text for p in content.paragraphs)


def table_of(content: Content) -> list[list[str]]:
    (table,) = (block for block in content.blocks if isinstance(block, Table))
    return [[cell.text for cell in row] for row in table.rows]


def reading(*objects: str) -> Content:
    return ofd.content(document(layer(words(FILLER, y=20), *objects)))


def test_the_characters_are_those_that_another_reader_finds() -> None:
    left_out = {"watermark", "page_header", "ofd_drawn_twice", "table_of_contents"}  # on purpose
    made = (draft("ofd", 5, number, "2021").document for number in range(20))
    plain = [document for document in made if not left_out & set(document.features)][:5]
    for one in plain:
        content = ofd.content(one.body)
        ours = text_of(content) + "".join(c.text for t in content.tables for c in t.cells)
        with ofdkit.open(io.BytesIO(one.body)) as other:
            pages = [
                page.text().splitlines()[:-1] for page in other.pages
            ]  # the last line is the page's number
        theirs = "".join(line for page in pages for line in page)
        assert Counter("".join(ours.split())) == Counter("".join(theirs.split())), one.name


def test_a_table_is_its_strokes_and_the_characters_in_it() -> None:
    assert table_of(reading(GRID, *CELLS)) == [["规章", "12"], ["文件", "0"]]


@pytest.mark.parametrize(
    "rules",
    [
        # One path of thin filled shapes.
        path("".join(f"M 20 {y} L 120 {y} L 120 {y + 0.2} L 20 {y + 0.2} C " for y in (50, 60, 70))
             + "".join(f"M {x} 50 L {x + 0.2} 50 L {x + 0.2} 70 L {x} 70 C " for x in (20, 70, 120)), Stroke="false", Fill="true"),
        # In points, under a matrix, operators without blanks.
        path("".join(f"M57 {y / 0.3528}L340{y / 0.3528:+}" for y in (50, 60, 70))
             + "".join(f"S{x / 0.3528} 142L{x / 0.3528} 198.4" for x in (20, 70, 120)), CTM="0.3528 0 0 0.3528 0 0"),
        # Four closed shapes.
        "".join(path("M 0 0 L 50 0 L 50 10 L 0 10 C").replace('"0 0 210 297"', f'"{x} {y} 50 10"') for x in (20, 70) for y in (50, 60)),
    ],
)  # fmt: skip
def test_rules_however_they_are_drawn(rules: str) -> None:
    assert table_of(reading(rules, *CELLS)) == [["规章", "12"], ["文件", "0"]]


def test_a_curve_and_what_cannot_be_seen_are_no_rules() -> None:
    unseen = path("M 45 50 L 45 70", Alpha="0") + path("M 45 50 L 45 70", Visible="false")
    curve = path("M 45 50 B 45 55 45 60 45 70 Q 45 60 45 50")
    assert table_of(reading(GRID, unseen, curve, *CELLS)) == [["规章", "12"], ["文件", "0"]]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ('DeltaX="2 2"', "123"),
        ('DeltaX="g 2 2"', "123"),
        ('DeltaX="2"', "123"),  # the last distance goes on
        ("", "123"),  # no distance at all: the font's own
        ('DeltaX="2 6"', "12 3"),
        ('DeltaX="2 -2" DeltaY="0 5"', "12\n3"),
    ],
)
def test_where_characters_stand_within_a_cell(code: str, text: str) -> None:
    object_ = words("123", 80, 55, code=code or " ")
    assert table_of(reading(GRID, *CELLS[:1], *CELLS[2:], object_))[0][1] == text


def test_characters_given_by_their_number_and_lines_broken_by_a_pretty_file() -> None:
    assert table_of(reading(GRID, *CELLS[2:], words(r"行政\0020许可", 25, 57), words("\n  12\n  ", 80, 57)))[
        0
    ] == [
        "行政 许可",
        "12",
    ]


def test_a_character_drawn_twice_to_look_bold_is_one() -> None:
    again = words("12", 80.3, 57, code='DeltaX="2"')
    assert table_of(reading(GRID, *CELLS, again)) == [["规章", "12"], ["文件", "0"]]
    assert (
        table_of(reading(GRID, *CELLS[:1], *CELLS[2:], words("11", 80, 57, code='DeltaX="2"')))[0][1] == "11"
    )


def test_a_page_whose_text_runs_sideways_is_turned() -> None:
    turned = "".join(
        f'<ofd:PageBlock ID="9">{object_}</ofd:PageBlock>' for object_ in (words(FILLER, y=20), GRID, *CELLS)
    )
    unit = f'<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="7"><ofd:Content>{turned}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>'
    # Up the page: what was to the right is above.
    used = '<ofd:CompositeObject ID="4" ResourceID="7" Boundary="0 210 210 297" CTM="0 -1 1 0 0 0"/>'
    body = document(
        layer(used),
        common="<ofd:DocumentRes>Res.xml</ofd:DocumentRes>",
        parts={"Doc_0/Res.xml": xml("Res", unit)},
    )
    content = ofd.content(body)
    assert table_of(content) == [["规章", "12"], ["文件", "0"]]
    assert text_of(content) == FILLER


def test_vertical_text_is_one_label() -> None:
    down = words("规章", 45, 55, ReadDirection="90", code=" ")
    assert table_of(reading(GRID, *CELLS[1:], down))[0][0].replace("\n", "") == "规章"


def test_watermarks_are_no_text() -> None:
    slanted = words("2019", 80, 57, CTM="0.7 0.7 -0.7 0.7 0 0")
    faint = words("2019", 80, 67, Alpha="60")
    unfilled = words("2019", 90, 67, Fill="false")
    outside = words("2019", 300, 67)
    assert table_of(reading(GRID, *CELLS, slanted, faint, unfilled, outside)) == [
        ["规章", "12"],
        ["文件", "0"],
    ]


def test_a_template_is_part_of_the_page() -> None:
    page = '<ofd:Template TemplateID="5" ZOrder="Background"/>' + layer(*CELLS)
    common = '<ofd:TemplatePage ID="5" BaseLoc="Tpls/T.xml"/>'
    parts: Parts = {"Doc_0/Tpls/T.xml": xml("Page", layer(words(FILLER, y=20), GRID, kind="Background"))}
    assert table_of(ofd.content(document(page, common=common, parts=parts))) == [
        ["规章", "12"],
        ["文件", "0"],
    ]
    with pytest.raises(UnreadableError, match="missing"):
        ofd.content(document(page, common=common))


def test_what_is_typed_onto_a_page_is_read_but_seals_and_marks_are_not() -> None:
    def annotation(kind: str, text: str) -> str:
        # The appearance's boundary is where its objects are placed.
        return f'<ofd:Annot ID="1" Type="{kind}"><ofd:Appearance Boundary="60 0 50 50">{words(text, 20, 57)}</ofd:Appearance></ofd:Annot>'

    body = document(
        layer(words(FILLER, y=20), GRID, *CELLS[:1], *CELLS[2:]),
        more="<ofd:Annotations>Annots/All.xml</ofd:Annotations>",
        parts={
            "Doc_0/Annots/All.xml": xml("Annotations", '<ofd:Page PageID="0"><ofd:FileLoc>A.xml</ofd:FileLoc></ofd:Page>'),
            "Doc_0/Annots/A.xml": xml("PageAnnot", annotation("Path", "7") + annotation("Watermark", "2019") + annotation("Stamp", "专用章")),
        },
    )  # fmt: skip
    assert table_of(ofd.content(body))[0] == ["规章", "7"]


def test_the_current_version_counts() -> None:
    old, new = (
        document(layer(words(FILLER, y=20), words(text, y=40))) for text in ("这是旧的版本", "这是新的版本")
    )
    with zipfile.ZipFile(io.BytesIO(old)) as first, zipfile.ZipFile(io.BytesIO(new)) as second:
        parts = {name: first.read(name) for name in first.namelist()}
        parts |= {
            name.replace("Doc_0", "Doc_1"): second.read(name) for name in second.namelist() if "/" in name
        }
    parts["V2.xml"] = xml("DocVersion", "<ofd:DocRoot>Doc_1/Document.xml</ofd:DocRoot>").encode()
    versions = '<ofd:Versions><ofd:Version ID="1" Index="1" Current="false" BaseLoc="V1.xml"/><ofd:Version ID="2" Index="2" Current="true" BaseLoc="V2.xml"/></ofd:Versions>'
    parts["OFD.xml"] = parts["OFD.xml"].replace(b"</ofd:DocRoot>", b"</ofd:DocRoot>" + versions.encode())
    assert text_of(ofd.content(package(parts))) == FILLER + "这是新的版本"


def test_several_documents_in_a_file_follow_each_other() -> None:
    body = document(layer(words(FILLER, y=20), words("两次都要读到", y=40), words("末行", y=60)))
    with zipfile.ZipFile(io.BytesIO(body)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    parts["OFD.xml"] = parts["OFD.xml"].replace(
        b"</ofd:DocBody>",
        b"</ofd:DocBody><ofd:DocBody><ofd:DocRoot>/Doc_0/document.xml</ofd:DocRoot></ofd:DocBody>",
    )
    assert text_of(ofd.content(package(parts))).count("两次都要读到") == 2


def test_names_nobody_declared_do_no_harm() -> None:
    body = document(layer(words(FILLER, y=20), GRID, *CELLS))
    with zipfile.ZipFile(io.BytesIO(body)) as file:
        parts = {name: file.read(name).replace(f" {NAMESPACE}".encode(), b"") for name in file.namelist()}
    assert table_of(ofd.content(package(parts))) == [["规章", "12"], ["文件", "0"]]


# No silent error: what cannot be read is not blank


def test_a_shape_without_a_character_is_no_blank_cell() -> None:
    glyphs = '<ofd:CGTransform CodePosition="0" CodeCount="1" GlyphCount="1"><ofd:Glyphs>17</ofd:Glyphs></ofd:CGTransform>'
    shapes = words("", 80, 57).replace("<ofd:TextCode", glyphs + "<ofd:TextCode"), words("\ue011", 80, 67)
    rows = table_of(reading(GRID, CELLS[0], CELLS[2], *shapes))
    assert [row[1] for row in rows] == ["\ufffd", "\ufffd"]


def scanned(*objects: str, picture: bytes = OPAQUE, alpha: str = "255", after: Sequence[str] = ()) -> bytes:
    image = f'<ofd:ImageObject ID="4" Boundary="0 0 210 297" ResourceID="8" Alpha="{alpha}"/>'
    media = '<ofd:MultiMedias><ofd:MultiMedia ID="8" Type="Image"><ofd:MediaFile>scan.jpg</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>'
    resources = xml("Res", media).replace("<ofd:Res", '<ofd:Res BaseLoc="Res"', 1)
    return document(
        layer(words(FILLER, y=20), GRID, *CELLS, image, *objects),
        *after,
        common="<ofd:DocumentRes>Res.xml</ofd:DocumentRes>",
        parts={"Doc_0/Res.xml": resources, "Doc_0/Res/scan.jpg": picture},
    )


def test_words_under_a_picture_of_the_page_are_not_what_it_shows() -> None:
    with pytest.raises(UnreadableError, match="picture"):
        ofd.content(scanned())
    clear = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489")
    for body in (scanned(picture=clear), scanned(alpha="100"), scanned(words(FILLER, y=30))):
        assert text_of(ofd.content(body)).startswith(FILLER)


def test_a_damaged_picture_of_one_page_leaves_the_others() -> None:
    content = ofd.content(scanned(after=[layer(words(FILLER))]))
    assert FILLER in text_of(content)
    ((page, why),) = content.unread
    assert page == 1
    assert why is not None
    assert "damaged" in why.en


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (document(layer(words("短", y=20))), "hardly any text"),
        (document(layer(words("\ue011" * 60, y=20))), "shapes without characters"),
        (document(layer(words(FILLER)), parts={"Doc_0/P0.xml": b"<a"}), "damaged"),
        (document(layer(words(FILLER)), parts={"Doc_0/P0.xml": "<a>" * 20_000 + "</a>" * 20_000}), "damaged"),
        (document(layer(words(FILLER)), parts={"Doc_0/P0.xml": '<!DOCTYPE a [<!ENTITY x SYSTEM "/etc/passwd">]><a>&x;</a>'}), "DTD"),
        (document(layer(words(FILLER)), parts={"Doc_0/P0.xml": "<a>" + " " * 65_000_000 + "</a>"}), "unreasonable size"),
        (document(layer(words(FILLER)), parts={"Encryptions.xml": "<a/>"}), "encrypted"),
        (document(*[layer()] * 301), "more than 300"),
        (document(layer(*[words("9" * 10_000)] * 6)), "too much text"),
        (package({"OFD.xml": xml("OFD", "")}), "no document"),
        (package({"OFD.xml": xml("OFD", "<ofd:DocBody><ofd:DocRoot>../../etc/passwd</ofd:DocRoot></ofd:DocBody>")}), "missing"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(body: bytes, said: str) -> None:
    result = read(body)
    assert result.outcome is Outcome.UNREADABLE
    assert result.reason is not None
    assert said in result.reason.en


def test_a_missing_page_is_not_passed_over() -> None:
    with zipfile.ZipFile(io.BytesIO(document(layer(words(FILLER)), layer(words(FILLER))))) as file:
        parts = {name: file.read(name) for name in file.namelist() if name != "Doc_0/P1.xml"}
    with pytest.raises(UnreadableError, match="missing"):
        ofd.content(package(parts))


def test_drawings_within_drawings_without_end_end() -> None:
    units = "".join(
        f'<ofd:CompositeGraphicUnit ID="{n}"><ofd:Content>'
        + f'<ofd:CompositeObject ID="1" ResourceID="{(n + 1) % 3}" Boundary="0 0 1 1"/>' * 20
        + "</ofd:Content></ofd:CompositeGraphicUnit>"
        for n in range(3)
    )
    resources = xml("Res", f"<ofd:CompositeGraphicUnits>{units}</ofd:CompositeGraphicUnits>")
    body = document(
        layer('<ofd:CompositeObject ID="1" ResourceID="0" Boundary="0 0 1 1"/>'),
        common="<ofd:PublicRes>Res.xml</ofd:PublicRes>",
        parts={"Doc_0/Res.xml": resources},
    )
    with pytest.raises(UnreadableError, match="too much"):
        ofd.content(body)


@pytest.mark.parametrize(
    "odd", [b"1e300", b"-1e300", b"NaN", b"-0", b"x", b"1e-300", b"99999999999999999999"]
)
def test_numbers_beyond_all_measure_do_no_harm(odd: bytes) -> None:
    body = draft("ofd", 6, 1, "2021").document.body
    with zipfile.ZipFile(io.BytesIO(body)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    rng = random.Random(1)  # noqa: S311
    for name, part in parts.items():
        if "/P" in name:  # pages, behind the declaration of XML
            parts[name] = part[:150] + re.sub(
                rb"\d[\d.]*", lambda m: odd if rng.random() < 0.05 else m[0], part[150:]
            )
    assert read(package(parts)).outcome


@pytest.mark.parametrize("seed", range(30))
def test_damaged_files_have_an_outcome(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311
    body = bytearray(draft("ofd", 6, 0, "2019").document.body)
    for _ in range(rng.choice((1, 20))):
        body[rng.randrange(len(body))] = rng.randrange(256)
    assert read(bytes(body[: rng.randrange(len(body))] if seed % 3 == 0 else body)).outcome
