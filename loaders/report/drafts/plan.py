"""A row's plan share in one cell: 6月20%、12月100% for dated steps, else the plan's word; and read back from there."""

import re

from loaders.report.drafts.last_year import MONTHS
from loaders.targets.rows import Record
from metrics import terms
from metrics.arithmetic import plan_shares

EXAMPLE = "6月20%、12月100%"
_NODE = re.compile(r"(\d{1,2})月(?:底|末|前|底前)?(?:达到?|完成)?(\d{1,3}(?:\.\d+)?)[%\uff05]")


def plan_words(values: Record) -> str | None:
    """The plan of a row; None for what is not judged by pace."""
    word: str | None = values.get("plan_kind")
    if word != terms.PLAN_KINDS["nodes"]:
        return word
    nodes = [(number, values.get(name)) for number, name in zip(plan_shares.MONTHS, MONTHS, strict=True)]
    return "、".join(f"{number}月{round(share * 100, 1):g}%" for number, share in nodes if share is not None)


def plan_of(said: str) -> Record | None:
    """plan_kind and the months' shares that were written; None for what is no plan. Nothing written: an even one."""
    bare = re.sub(r"\s", "", said)
    if bare in ("", terms.PLAN_KINDS["linear"]):
        return {"plan_kind": terms.PLAN_KINDS["linear"], **dict.fromkeys(MONTHS)}
    nodes = [(int(month), float(share) / 100) for month, share in _NODE.findall(bare)]
    if re.sub(r"[、,\uff0c;\uff1b]", "", _NODE.sub("", bare)):
        return None
    try:
        plan_shares.through_nodes(nodes)
    except ValueError:
        return None
    shares = {f"month_{month}": share for month, share in nodes}
    return {"plan_kind": terms.PLAN_KINDS["nodes"], **{name: shares.get(name) for name in MONTHS}}
