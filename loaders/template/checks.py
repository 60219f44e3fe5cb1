"""What a template checks while it is filled in: drop-downs, and warnings only, because 暂无 is an answer too."""

from collections.abc import Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from loaders.register import Measure
from loaders.table.layout import Field
from loaders.template import style

BASES = ("可比价", "现价", "同口径", "自然口径", "名义", "实际", "当年")
VINTAGES = ("初步", "最终")
_ABSENT = "确无数据的请填“暂无”。"


def add_checks(sheet: Worksheet, fields: Sequence[Field], rows: Sequence[tuple[int, Measure]], span: str) -> None:
    """Drop-downs for 口径 and 数据性质, and for every figure what it may be. `span`: the cumulative period, 1–9月."""
    if not rows:
        return
    letters = {field.name: get_column_letter(column) for column, field in enumerate(fields, 1)}
    for name, choices in (("basis", BASES), ("vintage", VINTAGES)):
        if name in letters:
            cells = f"{letters[name]}{rows[0][0]}:{letters[name]}{rows[-1][0]}"
            style.offer(sheet, cells, f'"{",".join(choices)}"')
    for check in _figures(rows, letters["value"], letters["previous"], span):
        sheet.add_data_validation(check)


def add_hint(sheet: Worksheet, cell: str, code: str) -> None:
    """What a locked cell says of itself: that its figure is that of another row."""
    hint = DataValidation(
        allow_blank=True, showInputMessage=True, promptTitle="自动带出",
        prompt=f"与{code}是同一事项,填{code}即可。",
    )  # fmt: skip
    hint.add(cell)
    sheet.add_data_validation(hint)


def _figures(rows: Sequence[tuple[int, Measure]], value: str, previous: str, span: str) -> list[DataValidation]:
    """One check per kind of figure and unit of measure; a figure that must not fall has one of its own."""
    found: list[DataValidation] = []
    kinds: dict[tuple[str, str], DataValidation] = {}
    for row, measure in rows:
        if measure.by_pace and measure.previous is not None:
            error = "低于上月累计,请核对:应填累计数,不是当月数。"
            rule = _rule("greaterThanOrEqual", f"{previous}{row}", None, error, measure, span)
            found.append(rule)
        else:
            kind = "share" if measure.is_share else "growth" if measure.unit == "%" else "amount"
            rule = kinds.setdefault((kind, measure.unit), _of_kind(kind, measure, span))
        rule.add(f"{value}{row}")
    return [*kinds.values(), *found]


def _of_kind(kind: str, measure: Measure, span: str) -> DataValidation:
    if kind == "share":
        return _rule("between", "0", "100", f"形象进度和比率应在0到100之间;{_ABSENT}", measure, span)
    if kind == "growth":
        return _rule("between", "-100", "100", f"增速填百分数,如5.3,下降填负数;{_ABSENT}", measure, span)
    return _rule("greaterThanOrEqual", "0", None, f"请只填数字,单位为{measure.unit};{_ABSENT}", measure, span)


def _rule(operator: str, first: str, second: str | None, error: str, measure: Measure, span: str) -> DataValidation:
    return DataValidation(
        type="decimal", operator=operator, formula1=first, formula2=second, allow_blank=True, errorStyle="warning",
        errorTitle="请核对", error=error, showErrorMessage=True, showInputMessage=True,
        promptTitle="本月累计", prompt=f"{span}累计数,单位:{measure.unit}。没有数据的填“暂无”。",
    )  # fmt: skip
