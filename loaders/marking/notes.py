"""Comments of a worksheet: its part with the texts and its drawing with the boxes (VML), beside what is theirs.

A threaded comment has its place in both as well; it is left alone, since Excel would write our words over.
"""

import re
from typing import Any

from lxml import etree

from loaders.marking.package import LINK, MAIN, Package

AUTHOR = "目标进展系统"
SEPARATOR = "\n——问题标注——\n"  # between a comment of theirs and ours
_THREADED = re.compile(r"tc=\{")
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_SHAPE = re.compile(rb"<v:shape\b(?:(?!</v:shape>).)*</v:shape>", re.S)
_ID = re.compile(rb"_x0000_s(\d{1,9})")
_EMPTY = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    b' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    b"</o:shapelayout></xml>"
)
_KIND = (
    '<v:shapetype xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_BOX = (
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{id}" type="#_x0000_t202"'
    ' style="position:absolute;width:240pt;height:90pt;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div>'
    "</v:textbox>"
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{left},15,{top},2,{right},31,'
    "{bottom},1</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
    "</x:ClientData></v:shape>"
)
# What may stand behind legacyDrawing in a worksheet, in the order of the schema.
_BEHIND = ("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts",
           "extLst")  # fmt: skip

Place = tuple[int, int]


class Notes:
    """The comments of one worksheet."""

    def __init__(self, package: Package, sheet_part: str) -> None:
        self._package, self._sheet = package, sheet_part
        self._part = next((part for _, part in package.related(sheet_part, "comments") if part in package), None)
        self._by_cell: dict[str, Any] = {}
        if self._part is not None:
            for one in package.tree(self._part).iterfind(f"{MAIN}commentList/{MAIN}comment"):
                self._by_cell[one.get("ref", "")] = one
        self._new: list[Place] = []
        self._gone: set[Place] = set()

    def add(self, address: str, place: Place, text: str) -> bool:
        """Say something at a cell; False where a threaded comment of theirs has the place."""
        theirs = self._by_cell.get(address)
        if theirs is not None:
            if _THREADED.match(self._author(theirs)):
                return False
            box = theirs.find(f"{MAIN}text")
            if box is None:
                box = etree.SubElement(theirs, f"{MAIN}text")
            _say(etree.SubElement(box, f"{MAIN}r"), SEPARATOR + text)
            return True
        root = self._comments()
        made = etree.SubElement(
            root.find(f"{MAIN}commentList"), f"{MAIN}comment", ref=address, authorId=str(self._our_number(root))
        )
        _say(etree.SubElement(etree.SubElement(made, f"{MAIN}text"), f"{MAIN}r"), text)
        self._by_cell[address] = made
        self._new.append(place)
        return True

    def take_back(self, places: dict[str, Place]) -> None:
        """Remove what we said before, at any cell; `places`: of the cells by their addresses."""
        for address, one in list(self._by_cell.items()):
            texts = list(one.iter(f"{MAIN}t"))
            whole = "".join(text.text or "" for text in texts)
            if SEPARATOR in whole:
                _cut(texts, whole.index(SEPARATOR))
            elif self._author(one) == AUTHOR:
                one.getparent().remove(one)
                del self._by_cell[address]
                if address in places:
                    self._gone.add(places[address])

    def save(self, root: Any) -> None:
        """Bring the boxes in line with the comments; `root` is the worksheet's."""
        if not self._new and not self._gone:
            return
        drawing = root.find(f"{MAIN}legacyDrawing")
        known = dict(self._package.related(self._sheet, "vmlDrawing"))
        part = known.get(drawing.get(f"{LINK}id")) if drawing is not None else None
        if part is None or part not in self._package:
            part = self._package.free_name("xl/drawings/marks{}.vml")
            self._package.put(part, _EMPTY)
            self._package.declare_all("vml", _VML_TYPE)
            link = self._package.relate(self._sheet, "vmlDrawing", part)
            if drawing is None:
                drawing = root.makeelement(f"{MAIN}legacyDrawing")
                behind = next((one for name in _BEHIND if (one := root.find(f"{MAIN}{name}")) is not None), None)
                root.append(drawing) if behind is None else behind.addprevious(drawing)
            drawing.set(f"{LINK}id", link)
        self._package.put(part, self._boxes(self._package.bytes_of(part)))

    def _boxes(self, vml: bytes) -> bytes:
        if self._gone:
            vml = _SHAPE.sub(lambda found: b"" if _place(found[0]) in self._gone else found[0], vml)
        first = max((int(number) for number in _ID.findall(vml)), default=1024) + 1
        boxes = "" if b"_x0000_t202" in vml else _KIND
        for number, (row, column) in enumerate(self._new, first):
            boxes += _BOX.format(
                id=number, row=row - 1, column=column - 1, left=column, right=column + 4, top=max(row - 2, 0),
                bottom=row + 4,
            )  # fmt: skip
        before, closing, after = vml.rpartition(b"</xml>")
        if not closing:
            before, closing, after = _EMPTY.rpartition(b"</xml>")
        return before + boxes.encode() + closing + after

    def _comments(self) -> Any:
        if self._part is None:
            self._part = self._package.free_name("xl/comments_marks{}.xml")
            empty = f'<comments xmlns="{MAIN[1:-1]}"><authors/><commentList/></comments>'
            self._package.put(self._part, empty.encode())
            self._package.declare(self._part, _TYPE)
            self._package.relate(self._sheet, "comments", self._part)
        return self._package.tree(self._part)

    def _our_number(self, root: Any) -> int:
        authors = root.find(f"{MAIN}authors")
        names = [one.text or "" for one in authors]
        if AUTHOR not in names:
            etree.SubElement(authors, f"{MAIN}author").text = AUTHOR
            names.append(AUTHOR)
        return names.index(AUTHOR)

    def _author(self, comment: Any) -> str:
        names = [one.text or "" for one in self._comments().iterfind(f"{MAIN}authors/{MAIN}author")]
        number = comment.get("authorId", "")
        return names[int(number)] if number.isdecimal() and int(number) < len(names) else ""


def _say(run: Any, text: str) -> None:
    said = etree.SubElement(run, f"{MAIN}t")
    said.text = text
    said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _cut(texts: list[Any], length: int) -> None:
    """Keep so many characters of a comment's runs."""
    for text in texts:
        own = text.text or ""
        text.text = own[: max(length, 0)]
        length -= len(own)
        if length < 0 and not text.text:
            run = text.getparent()
            (run if run.tag == f"{MAIN}r" else text).getparent().remove(run if run.tag == f"{MAIN}r" else text)


def _place(shape: bytes) -> Place | None:
    row, column = (re.search(rb"<x:%s>\s*(\d{1,7})\s*<" % name, shape) for name in (b"Row", b"Column"))
    return (int(row[1]) + 1, int(column[1]) + 1) if row and column else None
