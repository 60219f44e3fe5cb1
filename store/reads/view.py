"""What figures are looked at through, and what can be chosen for it: years, presets, the thresholds in force."""

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from metrics.errors import UserError
from metrics.periods import month_name
from store.engine.reader import Reader, Unclear
from store.engine.records import records

REGION = ""  # the reader's own: the one that the store was opened for
PRESET = "standard"
SHOWN, HIDDEN = "shown", "hidden"  # of 年底预计
REPORTED, CALENDAR = "reported", "calendar"  # of the year that screens open with (store.reads.months.home_year)
LATEST = dt.datetime(9999, 12, 31)  # as known now


@dataclass(frozen=True)
class View:
    """What the figures are looked at through: a month, a region, a preset of thresholds and a moment."""

    month: dt.date
    region: str = REGION
    preset: str = PRESET
    as_of: dt.datetime = LATEST


@dataclass(frozen=True)
class YearState:
    """A year of a region. `step`: draft, or in_force from `valid_from` on; None where nobody ever said."""

    year: int
    step: str | None = None
    valid_from: dt.date | None = None
    has_items: bool = True

    def is_draft(self, today: dt.date) -> bool:
        """Whether it is for reviewers alone on a day."""
        if self.step == "in_force" and self.valid_from is not None:
            return today < self.valid_from
        return self.step == "draft"


def year_states(reader: Reader, region: str = REGION, as_of: dt.datetime = LATEST) -> list[YearState]:
    """The years that a region has begun and not taken away, oldest first."""
    return [
        YearState(int(row["year"]), row["step"], row["valid_from"], bool(row["has_items"]))
        for row in records(reader.query("years", region=region, as_of=as_of))
    ]


def draft_years(reader: Reader, today: dt.date, region: str = REGION) -> list[int]:
    """The years that are drafts on a day."""
    return [state.year for state in year_states(reader, region) if state.is_draft(today)]


def require_in_force(reader: Reader, year: int, today: dt.date) -> None:
    """Raises UserError for a year that is a draft on a day."""
    if year in draft_years(reader, today):
        raise UserError(f"{year}年度还是草案,执行后才能办理。", title="年度未执行")


def years(reader: Reader, region: str = REGION) -> list[int]:
    """The years for which a region has items, oldest first."""
    return [state.year for state in year_states(reader, region) if state.has_items]


def begun_years(reader: Reader, region: str = REGION, as_of: dt.datetime = LATEST) -> list[int]:
    """The years that a region has begun, with items or without, oldest first."""
    return [state.year for state in year_states(reader, region, as_of)]


def clear_year(reader: Reader, year: int | None = None) -> int:
    """The year that is given, else the only one of the reader's region. Raises Unclear where there are several."""
    known = begun_years(reader)
    if year is None and not known:
        raise UserError("还没有任何年度的目标,请先载入年度目标。", title="没有目标")
    if year is None and len(known) > 1:
        listed = "、".join(map(str, known))
        raise Unclear(f"有{len(known)}个年度,请写明是哪一个(--year):{listed}。", title="请写明年度")
    return known[0] if year is None else year


def presets(reader: Reader, region: str = REGION) -> list[str]:
    rows = reader.query("presets", region=region)
    return list(rows["preset"])


def thresholds(reader: Reader, as_of: dt.datetime = LATEST) -> pd.DataFrame:
    """The numbers of the status rule in force: one row per preset, kind and unit group."""
    return reader.query("thresholds", as_of=as_of)


def preset_in_use(reader: Reader, region: str = REGION, as_of: dt.datetime = LATEST) -> str:
    """The preset that a region judges by; the standard one until somebody chooses another."""
    return _setting(reader, "preset", region, as_of) or PRESET


def shows_outlook(reader: Reader, region: str = REGION, as_of: dt.datetime = LATEST) -> bool:
    """Whether a region shows 年底预计; it does until somebody switches it off."""
    return _setting(reader, "outlook", region, as_of) != HIDDEN


def home_rule(reader: Reader, region: str = REGION, as_of: dt.datetime = LATEST) -> str:
    """Which year a region's screens open with: the newest that has reports, until somebody chooses the calendar's."""
    return _setting(reader, "home", region, as_of) or REPORTED


def _setting(reader: Reader, name: str, region: str, as_of: dt.datetime) -> str | None:
    rows = reader.query("setting_in_use", region=region, name=name, as_of=as_of)
    return str(rows["value"].iloc[0]) if len(rows) else None


def check_view(reader: Reader, view: View) -> None:
    """Raises UserError where the region, the preset or the month's year is not known."""
    covered = begun_years(reader, view.region)
    if not covered and view.region and view.region not in set(reader.query("places", as_of=LATEST)["region_code"]):
        raise UserError(f"没有行政区划代码为“{view.region}”的地区。", title="地区有误")
    # What was printed of a year that has been taken away since can be had again.
    if view.month.year not in covered and view.month.year not in begun_years(reader, view.region, view.as_of):
        have = f"现有年度:{'、'.join(map(str, covered))}" if covered else "该地区还没有任何年度的目标"
        raise UserError(f"{month_name(view.month)}所在年度没有目标,{have}。", title="月份有误")
    have_presets = presets(reader, view.region)
    if view.preset not in have_presets:
        names = "、".join(have_presets)
        raise UserError(f"没有名为“{view.preset}”的判定标准,现有:{names}。", title="判定标准有误")
