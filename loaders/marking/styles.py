"""Cells' looks in xl/styles.xml: the same look as before with another fill, and the looks of the list."""

import copy
from typing import Any

from lxml import etree

from loaders.marking.package import MAIN, WORKBOOK, Package

COLOURS = {"error": "FFF4B6B1", "doubt": "FFFFE08A"}
_NAME = "xl/styles.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_PLAIN = (
    f'<styleSheet xmlns="{MAIN[1:-1]}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="1"><xf/></cellXfs></styleSheet>'
)


class Styles:
    """The looks of one workbook. A look is its number among cellXfs."""

    def __init__(self, package: Package) -> None:
        found = [part for _, part in package.related(WORKBOOK, "styles") if part in package]
        if not found:
            package.put(_NAME, _PLAIN.encode())
            package.relate(WORKBOOK, "styles", _NAME)
            package.declare(_NAME, _TYPE)
        self._root = package.tree(found[0] if found else _NAME)
        self._fills = self._part("fills")
        self._looks = self._part("cellXfs")
        self._made: dict[tuple[Any, ...], int] = {}
        self._at: list[Any] = list(self._looks)

    def coloured(self, look: int, level: str) -> int:
        """A look with the colour of an error or a doubt."""
        colour = COLOURS[level]
        fill = f'<patternFill patternType="solid"><fgColor rgb="{colour}"/><bgColor rgb="{colour}"/></patternFill>'
        return self.filled(look, fill)

    def filled(self, look: int, fill: str) -> int:
        """A look with another fill: a patternFill or gradientFill as written in XML, "" for none."""
        key = ("fill", look, fill)
        if key not in self._made:
            changed = copy.deepcopy(self._at[look]) if look < len(self._at) else self._looks.makeelement(f"{MAIN}xf")
            changed.set("fillId", str(self._fill(fill)))
            changed.set("applyFill", "1")
            self._made[key] = self._add(changed)
        return self._made[key]

    def fill_of(self, look: int) -> str:
        """The fill of a look, as written in XML; "" where it has none."""
        number = self._at[look].get("fillId", "0") if look < len(self._at) else "0"
        fills = list(self._fills)
        if not number.isdecimal() or not 0 < int(number) < len(fills) or not len(fills[int(number)]):
            return ""
        return str(etree.tostring(fills[int(number)][0], encoding="unicode", with_tail=False))

    def text(self, *, size: int = 11, heading: bool = False, wrapped: bool = False, link: bool = False) -> int:
        """A look of the list."""
        key = ("text", size, heading, wrapped, link)
        if key not in self._made:
            fonts = self._part("fonts")
            marks = '<u/><sz val="{}"/><color rgb="FF1F5FA8"/>' if link else '<sz val="{}"/>'
            name = "黑体" if heading else "宋体"
            fonts.append(_element(f'<font>{marks.format(size)}<name val="{name}"/></font>'))
            _counted(fonts)
            wrap = ' wrapText="1"' if wrapped else ""
            look = _element(
                f'<xf numFmtId="0" fontId="{len(fonts) - 1}" fillId="0" borderId="0" xfId="0" applyFont="1"'
                f' applyAlignment="1"><alignment vertical="center"{wrap}/></xf>'
            )
            self._made[key] = self._add(look)
        return self._made[key]

    def _add(self, look: Any) -> int:
        self._looks.append(look)
        self._at.append(look)
        _counted(self._looks)
        return len(self._at) - 1

    def _fill(self, fill: str) -> int:
        if not fill:
            return 0
        key = ("fills", fill)
        if key not in self._made:
            made = _element("<fill/>")
            made.append(_element(fill))
            self._fills.append(made)
            _counted(self._fills)
            self._made[key] = len(self._fills) - 1
        return self._made[key]

    def _part(self, name: str) -> Any:
        found = self._root.find(f"{MAIN}{name}")
        if found is None:
            raise ValueError(f"styles without {name}")
        return found


def is_fill(text: str) -> bool:
    """Whether a text is a fill as written in XML."""
    try:
        root = etree.fromstring(text, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return False
    return root.tag in (f"{MAIN}patternFill", f"{MAIN}gradientFill")


def _element(text: str) -> Any:
    name = text[1 : min(text.find(sign) for sign in (" ", ">", "/") if sign in text)]
    spaced = text if "xmlns" in text else text.replace(name, f'{name} xmlns="{MAIN[1:-1]}"', 1)
    return etree.fromstring(spaced, etree.XMLParser(resolve_entities=False, no_network=True))


def _counted(parts: Any) -> None:
    parts.set("count", str(len(parts)))
