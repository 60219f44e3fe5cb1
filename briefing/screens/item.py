"""One item as a picture: its measures, the course of the one that stands worst, why, what is said of it, and origin."""

from briefing.charts.measure_course import measure_chart, shows
from briefing.material import Material
from briefing.pictures.cells import Table, Words, quiet
from briefing.pictures.page import Block, Page, Paragraphs, Row
from briefing.screens.frame import labelled, page, status_chip, table_or, told_row
from metrics import terms, wording
from metrics.periods import month_name
from metrics.rows import MeasureRow
from metrics.terms import BAD
from store.reads.figures.dossiers import Dossier

_MEASURES = [
    "status_word", "measure_label", "target_text", "actual_text", "done_pct", "plan_pct", "margin_points",
    "months_behind", "supplier_unit",
]  # fmt: skip
_HISTORY = ["reported_month", "value_text", "standing", "file_text", "place_text", "submitted_by", "submitted_text"]
_MOST_MEASURES = 10
_HALVES = (1.2, 1)
_ROOM = 590.0  # points, under the head line
_ROW, _TITLE = 21.0, 34.0  # of a table; of a block, with the gap before it
_OTHERS = 3  # how many other measures that are behind are told of


def item(material: Material, dossier: Dossier) -> Page:
    """An item in full."""
    worst = dossier.worst
    shown = min(len(dossier.measures), _MOST_MEASURES)
    told = max(len(dossier.history_of(worst["measure_id"])), 1)
    left = _ROOM - 3 * _TITLE - _ROW * (shown + 1)
    course = measure_chart(dossier, worst, height=int(min(max(left - _ROW * (told + 1), 170), 400)))
    measures = Table(dossier.measures, _MEASURES, measure_word="个子项", most=_MOST_MEASURES, padding=5.5)
    return page(
        material,
        f"{dossier.item['code']} {dossier.item['item']}",
        told_row(_head(dossier), 14.5),
        Row([[Block(f"{len(dossier.measures)}个子项", measures, "进度差单位为百分点,另注单位的除外")]]),
        Row([[Block(worst["measure"], course, course_shows(worst))], [_words(dossier, worst)]], _HALVES),
        Row([[_history(dossier, worst)]]),
    )


def course_shows(measure: MeasureRow) -> str:
    """What the course of a measure shows, with its unit of measure."""
    return f"{shows(measure)},单位:{measure['unit']}"


def _head(dossier: Dossier) -> Words:
    one = dossier.item
    lasting = f" · 事项连续滞后{one['item_months']}个月" if one["item_months"] else ""
    condition = f" · 适用条件:{dossier.condition}" if dossier.condition else ""
    return [
        status_chip(one), f"　{terms.SERIES[one['series']]} · {one['category']} · 牵头单位 ", [one["unit_label"]],
        f" · 分管领导 {one['leader'] or terms.NO_VALUE} · 平均完成率 ", [wording.percent(one["mean_done_pct"])],
        " · 子项完成 ", [one["measures_text"]], f"{lasting}{condition}",
    ]  # fmt: skip


def _words(dossier: Dossier, measure: MeasureRow) -> Block:
    """What the numbers say, an official word beside it, and what the unit reported."""
    told: list[Words] = [[status_chip(measure), f"　{measure['why']}。"]]
    if measure["ruling_status"]:
        until = f"至{month_name(measure['ruled_until'])}" if measure["ruled_until"] else "至年末"
        computed = status_chip(measure, "computed_status", "computed_word")
        told.append([["人工认定"], f"　{measure['ruled_at']:%Y-%m-%d},{until};系统判定 ", computed])
    if measure["what_it_takes"]:
        told.append(labelled("怎样才能完成", f"{measure['what_it_takes']}。"))
    text = dossier.texts.get(measure["measure_id"])
    if text is None:
        told.append([quiet("单位尚未报送过文字说明。")])
        return Block("判定依据", Paragraphs(told, size=14), measure["measure"])
    told += [labelled(name, text[key]) for key, name in terms.TEXTS.items()]
    told += _others(dossier, measure)
    return Block(
        "判定依据与单位说明", Paragraphs(told, size=14), f"{measure['measure']},说明为{month_name(text['month'])}报送"
    )


def _others(dossier: Dossier, measure: MeasureRow) -> list[Words]:
    """Of the other measures that are behind, why and what it takes."""
    rows = [row for row in dossier.by_id.values() if row["status"] in BAD and row is not measure]
    told = ((row, f";{row['what_it_takes']}" if row["what_it_takes"] else "") for row in rows[:_OTHERS])
    return [[status_chip(row), "　", [row["measure"]], f"　{row['why']}{takes}"] for row, takes in told]


def _history(dossier: Dossier, measure: MeasureRow) -> Block:
    rows = dossier.history_of(measure["measure_id"])
    names = _HISTORY if rows["place_text"].astype(bool).any() else [name for name in _HISTORY if name != "place_text"]
    table = Table(rows, names, measure_word="条")
    return table_or("历次数据与来源", table, "该子项尚未报送过数据。", f"{measure['measure']},最新在前")
