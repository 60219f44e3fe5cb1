"""说明: the marks, words and colours, the thresholds in force, how figures are judged, and how the workbook is used."""

from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from briefing.material import Material
from briefing.workbooks import sheet_look as look
from briefing.workbooks import sheet_table
from metrics import glossary, terms
from metrics.sentences.threshold_words import HOUSE, rule_table

NAME = "说明"
WORDS_NAME = "状态用语"  # the defined name of the list of words that a status cell may hold
_FIRST_WORD = 5
_LEFT, _RIGHT = 26, 104  # widths in characters
_LEVELS = ("ahead", "on_track", "far_behind")
_USE = (
    (
        "数据",
        "完成率、进度差、占比、合计、按期率和名次为公式,改动目标、累计数或者项数后随之变动;状态不重新判定,数据变动请重新导出。"
        "缺数据的单元格为空,不是0。",
    ),
    ("展开", "各表显示并打印前十栏;其余各栏(说明、数值、目标出处和数据来源)已折叠,点击列标上方的“＋”展开。"),
    ("状态", "“状态”一栏从下拉列表选用语;颜色随单元格开头的标记变化,修改、排序、筛选后仍然对应。"),
    ("恢复次序", "排序后按“序号”升序排列,即恢复原来的次序。"),
    ("差距", "“进度差(百分点)”只放百分点;以其他单位计的差距连同单位放在“差距(其他单位)”。"),
    ("数据来源", "“文件或出处”“工作表与单元格”“报送人”“入库时间”是“累计完成”一栏数据的来历。"),
)


def add_legend(sheet: Worksheet, material: Material) -> None:
    """One line for each word and rule, in two columns."""
    sheet_table.head(sheet, "说明", material.foot, has_demo=material.snapshot.has_demo)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = _LEFT, _RIGHT
    words = list(_words())
    look.put_section(sheet, _FIRST_WORD - 2, "一、标记、用语和颜色")
    _lines(sheet, _FIRST_WORD - 1, [("标记和用语", "什么情况")], look.HEAD)
    last = _lines(sheet, _FIRST_WORD, words)
    sheet_table.colour_by_mark(sheet, f"A{_FIRST_WORD}:A{last}")
    preset = material.edition.view.preset
    blocks = (
        (f"二、判定界线({terms.PRESETS[preset]};{HOUSE}为{terms.HOUSE_NUMBER})", _thresholds(material)),
        ("三、口径", (*glossary.JUDGING, *glossary.COUNTING[:4], ("—", glossary.WORDS[-1][1]))),
        ("四、本表的用法", _USE),
    )
    for heading, lines in blocks:
        look.put_section(sheet, last + 2, heading)
        last = _lines(sheet, last + 3, lines)
    sheet.print_title_rows = "1:2"
    sheet_table.on_paper(sheet, material.foot)


def name_words(book: Workbook) -> None:
    """Give the list of words on this sheet its name."""
    last = _FIRST_WORD + len(list(_words())) - 1
    book.defined_names[WORDS_NAME] = DefinedName(WORDS_NAME, attr_text=f"'{NAME}'!$A${_FIRST_WORD}:$A${last}")


def offer_words(sheet: Worksheet, cells: str) -> None:
    """Let cells be filled from the list of words only."""
    offered = DataValidation(type="list", formula1=WORDS_NAME, allow_blank=True)
    offered.errorTitle, offered.error = "状态用语有误", "请从下拉列表中选用状态用语（含标记），见“说明”。"
    offered.showErrorMessage = True
    offered.add(cells)
    sheet.add_data_validation(offered)


def _lines(sheet: Worksheet, top: int, lines: Iterable[tuple[str, str]], looks: str = look.TEXT) -> int:
    row = top - 1
    for row, (left, right) in enumerate(lines, start=top):
        look.put(sheet, row, 1, left, looks)
        look.put(sheet, row, 2, right, looks)
        look.fit_height(sheet, row, [(left, _LEFT), (right, _RIGHT)])
    return row


def _words() -> Iterable[tuple[str, str]]:
    """Every word that a status is printed as, with its mark, and what it means."""
    causes = {word: meaning for _, word, meaning in glossary.cause_table().itertuples(index=False)}
    for code, status in terms.STATUSES.items():
        for word in terms.status_words(code):
            if word == terms.UNFINISHED:
                meaning = f"12月的“{status.by_pace}”或“{status.by_level}”"
            elif word == status.by_pace and code != "not_due":
                meaning = glossary.STATUS_RULE[code]
            else:
                meaning = causes.get(word.removeprefix(f"{status.by_pace}: "), "同上,用于按水平判定的子项")
            yield terms.marked(code, word), meaning


def _thresholds(material: Material) -> list[tuple[str, str]]:
    preset = material.edition.view.preset
    return [
        (
            str(row["threshold_kind"]),
            f"差距:{row['margin_rule']};"
            + ";".join(f"{terms.STATUSES[level].mark}:{row[f'{preset}_{level}']}" for level in _LEVELS)
            + f";{row['level_words']}",
        )
        for row in rule_table(material.thresholds).to_dict("records")
    ]
