"""The parts of an .xlsx and how they hang together (ECMA-376 part 2). What nobody changes stays, to the byte."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from loaders.files import open_xml
from loaders.files.limits import NO_ARCHIVE, UNPACKED_MEGABYTES
from loaders.files.packing import Dated

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WORKBOOK = "xl/workbook.xml"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATION_TYPE = LINK[1:-1]
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CONTENT_TYPES = "[Content_Types].xml"


def sayable(text: str) -> str:
    """A text without what XML cannot say."""
    return _NO_XML.sub("", text)


class Package:
    """A workbook's parts by name. Raises ValueError for one that is none."""

    def __init__(self, content: bytes) -> None:
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                if sum(entry.file_size for entry in archive.infolist()) > UNPACKED_MEGABYTES * 1_000_000:
                    raise ValueError("too large")
                self.was_strict = open_xml.is_strict(archive.read(WORKBOOK))
                if self.was_strict:
                    content = open_xml.as_transitional(archive)
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                self._parts = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
        except NO_ARCHIVE as error:
            raise ValueError(f"a part is damaged: {error}") from None
        self._trees: dict[str, Any] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    @property
    def names(self) -> list[str]:
        """The names of all parts."""
        return list(self._parts)

    def bytes_of(self, name: str) -> bytes:
        """A part as it stands, changes included."""
        if name in self._trees:
            tree = self._trees[name].getroottree()
            self._parts[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        return self._parts[name]

    def put(self, name: str, content: bytes) -> None:
        """Add or replace a part."""
        self._trees.pop(name, None)
        self._parts[name] = content

    def tree(self, name: str) -> Any:
        """A part's root element; what is changed in it is saved. Raises ValueError where it is no XML."""
        if name not in self._trees:
            self._trees[name] = self._parsed(name)
        return self._trees[name]

    def _parsed(self, name: str) -> Any:
        """A part's root element to look at, or the one that is being changed."""
        if name in self._trees:
            return self._trees[name]
        try:
            return etree.fromstring(self._parts[name], etree.XMLParser(resolve_entities=False, no_network=True))
        except (KeyError, etree.XMLSyntaxError) as error:
            raise ValueError(f"{name}: {error}") from None

    def saved(self) -> bytes:
        """The workbook."""
        buffer = io.BytesIO()
        with Dated(buffer) as made:
            for name in sorted(self._parts, key=lambda name: name != _CONTENT_TYPES):
                made.writestr(name, self.bytes_of(name))
        return buffer.getvalue()

    def related(self, name: str, kind: str) -> Iterator[tuple[str, str]]:
        """Id and part of everything of a kind (comments, vmlDrawing, worksheet …) that a part leads to."""
        relations = _relations_of(name)
        if relations not in self._parts:
            return
        for one in self._parsed(relations).iterfind(f"{_RELATIONS}Relationship"):
            if one.get("Type", "").rpartition("/")[2] == kind and one.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", posixpath.dirname(name), one.get("Target", "")))
                yield one.get("Id", ""), target.lstrip("/")

    def relate(self, name: str, kind: str, target: str) -> str:
        """Lead from a part to another one; the new id."""
        relations = _relations_of(name)
        if relations not in self._parts:
            self.put(relations, f'<Relationships xmlns="{_RELATIONS[1:-1]}"/>'.encode())
        root = self.tree(relations)
        taken = {one.get("Id") for one in root}
        number = next(n for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        etree.SubElement(
            root, f"{_RELATIONS}Relationship", Id=f"rId{number}", Type=f"{_RELATION_TYPE}/{kind}", Target=f"/{target}"
        )
        return f"rId{number}"

    def drop(self, name: str, link: str) -> None:
        """Take back that a part leads to another one, and that other part."""
        root = self.tree(_relations_of(name))
        for one in root.findall(f"{_RELATIONS}Relationship"):
            if one.get("Id") == link:
                target = posixpath.normpath(posixpath.join("/", posixpath.dirname(name), one.get("Target", "")))
                root.remove(one)
                for gone in (target.lstrip("/"), _relations_of(target.lstrip("/"))):
                    self._parts.pop(gone, None)
                    self._trees.pop(gone, None)
                for typed in self.tree(_CONTENT_TYPES).findall(f"{_TYPES}Override"):
                    if typed.get("PartName") == target:
                        typed.getparent().remove(typed)

    def declare(self, name: str, content_type: str) -> None:
        """Say what a new part is."""
        etree.SubElement(self.tree(_CONTENT_TYPES), f"{_TYPES}Override", PartName=f"/{name}", ContentType=content_type)

    def declare_all(self, extension: str, content_type: str) -> None:
        """Say what all parts with an extension are, where nobody has."""
        root = self.tree(_CONTENT_TYPES)
        if not any(one.get("Extension", "").lower() == extension for one in root.iterfind(f"{_TYPES}Default")):
            root.insert(0, root.makeelement(f"{_TYPES}Default", Extension=extension, ContentType=content_type))

    def free_name(self, pattern: str) -> str:
        """The first name of a pattern with {} that no part bears."""
        return next(name for n in range(1, 100_000) if (name := pattern.format(n)) not in self._parts)

    def sheet_list(self) -> Any:
        """The element that lists the sheets, to change. Raises ValueError where there is none."""
        found = self.tree(WORKBOOK).find(f"{MAIN}sheets")
        if found is None:
            raise ValueError(f"{WORKBOOK}: no sheets")
        return found

    def sheets(self) -> dict[str, str]:
        """Every worksheet's name and part, in order."""
        parts = dict(self.related(WORKBOOK, "worksheet"))
        listed = self._parsed(WORKBOOK).iterfind(f"{MAIN}sheets/{MAIN}sheet")
        return {one.get("name", ""): part for one in listed if (part := parts.get(one.get(f"{LINK}id"))) in self._parts}


def _relations_of(name: str) -> str:
    folder, _, file = name.rpartition("/")
    return posixpath.join(folder, "_rels", f"{file}.rels")
