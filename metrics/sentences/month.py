"""The month in one sentence, for whoever has no time: how much is on schedule, what changed, what became behind.

Everything counted is 项 (items); where measures are counted it says 子项.
"""

from metrics import wording
from metrics.arithmetic.counting import Tally

NOT_REPORTED = "本月尚未报送数据,暂不能判定是否滞后"


def month_in_brief(
    now: Tally, before: Tally | None, month_no: int, *, behind_measures: int, fell_behind: int, recovered: int,
    outlook: str | None = None,
) -> list[str]:  # fmt: skip
    """The sentence's clauses, to be joined with `;`. `before` is the month before, None in January.

    `outlook` is what the year looks like (`按目前进度年底预计12项难以完成`), where somebody has worked it out.
    """
    if now.is_unreported and not now.behind:
        return [NOT_REPORTED, *([outlook] if outlook else [])]
    clauses = [f"按期率{now.rate_of}{_change(now, before, month_no)}"]
    if now.behind:
        news = f",较上月新增{fell_behind}项、恢复{recovered}项" if before else ""
        clauses.append(f"滞后事项{now.behind}项(滞后子项{behind_measures}个){news}")
    else:
        missing = now.counts["not_reported"]
        clauses.append("没有滞后事项" + (f",另有{missing}项未报送" if missing else ""))
    return [*clauses, *([outlook] if outlook else [])]


def _change(now: Tally, before: Tally | None, month_no: int) -> str:
    """Since the month before, as the two rates are printed; nothing where one of them is not."""
    if before is None or now.rate_pct is None or before.rate_pct is None:
        return ""
    change = float(wording.rounded(now.rate_pct, 1)) - float(wording.rounded(before.rate_pct, 1))
    if round(change, 1) == 0:
        return f",与{month_no - 1}月持平"
    return f",较{month_no - 1}月{wording.signed_points(round(change, 1))}个百分点"
