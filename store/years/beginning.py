"""Making a place: a region begins, or another of its years, with what it judges by; and its units are added."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from metrics import lengths
from metrics.errors import UserError
from metrics.sentences.place import LEVELS
from store.acts.act import Act, acting
from store.acts.rights import Actor
from store.acts.units import NewUnit, append_units
from store.engine.records import records
from store.engine.seed import shipped_thresholds
from store.engine.store import Store
from store.reads.places import place
from store.reads.view import LATEST, begun_years, presets
from store.years.steps import dropped_years

_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_CODE = re.compile(r"[1-9]\d{5}(?:\d{3})?")  # GB/T 2260, with three digits more (GB/T 10114) for a 街道, 镇 or 乡
_LEVEL_CODES = {level.word: code for code, level in LEVELS.items() if code != "country"}


@dataclass(frozen=True)
class NewRegion:
    """A region that begins. `level` is its word (区) or its code; `parent`: whose it is, by the code where empty.

    `name` and `level` are empty where another year of a region begins; a level without a word is the name's own.
    """

    code: str
    name: str = ""
    level: str = ""
    parent: str = ""


def start(store: Store, new: NewRegion, year: int, units: Sequence[NewUnit], by: Actor, at: dt.datetime) -> None:
    """Begin a region's year: its place, the numbers that it is judged by, and units. There are no targets yet.

    Raises UserError for a code, name, level or year that is none, for a year that has begun, for bad units.
    """
    check_new(new, year)
    with acting(store.of(new.code), by, "set", at) as act:
        if year in begun_years(act.transaction):
            raise UserError(f"{place(act.transaction).short_name}{year}年度此前已经开始。", title="没有开始")
        if year in dropped_years(act.transaction):
            raise UserError(f"{year}年度此前已移除,恢复请用 drop-year {year} --undo。", title="没有开始")
        _append_place(act, new, year)
        act.append("region_year", [{"year": year}])
        if not presets(act.transaction):
            act.append("threshold", shipped_thresholds())
        append_units(act, units)
        told = f"{len(units)}个单位" if units else None
        act.record("开始使用", f"{place(act.transaction).short_name}{year}年度", None, told)


def check_new(new: NewRegion, year: int) -> None:
    """What is wrong with a place or a year whatever there is already, as a UserError."""
    if not _CODE.fullmatch(new.code):
        found = f"“{new.code}”不是行政区划代码,应为" if new.code else "请填写行政区划代码:"
        raise UserError(f"{found}6位数字(街道、乡镇为9位)。", title="地区有误")
    if new.level and new.level not in LEVELS and new.level not in _LEVEL_CODES:
        raise UserError(f"没有“{new.level}”这种级别,可用:{'、'.join(_LEVEL_CODES)}。", title="级别有误")
    own, named = _LEVEL_CODES.get(new.level, new.level), level_of(new.name)
    if own and named and own != named:
        words = LEVELS[named].word, LEVELS[own].word
        raise UserError(
            f"“{new.name}”按名称是{words[0]},级别却是{words[1]}:请改选{words[0]},或改写名称。", title="级别有误"
        )
    if len(new.name.strip()) > lengths.PLACE:
        raise UserError(f"地区名称不能超过{lengths.PLACE}个字。", title="地区有误")
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise UserError(f"年度须在{_FIRST_YEAR}至{_LAST_YEAR}之间。", title="年度有误")
    if new.parent and not _CODE.fullmatch(new.parent):
        raise UserError(f"上级“{new.parent}”不是行政区划代码,应为6位数字。", title="地区有误")


def level_of(name: str) -> str | None:
    """The level that a place's name ends in, as its code: `district` of 示例区; None where it ends in none."""
    if name.strip().endswith("自治区"):
        return "province"
    return next((code for word, code in _LEVEL_CODES.items() if name.strip().endswith(word)), None)


def _append_place(act: Act, new: NewRegion, year: int) -> None:
    """The region's row, where it is new or known as a parent alone. Raises UserError where it has no name or level."""
    known = {row["region_code"]: row for row in records(act.transaction.query("places", as_of=LATEST))}
    old = known.get(act.region, {})
    name, level = new.name.strip() or old.get("name"), _LEVEL_CODES.get(new.level, new.level) or old.get("level")
    level = level or level_of(new.name)
    if not name:
        raise UserError("新的地区请填写名称。", title="地区有误")
    if not level:
        raise UserError(f"“{name}”看不出级别,请选明:{'、'.join(_LEVEL_CODES)}。", title="级别有误")
    if old.get("first_year") is not None:
        if (name, level) not in ((old["name"], old["level"]), (old["short_name"], old["level"])):
            raise UserError(f"{act.region}已登记为{old['name']},更名请用 set-place。", title="地区有误")
        return
    parent = new.parent or old.get("parent_code") or _above(act.region)
    act.append("region", [{
        "region_code": act.region, "name": name, "short_name": old.get("short_name"), "level": level,
        "parent_code": parent, "first_year": year, "reason": None,
    }])  # fmt: skip


def _above(code: str) -> str | None:
    """The code of the region that one lies in, as GB/T 2260 is built: 510100 of 510116, 510000 of 510100."""
    if len(code) > 6:
        return code[:6]
    if code.endswith("0000"):
        return None
    return f"{code[:2]}0000" if code.endswith("00") else f"{code[:4]}00"
