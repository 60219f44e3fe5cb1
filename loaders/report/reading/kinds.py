"""Which reader a file needs, by its bytes and never by its name."""

import io
import zipfile

from loaders.files.file_kind import NEW, OLD, OPEN, file_kind
from loaders.files.limits import UNPACKED_MEGABYTES
from loaders.report.reading.refusals import LINES, TEXT_MEGABYTES, Unreadable
from loaders.report.source import Line, Source

_REFUSED = {
    "file_empty": "文件是空的,请核对后再试。",
    "file_password": "文件有密码,请取消密码保护后再试。",
    "file_macro": "文件含有宏,请另存为不含宏的 .docx 或 .xlsx 后再试。",
    "file_broken": "文件已损坏,打不开,请用 Word 或 WPS 另存后再试。",
    "file_picture": "文件是图片,没有文字,请先用文字识别(OCR)软件转换,或改用 Word 版。",
    "file_slides": "文件是演示文稿,请把正文另存为 .docx 或 .txt 后再试。",
    **dict.fromkeys((OPEN, "file_binary_workbook", "file_xml"), "请用 Excel 或 WPS 把文件另存为 .xlsx 后再试。"),
    "file_archive": "文件是压缩包,请解压后只上传其中的报告。",
    OLD: "文件是旧版 .xls,请另存为 .xlsx 后再试。",
}
_OLD_WORD = "文件是旧版 Word(.doc),请用 Word 或 WPS 另存为 .docx 后再试。"


def lines_of(content: bytes, file_name: str, first_page: int = 0) -> Source:
    """The lines of a file of any kind; of a PDF so many pages from `first_page` on. Raises Unreadable."""
    kind = file_kind(content)
    pages = None
    unread: list[str] = []
    if kind == "file_pdf":
        from loaders.report.reading.pdf import pdf_lines  # each reader's library is loaded where it is needed

        lines, pages, unread = pdf_lines(content, first_page)
    elif kind == "file_word" and content.startswith(b"PK"):
        from loaders.report.reading.words import word_lines

        _check_size(content)
        lines = word_lines(content)
    elif kind == "file_word":
        raise Unreadable(_OLD_WORD)
    elif kind == NEW:
        from loaders.report.reading.sheets import workbook_lines

        _check_size(content)
        lines, unread = workbook_lines(content)
    elif kind in _REFUSED:
        raise Unreadable(_REFUSED[kind])
    else:
        lines = _text_or_page(content, kind)
    if not first_page and not any(line.text or line.cells for line in lines):
        raise Unreadable(_REFUSED["file_empty"])
    if len(lines) > LINES:
        raise Unreadable(f"文件有{len(lines)}行,超过{LINES}行的上限,请只保留工作安排和附件部分。")
    return Source(file_name, tuple(lines), pages, kind == NEW, tuple(unread))


def _text_or_page(content: bytes, kind: str) -> list[Line]:
    from loaders.report.reading.texts import decoded, text_lines

    if len(content) > TEXT_MEGABYTES * 1_000_000:
        raise Unreadable(f"文件超过{TEXT_MEGABYTES}MB,请只保留工作安排和附件部分。")
    start = content[:3000].lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").lower()
    if kind == "file_html" or (
        start.startswith(b"<") and (b"<html" in start or b"<p" in start or b"<div" in start or b"<table" in start)
    ):
        from loaders.report.reading.web import page_lines

        return page_lines(content)
    return text_lines(decoded(content))


def _check_size(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            megabytes = sum(entry.file_size for entry in archive.infolist()) / 1_000_000
    except zipfile.BadZipFile:
        raise Unreadable(_REFUSED["file_broken"]) from None
    if megabytes > UNPACKED_MEGABYTES:
        raise Unreadable(f"文件展开后有{round(megabytes)}MB,超过{UNPACKED_MEGABYTES}MB的上限。")
