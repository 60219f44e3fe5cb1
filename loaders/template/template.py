"""The month's workbook for one unit: its own measures only, last month's cumulative beside the cell to fill."""

import datetime as dt
from collections.abc import Mapping
from itertools import groupby

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from loaders.check.actuals import LAYOUT
from loaders.files.packing import saved
from loaders.register import Measure, Register, Unit
from loaders.table.layout import Field, layout
from loaders.template import style
from loaders.template.checks import add_checks, add_hint
from loaders.template.reply_sheet import add_reply_sheet
from metrics.periods import month_name, span_name
from metrics.terms import SERIES, item_code
from metrics.wording import numeral

INDICATORS, OTHERS, GUIDE = "经济指标", "重点任务和民生实事", "填表说明"
HEADER_ROW = 3

# What a unit has filled in, by measure and field; the template of a unit that has filled in nothing is the empty one.
Answers = Mapping[str, Mapping[str, object]]


def file_name(register: Register, unit: Unit) -> str:
    """`区住建局_2023年9月_目标进展月报.xlsx`."""
    return f"{unit.name}_{month_name(register.month)}_目标进展月报.xlsx"


def template(register: Register, unit: Unit, answers: Answers | None = None) -> bytes:
    """The workbook of a unit for the month of `register`, as the bytes of an .xlsx."""
    measures = register.asked_of(unit.unit_id)
    book = Workbook()
    book.remove(book.active)
    style.add_to(book)
    indicators = [measure for measure in measures if measure.series == "indicator"]
    others = [measure for measure in measures if measure.series != "indicator"]
    if indicators or not others:
        _sheet(book, INDICATORS, register, unit, indicators, answers or {})
    if others:
        _sheet(book, OTHERS, register, unit, others, answers or {})
    add_reply_sheet(book, register.returned.get(unit.unit_id, ()))
    _guide(book, register, len(register.spared_of(unit.unit_id)))
    return saved(book, dt.datetime.combine(register.month, dt.time()))


def _sheet(
    book: Workbook, name: str, register: Register, unit: Unit, measures: list[Measure], answers: Answers
) -> None:
    sheet: Worksheet = book.create_sheet(name)
    shown = [field for field in layout(LAYOUT).values() if field.heading]
    fields = [field for field in shown if name == INDICATORS or field.series != "indicator"]
    last = len(fields)
    style.put_across(
        sheet, 1, last, f"{register.place.short_name}{month_name(register.month)}{name}进展情况月报", style.TITLE
    )
    style.put_across(
        sheet, 2, last,
        f"填报单位:{unit.name}    累计期间:{register.month.year}年{span_name(register.month)}"
        f"    填报人:{' ' * 12}审核人:{' ' * 12}填报日期:",
        style.LINE,
    )  # fmt: skip
    for column, field in enumerate(fields, 1):
        looks = style.HEADER_INPUT if field.is_filled_by_unit else style.HEADER
        style.put(sheet, HEADER_ROW, column, field.heading, looks)
        sheet.column_dimensions[get_column_letter(column)].width = field.width
    letter = get_column_letter([field.name for field in fields].index("value") + 1)
    sections, places = _places(measures, has_sections=name == OTHERS)
    for row, section in sections.items():
        style.put_across(sheet, row, last, section, style.SECTION)
    asked_rows: list[tuple[int, Measure]] = []
    for measure in measures:
        row, asked = places[measure.measure_id], register.spared.get(measure.measure_id, "")
        _row(sheet, row, measure, fields, answers.get(measure.measure_id, {}), places.get(asked))
        if asked in places:
            add_hint(sheet, f"{letter}{row}", item_code(register.by_id[asked].series, register.by_id[asked].item_no))
        else:
            asked_rows.append((row, measure))
    add_checks(sheet, fields, asked_rows, span_name(register.month))
    _finish(sheet, last, max((HEADER_ROW, *places.values())))


def _places(measures: list[Measure], *, has_sections: bool) -> tuple[dict[int, str], dict[str, int]]:
    """In which rows the sections' names stand, and the measures."""
    sections: dict[int, str] = {}
    places: dict[str, int] = {}
    row = HEADER_ROW
    for number, (section, group) in enumerate(groupby(measures, key=_section), 1):
        if has_sections:
            row += 1
            sections[row] = f"{numeral(number)}、{section}"
        for measure in group:
            row += 1
            places[measure.measure_id] = row
    return sections, places


def _section(measure: Measure) -> str:
    return f"{SERIES[measure.series]}·{measure.category}"


def _row(
    sheet: Worksheet, row: int, measure: Measure, fields: list[Field], answer: Mapping[str, object], asked: int | None
) -> None:
    """One row. `asked`: the row in which the same commitment is asked for; this one shows its figure, locked."""
    given: dict[str, object] = {
        "code": measure.measure_id,
        "item_no": item_code(measure.series, measure.item_no),
        "item": measure.item,
        "measure": f"其中:{measure.name}" if measure.part_of_id else measure.name,
        "unit": measure.unit,
        "target": measure.target_text,
        "previous": _as_cell(measure.previous if measure.previous is not None else measure.previous_words),
        **{name: _as_cell(value) for name, value in answer.items()},
    }
    for column, field in enumerate(fields, 1):
        looks = style.INPUT_NUMBER if field.name == "value" else style.INPUT if field.is_filled_by_unit else style.GIVEN
        if asked is not None and field.is_filled_by_unit and field.name not in given:
            looks, letter = style.FILLED if field.name == "value" else style.FILLED_WORDS, get_column_letter(column)
            formula = f'=IF({letter}{asked}="","",{letter}{asked})'
            style.put(sheet, row, column, formula, looks, is_formula=True)
            continue
        if field.name in ("code", "previous", "item_no", "unit", "target"):
            looks = style.GIVEN_CENTRE
        style.put(sheet, row, column, given.get(field.name), looks)


def _as_cell(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _finish(sheet: Worksheet, last_column: int, last_row: int) -> None:
    """Frozen heading, A4 across, and a protection without a password that leaves filling, pasting and widths free."""
    sheet.freeze_panes = f"E{HEADER_ROW + 1}"
    for row, height in ((1, 30), (2, 20), (HEADER_ROW, 32)):
        sheet.row_dimensions[row].height = height
    style.on_paper(sheet)
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    sheet.print_area = f"A1:{get_column_letter(last_column)}{last_row}"
    sheet.oddFooter.center.text = "第 &P 页 共 &N 页"
    style.protect(sheet)


def _guide(book: Workbook, register: Register, spared: int) -> None:
    sheet = book.create_sheet(GUIDE)
    lines = [
        f"一、本表用于报送{month_name(register.month)}的进展。浅黄色单元格由填报单位填写,其余单元格请勿改动。",
        f"二、“本月累计”填{span_name(register.month)}的累计数,不是当月数;单位以“单位”一栏为准,只填数字。",
        "三、形象进度和比率填百分数,如75.5;增速填百分数,下降的填负数,如-2.1。",
        "四、没有数据的填“暂无”或留空;0表示确实为零。",
        "五、慢于序时进度的,请填写“存在问题及原因”“下一步措施”和“预计完成时间”。",
        "六、可以从其他表格复制粘贴,建议“选择性粘贴—数值”。更正以前月份的数据,请用该月的模板重新报送。",
        "七、工作表保护没有密码,只为防止误改编码。",
    ]
    if spared:
        lines.append(f"八、灰色的{spared}行与前面的某一行是同一事项(在计划中列了两处),由前面一行自动带出,不需填写。")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 18, 90
    style.put(sheet, 1, 1, "填表说明", style.SECTION)
    for row, line in enumerate(lines, 2):
        style.put(sheet, row, 1, line, style.UNWRAPPED)
    noted = [field for field in layout(LAYOUT).values() if field.note and field.heading]
    for row, field in enumerate(noted, len(lines) + 3):
        style.put(sheet, row, 1, field.heading, style.PLAIN)
        style.put(sheet, row, 2, field.note.format(year=register.month.year), style.PLAIN)
    for row in range(1, len(lines) + 3):
        sheet.row_dimensions[row].height = 22
