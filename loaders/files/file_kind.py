"""What a file is, by its bytes and never by its name. Only the reading process opens one."""

import io
import struct
import zipfile

from loaders.files import xls_details

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
NEW, OLD = "xlsx", "xls"


def file_kind(content: bytes) -> str:
    """NEW or OLD for a workbook to read, or the id of the issue that says what the file is instead."""
    if not content.strip(b"\x00 \r\n\t"):
        return "file_empty"
    if content.startswith(xls_details.MAGIC):
        return _compound_kind(content)
    if content.startswith(b"%PDF"):
        return "file_pdf"
    if content.startswith(_PICTURES):
        return "file_picture"
    if not content.startswith(b"PK"):
        start = content[:2000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
        is_markup = start.startswith((b"<", b"mime-version")) and any(
            word in start for word in (b"html", b"<table", b"excel", b"multipart")
        )
        return "file_html" if is_markup else "file_no_workbook"
    return _zip_kind(content)


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
    except zipfile.BadZipFile:
        return "file_broken"
    if "xl/vbaProject.bin" in names:
        return "file_macro"
    if "xl/workbook.bin" in names:
        return "file_binary_workbook"
    for folder, kind in (("xl/", NEW), ("word/", "file_word"), ("ppt/", "file_slides")):
        if any(name.startswith(folder) for name in names):
            return kind
    return "file_ods" if "content.xml" in names else "file_no_workbook"
