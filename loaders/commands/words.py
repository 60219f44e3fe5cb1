"""What the loaders' commands print: a checked workbook, a receipt, questions that are open."""

import json
from typing import Any

from loaders.accept.commit import Receipt
from loaders.check.actuals import Checked
from loaders.issues import OWN_REASON
from loaders.table.layout import IGNORE
from loaders.table.questions import RowQuestion
from metrics.periods import month_code, month_name


def print_check(result: Checked) -> None:
    """A workbook's issues, what has to be answered, and what is not filled in."""
    unit = result.unit.name if result.unit else "单位不明"
    filled = sum(row.is_figure for row in result.rows)
    print(f"{result.file_name}:{unit},{month_name(result.register.month)},读到{filled}个数据,"
          f"错误{len(result.errors)}处,疑问{len(result.doubts)}处")  # fmt: skip
    for found in result.issues:
        print(f"  {'错误' if found.is_error else '疑问'} {found.sentence}")
        if found.weight == OWN_REASON:
            print(*(f"    须单独说明原因:--doubt '{one}=…'" for one in found.measures), sep="\n")
    for question in result.questions:
        words = question.words()
        if question.answer is not None:
            said = "按此前的答复" if question.is_remembered else "按答复"
            print(f"  {said} {question.sheet}!{question.cell}“{question.heading}”是“{words[question.answer]}”")
        elif question.is_required:
            print(f"  请指明 --column '{result.id_of(question)}=…',可写:{'、'.join(words.values())}")
    for asked in result.unit_questions:
        if asked.answer is not None:
            said = "按此前的答复" if asked.is_remembered else "按答复"
            print(f"  {said} 单位“{asked.unit}”是{asked.answer}")
            continue
        print(f"  请指明 --column '{asked.key}=…',可写:{'、'.join(asked.offers)}")
    for row in result.row_questions:
        print(f"  {_row_sentence(row)}")
    if result.missing:
        names = "、".join(measure.full_name for measure in result.missing[:5])
        more = f"等{len(result.missing)}项" if len(result.missing) > 5 else ""
        print(f"  未填 {names}{more}")


def _row_sentence(row: RowQuestion) -> str:
    if row.answer == IGNORE:
        return f"不报送 {row.key}“{row.read}”"
    if row.answer is not None:
        return f"按答复 {row.key}“{row.read}”是{row.answer}"
    close = "、".join(f"{proposal.measure_id} {proposal.name}" for proposal in row.proposals[:3])
    return f"请确认 --row '{row.key}=编码'(不报送的写“不报送”)" + (f",相近的有:{close}" if close else "")


def receipt_sentence(receipt: Receipt) -> str:
    """What was accepted, in one sentence."""
    if not receipt.is_new:
        return f"这个文件已于第{receipt.number}号报送入库,内容完全相同,没有改动。"
    code = f"回执码{receipt.number}:{receipt.head[:16]}"
    return f"已入库:第{receipt.number}号报送,{receipt.unit},{month_name(receipt.month)},{receipt.row_count}行。{code}。"


def receipt_json(receipt: Receipt | None) -> dict[str, Any] | None:
    """A receipt as other programs read it."""
    if receipt is None:
        return None
    return {**vars(receipt), "month": month_code(receipt.month)}


def print_json(answers: list[dict[str, Any]]) -> None:
    """One file's answer as it is, several as a list."""
    print(json.dumps(answers[0] if len(answers) == 1 else answers, ensure_ascii=False, indent=1))
