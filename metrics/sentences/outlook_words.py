"""年底预计 in words: the verdict with its figure and band, on what it rests, and how many stand how.

A row is one row of `metrics.rows.OutlookRow` beside its measure; None and NaN both mean missing.
"""

from collections.abc import Mapping
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Any

from metrics import kinds, terms, wording
from metrics.arithmetic.verdicts import COVERS_PCT, METHODS, UNCLEAR, VERDICTS
from metrics.rows import EstimatedRow, EstimateRow
from metrics.sentences.status import figure_text
from metrics.wording import is_missing


def verdict_word(code: Any) -> str:
    """`可望完成`; "—" where there is none (a reference, or 年底预计 is switched off)."""
    return terms.NO_VALUE if is_missing(code) else VERDICTS[code].word


def estimate_text(row: EstimateRow) -> str:
    """`约2,310个(2,150个–2,480个)`; the figure alone where nothing is open; empty where nothing is estimated."""
    value, low, high = row["outlook_value"], row["outlook_low"], row["outlook_high"]
    if is_missing(value):
        return ""
    if low == high == value == row["actual"]:
        return figure_text(row, value)
    # Both ends are cut, not rounded: an end just below the target must not be printed as the target.
    return f"约{_told(row, value, rounds=True)}({_told(row, low)}–{_told(row, high)})"


def basis(row: Mapping[str, Any]) -> str | None:
    """On what an estimate rests: the method with its band, or why there is none; None without a status."""
    method, reason = row["outlook_method"], row["outlook_unclear"]
    if not is_missing(reason):
        return UNCLEAR[reason]
    if is_missing(method):
        return None
    if method == "done":
        return "已达到全年目标" if is_missing(row["ruling_status"]) else "人工认定已完成"
    if method == "over":
        return "全年数据已出,未达到目标"
    return f"{METHODS[method].word},据截至{row['actual_month'].month}月的{int(row['figures'])}期数据,{COVERS_PCT}%区间"


def sentence(row: EstimatedRow) -> str:
    """`可望完成:约2,310个(2,150个–2,480个),按近期速度,…`; empty where there is none."""
    if is_missing(row["outlook"]):
        return ""
    parts = [part for part in (estimate_text(row), row["outlook_basis"]) if part]
    return f"{verdict_word(row['outlook'])}:{','.join(parts)}"


def counts_sentence(counts: Mapping[str, int]) -> str:
    """`年底预计(按子项):可望完成120个、有风险60个、难以完成12个、尚难判断45个`; of what is counted in VERDICTS.

    A verdict that nothing has is left out; where nothing can be told yet, that alone.
    """
    told = [f"{verdict.word}{counts[code]}个" for code, verdict in VERDICTS.items() if counts.get(code)]
    return f"年底预计(按子项):{'、'.join(told)}" if len(told) > 1 or not counts.get("unclear") else "年底预计尚难判断"


def record_sentence(month_no: int, row: Mapping[str, int]) -> str:
    """`8月的预计中,可望完成的91.0%完成(30/33个)…`; where no result is known yet, that. `row`: see outlook_record."""
    said = [
        f"{VERDICTS[code].word}的{wording.percent(100 * row[f'{code}_reached'] / row[f'{code}_known'])}完成"
        f"({row[f'{code}_reached']}/{row[f'{code}_known']}个)"
        for code in ("likely", "at_risk", "unlikely")
        if row[f"{code}_known"]
    ]
    if not said:
        made = sum(row[code] for code in ("likely", "at_risk", "unlikely"))
        return f"{month_no}月的预计{made}个,全年结果未出" if made else f"{month_no}月没有作出预计"
    covered = f";{row['covered']}/{row['banded']}个结果落在区间内" if row["banded"] else ""
    return f"{month_no}月的预计中,{','.join(said)}{covered}"


def _told(row: EstimateRow, value: float, *, rounds: bool = False) -> str:
    """Whole things whole, everything else to one decimal (below 1 to two), rounded or cut down."""
    kind, unit = row["kind"], row["unit"]
    start = row["base"] if kind == "stock" else 0
    is_whole = kind in kinds.AMOUNTS and wording.comes_whole(unit, row["lower"], row["actual"], start)
    step = Decimal(1 if is_whole else "0.1" if abs(value) >= 1 else "0.01")
    told = Decimal(repr(float(value))).quantize(step, ROUND_HALF_UP if rounds else ROUND_FLOOR)
    return wording.figure(float(told), unit)
