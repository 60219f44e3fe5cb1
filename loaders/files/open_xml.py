"""An .xlsx's parts that openpyxl does not read: its text boxes; all of one saved as "Strict Open XML", which has the
same parts under other names (ISO/IEC 29500-1 for ECMA-376's)."""

import io
import posixpath
import re
import zipfile
from typing import Any

from openpyxl.packaging.relationship import get_rels_path
from openpyxl.xml.functions import fromstring

from loaders.files.packing import Dated

_WORKBOOK = "xl/workbook.xml"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DRAWING = "/drawing"  # how the type of what leads to a drawing ends
_OURS = b"http://schemas.openxmlformats.org/"
_STRICT = b"http://purl.oclc.org/ooxml/"
# What is not simply the same path under the other host, with /2006.
_ODD = {
    b"officeDocument/customXml": b"officeDocument/2006/customXml",
    b"officeDocument/docPropsVTypes": b"officeDocument/2006/docPropsVTypes",
    b"officeDocument/extendedProperties": b"officeDocument/2006/extended-properties",
    b"officeDocument/relationships/extendedProperties": b"officeDocument/2006/relationships/extended-properties",
    b"officeDocument/relationships/metadata/core-properties": b"package/2006/relationships/metadata/core-properties",
    b"officeDocument/relationships/customProperties": b"officeDocument/2006/relationships/custom-properties",
    b"officeDocument/customProperties": b"officeDocument/2006/custom-properties",
}
_NAME = re.compile(rb"http://purl\.oclc\.org/ooxml/([A-Za-z/-]+)")


def is_strict(workbook_part: bytes) -> bool:
    """Whether a workbook's main part uses the strict names."""
    return _STRICT in workbook_part[:4000]


def as_transitional(archive: zipfile.ZipFile) -> bytes:
    """The same workbook under the names that programs know. Nothing grows: the names are of about one length.

    Raises what reading a broken archive raises.
    """
    buffer = io.BytesIO()
    with Dated(buffer, compression=zipfile.ZIP_STORED) as made:
        for name in dict.fromkeys(archive.namelist()):
            part = archive.read(name)
            if name.endswith((".xml", ".rels", ".vml")):
                part = _NAME.sub(_known, part)
            made.writestr(name, part)
    return buffer.getvalue()


def _known(found: re.Match[bytes]) -> bytes:
    first, _, rest = found[1].partition(b"/")  # spreadsheetml/main, officeDocument/relationships/worksheet
    return _OURS + _ODD.get(found[1], first + b"/2006/" + rest)


def text_boxes(archive: zipfile.ZipFile) -> dict[str, list[str]]:
    """Sheet → the paragraphs of its text boxes, where it has any. Raises what reading a broken archive raises."""
    if not any(name.startswith("xl/drawings/") for name in archive.namelist()):
        return {}
    linked = _linked(archive, _WORKBOOK)
    found = {}
    for sheet in fromstring(archive.read(_WORKBOOK)).iter(f"{_MAIN}sheet"):
        part = linked.get(sheet.get(_ID), ("", ""))[0]
        drawings = [target for target, kind in _linked(archive, part).values() if kind.endswith(_DRAWING)]
        texts = [text for target in drawings for text in _paragraphs(fromstring(archive.read(target)))]
        if texts:
            found[sheet.get("name")] = list(dict.fromkeys(texts))  # what older programs see stands there twice
    return found


def _linked(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """What a part leads to: id → the other part, and of what type it is."""
    rels = get_rels_path(part)
    if rels not in archive.namelist():
        return {}
    found = {}
    for one in fromstring(archive.read(rels)):
        target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), one.get("Target", ""))).lstrip("/")
        if one.get("TargetMode") != "External":
            found[one.get("Id")] = target, one.get("Type", "")
    return found


def _paragraphs(drawing: Any) -> list[str]:
    texts = ("".join(run.text or "" for run in one.iter(f"{_DRAWN}t")) for one in drawing.iter(f"{_DRAWN}p"))
    return [text for text in texts if text.strip()]
