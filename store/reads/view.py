"""What figures are looked at through, and what can be chosen for it: years, presets, the thresholds in force."""

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from metrics.errors import UserError
from metrics.periods import month_name
from store.engine.reader import Reader
from store.engine.seed import home_region

REGION = home_region()
PRESET = "standard"
LATEST = dt.datetime(9999, 12, 31)  # as known now


@dataclass(frozen=True)
class View:
    """What the figures are looked at through: a month, a region, a preset of thresholds and a moment."""

    month: dt.date
    region: str = REGION
    preset: str = PRESET
    as_of: dt.datetime = LATEST


def years(reader: Reader, region: str = REGION) -> list[int]:
    """The years for which a region has items, oldest first."""
    rows = reader.query("years", region=region)
    return [int(year) for year in rows["year"]]


def presets(reader: Reader) -> list[str]:
    """The names of the threshold presets."""
    rows = reader.query("presets")
    return list(rows["preset"])


def thresholds(reader: Reader, as_of: dt.datetime = LATEST) -> pd.DataFrame:
    """The numbers of the status rule in force: one row per preset, kind and unit group."""
    return reader.query("thresholds", as_of=as_of)


def preset_in_use(reader: Reader, region: str = REGION, as_of: dt.datetime = LATEST) -> str:
    """The preset that a region judges by; the standard one until somebody chooses another."""
    rows = reader.query("preset_in_use", region=region, as_of=as_of)
    return str(rows["value"].iloc[0]) if len(rows) else PRESET


def check_view(reader: Reader, view: View) -> None:
    """Raises UserError where the region, the preset or the month's year is not known."""
    known = reader.query("places", as_of=LATEST)
    if view.region not in set(known["region_code"]):
        raise UserError(f"没有行政区划代码为“{view.region}”的地区。", title="地区有误")
    if view.preset not in presets(reader):
        names = "、".join(presets(reader))
        raise UserError(f"没有名为“{view.preset}”的判定标准,现有:{names}。", title="判定标准有误")
    covered = years(reader, view.region)
    if view.month.year not in covered:
        have = f"现有年度:{'、'.join(map(str, covered))}" if covered else "该地区还没有任何年度的目标"
        raise UserError(f"{month_name(view.month)}所在年度没有目标,{have}。", title="月份有误")
