"""What can be asked of the store, as frames. Each function is one question; the answers come from `store/queries`.

`as_of` is a moment: rows recorded, submitted or withdrawn after it do not exist yet. Months are first days.
"""

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from metrics import terms
from metrics.errors import UserError
from metrics.periods import month_name
from store.engine.store import Store, query_text

REGION = "510115"
PRESET = "standard"
LATEST = dt.datetime(9999, 12, 31)  # as known now


@dataclass(frozen=True)
class View:
    """What the figures are looked at through: a month, a region, a preset of thresholds and a moment."""

    month: dt.date
    region: str = REGION
    preset: str = PRESET
    as_of: dt.datetime = LATEST


def years(store: Store, region: str = REGION) -> list[int]:
    """The years for which a region has items, oldest first."""
    rows = store.query_text("select distinct year from item where region_code = $region order by year", region=region)
    return [int(year) for year in rows["year"]]


def presets(store: Store) -> list[str]:
    """The names of the threshold presets."""
    rows = store.query_text("select distinct preset from threshold order by preset desc")
    return list(rows["preset"])


def thresholds(store: Store, as_of: dt.datetime = LATEST) -> pd.DataFrame:
    """The numbers of the status rule in force: one row per preset, kind and unit group."""
    return store.query("thresholds", as_of=as_of)


def check_view(store: Store, view: View) -> None:
    """Raises UserError where the region, the preset or the month's year is not known."""
    known = store.query_text("select region_code, name from region order by region_code")
    if view.region not in set(known["region_code"]):
        raise UserError(f"没有行政区划代码为“{view.region}”的地区。", title="地区有误")
    if view.preset not in presets(store):
        names = "、".join(presets(store))
        raise UserError(f"没有名为“{view.preset}”的判定标准,现有:{names}。", title="判定标准有误")
    covered = years(store, view.region)
    if view.month.year not in covered:
        have = f"现有年度:{'、'.join(map(str, covered))}" if covered else "该地区还没有任何年度的目标"
        raise UserError(f"{month_name(view.month)}所在年度没有目标,{have}。", title="月份有误")


def status_course(store: Store, view: View) -> pd.DataFrame:
    """Every measure in every month of the year up to the view's: one row per measure and month (see status.sql).

    Raises UserError for an unknown region, preset or year.
    """
    check_view(store, view)
    rows = store.query(
        "status", region=view.region, month=view.month, first_month=view.month.replace(month=1, day=1),
        as_of=view.as_of, preset=view.preset,
    )  # fmt: skip
    return rows


def status_rows(store: Store, view: View, series: str | None = None) -> pd.DataFrame:
    """Every measure in the view's month: one row per measure. Raises UserError like `status_course`."""
    check_view(store, view)
    rows = store.query(
        "status", region=view.region, month=view.month, first_month=view.month, as_of=view.as_of, preset=view.preset
    )
    if series is None:
        return rows
    if series not in terms.SERIES:
        raise UserError(f"没有名为“{series}”的系列,可用:{'、'.join(terms.SERIES)}。", title="系列有误")
    return rows[rows["series"] == series].reset_index(drop=True)


def item_rows(store: Store, status: pd.DataFrame) -> pd.DataFrame:
    """One row per item and month of some rows of `status_course` or `status_rows` (see item_status.sql)."""
    return store.query_text(query_text("item_status"), {"status": status})


def unit_reporting(store: Store, status: pd.DataFrame) -> pd.DataFrame:
    """Per supplying unit: how many cells are due in the month of these `status_rows` and how many are in."""
    return store.query_text(query_text("unit_reporting"), {"status": status})


def opening_month(store: Store, year: int, region: str = REGION, as_of: dt.datetime = LATEST) -> dt.date:
    """The month that a screen opens with; January where nothing was ever reported."""
    course = status_course(store, View(dt.date(year, 12, 1), region=region, as_of=as_of))
    rows = store.query_text(query_text("latest_month"), {"status": course})
    return rows["month"].iloc[0].date() if len(rows) else dt.date(year, 1, 1)


def figure_history(store: Store, measure_ids: list[str], as_of: dt.datetime = LATEST) -> pd.DataFrame:
    """Every figure ever accepted for some measures, newest first, with file, cell, sender and time."""
    return store.query("figure_history", measure_ids=measure_ids, as_of=as_of)


def measure_plan(store: Store, measure_ids: list[str], year: int, as_of: dt.datetime = LATEST) -> pd.DataFrame:
    """measure_id, month_no (1–12), plan_share, lower, upper, start_value: what is planned for all months of a year."""
    return store.query("measure_plan", measure_ids=measure_ids, year=year, as_of=as_of)


def submission_list(store: Store, as_of: dt.datetime = LATEST) -> pd.DataFrame:
    """Every submission, newest first, with its withdrawal where there is one."""
    return store.query("submission_list", as_of=as_of)


def preset_in_use(store: Store, region: str = REGION, as_of: dt.datetime = LATEST) -> str:
    """The preset that a region judges by; the standard one until somebody chooses another."""
    rows = store.query("preset_in_use", region=region, as_of=as_of)
    return str(rows["value"].iloc[0]) if len(rows) else PRESET


def sources(store: Store, as_of: dt.datetime = LATEST) -> pd.DataFrame:
    """The publications that targets and figures were taken from: source_id, title, published_on, publisher."""
    return store.query("sources", as_of=as_of)


def structure_no(store: Store) -> int:
    """The number of the latest migration that the store has had: 3 of `0003_source.sql`."""
    rows = store.query_text("select max(name) as name from migration")
    return int(str(rows["name"].iloc[0]).split("_")[0])


def units(store: Store) -> pd.DataFrame:
    """unit_id, name and aliases (joined by 、, None for none) of every unit."""
    return store.query("units")


def has_workbooks(store: Store) -> bool:
    """Whether any workbook was ever accepted, sample ones and withdrawn ones included."""
    return bool(store.query_text("select count(*) as n from submission where channel = 'workbook'")["n"].iloc[0] > 0)


def has_demo(store: Store, as_of: dt.datetime = LATEST, year: int | None = None) -> bool:
    """Whether any sample data stand, of one year or of any: another year's real figures never carry the label."""
    months = store.query("standing_demo", as_of=as_of)["month"]
    return len(months) > 0 if year is None else bool((months.dt.year == year).any())
