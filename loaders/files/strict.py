"""An .xlsx saved as "Strict Open XML": the same parts under other names (ISO/IEC 29500-1 for ECMA-376's)."""

import io
import re
import zipfile

from loaders.files.packing import Dated

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
