"""What a file is, by its bytes and never by its name. Only a child opens one."""

import io
import struct
import zipfile

from loaders.files import delimited, xls_details
from loaders.files.limits import NO_ARCHIVE

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_ARCHIVES = (b"Rar!\x1a", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
NEW, OLD, OPEN, TEXT = "xlsx", "xls", "ods", "csv"


def file_kind(content: bytes) -> str:
    """NEW, OLD, OPEN or TEXT for a workbook to read, or the id of the issue that says what the file is instead."""
    if not content.strip(b"\x00 \r\n\t"):
        return "file_empty"
    if content.startswith(xls_details.MAGIC):
        return _compound_kind(content)
    if content.startswith(b"%PDF"):
        return "file_pdf"
    if content.startswith(_PICTURES):
        return "file_picture"
    if content.startswith(_ARCHIVES):
        return "file_archive"
    if content.startswith(b"{\\rtf"):
        return "file_word"
    return _zip_kind(content) if content.startswith(b"PK") else _text_kind(content)


def _text_kind(content: bytes) -> str:
    start = content[:2000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start:
        return "file_xml"
    if start.startswith((b"<", b"mime-version")):
        is_page = any(word in start for word in (b"html", b"<table", b"excel", b"multipart"))
        return "file_html" if is_page else "file_no_workbook"
    text = delimited.decoded(content)
    return TEXT if text is not None and delimited.delimiter(text) is not None else "file_no_workbook"


def _compound_kind(content: bytes) -> str:
    try:
        file = xls_details.CompoundFile(content)
        names = file.names
        if "EncryptedPackage" in names:
            return "file_password"
        if any(name.startswith("_VBA_PROJECT") for name in names):
            return "file_macro"
        if names & {"Workbook", "Book"}:
            return "file_password" if xls_details.has_password(xls_details.workbook_stream(file)) else OLD
    except (ValueError, IndexError, struct.error):
        return "file_broken"
    if "WordDocument" in names:
        return "file_word"
    return "file_slides" if "PowerPoint Document" in names else "file_no_workbook"


def _zip_kind(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if any(entry.flag_bits & 1 for entry in archive.infolist()):
                return "file_password"
            if "content.xml" in names:
                return _open_kind(archive)
    except NO_ARCHIVE:
        return "file_broken"
    if "xl/vbaProject.bin" in names:
        return "file_macro"
    if "xl/workbook.bin" in names:
        return "file_binary_workbook"
    for folder, kind in (("xl/", NEW), ("word/", "file_word"), ("ppt/", "file_slides")):
        if any(name.startswith(folder) for name in names):
            return kind
    if "Index/Document.iwa" in names or "Index.zip" in names:
        return "file_numbers"
    if "OFD.xml" in names:
        return "file_pdf"
    holds_tables = any(name.lower().endswith((".xlsx", ".xls", ".et", ".ods", ".csv")) for name in names)
    return "file_archive" if holds_tables else "file_no_workbook"


def _open_kind(archive: zipfile.ZipFile) -> str:
    """OPEN for an OpenDocument spreadsheet. One without the part that says what it is is taken for one."""
    names = archive.namelist()
    if "META-INF/manifest.xml" in names:
        with archive.open("META-INF/manifest.xml") as part:
            if b"encryption-data" in part.read(1_000_000):
                return "file_password"
    if "mimetype" in names:
        with archive.open("mimetype") as part:
            kind = part.read(200)
        if b"opendocument.text" in kind:
            return "file_word"
        if b"opendocument.presentation" in kind:
            return "file_slides"
    return OPEN
