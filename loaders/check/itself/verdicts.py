"""What a sheet says of a measure's status (是否达序, 备注), held against the rule."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from loaders.check.result import Checked, Verdict
from loaders.issues import issue
from loaders.register import Measure
from loaders.table.item_rows import ItemRow
from metrics import terms
from metrics.rows import StatusRow
from metrics.sentences.status import why

_GOOD, _BAD = frozenset(["done", "ahead", "on_track"]), frozenset(["behind", "far_behind"])
_REACHED = frozenset(["done"])
_AT_PACE = r"(?:序时|时间|时序|目标|计划)(?:进度|要求|节点|目标)*|序"
_NOT = re.compile(
    rf"(?:未|没有?|尚未|暂未)(?:达到?|完成|按)?(?:{_AT_PACE}|标)?(?:进度)?(?:要求)?|(?:严重)?(?:滞后|落后)(?:于?(?:{_AT_PACE}))?|"
    rf"(?:慢于|低于|落后于|滞后于)(?:{_AT_PACE})|慢|慢序时|不达标|不达序|进度(?:滞后|落后|缓慢)|[红黄]灯?|×|✗|✘|N"
)  # fmt: skip
_YES = re.compile(
    rf"已?(?:达到?|符合|满足|按)(?:{_AT_PACE})(?:要求)?(?:推进)?|已?(?:达标|达序)|(?:快于|超过?|超前于?|高于)(?:{_AT_PACE})|超序时|"
    r"正常|正常推进|进度正常|绿灯?|√|✓|✔|Y"
)
_DONE = re.compile(
    r"(?:已|全部|提前|超额|已全部|已提前|已超额)完成(?:全?年度?)?(?:目标)?(?:任务)?|全年达标|已完工|已办结|已销号|完成"
)
_ASKS_REACHED = re.compile(r"完成")
_YES_NO = {"是": True, "否": False, "达": True, "未": False, "√": True, "×": False}


def verdicts(item: ItemRow, measure: Measure, headings: Mapping[str, str]) -> list[Verdict]:
    """What a row says of its measure's status: a column that asks for it, or nothing else in the remarks."""
    found = []
    for name in ("verdict", "remark"):
        cell = item.cells.get(name)
        if cell is None or cell.kind != "text":
            continue
        allowed = _allowed(cell.text, headings.get(name, "") if name == "verdict" else "")
        if allowed is not None:
            found.append(Verdict(measure.measure_id, item.sheet, cell.address, cell.text, allowed))
    return found


def with_verdicts(checked: Checked, rows: Mapping[str, StatusRow]) -> Checked:
    """The same, with a doubt for every status in the sheet that the rule contradicts, with the numbers it used.

    `rows`: measure → as it would be judged. What is not judged contradicts nothing.
    """
    found = []
    for one in checked.verdicts:
        row = rows.get(one.measure_id)
        if row is not None and row["computed_status"] in _GOOD | _BAD and row["computed_status"] not in one.allowed:
            status = terms.STATUSES[row["computed_status"]].word
            doubt = issue("verdict_differs", one.sheet, one.cell, one.text, status=status, why=why(row))
            found.append(doubt.of(one.measure_id))
    return replace(checked, issues=(*checked.issues, *found))


def _allowed(text: str, heading: str) -> frozenset[str] | None:
    words = re.sub(r"[\s。,.]", "", unicodedata.normalize("NFKC", text))
    if heading and words in _YES_NO:
        if _ASKS_REACHED.search(heading):  # 是否完成: a unit that is on its way may say either
            return _GOOD if _YES_NO[words] else _GOOD - _REACHED | _BAD
        return _GOOD if _YES_NO[words] else _BAD
    if _DONE.fullmatch(words):
        return _REACHED if words != "完成" else _GOOD
    if _NOT.fullmatch(words):
        return _BAD
    return _GOOD if _YES.fullmatch(words) else None
