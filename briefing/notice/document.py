"""An edition's material → the notice as a Word file. The same edition gives the same bytes."""

import io
import itertools
import zipfile

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from briefing.material import Material
from briefing.notice import ooxml, pages
from briefing.notice.annex import annex_tables
from briefing.notice.counts import count_table
from briefing.notice.facts import facts
from briefing.notice.lines import Line, lines
from briefing.notice.progress import restated_table
from briefing.notice.shortfalls import group_table, groups
from briefing.notice.styles import INSTEAD, STYLE_OF, styles_xml
from briefing.notice.table import Table
from metrics.typography import printed

_TABLE, _SECTION = "表格", "分节"
_LONGEST_PROPERTY = 255  # characters; the format sets this
# What a paragraph is given for the sake of the line below it: a note on the annex never stands alone on a page.
_KEPT_BELOW = ("表注",)
_ENDINGS = {_SECTION: "<w:sectPr/>", "附注": "<w:keepNext/>"}
# What python-docx's own template brings along and the notice has no use for: a picture of an empty page among it.
_NOT_OURS = ("stylesWithEffects", "customXml", "thumbnail", "numbering")


def notice_document(material: Material) -> bytes:
    """The notice of an edition, or of a draft, which says 未定期: head, text, tables and the annex of all items."""
    document = _with_body(Document(), _body(lines(facts(material)), _tables(material)))
    _dress(document)
    pages.set_up(document, material)
    _sign(document, material)
    stream = io.BytesIO()
    document.save(stream)
    return _packed(stream.getvalue())


def _tables(material: Material) -> dict[str, Table]:
    """By the name that the template uses."""
    tables = {"状态": count_table(material), "更正": restated_table(material)}
    first = 1
    for group in groups(material):
        tables[group.table_name] = group_table(group, first)
        first += len(group.rows)
    return tables | {f"附件:{series}": table for series, table in annex_tables(material).items()}


def _body(written: list[Line], tables: dict[str, Table]) -> str:
    """The markup of all lines; the one before 分节 ends a section, so that no empty line is left for it."""
    known = {printed(name): table for name, table in tables.items()}
    markup = []
    for line, following in itertools.pairwise([*written, Line(_SECTION, "")]):
        if line.mark == _TABLE:
            markup.append(ooxml.table(known[line.text], is_kept=following.mark in _KEPT_BELOW))
        elif line.mark != _SECTION:
            look = STYLE_OF[line.mark]
            how = _ENDINGS.get(following.mark, "") if line is not written[-1] else ""
            markup.append(ooxml.paragraph(look.style_id, look.font, line.text, how, tab=look.tab))
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


def _sign(document: WordDocument, material: Material) -> None:
    """The file's own properties: the edition's, and nobody's name."""
    edition, properties = material.edition, document.core_properties
    properties.title, properties.subject = printed(edition.title)[:_LONGEST_PROPERTY], edition.name
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.language, properties.revision = "zh-CN", 1
    properties.created = properties.modified = edition.made_at


def _packed(content: bytes) -> bytes:
    """The same file without the moment at which it was packed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            target.writestr(
                zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0)), source.read(entry), zipfile.ZIP_DEFLATED
            )
    return stream.getvalue()
