"""The rows of figures below a header: items with their sections, sums apart; no notes, no header again."""

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from loaders.files.workbook import Cell, Sheet, column_letters
from loaders.issues import Issue, issue
from loaders.table.asking import Chosen
from loaders.table.headings.finding import headings_of, is_header_again
from loaders.table.headings.header import Header
from loaders.table.headings.names import tells_growth
from loaders.table.headings.plain import plain_heading
from loaders.table.headings.rows import is_note, numbers_columns
from loaders.table.headings.spans import FIGURES
from loaders.table.layout import NAMES
from loaders.table.shapes.by_kind import is_growth_of
from loaders.table.shapes.groups import PLACES, is_ours, is_section_of_others
from loaders.table.shapes.parts import parts_of_the_whole

EARLIER = "earlier"  # a cell of ItemRow.cells: the cumulative of an earlier month, beside the one that counts
_TOTAL = re.compile(r"(?:.*(?:小计|合计|总计|共计)|累计|平均)[:：]?")
_TOWNS = re.compile(r"各?(?:乡镇|镇乡|镇街|街镇|镇|乡|街道)(?:\(?(?:街道|乡镇|街)\)?)?(?:名称)?")
_UNIT_LINE = re.compile(r"[(\[【]?(?:计量|金额|数据)?单位[:为][^()\[\]【】:]{1,12}[)\]】]?")
_SECTION = re.compile(r"(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）])\S*")


@dataclass(frozen=True)
class ItemRow:
    """One row of figures: its cells by field.

    `shared`: the cell of its figure where that is merged over several rows or columns of figures.
    """

    sheet: str
    number: int
    cells: dict[str, Cell]
    section: str = ""
    is_hidden: bool = False
    is_growth: bool = False  # the heading of its figure says 增速
    part: str = ""  # of the `parts` of a row (amount, growth, stage, what it measures else) the one that its figure is
    parts: frozenset[str] = frozenset()
    clash: str = ""  # the cell that may be its figure as well
    shared: str = ""
    addends: tuple[Cell, ...] = ()  # of the quarters and months that make up its figure
    others: tuple[tuple[Cell, str], ...] = ()  # the figure's cells in further columns, with the unit in their heading
    columns: Mapping[str, int] = field(default_factory=dict)  # of the fields, those that this row leaves empty too

    def address(self, name: str) -> str:
        """The cell of a field, empty or not; the row's first where the sheet has no such column."""
        cell, column = self.cells.get(name), self.columns.get(name)
        if cell is None and column is not None:
            return f"{column_letters(column)}{self.number}"
        return (cell or next(iter(self.cells.values()))).address

    @property
    def is_beside(self) -> bool:
        """Whether its figure stands beside the one that the row is of."""
        return self.part not in ("", "amount")

    @property
    def named_by(self) -> Cell:
        """The cell that names the row."""
        return next(self.cells[name] for name in ("code", "measure", "item") if name in self.cells)

    @property
    def name(self) -> str:
        """What names the row: its measure, else its item, else its code."""
        return self.text("measure") or self.text("item") or self.text("code")

    def text(self, name: str) -> str:
        """The text of a field; empty where it holds nothing."""
        cell = self.cells.get(name)
        return "" if cell is None else cell.text.strip()


def rows_of(columns: Chosen) -> tuple[list[ItemRow], list[ItemRow]]:
    """The rows of figures under a header, each with the section that it stands in; and those that add others up.

    | 序号 | 民生实事 | 指标 | 本月累计 |   header
    | 甲   | 乙       | 丙   | 1        |   numbers its columns
    | 一、交通出行                       |   section
    | 2    | 路口改造 | 路口 | 60       |   a row
    |      |          | 设备 | 28       |   a row of the item above
    | 小计 |          |      | 88       |   sum
    | 注:截至10月底                      |   note
    """
    rows: list[ItemRow] = []
    sums: list[ItemRow] = []
    section, header, sheet = "", columns.header, columns.sheet
    headings, addends = headings_of(header), parts_of_the_whole(header)
    for number in range(header.last + 1, sheet.last_row + 1):
        own = sheet.row(number)
        if not own or is_note(own) or numbers_columns(own) or is_header_again(own, headings):
            continue
        if named := _section(sheet, own):
            section = named
            continue
        row = _item_row(columns, addends, number, section)
        if row is None or _is_sum(row):
            sums += [row] if row and _is_sum(row) else []
            continue
        if "code" not in row.cells and "value" not in row.cells and _SECTION.fullmatch(own[0].text.strip()):
            section = own[0].text.strip()
            continue
        if rows and _is_same(row, rows[-1]):
            continue
        if rows and is_growth_of(row.cells, rows[-1].cells, header.sought.layout_name):
            rows[-1] = replace(rows[-1], cells={**rows[-1].cells, "growth": row.cells["value"]})
            continue
        rows.append(_continued(row, rows))
    return _with_shared(columns, rows), sums


def _section(sheet: Sheet, own: list[Cell]) -> str:
    """The section that a row begins: one text alone, numbered or spread over several columns; else empty.

    | 一、交通出行 |        |            |
    | 二、争取资金 |        | 单位:万元 |   and what its rows are measured in
    """
    texts = {cell.text.strip() for cell in own} - {""}
    if len(own) < 3 and _UNIT_LINE.fullmatch(unicodedata.normalize("NFKC", own[-1].text).strip()):
        return " ".join(cell.text.strip() for cell in own)
    first, (_, left, _, right) = own[0].text.strip(), sheet.merged_at(own[0].row, own[0].column)
    return first if len(texts) == 1 and (_SECTION.fullmatch(first) or right - left >= 2) else ""


def _item_row(columns: Chosen, addends: tuple[int, ...], number: int, section: str) -> ItemRow | None:
    """The cells of a row by field; None where nothing names it.

    | (2 merged down) | (路口改造 merged down) | 设备 | 28 |   with the 2 and the 路口改造 of the row above
    """
    header, sheet = columns.header, columns.sheet
    named = {**columns.by_field, **({EARLIER: columns.value.earlier[0]} if columns.value.earlier else {})}
    cells = {
        name: _numbered(cell) if name == "item_no" else cell
        for name, column in named.items()
        if (cell := sheet.at(number, column)) is not None and (cell.kind != "text" or cell.text.strip())
    }
    others = [
        (cell, header.meanings[one].unit) for one in columns.value.others if (cell := sheet.at(number, one)) is not None
    ]
    if NAMES.isdisjoint(cells) and not _TOTAL.fullmatch(_bare(cells.get("item_no"))):
        return None
    is_growth = tells_growth(header.keys.get(columns.by_field.get("value", 0), ""))
    return ItemRow(
        sheet.name, number, cells, section, number in sheet.hidden_rows, is_growth, others=tuple(others),
        addends=tuple(cell for column in addends if (cell := sheet.at(number, column)) is not None),
        columns=columns.by_field,
    )  # fmt: skip


def _numbered(cell: Cell) -> Cell:
    """A number of an item that Excel made a date of: 2-1, not 2月1日."""
    if not isinstance(cell.value, dt.date):
        return cell
    return replace(cell, value=f"{cell.value.month}-{cell.value.day}", kind="text")


def _is_sum(row: ItemRow) -> bool:
    """Whether a row adds others up.

    | 小计 |  |  | 88 |
    """
    return any(_TOTAL.fullmatch(_bare(row.cells.get(name))) for name in ("item_no", *NAMES))


def _bare(cell: Cell | None) -> str:
    return "" if cell is None else re.sub(r"\s", "", cell.text)


def _is_same(row: ItemRow, before: ItemRow) -> bool:
    """Whether a row is one with the row above: name and figure are merged over both.

    | 新建充电桩 (merged over two rows) | 1850 (merged over two rows) | 市区段 |
    """
    kept = ("code", "item", "measure", "value")
    return "value" in row.cells and all(row.cells.get(name) is before.cells.get(name) for name in kept)


def _with_shared(columns: Chosen, rows: list[ItemRow]) -> list[ItemRow]:
    """The rows, those told apart whose figure is merged with that of another row, or with another column's.

    | 形成融合示范场景 | 8 (merged over both rows) |
    | 新培育贯标企业   |                           |
    """
    count = Counter(row.cells["value"].address for row in rows if "value" in row.cells)
    figures = {column for name, column in columns.by_field.items() if name in FIGURES}
    found = []
    for row in rows:
        if (cell := row.cells.get("value")) is not None:
            _, left, _, right = columns.sheet.merged_at(cell.row, cell.column)
            is_wide = len(figures & set(range(left, right + 1))) > 1
            row = replace(row, shared=cell.address if count[cell.address] > 1 or is_wide else "")
        found.append(row)
    return found


def _continued(row: ItemRow, before: list[ItemRow]) -> ItemRow:
    """A measure's row under a blank number and item belongs to the item above it."""
    if "measure" in row.cells and "item" not in row.cells and "code" not in row.cells and before:
        above: dict[str, Cell] = {n: cell for n, cell in before[-1].cells.items() if n in ("item_no", "item")}
        return replace(row, cells={**above, **row.cells})
    return row


def own_rows(header: Header, rows: list[ItemRow]) -> tuple[list[ItemRow], list[Issue]]:
    """The rows of this place's whole, and one doubt for each section of another place that is left out.

    | 一、全市         |        |     |      | 乡镇   | 项目     | 累计完成 |
    | 固定资产投资增速 |        | 5.1 |      | 甲镇   | 农村公路 | 43       |
    | 二、全区         |        |     |      | 全县   | 农村公路 | 128      |   the whole, 甲镇 a part of it
    | 固定资产投资增速 |        | 6.4 |
    """
    others: dict[str, list[str]] = {}
    for row in rows:
        if is_section_of_others(row.section, header.sought.own):
            others.setdefault(row.section, []).append(row.named_by.address)
    doubts = [
        issue("row_of_other_place", header.sheet.name, cells, section, count=len(cells))
        for section, cells in others.items()
    ]
    ours = _without_parts(header, [row for row in rows if row.section not in others])
    return ours, doubts + _of_towns(header, ours)


def _of_towns(header: Header, rows: list[ItemRow]) -> list[Issue]:
    """One doubt for the rows that stand for a single town, which may hold its figures alone.

    | 乡镇 | 项目     | 累计完成 |
    | 甲镇 | 农村公路 | 43       |
    """
    labels = [column for column in header.keys if _TOWNS.fullmatch(header.whole(column))]
    said = [header.sheet.at(row.number, column) for column in labels[:1] for row in rows]
    named = [(cell, plain_heading(cell.text)) for cell in said if cell is not None]
    own = header.sought.own
    towns = [cell for cell, text in named if PLACES.fullmatch(text) and not is_ours((text,), own)]
    cells = tuple(dict.fromkeys(cell.address for cell in towns))
    return [issue("row_of_a_town", header.sheet.name, cells, towns[0].text, count=len(towns))] if towns else []


def _without_parts(header: Header, rows: list[ItemRow]) -> list[ItemRow]:
    """The rows without those whose name one other row has that says beside it that it is the whole."""
    alike: dict[tuple[str, ...], list[ItemRow]] = {}
    for row in rows:
        alike.setdefault(tuple(row.text(name) for name in sorted(NAMES)), []).append(row)
    parts: set[int] = set()
    for own in alike.values():
        wholes = [row for row in own if _is_whole(header, row)] if len(own) > 1 else []
        parts |= {row.number for row in own if row not in wholes} if len(wholes) == 1 else set()
    return [row for row in rows if row.number not in parts]


def _is_whole(header: Header, row: ItemRow) -> bool:
    """Whether a cell of a row that does not name it says that it is all there is: 合计, 全县."""
    names = {row.cells[name].address for name in NAMES & row.cells.keys()}
    said = [plain_heading(cell.text) for cell in header.sheet.row(row.number) if cell.address not in names]
    return any((_TOTAL.fullmatch(text) and "平均" not in text) or text in header.sought.own for text in said)
