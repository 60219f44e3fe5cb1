"""Which figures were revised, and how: every version of a month's figure in the order in which it came."""

import pandas as pd

from metrics import terms, wording
from metrics.wording import is_missing


def revisions(history: pd.DataFrame, units: dict[str, str]) -> pd.DataFrame:
    """The figures of `history` (store/queries/figure_history.sql) that came more than once, first version first.

    Adds `version` (首次, 第1次修订 …), `is_withdrawn` and `change_text`, the change against the version that stood
    before; "—" for the first and where one of the two is no number. `units`: measure_id → unit of measure.
    """
    figures = history[history["value"].notna() | history["value_words"].notna()]
    often = figures[figures.duplicated(["measure_id", "month"], keep=False)]
    ordered = often.iloc[::-1].sort_values(["measure_id", "month"], kind="stable")
    places = ordered.groupby(["measure_id", "month"]).cumcount()
    is_withdrawn = ordered["withdrawn_at"].notna()
    before = (
        ordered["value"]
        .where(~is_withdrawn)
        .groupby([ordered["measure_id"], ordered["month"]])
        .transform(lambda values: values.ffill().shift())
    )
    changes = zip(ordered["value"], before, ordered["measure_id"], strict=True)
    return ordered.assign(
        version=["首次" if place == 0 else f"第{place}次修订" for place in places],
        is_withdrawn=is_withdrawn,
        change_text=[_change(value, old, units[measure_id]) for value, old, measure_id in changes],
    ).reset_index(drop=True)


def _change(value: float | None, before: float | None, unit: str) -> str:
    if is_missing(value) or is_missing(before):
        return terms.NO_VALUE
    assert value is not None
    assert before is not None
    difference = round(value - before, 6)
    if difference == 0:
        return "未变"
    return f"{'+' if difference > 0 else '−'}{wording.number(abs(difference))}{'个百分点' if unit == '%' else unit}"
