"""Stores with many figures: one region with many revisions, and the plan of one region copied to a thousand."""

import datetime as dt

import numpy as np
import pandas as pd

from store.engine.seed import baseline, home_region, shipped_thresholds
from store.engine.store import Store
from store.engine.transaction import Transaction

YEAR = 2023
SUBMITTED_FROM = dt.datetime(YEAR, 2, 15, 9)
_KEYS = {"item": "item_id", "measure": "measure_id", "target": "measure_id", "plan": "measure_id"}
_IDS = ("item_id", "measure_id", "reference_measure_id", "part_of_id", "region_code")
_UNITS = ("unit", "unit_alias")
REGION = home_region()


def fill_with_revisions(store: Store, count: int) -> str:
    """Append `count` figures of all measures and twelve months, revision after revision; how they lie, in words.

    A revision of a month is a submission of each supplying unit; the last one may be cut short.
    """
    measures = _measures(store)
    a_round = len(measures) * 12
    rounds = -(-count // a_round)
    first = _next_submission(store)
    left = count
    for revision in range(rounds):
        with store.writing() as transaction:
            for number in range(1, 13):
                month = dt.date(YEAR, number, 1)
                first = _append(transaction, measures.head(left), month, first, revision)
                left -= min(left, len(measures))
    return f"one region, {len(measures)} measures × 12 months × {count / a_round:.0f} revisions"


def add_regions(store: Store, count: int) -> list[str]:
    """Copy the region's plan under so many new codes, with ids of their own; the codes."""
    codes = [f"9{number:05}" for number in range(count)]
    # Ids begin with the region's code and the year.
    plan = {
        table: store.query_text(f"select * from {table} where {key} like $start", start=f"{REGION}-{YEAR}-%")
        for table, key in _KEYS.items()
    }
    plan |= {
        table: store.query_text(f"select * from {table} where region_code = $region", region=REGION) for table in _UNITS
    }
    for code in codes:
        with store.of(code).writing() as transaction:
            name = pd.DataFrame([{
                "region_code": code, "name": f"测试区{code}", "first_year": YEAR, "recorded_at": baseline(),
                "recorded_by": "测试",
            }])  # fmt: skip
            transaction.append("region", name)
            transaction.append("threshold", shipped_thresholds().assign(recorded_at=baseline(), recorded_by="测试"))
            for table, rows in plan.items():
                transaction.append(table, _moved(rows, code))
    return codes


def fill_regions(store: Store, codes: list[str], months: int) -> str:
    """A figure for every measure of these regions in the first months; how they lie, in words.

    Month after month as they would come in, the regions in a random order within a month.
    """
    measures = _measures(store)
    draw = np.random.default_rng(20230901)
    first = dict.fromkeys(codes, 1)
    for number in range(1, months + 1):
        for code in draw.permutation(codes):
            with store.of(str(code)).writing() as transaction:
                first[code] = _append(
                    transaction, _moved(measures, str(code)), dt.date(YEAR, number, 1), first[code], 0
                )
    return f"{len(codes):,} regions × {len(measures)} measures × {months} months, month by month, in random order"


def _measures(store: Store) -> pd.DataFrame:
    """measure_id, unit_id (the supplier) and bound (the target's, 100 where it has none) of the region's measures."""
    return store.query_text(
        """select distinct on (m.measure_id)
               m.measure_id, coalesce(m.supplier_unit_id, i.lead_unit_id) as unit_id,
               coalesce(t.lower, t.upper, 100) as bound
           from measure m
           join item i on i.item_id = m.item_id
           left join target t on t.measure_id = m.measure_id
           where i.region_code = $region and i.year = $year
           order by m.measure_id, t.valid_from""",
        region=REGION,
        year=YEAR,
    )


def _next_submission(store: Store) -> int:
    return int(
        store.query_text(
            "select coalesce(max(submission_id), 0) + 1 as n from submission where region_code = $region", region=REGION
        )["n"].iloc[0]
    )


def _moved(rows: pd.DataFrame, code: str) -> pd.DataFrame:
    """The same rows for another region: every id and the region's code begin with its code instead."""
    return rows.assign(**{name: code + rows[name].str.slice(len(REGION)) for name in _IDS if name in rows})


def _append(transaction: Transaction, measures: pd.DataFrame, month: dt.date, first: int, revision: int) -> int:
    """One figure for each of these measures, in a submission per unit; the next free submission's number."""
    if measures.empty:
        return first
    numbers = first + measures.groupby("unit_id", sort=False).ngroup()
    due = SUBMITTED_FROM + dt.timedelta(days=31 * (month.month - 1), minutes=revision)
    headers = measures.assign(submission_id=numbers).drop_duplicates("submission_id")
    transaction.append("submission", pd.DataFrame({
        "submission_id": headers["submission_id"], "unit_id": headers["unit_id"], "month": month, "channel": "workbook",
        "file_name": "月报.xlsx", "sha256": headers["submission_id"].map("{:064x}".format), "submitted_by": "测试",
        "submitted_at": max(due, baseline()), "is_demo": True,
    }))  # fmt: skip
    place = np.arange(len(measures))
    pace = 0.8 + 0.3 * ((place * 37 + revision) % 101) / 101
    transaction.append("actual", pd.DataFrame({
        "measure_id": measures["measure_id"], "month": month, "submission_id": numbers,
        "value": (measures["bound"] * pace * month.month / 12).round(2), "progress": "按计划推进。",
        "sheet": "重点任务和民生实事", "cell": "H" + pd.Series(place + 4, index=measures.index).astype(str),
    }))  # fmt: skip
    return int(numbers.max()) + 1
