"""A unit's workbook with everything that a person puts into one: drop-downs, shapes, pictures, charts, threads."""

import io
import struct
import zipfile
import zlib

import xlsxwriter

from tests import books

CROSSINGS, RADARS = "510115-2023-L02-1", "510115-2023-L02-2"
_PERSONS = (
    '<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
    '<person displayName="王芳" id="{11111111-1111-1111-1111-111111111111}" userId="w" providerId="None"/></personList>'
)
_THREADS = (
    '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
    '<threadedComment ref="F5" dT="2023-09-30T08:00:00.00" personId="{11111111-1111-1111-1111-111111111111}"'
    ' id="{22222222-2222-2222-2222-222222222222}"><text>这个数待核</text></threadedComment></ThreadedComments>'
)
_DROP_DOWN = (
    '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"'
    ' xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:dataValidations count="1"'
    ' xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidation type="list" allowBlank="1">'
    "<x14:formula1><xm:f>字典!$A$1:$A$2</xm:f></x14:formula1><xm:sqref>G4:G5</xm:sqref></x14:dataValidation>"
    "</x14:dataValidations></ext></extLst>"
)


def picture() -> bytes:
    """A red square as PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\xcc\x22\x22" * 24 for _ in range(24))
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 24, 24, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def rich_book() -> bytes:
    """F4 is a doubt with a comment of theirs and a fill in a colour of the theme, F5 an error with a thread."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet, words = book.add_worksheet("月报"), book.add_worksheet("字典")
    words.write_column("A1", ["按计划", "滞后"])
    filled = book.add_format({"bg_color": "#DDEEFF", "border": 1, "num_format": "0.0"})
    for row, values in enumerate([
        ["2023年9月进展情况"], ["填报单位:区公安分局"],
        ["编码", "序号", "事项", "指标", "单位", "本月累计", "进展情况"],
        [CROSSINGS, "", "", "", "个", "约60", "按计划"], [RADARS, "", "", "", "套", "推进中", "滞后"],
    ]):  # fmt: skip
        for column, value in enumerate(values):
            sheet.write(row, column, value, filled if column == 5 else None)
    sheet.write_formula("J4", "=30+30", None, 60)
    sheet.write_comment("F4", "去年底已签约", {"author": "王五"})
    sheet.write_comment("F5", "[Threaded comment]", {"author": "tc={22222222-2222-2222-2222-222222222222}"})
    sheet.insert_textbox("I6", "盖章处", {"width": 120, "height": 40})
    sheet.insert_image("I9", "红章.png", {"image_data": io.BytesIO(picture())})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=月报!$J$4:$J$4"})
    sheet.insert_chart("K6", chart)
    sheet.conditional_format("J4:J5", {"type": "data_bar"})
    sheet.autofilter("A3:G5")
    book.define_name("月报!本月", "=月报!$F$4")
    book.close()
    return _with_thread(_with_drop_down(buffer.getvalue()))


def part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _with_drop_down(content: bytes) -> bytes:
    name = "xl/worksheets/sheet1.xml"
    own = part(content, name).decode()
    own = (
        own.replace("<extLst>", _DROP_DOWN[: _DROP_DOWN.index("</extLst>")], 1)
        if "<extLst>" in own
        else own.replace("</worksheet>", _DROP_DOWN + "</worksheet>")
    )
    return books.with_part(content, name, own.encode())


def _with_thread(content: bytes) -> bytes:
    """The parts that Excel keeps a conversation in, beside its place among the comments."""
    kind = "http://schemas.microsoft.com/office/2017/10/relationships"
    for name, link, target in (
        ("xl/worksheets/_rels/sheet1.xml.rels", "threadedComment", "../threadedComments/threadedComment1.xml"),
        ("xl/_rels/workbook.xml.rels", "person", "persons/person.xml"),
    ):
        line = f'<Relationship Id="rIdT" Type="{kind}/{link}" Target="{target}"/></Relationships>'
        content = books.with_part(content, name, part(content, name).replace(b"</Relationships>", line.encode()))
    types = (
        part(content, "[Content_Types].xml")
        .decode()
        .replace(
            "</Types>",
            '<Override PartName="/xl/threadedComments/threadedComment1.xml"'
            ' ContentType="application/vnd.ms-excel.threadedcomments+xml"/>'
            '<Override PartName="/xl/persons/person.xml" ContentType="application/vnd.ms-excel.person+xml"/></Types>',
        )
    )
    content = books.with_part(content, "[Content_Types].xml", types.encode())
    content = books.with_part(content, "xl/threadedComments/threadedComment1.xml", _THREADS.encode())
    return books.with_part(content, "xl/persons/person.xml", _PERSONS.encode())
