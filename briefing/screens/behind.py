"""滞后事项 as a picture: how much is behind, whose, for how long and what it takes, by unit and by category."""

from collections.abc import Mapping

from briefing.charts.behind import behind_bars
from briefing.charts.screens import behind as behind_screen
from briefing.charts.screens.behind import TOP_UNITS, Backlog
from briefing.material import Material
from briefing.pictures.cells import Table, Words, quiet
from briefing.pictures.page import Block, Page, Paragraphs, Row
from briefing.screens.frame import fitting, owing_block, page, status_chip, titled, told_row
from metrics import terms
from metrics.arithmetic import backlog
from metrics.rows import BehindRow
from store.engine.records import records

_SHARES = (3.3, 1)
_MOST_TOLD = 6
_SHORT = 12  # rows; under so few there is room for what is owed
_ROOM = 530.0  # points, for both charts under their titles
_NAMES = [
    "status_word", "coded_item", "measure", "unit_label", "margin_points", "months_behind", "what_it_takes",
]  # fmt: skip


def behind(material: Material, chosen: Mapping[str, str | None] | None = None, status: str | None = None) -> Page:
    """What is behind under some filters: `chosen` are values of columns, `status` a status' word; None chooses all."""
    found = chosen_backlog(material, chosen, status)
    named = "、".join([value for value in (chosen or {}).values() if value] + ([status] if status else []))
    title = titled(material, "滞后事项") + (f":{named}" if named else "")
    counts = told_row(_counts(material, found))
    if found.rows.empty:
        nothing = "所选范围没有滞后事项。" if named else material.snapshot.nothing_behind
        return page(material, title, counts, told_row([nothing], 16), Row([[_owing(found)]]))
    is_short = len(found.rows) <= _SHORT
    most, padding = (_SHORT, 5.0) if is_short else (None, 3.5)
    table = Table(found.rows, _NAMES, measure_word="个子项", most=most, padding=padding)
    listed = [Block("滞后子项", table, "按滞后程度排列"), *([_told(found), _owing(found)] if is_short else [])]
    return page(material, title, counts, Row([listed, _bars(found)], _SHARES))


def chosen_backlog(
    material: Material, chosen: Mapping[str, str | None] | None = None, status: str | None = None
) -> Backlog:
    """What the filters leave, counted, with the bars that the screen shows."""
    return behind_screen.filtered(
        material.behind, material.recovered, material.owing, material.snapshot.reporting, chosen or {}, status
    )


def _told(found: Backlog) -> Block:
    """Of a short list, why each stands so and what its unit says."""
    told: list[Words] = []
    for row in records(found.rows.head(_MOST_TOLD), BehindRow):
        said = [f"{terms.TEXTS[name]}:{row[name].rstrip('。')}" for name in ("problem", "next_step") if row[name]]
        reported = quiet(f"　{';'.join(said) or '单位未填报说明'}")
        told.append([status_chip(row), "　", [row["measure"]], f"　{row['why']}", reported])
    return Block("判定依据与单位说明", Paragraphs(told, size=13))


def _owing(found: Backlog) -> Block:
    return owing_block(found.owing_units, "应报未报", "不计入滞后,但计入按期率的分母;按数据提供单位")


def _counts(material: Material, found: Backlog) -> Words:
    counts = found.counts
    far: list[str | list[str]] = [] if material.is_last else ["严重滞后", [str(counts.far)], "个、"]
    words: list[str | list[str]] = [
        "滞后", [str(counts.items)], "项事项、", [str(counts.units)], "家单位 · 滞后子项", [str(counts.measures)],
        "个,其中", *far, f"连续{backlog.LASTING_MONTHS}个月以上", [str(counts.lasting)], "个",
    ]  # fmt: skip
    if material.snapshot.compared_with is not None:
        words += ["、较上月新增", [str(counts.new)], "个 · 恢复", [str(len(found.recovered))], "个"]
    return [*words, " · 另有", [str(len(found.owing))], "个未报送"]


def _bars(found: Backlog) -> list[Block]:
    units = backlog.behind_by(found.rows, "lead_unit").head(TOP_UNITS)
    categories = backlog.behind_by(found.rows, "category")
    height = fitting(_ROOM, len(units) + len(categories), 14, 24)
    of_most = f"前{TOP_UNITS}家,单位:个子项" if found.counts.units > TOP_UNITS else "单位:个子项"
    by_unit = behind_bars(units, "lead_unit", "各单位", row_height=height)
    by_category = behind_bars(categories, "category", "各类别", row_height=height)
    return [Block("按牵头单位", by_unit, of_most), Block("按类别", by_category, "单位:个子项")]
