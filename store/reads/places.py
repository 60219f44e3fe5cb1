"""Places as they are printed: the words of a region, as they stand or as they were known at a moment."""

import datetime as dt
from collections.abc import Iterator, Mapping

from metrics.errors import UserError
from metrics.sentences.place import LETTERHEAD, LEVELS, Place
from store.engine.reader import Reader
from store.engine.records import Record, records
from store.reads.view import LATEST


def places(reader: Reader, as_of: dt.datetime = LATEST) -> dict[str, Place]:
    """Every place by its code, parents too."""
    rows = {row["region_code"]: row for row in records(reader.query("places", as_of=as_of))}
    return {code: _place(row, rows.get(row["parent_code"])) for code, row in rows.items()}


def place(reader: Reader, region: str = "", as_of: dt.datetime = LATEST) -> Place:
    """The place of a code, by default the reader's. Raises UserError where there is none."""
    region = region or reader.region
    if not region:
        raise UserError("这份数据里还没有地区,请先用 python -m store start 开始一个地区和年度。", title="没有地区")
    found = places(reader, as_of).get(region)
    if found is None:
        raise UserError(f"没有行政区划代码为“{region}”的地区。", title="地区有误")
    return found


def received(reader: Reader) -> str:
    """Whose the reader's data are and since when, where they are received from a store of its own; else empty."""
    (row,) = records(reader.query("received"))
    if row["last_at"] is None:
        return ""
    return (
        f"{place(reader).short_name}的数据由该地区导出、在此接收"
        f"({row['first_at']:%Y-%m-%d}起,最近一次{row['last_at']:%Y-%m-%d %H:%M}),报送、审核、调整等请在该地区办理。"
    )


def kept(reader: Reader) -> list[Place]:
    """The places whose targets are kept, by their codes."""
    return [one for one in places(reader).values() if one.first_year is not None]


def lies_in(reader: Reader, outer: str, region: str = "") -> bool:
    """Whether a region (empty: the reader's own) is another or lies in it, however far up. All lie in an empty one."""
    region = region or reader.region
    if outer in ("", region):
        return True
    return outer in above(parents(reader), region)


def parents(reader: Reader, as_of: dt.datetime = LATEST) -> dict[str, str | None]:
    """Which region each lies in, by its code."""
    return {row["region_code"]: row["parent_code"] for row in records(reader.query("places", as_of=as_of))}


def above(parents: Mapping[str, str | None], code: str) -> Iterator[str]:
    """The regions that one lies in, from its parent up; each once, however a store was damaged."""
    passed = {code}
    while (code := parents.get(code) or "") and code not in passed:
        passed.add(code)
        yield code


def _place(row: Record, parent: Record | None) -> Place:
    level, short_name = LEVELS[row["level"]], row["short_name"] or row["name"]
    return Place(
        row["region_code"], row["name"], short_name, level, LEVELS[parent["level"] if parent else _level_above(row)],
        office=row["office"] or f"{short_name}{level.office}", letterhead=row["letterhead"] or LETTERHEAD,
        mark=row["mark"], first_year=None if row["first_year"] is None else int(row["first_year"]),
        parent_code=row["parent_code"],
    )  # fmt: skip


def _level_above(row: Record) -> str:
    """With no parent recorded. A 市 lies in a province, in a city (县级市, 990181 in 990100) or in none (直辖市)."""
    if row["level"] == "city" and row["region_code"].endswith("0000"):
        return "country"
    is_of_city = row["level"] == "city" and not (row["parent_code"] or "0000").endswith("0000")
    return "city" if is_of_city else LEVELS[row["level"]].above
