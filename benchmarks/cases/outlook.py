"""`python -m benchmarks.cases.outlook`: how often the year's end lay in 年底预计's band, and its verdicts.

Tried on the samples (made for all twelve months) and on public monthly figures with their source (facts/). Printed as
the table of docs/outlook.md.
"""

import datetime as dt
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from loaders.accept.standing import month_registers
from loaders.demo.reports import plan_reports
from metrics.arithmetic.outlook import outlook
from metrics.kinds import AMOUNTS
from metrics.periods import months_of_year
from store.engine.seed import plant
from store.engine.store import Store
from store.reads.figures.outlook import plan_nodes
from store.reads.figures.status import status_course
from store.reads.view import View

FACTS = Path(__file__).with_name("facts")
_MONTHS = range(3, 12)


def main() -> int:
    """Print the table: method, months, estimates, share in the band, mean half width, verdicts against what came."""
    tried = pd.concat([samples(), *public()], ignore_index=True)
    print(table(tried).to_string(index=False))
    print()
    print(verdicts(tried).to_string(index=False))
    return 0


def table(tried: pd.DataFrame) -> pd.DataFrame:
    """Per source and method: how many estimates, how many were covered, how wide the bands were beside the result."""
    tried = tried.dropna(subset="covered")
    public_ones = tried[tried["source"] != "samples"].assign(source="all public")
    tried = pd.concat([tried, public_ones])
    by = tried.groupby(["source", "method"], sort=False)
    return by.agg(estimates=("covered", "size"), covered_pct=("covered", lambda c: round(100 * c.mean(), 1)),
                  half_pct=("half_pct", lambda h: round(h.median(), 2))).reset_index()  # fmt: skip


def verdicts(tried: pd.DataFrame) -> pd.DataFrame:
    """Per source and verdict: how many, and of how many the target was reached."""
    by = tried.dropna(subset="came").groupby(["source", "verdict"], sort=False)
    return by.agg(
        estimates=("came", "size"), reached_pct=("came", lambda c: round(100 * c.astype(float).mean(), 1))
    ).reset_index()


def samples() -> pd.DataFrame:
    """Every estimate for a year of sample figures, months 3–11, beside December's figure."""
    store = Store()
    plant(store, dt.datetime(2023, 2, 15))
    _fill(store)
    course = status_course(store, View(dt.date(2023, 12, 1)))
    return _tried("samples", course, nodes=plan_nodes(store, course))


def _fill(store: Store) -> None:
    registers = month_registers(store, months_of_year(dt.date(2023, 12, 1)))
    figures, sent = [], []
    for number, report in enumerate(plan_reports(registers)[0], 100_000):
        sent.append({
            "submission_id": number, "unit_id": report.unit.unit_id, "month": report.register.month,
            "channel": "workbook", "file_name": report.file_name, "sha256": str(number), "submitted_by": "演示人员",
            "submitted_at": report.sent_at, "is_demo": True,
        })  # fmt: skip
        for measure_id, answer in report.answers.items():
            if isinstance(value := answer["value"], float):
                figures.append({
                    "measure_id": measure_id, "month": report.register.month, "submission_id": number, "value": value,
                    "basis": answer.get("basis"), "vintage": answer.get("vintage"),
                })  # fmt: skip
    with store.writing() as transaction:
        transaction.append("submission", pd.DataFrame(sent))
        transaction.append("actual", pd.DataFrame(figures))


def public() -> list[pd.DataFrame]:
    """The public series: each year's amounts by last year's shares and without them, and cumulative growth."""
    tried = []
    for name, of_series in facts().groupby("series", sort=False):
        for year in of_series["year"].unique().tolist():
            rows = of_series[of_series["year"] == year]
            own = rows.set_index("month_no")
            ended = rows[rows["month_no"] == 12].iloc[0].to_dict()
            before = of_series[of_series["year"] == year - 1].set_index("month_no")["amount"]
            tried.append(_tried(f"{name}, no plan", _course(own["amount"], "quantity", ended["amount"])))
            if before.empty:
                continue
            shares = (before / before[12]).rename("share").reset_index().assign(measure_id="x")
            linked = _course(own["amount"], "quantity", ended["amount"])
            tried.append(_tried(f"{name}, linked", linked, last_year=shares))
            for off in (-0.5, 0.0, 0.5):  # targets about what came, for the verdicts
                grown = _course(own["growth"], "growth", round(ended["growth"] + off, 1))
                again = _tried(f"{name}, growth", grown, last_year=shares)
                tried.append(again.assign(covered=again["covered"] if off == 0 else None))
    return tried


def facts() -> pd.DataFrame:
    """series, year, month_no, amount and growth, both cumulative, of every public series."""
    retail = pd.read_csv(FACTS / "retail.csv")
    retail["month_no"] = retail["months"].str.split("-").str[-1].astype(int)
    # Published by the month on a comparable base; what is cumulative is put together from that base.
    retail["base"] = retail["amount_yi_yuan"] / (1 + retail["growth_pct"] / 100)
    sums = retail.groupby(["series", "year"])[["amount_yi_yuan", "base"]].cumsum()
    retail = retail.assign(
        amount=sums["amount_yi_yuan"], growth=(100 * (sums["amount_yi_yuan"] / sums["base"] - 1)).round(1)
    )
    return retail[["series", "year", "month_no", "amount", "growth"]]


def _course(values: pd.Series, kind: str, target: float) -> pd.DataFrame:
    """Rows as status.sql gives them, as far as they are read, of one measure with these cumulative values."""
    by_pace = kind in AMOUNTS
    rows = pd.DataFrame({"month_no": values.index, "actual": values.to_numpy(dtype=float)})
    months = pd.to_datetime([dt.date(2023, number, 1) for number in rows["month_no"]])
    return rows.assign(
        measure_id="x", kind=kind, by_pace=by_pace, unit="亿元" if by_pace else "%",
        plan_kind="linear" if by_pace else None,
        month=months, actual_month=months, lower=target, upper=np.nan, base=np.nan, comparator="=",
        basis=None, target_basis=None,
        plan_pct=100 * rows["month_no"] / 12 if by_pace else np.nan, last_year_share=np.nan, figure_state="ok",
        status="on_track", computed_status="on_track", ruling_status=None, margin_points=0.0,
    )  # fmt: skip


def _tried(source: str, course: pd.DataFrame, **more: Any) -> pd.DataFrame:
    december = course[course["month_no"] == 12].set_index("measure_id")
    came = december["actual"].where(december["actual_month"].dt.month == 12)
    results = []
    for month in _MONTHS:
        known = course[course["month_no"] <= month]
        if not (known["month_no"] == month).any():
            continue
        found = outlook(known, **more)
        found = found[found["outlook_low"].notna() & ~found["outlook_method"].isin(("done", "over"))]
        result = came.reindex(found.index)
        low, high = found["outlook_low"].astype(float), found["outlook_high"].astype(float)
        results.append(pd.DataFrame({
            "source": source, "method": found["outlook_method"], "month": month, "verdict": found["outlook"],
            "covered": result.between(low - 1e-9, high + 1e-9),
            "half_pct": 100 * (high - low) / 2 / result.abs() if course["by_pace"].any() else (high - low) / 2,
            "came": (result >= december["lower"].reindex(found.index)).astype(object),
        })[result.notna()])  # fmt: skip
    return pd.concat(results) if results else pd.DataFrame()


if __name__ == "__main__":
    sys.exit(main())
