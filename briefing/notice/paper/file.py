"""Styled lines and tables → a Word file, with its own properties. The same input gives the same bytes."""

import io
import itertools
import zipfile
from collections.abc import Callable, Mapping, Sequence

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from briefing.material import Material
from briefing.notice.lines import Line
from briefing.notice.paper import ooxml
from briefing.notice.paper.styles import INSTEAD, STYLE_OF, styles_xml
from briefing.notice.paper.table import Table
from loaders.files.packing import Dated
from metrics.typography import printed

_TABLE, _SECTION = "表格", "分节"
_LONGEST_PROPERTY = 255  # characters; the format sets this
# What a paragraph is given for the sake of the line below it: a note on the annex never stands alone on a page.
_KEPT_BELOW = ("表注",)
_ENDINGS = {_SECTION: "<w:sectPr/>"}
_NO_BREAK = '<w:pageBreakBefore w:val="0"/>'
# What python-docx's own template brings along and no paper has a use for: a picture of an empty page among it, and
# the program that once saved it.
_NOT_OURS = ("stylesWithEffects", "customXml", "thumbnail", "numbering", "extended-properties")


def word_file(
    material: Material,
    title: str,
    written: Sequence[Line],
    tables: Mapping[str, Table],
    set_up: Callable[[WordDocument], None],
) -> bytes:
    """A paper of an edition: its lines, its tables by the names that the template uses, and its pages."""
    document = _with_body(Document(), _body(written, tables))
    _dress(document)
    set_up(document)
    _sign(document, material, title)
    stream = io.BytesIO()
    document.save(stream)
    return _packed(stream.getvalue())


def _body(written: Sequence[Line], tables: Mapping[str, Table]) -> str:
    """The markup of all lines; the one before 分节 ends a section, so that no empty line is left for it."""
    known = {printed(name): table for name, table in tables.items()}
    markup, is_new = [], False
    for line, following in itertools.pairwise([*written, Line(_SECTION, "")]):
        if line.mark == _TABLE:
            markup.append(ooxml.table(known[line.text], is_kept=following.mark in _KEPT_BELOW))
        elif line.mark != _SECTION:
            how = _ENDINGS.get(following.mark, "") if line is not written[-1] else ""
            # The section begins a page of its own.
            markup.append(ooxml.paragraph(STYLE_OF[line.mark], line.text, _NO_BREAK * is_new + how))
        is_new = line.mark == _SECTION
    return "".join(markup)


def _with_body(document: WordDocument, markup: str) -> WordDocument:
    """The same document around another body. Moving elements in one by one takes longer than everything else."""
    document.part._element = parse_xml(
        f"<w:document {nsdecls('w', 'r')}><w:body>{markup}<w:sectPr/></w:body></w:document>"
    )
    whole: WordDocument = document.part.document
    return whole


def _dress(document: WordDocument) -> None:
    """Our styles in the place of the template's, and a name for each font's substitute."""
    styles = document.styles.element
    for style in list(styles):
        styles.remove(style)
    for style in list(parse_xml(styles_xml(ooxml.NAMESPACE))):
        styles.append(style)
    for owner in (document.part.rels, document.part.package.rels):
        for name in [name for name, found in owner.items() if any(word in found.reltype for word in _NOT_OURS)]:
            del owner[name]
    table = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    table._blob = _font_table().encode()


def _font_table() -> str:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in INSTEAD.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {ooxml.NAMESPACE}>{fonts}</w:fonts>'


def _sign(document: WordDocument, material: Material, title: str) -> None:
    """The file's own properties: the edition's, its office's, and nobody's name."""
    edition, properties = material.edition, document.core_properties
    properties.title, properties.subject = printed(title)[:_LONGEST_PROPERTY], edition.name
    properties.author = printed(edition.office)[:_LONGEST_PROPERTY]
    properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.language, properties.revision = "zh-CN", 1
    properties.created = properties.modified = material.made_utc


def _packed(content: bytes) -> bytes:
    """The same file without the moment at which it was packed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, Dated(stream) as target:
        for entry in source.infolist():
            target.writestr(entry.filename, source.read(entry))
    return stream.getvalue()
