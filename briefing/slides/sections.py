"""Sections: the deck's parts by name, in PowerPoint's list of slides and its overview. WPS passes them over."""

import uuid
from typing import Any
from xml.sax.saxutils import quoteattr

from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_LIST = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"  # what PowerPoint calls the list of sections
_ALL = uuid.UUID("6f0f2c2e-0f5b-4b0e-9f5e-3b7d0c9a5115")  # ours, from which each section's own is made


def put_sections(presentation: Any, starts: list[tuple[str, int]]) -> None:
    """Name the parts; each begins at a slide, counted from 0, and ends where the next begins."""
    numbers = [one.get("id") for one in presentation.element.sldIdLst]
    ends = [start for _, start in starts[1:]] + [len(numbers)]
    parts = "".join(
        _section(name, numbers[start:end]) for (name, start), end in zip(starts, ends, strict=True) if start < end
    )
    sections = f'<p14:sectionLst xmlns:p14="{_P14}">{parts}</p14:sectionLst>'
    holder = presentation.element.find(qn("p:extLst"))
    if holder is None:
        holder = parse_xml(f'<p:extLst xmlns:p="{_P}"/>')
        presentation.element.append(holder)
    holder.append(parse_xml(f'<p:ext xmlns:p="{_P}" uri="{_LIST}">{sections}</p:ext>'))


def _section(name: str, numbers: list[str]) -> str:
    own = str(uuid.uuid5(_ALL, name)).upper()
    slides = "".join(f'<p14:sldId id="{number}"/>' for number in numbers)
    return f'<p14:section name={quoteattr(name)} id="{{{own}}}"><p14:sldIdLst>{slides}</p14:sldIdLst></p14:section>'
