"""How an official paper looks (GB/T 9704): its paragraph styles, as data. Fonts are named, not shipped."""

from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

SONG, BODY, KAI, BLACK, TITLE = "宋体", "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体"
LATIN = "Times New Roman"
RED = "C00000"
# What Word takes where a font is not installed.
INSTEAD = {BODY: "仿宋", KAI: "楷体", TITLE: "华文中宋"}


@dataclass(frozen=True)
class Look:
    """A paragraph style; sizes and spaces in points. `line` 0: as high as the text. `indent`: characters."""

    mark: str  # of the template's lines; empty for what is no line of it
    style_id: str
    name: str
    font: str = BODY
    size: float = 16
    line: float = 28
    align: str = "both"
    indent: int = 0
    before: float = 0
    after: float = 0
    color: str = ""
    spread: float = 0  # between characters
    is_kept: bool = False  # on the page of what follows
    rule: str = ""  # colour of a rule below
    tabs: tuple[tuple[str, float], ...] = ()  # alignment and place in millimetres
    outline: int | None = None
    tab: str = "<w:tab/>"  # what a tab in the template is
    lead: str = ""  # the font of a paragraph's first sentence, where it has another
    bold: bool = False
    new_page: bool = False


TEXT_MM, SHORT_MM = 156.0, 168.0  # a line of a page; of one that holds a whole short paper
LINE = 28.95  # points: 22 lines in the 225 mm of a page's text (GB/T 9704)
_CLOSER = -0.25  # points: 28 characters of 16 points in the 156 mm of a line
_LONGEST_LEAD = 24  # characters; a longer first sentence is text

LOOKS = (
    Look("", "Normal", "Normal", line=LINE),
    Look("演示", "Sample", "演示数据", BLACK, 12, 0, "center", color=RED, bold=True),
    Look("红头", "Bulletin", "简报名称", TITLE, 54, 0, "center", color=RED, spread=10, after=10),
    Look("期号", "Issue", "期号", line=LINE, align="center", after=4),
    Look("印发", "IssuedBy", "印发单位与日期", line=LINE, align="left", tabs=(("right", 156),), rule=RED),
    Look("数据", "DataLine", "数据说明", size=10.5, line=16, align="center", before=4),
    Look("标题", "Title", "Title", TITLE, 22, 34, "center", before=14, after=12, is_kept=True, tab="<w:br/>"),
    Look("主送", "Addressees", "主送机关", line=LINE, spread=_CLOSER, align="left", is_kept=True),
    Look("正文", "BodyText", "Body Text", line=LINE, spread=_CLOSER, indent=2),
    Look("短文", "ShortText", "短文", size=12, line=20, indent=2),
    Look("一级", "Heading1", "heading 1", BLACK, line=LINE, spread=_CLOSER, indent=2, is_kept=True, outline=0),
    Look("二级", "Heading2", "heading 2", KAI, line=LINE, spread=_CLOSER, indent=2, is_kept=True, outline=1),
    Look("条", "Item", "条目", line=LINE, spread=_CLOSER, indent=2, lead=KAI),
    Look("表题", "TableTitle", "表题", BLACK, 12, 20, "center", before=4, is_kept=True),
    Look("附注", "AnnexNote", "附件说明", line=LINE, spread=_CLOSER, indent=2, before=LINE, is_kept=True),
    Look("附注续", "AnnexNoteMore", "附件说明(续)", line=LINE, spread=_CLOSER, indent=5, is_kept=True),
    Look("附件", "AnnexMark", "附件标记", BLACK, line=LINE, spread=_CLOSER, align="left", is_kept=True, new_page=True),
    Look("附件题", "AnnexTitle", "附件标题", TITLE, 22, 34, "center", after=4, is_kept=True),
    Look("附表", "AnnexTable", "附表标题", BLACK, 14, 26, "left", before=8, after=4, is_kept=True, outline=1),
    Look("表注", "TableNote", "表注", size=10.5, line=16, before=4, after=4),
    Look("口径", "Basis", "口径", size=12, line=20, indent=2, lead=BLACK),
    Look("", "TableText", "表格文字", size=10.5, line=14, align="left"),
    Look("", "TableHeading", "表头文字", BLACK, 10.5, 14, "center", is_kept=True),
    Look("", "ImprintText", "版记", size=14, line=24, align="left"),
    Look("", "Header", "header", SONG, 9, 12, "left"),
    Look("", "Footer", "footer", SONG, 14, 0, "left"),
)
STYLE_OF = {look.mark: look for look in LOOKS if look.mark}


def styles_xml(namespace: str) -> str:
    """The children of w:styles: defaults, one style for each look, and the table's borders."""
    return (
        f"<w:styles {namespace}><w:docDefaults><w:rPrDefault><w:rPr>{fonts(BODY)}"
        '<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr>'
        "</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        f"{''.join(map(_style, LOOKS))}{_TABLE_STYLES}</w:styles>"
    )


def fonts(font: str, *, is_ambiguous: bool = False) -> str:
    """w:rFonts: Chinese in a font, Latin letters and digits in Times. `is_ambiguous`: quotes and dashes are Chinese."""
    hint = ' w:hint="eastAsia"' if is_ambiguous else ""
    east, latin = quoteattr(font), quoteattr(LATIN)
    return f"<w:rFonts w:ascii={latin} w:hAnsi={latin} w:eastAsia={east} w:cs={latin}{hint}/>"


def _style(look: Look) -> str:
    is_normal = look.style_id == "Normal"
    based = "" if is_normal else '<w:basedOn w:val="Normal"/>'
    default = ' w:default="1"' if is_normal else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{look.style_id}"><w:name w:val="{look.name}"/>{based}'
        f"<w:qFormat/><w:pPr>{_paragraph(look)}</w:pPr><w:rPr>{_run(look)}</w:rPr></w:style>"
    )


def _paragraph(look: Look) -> str:
    """In the order that the schema prescribes."""
    tabs = "".join(f'<w:tab w:val="{align}" w:pos="{twips_of_mm(place)}"/>' for align, place in look.tabs)
    spacing = f'<w:spacing w:before="{round(look.before * 20)}" w:after="{round(look.after * 20)}"'
    line = f' w:line="{round(look.line * 20)}" w:lineRule="exact"' if look.line else ' w:line="240" w:lineRule="auto"'
    chars = f'w:firstLineChars="{look.indent * 100}" w:firstLine="{round(look.indent * look.size * 20)}"'
    rule = f'<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="6" w:color="{look.rule}"/></w:pBdr>'
    return "".join((
        "<w:keepNext/>" if look.is_kept else "",
        "<w:pageBreakBefore/>" if look.new_page else "",
        # A page has its 22 lines; official papers know no widows.
        '<w:widowControl w:val="0"/>' if look.style_id in ("TableText", "BodyText", "Item") else "",
        rule if look.rule else "",
        f"<w:tabs>{tabs}</w:tabs>" if tabs else "",
        "" if look.line == LINE else '<w:snapToGrid w:val="0"/>',
        f"{spacing}{line}/>",
        f"<w:ind {chars}/>" if look.indent else "",
        f'<w:jc w:val="{look.align}"/>',
        "" if look.outline is None else f'<w:outlineLvl w:val="{look.outline}"/>',
    ))  # fmt: skip


def _run(look: Look) -> str:
    return "".join((
        fonts(look.font),
        "<w:b/>" if look.bold else "",
        f'<w:color w:val="{look.color}"/>' if look.color else "",
        f'<w:spacing w:val="{round(look.spread * 20)}"/>' if look.spread else "",
        f'<w:sz w:val="{round(look.size * 2)}"/><w:szCs w:val="{round(look.size * 2)}"/>',
    ))  # fmt: skip


def parted(look: Look, text: str) -> tuple[str, str]:
    """A paragraph's first sentence, where its style sets that apart, and the rest."""
    lead, stop, rest = text.partition("。")
    return (lead + stop, rest) if look.lead and rest and len(lead) <= _LONGEST_LEAD else ("", text)


def twips_of_mm(millimetres: float) -> int:
    """Twentieths of a point."""
    return round(millimetres * 1440 / 25.4)


_EDGES = "".join(
    f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="404040"/>'
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_TABLE_STYLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority '
    'w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
    f"<w:tblPr><w:tblBorders>{_EDGES}</w:tblBorders></w:tblPr></w:style>"
)
