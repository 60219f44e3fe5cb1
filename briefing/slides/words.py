"""Titles that state the message, from the counts and by rule."""

from collections.abc import Sequence

from briefing.material import Material
from metrics import terms
from metrics.arithmetic.backlog import LASTING_MONTHS, Summary
from metrics.arithmetic.counting import Tally

_MOST_NAMED = 3
TOO_THIN = "应报数据不足一半，暂不评价"


def behind_word(month_no: int) -> str:
    """What is behind, in a word: 滞后, in December 未完成."""
    return terms.UNFINISHED if month_no == 12 else "滞后"


def stand(what: str, tally: Tally, month_no: int) -> str:
    """`民生实事80项:按期率82.9%,滞后12项,未报送2项`; no rate in a month of which too little is in."""
    rate = f"按期率{tally.rate}" if tally.judged else "尚无可判定事项"
    missing = tally.counts["not_reported"]
    parts = ["尚无报送"] if tally.is_unreported else [] if tally.is_thin else [rate]
    if tally.behind:
        parts.append(f"{behind_word(month_no)}{tally.behind}项")
    if missing:
        parts.append(f"{terms.STATUSES['not_reported'].word}{missing}项")
    if tally.judged and len(parts) == 1 and not tally.is_thin:
        parts.append(f"无{behind_word(month_no)}事项")
    return f"{what}{tally.total}项:{','.join(parts) or '数据未报齐'}"


def counted(tally: Tally, month_no: int) -> str:
    """`已完成20项、超序时12项、…`, statuses that do not occur left out; with the n of the rate."""
    words = {code: terms.status_word(code, by_pace=True, month_no=month_no) for code in terms.STATUSES}
    merged: dict[str, int] = {}
    for code, count in tally.counts.items():
        merged[words[code]] = merged.get(words[code], 0) + count
    told = "、".join(f"{word}{count}项" for word, count in merged.items() if count)
    of = "" if tally.is_thin else f"(按期{tally.good}项,可判定{tally.judged}项)"
    return f"{told}{of}" if told else "没有事项"


def backlog_title(summary: Summary, month_no: int) -> str:
    """`滞后子项59个,涉及36项、23家单位`."""
    return f"{behind_word(month_no)}子项{summary.measures}个,涉及{summary.items}项、{summary.units}家单位"


def backlog_lead(summary: Summary, month_no: int) -> str:
    """`其中严重滞后23个、连续3个月及以上52个;按差距由大到小排列`."""
    parts = {terms.STATUSES["far_behind"].word: summary.far if month_no < 12 else 0}
    parts[f"连续{LASTING_MONTHS}个月及以上"] = summary.lasting
    told = "、".join(f"{word}{count}个" for word, count in parts.items() if count)
    return ";".join([*([f"其中{told}"] if told else []), "按差距由大到小排列"])


def nothing_behind(material: Material) -> str:
    """What is said in place of an empty list; what is not reported is not passed off as well."""
    owed, word = len(material.owing), behind_word(material.edition.view.month.month)
    if material.snapshot.tally.is_thin:
        return f"{owed}个子项应报未报,待报齐后判定是否{word}。"
    missing = f",另有{owed}个子项应报未报" if owed else ""
    return f"已判定的子项中没有{word}的{missing}。"


def most(names: Sequence[str], counts: Sequence[int]) -> str:
    """`区住建局最多，3项`; those that are equal are named together: `区住建局、区经信局最多，各3项`, or counted."""
    first = [name for name, count in zip(names, counts, strict=True) if count == max(counts)]
    named = "、".join(first) if len(first) <= _MOST_NAMED else f"{first[0]}等{len(first)}个"
    return f"{named}最多，{'各' if len(first) > 1 else ''}{max(counts)}项"
